from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.casework.numbers import take_number
from union_desk.casework.office_service import OfficeService
from union_desk.casework.offices import (
    Office,
    check_office,
    own_office_in,
    set_own_office,
    store_office,
)
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role

pytestmark = pytest.mark.on_server_too


@pytest.mark.parametrize("code", ["", "B", "白杨", "BY1", "ABCDEFG", "B-Y"])
def test_a_code_that_cannot_stand_in_a_number_is_refused(code):
    with pytest.raises(RuleBroken) as refused:
        check_office(Office(code, "白杨街道总工会", "白杨"))
    assert refused.value.field == "code"


@pytest.mark.parametrize(
    ("name", "short"),
    [("白杨街道总工会", "白杨"), ("钱塘区总工会", "钱塘区"), ("某某联合工会", "某某联合")],
)
def test_an_office_without_a_short_name_gets_one_from_its_name(name, short):
    assert check_office(Office("by", name, "")) == Office("BY", name, short)


def test_an_office_is_saved_once_and_changed_afterwards(database):
    offices = OfficeService(database)
    keeper = Actor("陈明", "QJ", "district", frozenset({Role.ADMINISTER}))
    offices.save(keeper, Office("QJ", "钱塘区总工会", "钱塘区", "district"))
    offices.save(keeper, Office("BY", "白杨街道总工会", "白杨", parent_code="QJ"))
    offices.save(keeper, Office("BY", "白杨街道总工会", "白杨", parent_code="QJ", phone="0571-00000001"))
    assert list(offices.all(keeper)) == ["QJ", "BY"]
    assert offices.all(keeper)["BY"].phone == "0571-00000001"
    assert [office.audience for office in offices.all(keeper).values()] == ["district", "BY"]


def test_only_an_administrator_changes_offices(database, actor):
    with pytest.raises(RuleBroken, match="权限"):
        OfficeService(database).save(actor, Office("BY", "白杨街道总工会", "白杨"))


def test_a_store_knows_whose_it_is(database, actor):
    with database.write("建立数据", actor) as work:
        set_own_office(work.session, "BY")
    with database.read() as session:
        assert own_office_in(session) == "BY"


@pytest.fixture
def lone(database, actor):
    """Return the offices of a street that began on its own, under a code of its own."""
    with database.write("建立数据", actor) as work:
        store_office(work, Office("LS", "白杨街道总工会", "白杨"))
        set_own_office(work.session, "LS")
    return OfficeService(database, ("hardship",))


LONE_KEEPER = Actor("陈明", "LS", "LS", frozenset({Role.ADMINISTER}))


def test_an_offices_data_are_changed_and_the_change_is_told(lone):
    office = lone.own(LONE_KEEPER)
    lone.save(LONE_KEEPER, replace(office, seal_name=" 白杨街道总工会委员会 ", division="330114"))
    assert lone.own(LONE_KEEPER).seal_name == "白杨街道总工会委员会"
    told = {(line.field, line.after) for line in lone.history(LONE_KEEPER, "LS")}
    assert ("印章名称", "白杨街道总工会委员会") in told
    assert ("行政区划", "浙江省杭州市钱塘区") in told
    with pytest.raises(RuleBroken) as refused:
        lone.save(LONE_KEEPER, replace(office, division="999999"))
    assert refused.value.field == "division"


def test_the_official_code_begins_new_numbers_and_names_no_other_audience(lone, database, actor):
    lone.take_official_code(LONE_KEEPER, " by ")
    lone.lend_numbers(LONE_KEEPER, 31, 60)
    own = lone.own(LONE_KEEPER)
    assert (own.code, own.official_code, own.prefix, own.audience) == ("LS", "BY", "BY", "LS")
    assert [(block.first, block.last) for block in lone.numbers_lent(LONE_KEEPER)] == [(31, 60)]
    with database.write("建立档案", actor) as work:
        number = take_number(
            work.session, "hardship", "LS", database.site, date(2026, 11, 23), prefix=own.prefix
        )
    assert number == "BY-2026-00031"


def test_a_code_that_is_none_or_anothers_is_refused(lone, database, actor):
    with database.write("建立数据", actor) as work:
        store_office(work, Office("XS", "下沙街道总工会", "下沙"))
    for code, said in (("B", "2 至 6 个英文字母"), ("XS", "已由下沙街道总工会使用")):
        with pytest.raises(RuleBroken, match=said) as refused:
            lone.take_official_code(LONE_KEEPER, code)
        assert refused.value.field == "official_code"
