"""Saving and opening in a store of a city of persons, against bare rows without encryption and log.

    python3 run.py bench store [--persons 130000]

A save is one unit of work: two fields of a person and one new family member. An opening reads a person with
the family and the history of the fields.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks._population import ACTOR, HEAD, filled_store, measured, people, row
from union_desk.people.records import HouseholdMemberRecord, HouseholdRecord, PersonRecord
from union_desk.store.backup import backup
from union_desk.store.changes import history_of
from union_desk.store.database import Database
from union_desk.store.records import Record, new_uid
from union_desk.store.verify import verify

PLAIN = argparse.RawDescriptionHelpFormatter


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--persons", type=int, default=130_000)
    parser.add_argument("--calls", type=int, default=600)
    options = parser.parse_args()
    bare = bare_rows(options.persons, options.calls)
    with filled_store(options.persons) as database:
        report(database, options.calls, bare)
    return 0


def report(database: Database, calls: int, bare: dict[str, list[float]]) -> None:
    with database.read() as session:
        uids = list(session.scalars(sa.select(PersonRecord.uid)))
    dice = random.Random(3)

    def save(uid: str) -> None:
        with database.write("修改家庭成员", ACTOR) as work:
            change(work.session, uid)

    def show(uid: str) -> None:
        with database.read() as session:
            opened(session, uid)
            history_of(session, "person", uid)

    measured(save, dice.sample(uids, 20))
    saved = dice.sample(uids, calls)
    times = {"save": measured(save, saved), "open": measured(show, saved)}
    print(HEAD)
    for name, found in times.items():
        print(row(f"{name}, encrypted, with log and keys", found))
        print(row(f"{name}, bare rows", bare[name], None))
    for name, found in times.items():
        cost = found[len(found) // 2] / bare[name][len(bare[name]) // 2]
        print(f"{name}: {cost:.1f} times the bare rows")
    for name, act in (("verified backup", backup), ("verify all", verify)):
        began = time.perf_counter()
        act(database)
        print(f"{name}: {time.perf_counter() - began:.1f} s")


def change(session: Session, uid: str) -> None:
    person = session.get_one(PersonRecord, uid)
    person.mobile = f"139{random.randrange(10**8):08}"
    person.health = "2" if person.health == "1" else "1"
    household = HouseholdRecord(audience=person.audience)
    session.add(household)
    member = HouseholdMemberRecord(audience=person.audience, household_uid=household.uid, person_uid=uid)
    session.add(member)


def opened(session: Session, uid: str) -> None:
    person = session.get_one(PersonRecord, uid)
    members = session.scalars(
        sa.select(HouseholdMemberRecord).where(HouseholdMemberRecord.person_uid == person.uid)
    ).all()
    for member in members:
        session.get(HouseholdRecord, member.household_uid)


def bare_rows(count: int, calls: int) -> dict[str, list[float]]:
    """Do the same with bare statements on a file without key, log and search keys."""
    tables = [record.__table__ for record in (PersonRecord, HouseholdRecord, HouseholdMemberRecord)]
    with tempfile.TemporaryDirectory() as folder:

        def connect() -> object:
            connection = sqlcipher.connect(str(Path(folder) / "bare.db"), check_same_thread=False)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768"):
                connection.execute(f"PRAGMA {pragma}")
            return connection

        engine = sa.create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=sa.StaticPool)
        Record.metadata.create_all(engine, tables=tables)
        with engine.begin() as connection:
            rows = [{"uid": f"{n:032}", "row_version": 1, **person} for n, person in enumerate(people(count))]
            connection.execute(sa.insert(PersonRecord), rows)
        uids = [f"{n:032}" for n in random.Random(3).sample(range(count), calls)]

        person, household, member = tables

        def save(uid: str) -> None:
            phone, new = f"139{random.randrange(10**8):08}", {"audience": "BY", "row_version": 1}
            home, other = new_uid(), new_uid()
            with engine.begin() as connection:
                connection.execute(sa.select(person).where(person.c.uid == uid)).one()
                connection.execute(
                    sa.update(person).where(person.c.uid == uid).values(mobile=phone, health="1")
                )
                connection.execute(sa.insert(household), {"uid": home, **new})
                connection.execute(
                    sa.insert(member), {"uid": other, "household_uid": home, "person_uid": uid, **new}
                )

        def show(uid: str) -> None:
            with Session(engine) as session:
                opened(session, uid)

        measured(save, uids[:20])
        times = {"save": measured(save, uids), "open": measured(show, uids)}
        engine.dispose()
        return times


if __name__ == "__main__":
    sys.exit(main())
