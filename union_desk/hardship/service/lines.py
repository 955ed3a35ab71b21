"""The list of files line by line, and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import Office, offices_in
from union_desk.casework.process import NextStep
from union_desk.core.identity import age_on
from union_desk.core.privacy import mask_id
from union_desk.core.terms import term_label
from union_desk.hardship.queries.lines import FileLine, counted, file_lines, recheck_outcomes
from union_desk.hardship.rules.states import State
from union_desk.hardship.service.concluding import after_recheck, watched
from union_desk.hardship.service.periods import clocks_of_files, process_pack
from union_desk.hardship.service.reading import next_step_of
from union_desk.hardship.values import FileRow, FileSums

_NO_DAY: Final = datetime.fromtimestamp(0, UTC)


def rows_of(session: Session, ids: Sequence[str], today: date) -> dict[str, FileRow]:
    """Return the lines of these files, without those that are gone; no form is read for them."""
    lines = file_lines(session, ids)
    offices, pack = offices_in(session), process_pack(session, today)
    clocks = clocks_of_files(session, list(lines.values()), calendar_in(session), pack)
    rechecked = [uid for uid, line in lines.items() if line.state == State.ANNUAL_REVIEW]
    outcomes = recheck_outcomes(session, rechecked) if rechecked else {}

    def next_step(line: FileLine) -> NextStep:
        step = next_step_of(line, (), clocks[line.uid], pack)
        if line.state == State.ANNUAL_REVIEW:
            return after_recheck(step, outcomes.get(line.uid, ""))
        return watched(step, today) if line.state == State.LIFTED else step

    return {uid: _row(line, _office(offices, line), today, next_step(line)) for uid, line in lines.items()}


def sums_of(session: Session, ids: Sequence[str]) -> FileSums:
    """Return what these files are together."""
    by_state, members = counted(session, ids)
    return FileSums(files=len(ids), persons=len(ids) + members, by_state=MappingProxyType(by_state))


def _office(offices: dict[str, Office], line: FileLine) -> Office:
    code = line.office or ""
    return offices.get(code) or Office(code, code, code)


def _row(line: FileLine, office: Office, today: date, step: NextStep) -> FileRow:
    state = line.state or State.DRAFT
    return FileRow(
        uid=line.uid,
        number=line.number or "",
        number_shown=number_shown(line.number or "", office.short_name),
        name=line.name or "",
        sex=term_label("sex", line.sex),
        age=age_on(line.birth_on, today) if line.birth_on else None,
        id_masked=mask_id(line.id_no) if line.id_no else "",
        employer=line.employer or "",
        class_name=term_label("hardship_class", line.class_code),
        level=term_label("file_level", line.level),
        state=state,
        state_label=term_label("file_state", state),
        next_step=step.title,
        due_on=step.due_on,
        days_left=(step.due_on - today).days if step.due_on else None,
        office=office.code,
        office_name=office.name,
        population=1 + line.members,
        main_cause=term_label("cause", line.main_cause),
        applied_on=line.applied_on,
        enrolled_on=line.enrolled_on,
        changed_at=line.changed_at or line.created_at or _NO_DAY,
    )
