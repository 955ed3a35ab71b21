"""The day on which something is due for each file of a store: computed at every look, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.core.deadline import Length
from union_desk.core.packs import Pack
from union_desk.hardship.queries.clocks import clock_facts
from union_desk.hardship.rules.clocks import ClockFacts, clocks_of
from union_desk.hardship.rules.neglect import begins_before
from union_desk.hardship.rules.states import State
from union_desk.hardship.service.periods import process_pack

# A month that has no such day ends earlier; a last day off only ends later.
_SPARE: Final = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due first for a file (a limit of the pack), and on which day."""

    code: str
    on: date


def due_of_files(session: Session, today: date, until: date | None = None) -> dict[str, Due]:
    """Return what is due first for each open file; with `until` only what is due by that day.

    The store tells the events, from which the days are computed; equal events have one computation.
    """
    calendar, pack = calendar_in(session), process_pack(session, today)
    known: dict[tuple[State, ClockFacts], Due | None] = {}
    found: dict[str, Due] = {}
    before = _held_before(pack, until) if until is not None else None
    for uid, state, facts in clock_facts(session, before):
        key = state, facts
        if key not in known:
            clock = next(iter(clocks_of(state, facts, calendar, pack)), None)
            known[key] = Due(clock.code, clock.deadline.due_on) if clock is not None else None
        due = known[key]
        if due is not None and (until is None or due.on <= until):
            found[uid] = due
    return found


def _held_before(pack: Pack, until: date) -> date:
    """Return the day before which a file was enrolled if its recheck can be due by a day."""
    return begins_before(until, Length.parse(pack.data["limits"]["recheck"])) + _SPARE
