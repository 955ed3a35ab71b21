"""Who of a street's package of 3,000 persons is known among 130,000, and all pairs within the store.

    python3 run.py bench duplicates [--persons 130000] [--package 3000] [--goal 20]

A tenth of the package are persons of the store as another office would write them: the number in 15 digits or
missing, the name as it sounds, another phone. Found are those pairs and few others. The goal is in seconds.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tracemalloc
from datetime import date

import sqlalchemy as sa

from benchmarks._population import filled_store, people
from union_desk.core.identity import check_digit
from union_desk.people.dealings import NoDealings
from union_desk.people.duplicates import perhaps_same
from union_desk.people.queries.candidates import compared, pairs_within
from union_desk.people.records import PersonRecord
from union_desk.people.values import PersonCard
from union_desk.store.database import Database

_SOUNDS = str.maketrans("芳伟娜英丽军艳杰娟涛", "方玮那瑛莉钧燕洁捐滔")
_SHARE = 10


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--persons", type=int, default=130_000)
    parser.add_argument("--package", type=int, default=3_000)
    parser.add_argument("--goal", type=float, default=20.0, help="seconds for either")
    options = parser.parse_args()
    with filled_store(options.persons) as database:
        cards, twins = package(database, options.package)
        began = time.perf_counter()
        with database.read() as session:
            found = perhaps_same(session, cards)
        asking = time.perf_counter() - began
        right = {(each.uid, each.known_uid) for each in found} & twins
        per_card = asking * 1000 / len(cards)
        print(f"{len(cards):,} cards against the store: {asking:.1f} s, {per_card:.2f} ms a card")
        others = len(found) - len(right)
        print(f"  {len(right):,} of {len(twins):,} twins found, {others:,} other pairs to look at")
        scanning = whole(database)
    return 1 if max(asking, scanning) > options.goal or len(right) < len(twins) else 0


def whole(database: Database) -> float:
    """Look through the store for pairs, as the work list does when it is opened."""
    began = time.perf_counter()
    with database.read() as session:
        pairs = pairs_within(session, lambda _done, _total: None, lambda: False)
        listed = compared(session, pairs, NoDealings())
    seconds = time.perf_counter() - began
    print(f"the store itself: {seconds:.1f} s, {len(pairs):,} pairs compared, {len(listed):,} worth a look")
    tracemalloc.start()
    with database.read() as session:
        pairs_within(session, lambda _done, _total: None, lambda: False)
    print(f"  {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB while the pairs are made")
    tracemalloc.stop()
    return seconds


def package(database: Database, count: int) -> tuple[list[PersonCard], set[tuple[str, str]]]:
    """Invent a street's persons; some are persons of the store as another office would write them."""
    dice = random.Random(11)
    cards = [
        PersonCard(
            uid=f"new-{place}",
            name=row["name"],
            id_no=row["id_no"][:17] + check_digit(row["id_no"][:17]),
            mobile=row["mobile"],
            address=row["address"],
        )
        for place, row in enumerate(people(count - count // _SHARE, seed=99))
    ]
    twins = set()
    columns = (PersonRecord.uid, PersonRecord.name, PersonRecord.id_no, PersonRecord.mobile)
    with database.read() as session:
        known = session.execute(sa.select(*columns).order_by(PersonRecord.uid).limit(count * 3)).all()
    for place, row in enumerate(dice.sample(list(known), count // _SHARE)):
        uid = f"twin-{place}"
        twins.add((uid, row.uid))
        number = row.id_no if place % 3 else ""
        if number[6:8] == "19" and place % 3 == 1:
            number = number[:6] + number[8:17]
        cards.append(
            PersonCard(
                uid=uid,
                name=row.name.translate(_SOUNDS),
                id_no=number,
                birth_on=None if number else date.fromisoformat(row.id_no[6:14]),
                mobile=row.mobile if not number else "13000000000",
            )
        )
    dice.shuffle(cards)
    return cards, twins


if __name__ == "__main__":
    sys.exit(main())
