from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from union_desk.casework.calendars import CalendarService, calendar_in
from union_desk.core.arrangement import read_notice, toggled
from union_desk.core.calendar import shipped_arrangements, shipped_calendar
from union_desk.core.deadline import Length, period_end
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role

pytestmark = pytest.mark.on_server_too

KEEPER = Actor("陈明", "BY", "BY", frozenset({Role.ADMINISTER}))
NOTICE = "元旦：1月1日放假。春节：2月5日至11日放假调休，2月14日、2月20日、2月27日上班。"
DOCUMENT = "国办发明电〔2026〕9号"


@pytest.fixture
def service(database, clock):
    return CalendarService(database, clock)


def year_of_notice():
    found = read_notice(2027, NOTICE)
    return type(found)(found.year, found.off, found.worked, DOCUMENT)


def test_a_deadline_moves_at_once_and_is_no_longer_an_estimate(database, service):
    day = date(2027, 2, 1)
    with database.read() as session:
        before = period_end(day, Length.parse("10d"), calendar_in(session))
    service.enter(KEEPER, year_of_notice())
    with database.read() as session:
        after = period_end(day, Length.parse("10d"), calendar_in(session))
    assert (before.due_on, before.estimated) == (date(2027, 2, 11), True)
    assert (after.due_on, after.estimated) == (date(2027, 2, 12), False)
    assert shipped_calendar().covers(2027) is False


def test_a_shipped_year_may_be_corrected_and_goes_back_when_that_is_withdrawn(database, service):
    shipped = shipped_arrangements()[2026]
    wrong = toggled(shipped, date(2026, 12, 31))
    with pytest.raises(RuleBroken, match="没有改动"):
        service.enter(KEEPER, type(shipped)(2026, shipped.off, shipped.worked, DOCUMENT))
    service.enter(KEEPER, type(shipped)(2026, wrong.off, wrong.worked, DOCUMENT), "试")
    view = service.year(KEEPER, 2026)
    assert view.own
    assert not service.calendar(KEEPER).is_working_day(date(2026, 12, 31))
    service.withdraw(KEEPER, view.versions[0].uid, "录错")
    assert service.calendar(KEEPER).is_working_day(date(2026, 12, 31))
    assert [version.number for version in service.year(KEEPER, 2026).versions] == [1, 0]


def test_a_document_is_asked_for_and_only_an_administrator_enters(service, actor):
    nameless = read_notice(2027, NOTICE)
    with pytest.raises(RuleBroken) as refused:
        service.enter(KEEPER, nameless)
    assert refused.value.field == "doc_no"
    with pytest.raises(RuleBroken, match="权限"):
        service.enter(actor, year_of_notice())


@pytest.mark.parametrize(("month", "wanted"), [(6, None), (10, None), (11, 2027), (12, 2027)])
def test_next_year_is_asked_for_from_november_on(service, clock, month, wanted):
    clock.at = datetime(2026, month, 20, 2, 0, tzinfo=UTC)
    assert service.year_wanted(KEEPER) == wanted


def test_a_year_that_began_without_its_notice_is_asked_for_and_then_no_more(service, clock):
    clock.at = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
    assert service.year_wanted(KEEPER) == 2027
    service.enter(KEEPER, year_of_notice())
    assert service.year_wanted(KEEPER) is None
