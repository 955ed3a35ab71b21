"""Where two offices met, another program that merges comes to the same rows."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.offices import contents, give, open_office, person_of
from tests.store.samples import CardRecord, add_card
from union_desk.store.conflicts import open_conflicts

FIELDS = ("name", "id_no", "phone")
ORACLE = Path(__file__).with_name("oracle.py")


@pytest.mark.parametrize("seed", range(4))
def test_two_offices_merge_as_the_session_extension_does_where_it_can(template_store, tmp_path, clock, seed):
    dice = random.Random(seed)  # noqa: S311
    street, district = (open_office(template_store, tmp_path / name, clock) for name in ("街道", "区"))
    actors = {street: person_of("BY"), district: person_of("QU")}
    base = {}
    for number in range(20):
        values = [f"{field}{number}" for field in FIELDS]
        base[add_card(street, actors[street], **dict(zip(FIELDS, values, strict=True)))] = values
    give(street, district)
    left = {database: changed(database, actors[database], base, dice) for database in (street, district)}
    told = {"fields": FIELDS, "base": base, "theirs": left[street], "ours": left[district]}
    judged = json.loads(
        subprocess.run(
            [sys.executable, str(ORACLE)], input=json.dumps(told), capture_output=True, text=True, check=True
        ).stdout
    )
    give(street, district)
    give(district, street)
    with district.read() as session:
        merged = {card.uid: [getattr(card, field) for field in FIELDS] for card in session.query(CardRecord)}
    with district.reader.connect() as connection:
        listed = {(one.uid, FIELDS.index(one.field)) for one in open_conflicts(connection)}
    assert {uid for uid, _ in listed} <= set(judged["at_odds"])
    for uid, values in judged["rows"].items():
        if uid not in judged["at_odds"]:
            assert merged[uid] == values
    for uid in judged["at_odds"]:
        for place in range(len(FIELDS)):
            sides = {left[street][uid][place], left[district][uid][place]} - {base[uid][place]}
            assert ((uid, place) in listed) == (len(sides) > 1)
            if len(sides) == 1:
                assert merged[uid][place] in sides
    assert contents(street) == contents(district)
    street.close()
    district.close()


def changed(database, actor, base, dice):
    """Change some fields of some cards in one work; return all cards as they are then."""
    rows = {uid: list(values) for uid, values in base.items()}
    with database.write("改", actor) as work:
        for uid, values in rows.items():
            for place, field in enumerate(FIELDS):
                if dice.random() < 0.25:
                    values[place] = f"{field}新{dice.randrange(3)}"
                    setattr(work.session.get_one(CardRecord, uid), field, values[place])
    return rows
