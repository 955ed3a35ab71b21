"""How a case of legal aid is put back when its last step is taken back."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import select

from union_desk.core.errors import RuleBroken
from union_desk.legal_aid.queries.life import PARTS, Story
from union_desk.legal_aid.records import (
    AID_ENTITY,
    AidCaseRecord,
    AidEventRecord,
    AidStepRecord,
    AssignmentRecord,
)
from union_desk.store.changes import history_of
from union_desk.store.work import Work

# What a step and the acts taken with it leave in the case itself.
_LEFT: Final = frozenset(
    {column for columns in PARTS.values() for column in columns.values()}
    | {"means_steps", "pack", "closed_on", "archived_on"}
)


def refuse_paid(story: Story, code: str) -> None:
    gone = {line.reverses_uid for line in story.subsidies if line.reverses_uid}
    standing = [line for line in story.subsidies if not line.reverses_uid and line.uid not in gone]
    if standing and code != "archive" and not code.startswith("close"):
        raise RuleBroken("本案已有补贴申报，不能撤回这一步；请先冲正补贴。")


def restore(work: Work, record: AidCaseRecord, step_uid: str, today: date, reason: str) -> None:
    """Give the case again what it said before a step, as the change log tells it; its event is struck."""
    session = work.session
    for row in session.scalars(select(AidEventRecord).where(AidEventRecord.step_uid == step_uid)):
        row.removed = True
    made = next(iter(history_of(session, AidStepRecord.__tablename__, step_uid)), None)
    if made is None:
        return
    for line in history_of(session, AID_ENTITY, record.uid):
        if line.work_uid == made.work_uid and line.field in _LEFT:
            setattr(record, line.field, line.before)
    wanted = select(AssignmentRecord).where(AssignmentRecord.case_uid == record.uid)
    for given in session.scalars(wanted):
        _put_back(work, given, made.work_uid, today, reason)


def _put_back(work: Work, given: AssignmentRecord, work_uid: str, today: date, reason: str) -> None:
    """End an assignment that the step made; let one go on that the step ended."""
    lines: list[Any] = list(history_of(work.session, AssignmentRecord.__tablename__, given.uid))
    if lines and lines[0].work_uid == work_uid:
        given.ended_on, given.change_reason = max(today, given.assigned_on or today), f"撤回指派：{reason}"
        return
    for line in lines:
        if line.work_uid == work_uid and line.field in ("contract_on", "ended_on", "change_reason"):
            setattr(given, line.field, line.before)
