"""The periods that run for files, read for many files at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.packs import packs_on
from union_desk.core.calendar import Calendar
from union_desk.core.deadline import Length, Unit
from union_desk.core.packs import Pack, general_on
from union_desk.hardship.queries.life import publicities_of_files, rechecked_on
from union_desk.hardship.queries.lines import FileLine, standing_days
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.rules.clocks import Clock, ClockFacts, clocks_of
from union_desk.hardship.rules.process import PROCESS_KIND
from union_desk.hardship.rules.states import State
from union_desk.hardship.values import Publicity

# What starts the periods of a state: the day of a step, of its publicity, of the last recheck.
_RECHECKED: Final = frozenset({State.IN_FILE, State.AIDED, State.ANNUAL_REVIEW})
_STEPPED: Final = _RECHECKED | {
    State.REVIEW, State.MEANS_CHECK, State.APPROVAL, State.RETURNED, State.LIFTED,
}  # fmt: skip
_PUBLISHED: Final = frozenset({State.PUBLISHED, State.OBJECTION})


def process_pack(session: Session, on: date) -> Pack:
    """Return the periods and optional steps that apply on a day."""
    return general_on(packs_on(session, PROCESS_KIND, on), on)


def years_kept(pack: Pack) -> int:
    """Return how many years a closed file is kept; months are rounded up to whole years."""
    length = Length.parse(pack.data["limits"]["retention"])
    return length.count if length.unit is Unit.YEARS else -(-length.count // 12)


def clocks_of_files(
    session: Session, records: Sequence[HardshipFileRecord | FileLine], calendar: Calendar, pack: Pack
) -> dict[str, tuple[Clock, ...]]:
    """Return the periods that run for files now; four statements for any number of them."""

    def of(states: frozenset[State]) -> list[str]:
        return [record.uid for record in records if _state(record) in states]

    stepped, published, held = of(_STEPPED), of(_PUBLISHED), of(_RECHECKED)
    steps = standing_days(session, stepped) if stepped else {}
    shown = publicities_of_files(session, published) if published else {}
    rechecked = rechecked_on(session, held) if held else {}
    found = {}
    for record in records:
        uid = record.uid
        facts = _clock_facts(record, steps.get(uid, ()), shown.get(uid, ()), rechecked.get(uid))
        found[uid] = clocks_of(_state(record), facts, calendar, pack)
    return found


def _state(record: HardshipFileRecord | FileLine) -> State:
    return State(record.state or State.DRAFT)


def _clock_facts(
    record: HardshipFileRecord | FileLine,
    standing: Sequence[tuple[str, date | None]],
    publicities: Sequence[Publicity],
    rechecked: date | None,
) -> ClockFacts:
    def day_of(*codes: str) -> date | None:
        return next((on for code, on in standing if code in codes), None)

    shown = next(iter(publicities), None)
    objected = [one.on for one in shown.objections if one.on and not one.handled_on] if shown else []
    return ClockFacts(
        applied_on=record.applied_on,
        entered_on=standing[0][1] if standing else record.applied_on,
        public_from_on=shown.from_on if shown is not None else None,
        objected_on=min(objected, default=None),
        approved_on=day_of("approve", "enrol") or record.enrolled_on,
        # Only what the process brought here is asked for: an older file has its number on paper.
        registered=bool(record.system_no) or day_of("approve") is None,
        rechecked_on=rechecked,
        lifted_on=day_of("lift"),
        closed_on=record.closed_on,
    )
