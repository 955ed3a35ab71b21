from __future__ import annotations

import pytest

from union_desk.casework.office_service import OfficeService
from union_desk.casework.offices import Office, check_office, own_office_in, set_own_office
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
    [("白杨街道总工会", "白杨"), ("钱塘区总工会", "钱塘区"), ("某某联合工会", "某某联合工会")],
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
