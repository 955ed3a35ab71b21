"""Taking packages in: field changes of a month into a store of a city of persons, with conflicts.

    python3 run.py bench merge [--persons 130000] [--changes 10000] [--growth]
    python3 run.py bench merge --machine 400

Goal: 10,000 field changes into 130,000 persons, encrypted, within 0.95 s. `--growth` goes on to 100,000;
`--machine` lets the machine of the tests play that many rounds of four offices.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from benchmarks._population import ACTOR, KEY, fill, people
from union_desk.exchange.keys import lock, new_keys
from union_desk.people.records import PersonRecord
from union_desk.store.conflicts import open_conflicts
from union_desk.store.database import Database
from union_desk.store.files import STORE_FILE
from union_desk.store.foreign import ForeignSet, read_sets, sets_after, vector_of, write_sets
from union_desk.store.merge import plan
from union_desk.store.records import new_site
from union_desk.store.tables import store_meta
from union_desk.store.verify import verify

AUDIENCES = ("BY", "XS", "shared")
CONFLICTS = 0.05
GOAL = 0.95


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--persons", type=int, default=130_000)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--machine", type=int, default=0)
    options = parser.parse_args()
    if options.machine:
        return machine(options.machine)
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "district"), Path(folder, "street")
        with Database.create(first, KEY) as database:
            fill(database, people(options.persons))
        copy_as_new_site(first, second)
        with Database.open(first, KEY) as district, Database.open(second, KEY) as street:
            counts = (options.changes, 30_000, 100_000) if options.growth else (options.changes,)
            for changes in counts:
                report(district, street, changes)
            print(f"both stores verify: {verify(district).ok and verify(street).ok}")
            first_issue(district)
    return 0


def copy_as_new_site(source: Path, target: Path) -> None:
    target.mkdir()
    shutil.copy2(source / STORE_FILE, target / STORE_FILE)
    with Database.open(target, KEY) as database, database.write("another site", ACTOR) as work:
        where = store_meta.c.name == "site"
        work.session.execute(sa.update(store_meta).where(where).values(value=new_site()))


def report(district: Database, street: Database, changes: int) -> None:
    """Change two fields in each work at the street, some of them in the district too; then take them in."""
    dice = random.Random(changes)
    with street.read() as session:
        uids = dice.sample(list(session.scalars(sa.select(PersonRecord.uid))), changes // 2)
    began = time.perf_counter()
    for uid in uids:
        change(street, uid, dice)
    saving = time.perf_counter() - began
    for uid in uids[: int(len(uids) * CONFLICTS)]:
        change(district, uid, dice)
    with district.reader.connect() as connection:
        seen = vector_of(connection, AUDIENCES)
    began = time.perf_counter()
    with street.reader.connect() as connection:
        data = write_sets(sets_after(connection, AUDIENCES, seen))
    writing = time.perf_counter() - began
    sets = read_sets(data)
    began = time.perf_counter()
    with district.reader.connect() as connection:
        plan(connection, district.site, sets)
    looking = time.perf_counter() - began
    began = time.perf_counter()
    with district.write("merge", ACTOR) as work:
        merged = work.absorb(sets)
    taking = time.perf_counter() - began
    began = time.perf_counter()
    with district.reader.connect() as connection:
        conflicts = len(open_conflicts(connection))
    listing = time.perf_counter() - began
    began = time.perf_counter()
    with district.write("take back", ACTOR) as work:
        work.part(merged.first, merged.last)
    parting = time.perf_counter() - began
    with district.write("merge", ACTOR) as work:
        work.absorb(sets)
    with street.write("merge", ACTOR) as work, district.reader.connect() as connection:
        work.absorb(sets_after(connection, AUDIENCES, seen))
    told = (
        f"{changes:,} field changes in {len(sets):,} works ({saving:.0f} s to save them one by one):",
        f"  written {writing:.2f} s, {size_of(sets)}; looked at {looking:.2f} s",
        f"  taken in {taking:.2f} s, {merged.sets} sets; {conflicts} conflicts, listed in {listing:.2f} s",
        f"  taken back {parting:.2f} s",
        f"  goal {GOAL} s for 10,000: {'reached' if taking <= GOAL else 'not reached'}",
    )
    print("\n".join(told), flush=True)


def change(database: Database, uid: str, dice: random.Random) -> None:
    with database.write("修改人员", ACTOR) as work:
        person = work.session.get_one(PersonRecord, uid)
        person.mobile = f"139{dice.randrange(10**8):08}"
        person.address = f"{dice.randrange(900)}号大街{dice.randrange(90)}幢"


def size_of(sets: list[ForeignSet]) -> str:
    import zstandard

    plain = write_sets(sets)
    packed = zstandard.ZstdCompressor(level=6).compress(plain)
    locked = lock(packed, new_keys("bench").public.seal)
    return f"{len(plain) / 1e6:.2f} MB plain, {len(locked) / 1e6:.2f} MB packed and locked"


def first_issue(district: Database) -> None:
    """Give a new street all that there is, as its first package does."""
    began = time.perf_counter()
    with district.reader.connect() as connection:
        sets = sets_after(connection, AUDIENCES, {})
    writing = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder, Database.create(Path(folder, "new"), KEY) as fresh:
        began = time.perf_counter()
        with fresh.write("merge", ACTOR) as work:
            work.absorb(sets)
        taking = time.perf_counter() - began
    print(f"a whole store issued: written {writing:.1f} s, {size_of(sets)}, opened {taking:.1f} s")


def machine(rounds: int) -> int:
    test = "tests/store/test_merge_machine.py"
    words = [sys.executable, "-m", "pytest", test, "-q", "-p", "no:randomly", "--timeout=0", "-o"]
    env = {**os.environ, "UNION_DESK_MERGE_RUNS": str(rounds), "UNION_DESK_MERGE_STEPS": "60"}
    return subprocess.run([*words, "faulthandler_timeout=0"], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
