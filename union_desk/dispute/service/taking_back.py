"""What a step leaves in the case beside its state, and how it is put back when the step is taken back."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import select

from union_desk.core.errors import RuleBroken
from union_desk.dispute.queries.life import Story
from union_desk.dispute.records import (
    CASE_ENTITY,
    DisputeCaseRecord,
    DisputeEventRecord,
    DisputeStepRecord,
)
from union_desk.dispute.rules.states import State
from union_desk.dispute.service.facts import Bearings
from union_desk.store.changes import history_of
from union_desk.store.work import Work

# What a case that is taken up again has to settle anew; taking the step back puts it there again.
_ANEW: Final = (
    *("received_on", "opponent_agrees", "opponent_answered_on", "extended_to_on"),
    *("extension_applicant", "extension_respondent", "extension_signed_on"),
)


def step_event(
    work: Work, record: DisputeCaseRecord, row: DisputeStepRecord, kind: str, text: str
) -> DisputeEventRecord:
    """Return the dated event of a step, which starts and stops clocks."""
    return DisputeEventRecord(
        audience=record.audience,
        case_uid=record.uid,
        step_uid=row.uid,
        removed=None,
        kind=kind,
        on=row.on,
        text=text,
        body=None,
        number=None,
        amount_fen=None,
        evidence=None,
        by=work.actor.user,
        recorded_at=row.at,
    )


def begin_anew(at: Bearings, on: date) -> None:
    """Count a case that is mediated once more from its new application, and ask the other side again.

    A later day of receipt that was typed before stays.
    """
    record, last = at.record, next(iter(at.story.standing), None)
    if record.received_on is None or (last is not None and record.received_on <= last.on):
        record.received_on = on
    for name in _ANEW[1:]:
        setattr(record, name, None)


def refuse_paid(story: Story, code: str) -> None:
    paid = sum(payment.amount_fen or 0 for payment in story.payments)
    if code in ("agree", "watch") and paid > 0:
        raise RuleBroken("协议已经有付款记录，不能撤回这一步；登记错的付款请先冲正。")


def restore(work: Work, record: DisputeCaseRecord, story: Story, gone_uid: str) -> None:
    """Put the days of the case back as they were before a step that is taken back."""
    event = select(DisputeEventRecord).where(DisputeEventRecord.step_uid == gone_uid)
    for row in work.session.scalars(event):
        row.removed = True
    gone = next(step for step in story.standing if step.uid == gone_uid)
    left = [step for step in story.standing if step.uid != gone_uid]
    accepted = next((step for step in left if step.code in ("accept", "reopen", "take_back")), None)
    record.accepted_on = accepted.on if accepted is not None and accepted.code == "accept" else None
    closed = left[0] if left and left[0].to_state in (State.CLOSED, State.ARCHIVED) else None
    if closed is not None:
        record.closed_on = next(step.on for step in left if step.to_state == State.CLOSED)
    else:
        record.closed_on = None
    record.archived_on = closed.on if closed is not None and closed.to_state == State.ARCHIVED else None
    if gone.code == "reopen":
        _as_before(work, record, gone_uid)


def _as_before(work: Work, record: DisputeCaseRecord, step_uid: str) -> None:
    """Give the case again what the step had it settle anew, as the change log tells it."""
    made = next(iter(history_of(work.session, DisputeStepRecord.__tablename__, step_uid)), None)
    if made is None:
        return
    for line in history_of(work.session, CASE_ENTITY, record.uid):
        if line.work_uid == made.work_uid and line.field in _ANEW:
            setattr(record, line.field, line.before)
