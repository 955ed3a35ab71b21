"""The dated events of a case as its timeline tells them: its steps, and what courts and others did."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.timeline import TimelineEvent
from union_desk.core.batches import chunks
from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.dispute.queries.cases import case_of
from union_desk.dispute.records import DisputeEventRecord


def dated_events(session: Session, uid: str) -> tuple[TimelineEvent, ...]:
    """Return the events of a case that hold; the notes of the office are elsewhere."""
    return dated_events_of(session, {uid: case_of(session, uid).office or ""}).get(uid, ())


def dated_events_of(session: Session, offices: Mapping[str, str]) -> dict[str, tuple[TimelineEvent, ...]]:
    """Return the events of several cases that hold; each case is given with the code of its office."""
    found: dict[str, list[TimelineEvent]] = {}
    for chunk in chunks(list(offices)):
        wanted = select(DisputeEventRecord).where(
            DisputeEventRecord.case_uid.in_(chunk),
            DisputeEventRecord.removed.is_(None),
            DisputeEventRecord.on.is_not(None),
        )
        for row in session.scalars(wanted):
            uid = row.case_uid or ""
            if (event := _event(row, offices.get(uid, ""))) is not None:
                found.setdefault(uid, []).append(event)
    return {uid: tuple(events) for uid, events in found.items()}


def _event(row: DisputeEventRecord, office: str) -> TimelineEvent | None:
    if row.on is None or row.recorded_at is None:
        return None
    label = term_label("dispute_event", row.kind)
    return TimelineEvent(
        row.uid, row.on, row.kind or "", label, _words(row, label), row.by or "", office, row.recorded_at,
        correctable=False,
    )  # fmt: skip


def _words(row: DisputeEventRecord, label: str) -> str:
    """Say who did it under which number, what, and about how much: 钱塘区人民法院（…），12,000.00 元。"""
    number = f"（{row.number}）" if row.number else ""
    parts = (f"{row.body or ''}{number}", row.text or label)
    amount = f"{format_fen(row.amount_fen)} 元" if row.amount_fen is not None else ""
    return "，".join(part.rstrip("。") for part in (*parts, amount) if part) + "。"
