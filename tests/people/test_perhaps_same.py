from __future__ import annotations

from datetime import date

import pytest

from union_desk.core.identity import check_digit
from union_desk.people.dealings import Around, NoDealings
from union_desk.people.duplicates import perhaps_same
from union_desk.people.queries.candidates import compared, pairs_within
from union_desk.people.records import PersonRecord
from union_desk.people.rules.duplicates import Alike
from union_desk.people.values import PersonCard

pytestmark = pytest.mark.on_server_too


def number(birth="19780312", order="452"):
    first = f"330199{birth}{order}"
    return first + check_digit(first)


def put(database, actor, **fields):
    with database.write("保存", actor) as work:
        record = PersonRecord(**{"audience": "BY", **fields})
        work.session.add(record)
        return record.uid


def asked(database, *cards, dealings=None):
    with database.read() as session:
        return perhaps_same(session, cards, dealings)


def within(database, dealings=None):
    with database.read() as session:
        pairs = pairs_within(session, lambda done, total: None, lambda: False)
        return set(compared(session, pairs, dealings or NoDealings()))


def test_a_card_of_another_office_is_found_by_its_number_however_it_is_written(database, actor):
    known = put(database, actor, name="王芳", id_no=number())
    old = put(database, actor, name="李强", id_no="330199750608123")
    first, second = asked(
        database,
        PersonCard(uid="new", name="王 芳", id_no=number().lower()),
        PersonCard(uid="newer", name="李強", id_no=number("19750608", "123")),
    )
    assert {(first.uid, first.known_uid), (second.uid, second.known_uid)} == {("new", known), ("newer", old)}
    assert first.alike is Alike.SAME
    assert first.reasons[0].startswith("证件号码相同：330199")


def test_a_card_without_a_number_is_found_by_the_sound_of_its_name(database, actor):
    known = put(
        database,
        actor,
        name="张晓燕",
        birth_on=date(1978, 3, 12),
        birth_precision="day",
        mobile="13800001234",
    )
    put(database, actor, name="张晓燕", birth_on=date(1990, 3, 12), birth_precision="day")
    (found,) = asked(
        database, PersonCard(uid="new", name="張小燕", birth_on=date(1978, 3, 12), mobile="13800001234")
    )
    assert (found.known_uid, found.alike) == (known, Alike.LIKELY)


def test_a_card_that_the_store_has_is_not_like_itself(database, actor):
    uid = put(database, actor, name="王芳", id_no=number())
    assert asked(database, PersonCard(uid=uid, name="王芳", id_no=number())) == ()
    assert asked(database) == ()


def test_who_lives_with_them_counts(database, actor):
    class Families(NoDealings):
        def around(self, session, uids):
            return {uid: Around("明辉电子有限公司", frozenset({"孩子 2009-11-05"})) for uid in uids}

    put(database, actor, name="王芳", birth_on=date(1978, 3, 12), birth_precision="day")
    card = PersonCard(uid="new", name="王芳", birth_on=date(1978, 3, 12))
    assert asked(database, card) == ()
    own = Families()
    (found,) = asked(database, card, dealings=own)
    assert "家庭成员中有 1 人相同（+10）" in found.reasons


def test_the_whole_store_is_looked_through_for_pairs(database, actor):
    first = put(database, actor, name="王芳", id_no=number())
    second = put(database, actor, name="王芳", id_no=number(), audience="XS")
    old = put(database, actor, name="王芳", id_no="330199780312452", audience="XS")
    wrong = put(
        database, actor, name="赵敏", birth_on=date(1980, 1, 2), birth_precision="day", mobile="13900000001"
    )
    typo = put(
        database, actor, name="赵敏", birth_on=date(1980, 1, 3), birth_precision="day", mobile="13900000001"
    )
    put(database, actor, name="钱进", mobile="13900000001")
    bare = put(database, actor, name="孙立", mobile="13700000001", address="白杨街道 3 幢 501 室")
    again = put(database, actor, name="孙力", mobile="13700000001", address="白杨街道三幢501")
    found = within(database)
    assert {frozenset(pair) for pair in found} == {
        frozenset({first, second}),
        frozenset({first, old}),
        frozenset({second, old}),
        frozenset({wrong, typo}),
    }
    assert not {bare, again} & {uid for pair in found for uid in pair}


def test_a_digit_of_the_birth_day_mistyped_in_an_unchecked_number_is_found(database, actor):
    right = put(database, actor, name="王芳", id_no=number("19780312"))
    typo = put(
        database, actor, name="王芳", id_no=number("19780312").replace("19780312", "19780812"), audience="XS"
    )
    assert within(database) == {tuple(sorted((right, typo)))}


def test_a_phone_of_a_whole_factory_makes_no_pairs_but_of_one_name(database, actor):
    for place in range(30):
        put(
            database,
            actor,
            name=f"{'赵钱孙李周吴郑王冯陈'[place % 10]}{'一二三'[place // 10]}",
            mobile="13700000001",
        )
    one = put(
        database,
        actor,
        name="尤佳",
        mobile="13700000001",
        address="白杨街道 3 幢 501 室",
        card_no="6222000000000001",
    )
    two = put(
        database,
        actor,
        name="尤佳",
        mobile="13700000001",
        address="白杨街道 3 幢 501 室",
        card_no="6222000000000001",
    )
    assert within(database) == {tuple(sorted((one, two)))}
