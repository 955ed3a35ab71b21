"""The periods that run for files, read for many files at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.packs import packs_on
from union_desk.core.calendar import Calendar
from union_desk.core.packs import Pack, general_on
from union_desk.hardship.queries.life import (
    publicities_of_files,
    rechecked_on,
    standing_steps,
    steps_of_files,
)
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.rules.clocks import Clock, ClockFacts, clocks_of
from union_desk.hardship.rules.process import PROCESS_KIND
from union_desk.hardship.rules.states import State
from union_desk.hardship.values import Publicity, TakenStep


def process_pack(session: Session, on: date) -> Pack:
    """Return the periods and optional steps that apply on a day."""
    return general_on(packs_on(session, PROCESS_KIND, on), on)


def clocks_of_files(
    session: Session, records: Sequence[HardshipFileRecord], calendar: Calendar, pack: Pack
) -> dict[str, tuple[Clock, ...]]:
    """Return the periods that run for files now; four statements for any number of them."""
    uids = [record.uid for record in records]
    steps, shown = steps_of_files(session, uids), publicities_of_files(session, uids)
    rechecked = rechecked_on(session, uids)
    found = {}
    for record in records:
        standing = standing_steps(steps.get(record.uid, ()))
        facts = _clock_facts(record, standing, shown.get(record.uid, ()), rechecked.get(record.uid))
        found[record.uid] = clocks_of(State(record.state or State.DRAFT), facts, calendar, pack)
    return found


def _clock_facts(
    record: HardshipFileRecord,
    standing: Sequence[TakenStep],
    publicities: Sequence[Publicity],
    rechecked: date | None,
) -> ClockFacts:
    def day_of(*codes: str) -> date | None:
        return next((step.on for step in standing if step.code in codes), None)

    shown = next(iter(publicities), None)
    objected = [one.on for one in shown.objections if one.on and not one.handled_on] if shown else []
    return ClockFacts(
        applied_on=record.applied_on,
        entered_on=standing[0].on if standing else record.applied_on,
        public_from_on=shown.from_on if shown is not None else None,
        objected_on=min(objected, default=None),
        approved_on=day_of("approve", "enrol") or record.enrolled_on,
        # Only what the process brought here is asked for: an older file has its number on paper.
        registered=bool(record.system_no) or day_of("approve") is None,
        rechecked_on=rechecked,
        lifted_on=day_of("lift"),
        closed_on=record.closed_on,
    )
