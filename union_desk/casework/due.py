"""What is due in the cases of every area: in order of days, counted, and as lines for another calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Final

from union_desk.casework.process import CaseClock, DueLine
from union_desk.core.clock_rules import Group, group_of

_PLACE: Final = attrgetter("clock.due_on", "number_shown", "clock.code")


@dataclass(frozen=True, slots=True)
class CaseReminders:
    """How many clocks of open cases are overdue, or end today, within a week, within thirty days."""

    overdue: int = 0
    today: int = 0
    week: int = 0
    month: int = 0
    unserved: int = 0  # papers that went out and have not come back


def in_order_of_days(lines: Iterable[Iterable[DueLine]]) -> tuple[DueLine, ...]:
    """Return the lines of all cases, the earliest end first."""
    together = [line for of_case in lines for line in of_case]
    return tuple(sorted(together, key=_PLACE))


def chosen(lines: Iterable[DueLine], until: date | None, office: str) -> tuple[DueLine, ...]:
    """Return the lines of an office that end by a day; "" and None leave nothing out."""
    return tuple(
        line
        for line in lines
        if (not office or line.office == office) and (until is None or line.clock.due_on <= until)
    )


def counted(lines: Iterable[DueLine], unserved: int = 0) -> CaseReminders:
    groups = [group_of(line.clock.days_left) for line in lines]
    return CaseReminders(
        groups.count(Group.OVERDUE),
        groups.count(Group.TODAY),
        groups.count(Group.WEEK),
        groups.count(Group.MONTH),
        unserved,
    )


def icalendar_of(lines: Iterable[DueLine], at: datetime, name: str) -> bytes:
    """Return the lines as an iCalendar file (RFC 5545): whole days, with a reminder the day before.

    The titles name the case by its number only: what leaves the program names no person.
    """
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - it takes 80 ms to import

    calendar = Calendar()
    calendar.add("prodid", "-//Union Desk//工会帮扶维权工作台//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for line in lines:
        clock = line.clock
        event = Event()
        event.add("uid", f"{line.case_uid}-{clock.code}-{clock.due_on:%Y%m%d}-{_mark(line)}@union-desk")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", clock.due_on)
        event.add("dtend", clock.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{clock.title}：{line.number_shown or '未编号案件'}")
        event.add("description", "\n".join(_description(clock)))
        if clock.days_left >= 0:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", clock.title)
            alarm.add("trigger", timedelta(hours=-15))  # at nine of the day before
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _mark(line: DueLine) -> str:
    """Tell two lines of one case, one rule and one day apart."""
    return f"{sum(map(ord, line.clock.title)) % 10_000:04d}"


def _description(clock: CaseClock) -> Iterator[str]:
    yield f"{clock.law}"
    if clock.safe_on is not None and clock.safe_on != clock.due_on:
        yield f"稳妥的末日：{clock.safe_on.isoformat()}"
    if clock.estimated:
        yield "末日按推算的放假安排计算，请在放假通知公布后核对。"
    if clock.effect:
        yield clock.effect
