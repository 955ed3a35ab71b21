"""What one line of the list says of each file, and the days of its steps: one statement for any number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from union_desk.casework.records import TouchRecord
from union_desk.hardship.queries.life import TAKE_BACK
from union_desk.hardship.records import HardshipFileRecord, RecheckRecord, StepRecord
from union_desk.people.records import EmployerRecord, HouseholdMemberRecord, PersonRecord
from union_desk.store.changes import written_order
from union_desk.store.dialect import chosen

_File: Final = HardshipFileRecord
_Member: Final = HouseholdMemberRecord
_COUNTED: Final = (_Member.person_uid.is_not(None), _Member.removed.is_(None), _Member.counted.is_not(False))


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file without what is written in it."""

    uid: str
    number: str | None
    state: str | None
    office: str | None
    class_code: str | None
    level: str | None
    main_cause: str | None
    applied_on: date | None
    enrolled_on: date | None
    closed_on: date | None
    system_no: str | None
    created_at: datetime | None
    name: str | None
    sex: str | None
    birth_on: date | None
    id_no: str | None
    employer: str | None
    changed_at: datetime | None
    members: int
    """Those that count as population, the owner not among them."""


def file_lines(session: Session, uids: Sequence[str]) -> dict[str, FileLine]:
    """Return what the list shows of these files, without those that are gone."""
    found = session.connection().execute(_LINES.where(_File.uid.in_(uids)))
    return {row[0]: FileLine(*row) for row in found}


def standing_days(session: Session, uids: Sequence[str]) -> dict[str, list[tuple[str, date | None]]]:
    """Return code and day of the steps of files that hold, the last one first."""
    wanted = (
        select(StepRecord.file_uid, StepRecord.uid, StepRecord.code, StepRecord.on, StepRecord.takes_back_uid)
        .where(StepRecord.file_uid.in_(uids))
        .order_by(StepRecord.number.desc(), StepRecord.at.desc(), StepRecord.uid)
    )
    rows = session.connection().execute(wanted).all()
    taken_back = {row.takes_back_uid for row in rows}
    found: dict[str, list[tuple[str, date | None]]] = {}
    for row in rows:
        if row.uid not in taken_back and row.code != TAKE_BACK:
            found.setdefault(row.file_uid, []).append((row.code or "", row.on))
    return found


def recheck_outcomes(session: Session, uids: Sequence[str]) -> dict[str, str]:
    """Return what the recheck that is under way has concluded, of those files that have one with a day."""
    rows = session.execute(
        select(RecheckRecord.file_uid, RecheckRecord.on, RecheckRecord.outcome)
        .where(RecheckRecord.file_uid.in_(uids), RecheckRecord.on.is_not(None))
        .order_by(RecheckRecord.on, written_order(RecheckRecord))
    )
    newest = {row.file_uid: row for row in rows}
    opened = {
        uid: next((on for code, on in days if code == "recheck"), None)
        for uid, days in standing_days(session, uids).items()
    }
    return {
        uid: row.outcome or ""
        for uid, row in newest.items()
        if (begun := opened.get(uid)) is not None and row.on >= begun
    }


def counted(session: Session, uids: Sequence[str]) -> tuple[dict[str, int], int]:
    """Count files by state, and the members of their households that count as population."""
    if len(uids) == session.scalar(select(func.count()).select_from(_File)):
        return _counted_whole(session)
    # One parameter and one statement for a hundred thousand files.
    these = chosen(uids, session.connection().dialect)
    members = func.sum(household_members())
    wanted = (
        select(_File.state, func.count(), members).select_from(these).join(_File, _File.uid == these.c.value)
    )
    rows = session.execute(wanted.group_by(_File.state)).all()
    return {state: files for state, files, _ in rows if state}, sum(int(people) for *_, people in rows)


def _counted_whole(session: Session) -> tuple[dict[str, int], int]:
    """Count all files by what they are and not one by one."""
    states = select(_File.state, func.count()).group_by(_File.state)
    members = (
        select(func.count())
        .select_from(_Member)
        .join(_File, _File.household_uid == _Member.household_uid)
        .where(*_COUNTED)
    )
    return {state: files for state, files in session.execute(states) if state}, session.scalar(members) or 0


def household_members() -> ScalarSelect[int]:
    """Return how many count as population in a file's household, the owner not among them."""
    of_file = _Member.household_uid == _File.household_uid
    return select(func.count()).where(of_file, *_COUNTED).correlate(_File).scalar_subquery()


def _lines() -> Select[Any]:
    shown: tuple[Any, ...] = (
        _File.uid, _File.number, _File.state, _File.office, _File.class_code, _File.level, _File.main_cause,
        _File.applied_on, _File.enrolled_on, _File.closed_on, _File.system_no, _File.created_at,
        PersonRecord.name, PersonRecord.sex, PersonRecord.birth_on, PersonRecord.id_no,
        EmployerRecord.name, TouchRecord.changed_at, household_members(),
    )  # fmt: skip
    return (
        select(*shown)
        .select_from(_File)
        .outerjoin(PersonRecord, PersonRecord.uid == _File.owner_uid)
        .outerjoin(EmployerRecord, EmployerRecord.uid == _File.employer_uid)
        .outerjoin(TouchRecord, TouchRecord.uid == _File.uid)
    )


_LINES: Final = _lines()
