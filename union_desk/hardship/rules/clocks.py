"""Until when the next act on a file is due, and why that day: computed from its events, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.deadline import Deadline, Length, day_text, period_end
from union_desk.core.packs import Pack
from union_desk.hardship.rules.states import State

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """A running period of a file: what is due, from which event, until when, and its law."""

    code: str
    title: str
    from_on: date
    length: Length
    deadline: Deadline
    basis: str

    @property
    def why(self) -> str:
        """Say why that day: 2026年11月20日起 5日。依据…"""
        estimated = "（放假安排尚未公布，按推算）" if self.deadline.estimated else ""
        return f"{day_text(self.from_on)}起 {self.length}{estimated}。{self.basis}。"


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """The events that start the periods of a file."""

    applied_on: date | None = None
    entered_on: date | None = None  # when the file came into its present state
    public_from_on: date | None = None
    objected_on: date | None = None
    approved_on: date | None = None
    registered: bool = True  # the number of the national system is known
    rechecked_on: date | None = None
    lifted_on: date | None = None
    closed_on: date | None = None


# State -> what is due then, the limit and the event that starts it.
_DUE: Final[Mapping[State, tuple[str, str, str]]] = {
    State.APPLIED: ("visit", "入户核查", "applied_on"),
    State.VISITING: ("visit", "入户核查", "applied_on"),
    State.OBJECTION: ("objection", "处理异议", "objected_on"),
    State.REVIEW: ("review", "审核", "entered_on"),
    State.MEANS_CHECK: ("approval", "核对和审批", "entered_on"),
    State.APPROVAL: ("approval", "审批", "entered_on"),
    State.RETURNED: ("completion", "补正材料", "entered_on"),
}


def publicity_end(from_on: date, calendar: Calendar, pack: Pack) -> Deadline:
    """Return the last day of a publicity that begins on a day, by the pack's length and way of counting.

    Only whole days count: where the first day counts (a setting) the period is counted from the day before.
    """
    length = Length.parse(pack.data["limits"]["publicity"])
    start = from_on - _DAY if pack.data["first_day_counts"] else from_on
    return period_end(start, length, calendar)


def clocks_of(state: State, facts: ClockFacts, calendar: Calendar, pack: Pack) -> tuple[Clock, ...]:
    """Return the periods that run in a state, the earliest end first."""
    found = [_state_clock(state, facts, calendar, pack), _register_clock(state, facts, calendar, pack)]
    if state in (State.IN_FILE, State.AIDED):
        since = max((day for day in (facts.approved_on, facts.rechecked_on) if day), default=None)
        found.append(_clock("recheck", "年度复核", since, calendar, pack))
    if state is State.ANNUAL_REVIEW:
        since = facts.rechecked_on or facts.approved_on
        found.append(_clock("recheck", "年度复核", since, calendar, pack))
    if state is State.LIFTED:
        found.append(_clock("watch", "脱困后跟踪", facts.lifted_on, calendar, pack, roll=False))
    return tuple(sorted((each for each in found if each), key=lambda clock: clock.deadline.due_on))


def retention_end(closed_on: date, calendar: Calendar, pack: Pack) -> Deadline:
    """Return until when a closed file is kept; before that day it must not be destroyed."""
    length = Length.parse(pack.data["limits"]["retention"])
    return period_end(closed_on, length, calendar, roll=False)


def _state_clock(state: State, facts: ClockFacts, calendar: Calendar, pack: Pack) -> Clock | None:
    if state is State.PUBLISHED:
        if facts.public_from_on is None:
            return None
        end = publicity_end(facts.public_from_on, calendar, pack)
        length = Length.parse(pack.data["limits"]["publicity"])
        basis = pack.data["bases"]["publicity"]
        return Clock("publicity", "公示", facts.public_from_on, length, end, basis)
    due = _DUE.get(state)
    if due is None:
        return None
    limit, title, start = due
    return _clock(limit, title, getattr(facts, start), calendar, pack)


def _register_clock(state: State, facts: ClockFacts, calendar: Calendar, pack: Pack) -> Clock | None:
    if facts.registered or state not in (State.IN_FILE, State.AIDED):
        return None
    return _clock("register", "录入全国系统", facts.approved_on, calendar, pack)


def _clock(
    limit: str, title: str, since: date | None, calendar: Calendar, pack: Pack, *, roll: bool = True
) -> Clock | None:
    if since is None:
        return None
    length = Length.parse(pack.data["limits"][limit])
    end = period_end(since, length, calendar, roll=roll)
    return Clock(limit, title, since, length, end, pack.data["bases"][limit])
