"""The events that start the periods of files, read for a whole store at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from union_desk.hardship.queries.life import TAKE_BACK
from union_desk.hardship.records import (
    HardshipFileRecord,
    ObjectionRecord,
    PublicityRecord,
    RecheckRecord,
    StepRecord,
)
from union_desk.hardship.rules.clocks import ClockFacts
from union_desk.hardship.rules.states import HELD, State

_File: Final = HardshipFileRecord
_BY_APPLICATION: Final = (State.APPLIED, State.VISITING)
_BY_PUBLICITY: Final = (State.PUBLISHED, State.OBJECTION)
_BY_ENTRY: Final = (State.REVIEW, State.MEANS_CHECK, State.APPROVAL, State.RETURNED)
_REGISTERED: Final = (State.IN_FILE, State.AIDED)


def clock_facts(session: Session, held_before: date | None = None) -> Iterator[tuple[str, State, ClockFacts]]:
    """Yield what starts the periods of each file under way or held; `held_before` leaves out younger ones.

    As many statements for a hundred thousand files as for one, and no row is read in full.
    """
    yield from _applied(session)
    yield from _entered(session)
    yield from _published(session)
    yield from _held(session, held_before)


def last_rechecks(session: Session) -> dict[str, date]:
    """Return the day of the last recheck of every file that had one."""
    rows = session.execute(
        select(RecheckRecord.file_uid, func.max(RecheckRecord.on)).group_by(RecheckRecord.file_uid)
    )
    return {uid: on for uid, on in rows if uid and on}


def _applied(session: Session) -> Iterator[tuple[str, State, ClockFacts]]:
    wanted = select(_File.uid, _File.state, _File.applied_on).where(_File.state.in_(_BY_APPLICATION))
    for uid, state, applied_on in session.execute(wanted):
        yield uid, State(state or State.DRAFT), ClockFacts(applied_on=applied_on)


def _entered(session: Session) -> Iterator[tuple[str, State, ClockFacts]]:
    steps = _standing(select(StepRecord.file_uid, StepRecord.on)).where(_in_state(*_BY_ENTRY))
    ordered = steps.order_by(StepRecord.number, StepRecord.at, StepRecord.uid.desc())
    entered: dict[str | None, date | None] = dict(session.execute(ordered).all())
    wanted = select(_File.uid, _File.state, _File.applied_on).where(_File.state.in_(_BY_ENTRY))
    for uid, state, applied_on in session.execute(wanted):
        yield uid, State(state or State.DRAFT), ClockFacts(entered_on=entered.get(uid, applied_on))


def _published(session: Session) -> Iterator[tuple[str, State, ClockFacts]]:
    shown = (
        select(PublicityRecord.uid, PublicityRecord.file_uid, PublicityRecord.from_on)
        .join(_File, _File.uid == PublicityRecord.file_uid)
        .where(_in_state(*_BY_PUBLICITY))
        .order_by(PublicityRecord.from_on, PublicityRecord.uid.desc())
    )
    last = {file_uid: (uid, from_on) for uid, file_uid, from_on in session.execute(shown)}
    first = select(ObjectionRecord.publicity_uid, func.min(ObjectionRecord.on))
    still_open = ObjectionRecord.handled_on.is_(None), ObjectionRecord.on.is_not(None)
    grouped = first.where(*still_open).group_by(ObjectionRecord.publicity_uid)
    objected = dict(session.execute(grouped).all())
    wanted = select(_File.uid, _File.state).where(_File.state.in_(_BY_PUBLICITY))
    for uid, state in session.execute(wanted):
        shown_uid, from_on = last.get(uid, ("", None))
        facts = ClockFacts(public_from_on=from_on, objected_on=objected.get(shown_uid))
        yield uid, State(state or State.DRAFT), facts


def _held(session: Session, before: date | None) -> Iterator[tuple[str, State, ClockFacts]]:
    unnumbered = or_(_File.system_no.is_(None), _File.system_no == "")
    brought_here = _standing(select(StepRecord.file_uid)).where(
        _in_state(*_REGISTERED), unnumbered, StepRecord.code == "approve"
    )
    approved = set(session.scalars(brought_here))
    rechecked = last_rechecks(session)
    wanted = select(_File.uid, _File.state, _File.enrolled_on).where(_File.state.in_(HELD))
    if before is not None:
        # A recheck that is open runs from the one before; what has no number yet has a shorter period.
        wanted = wanted.where(
            or_(_File.enrolled_on < before, _File.state == State.ANNUAL_REVIEW, _File.uid.in_(brought_here))
        )
    for uid, code, enrolled_on in session.execute(wanted):
        state, last = State(code or State.DRAFT), rechecked.get(uid)
        if uid in approved:
            facts = ClockFacts(approved_on=enrolled_on, rechecked_on=last, registered=False)
        else:
            # Only the last look counts: files of one day have one computation.
            since = _since(state, enrolled_on, last)
            if before is not None and since is not None and since >= before:
                continue
            facts = ClockFacts(approved_on=since)
        yield uid, state, facts


def _since(state: State, enrolled_on: date | None, rechecked_on: date | None) -> date | None:
    """Return the day from which the next recheck runs; one that is open runs from the one before."""
    if state is State.ANNUAL_REVIEW:
        return rechecked_on or enrolled_on
    return max((day for day in (enrolled_on, rechecked_on) if day is not None), default=None)


def _in_state(*states: State) -> ColumnElement[bool]:
    return _File.state.in_(states)


def _standing(wanted: Any) -> Any:
    """Restrict steps, joined to their files, to those that hold: not taken back, and not the taking back."""
    back = aliased(StepRecord)
    # Within the file, by its index: what a step takes back is no index of its own.
    taken = select(back.uid).where(
        back.file_uid == StepRecord.file_uid, back.takes_back_uid == StepRecord.uid
    )
    return (
        wanted.join(_File, _File.uid == StepRecord.file_uid)
        .where(or_(StepRecord.code.is_(None), StepRecord.code != TAKE_BACK))
        .where(~taken.exists())
    )
