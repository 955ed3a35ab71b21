"""The lines of the place by day: 低保标准, 最低工资 …, an office's own before the shipped examples."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.offices import SHARED_AUDIENCE
from union_desk.casework.records import ThresholdRecord
from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken
from union_desk.core.money import parse_fen
from union_desk.core.packs import packs
from union_desk.core.terms import find_term
from union_desk.store.work import Work

_PACK_KIND: Final = "thresholds"


def store_threshold(work: Work, threshold: Threshold) -> None:
    """Enter a line; one that begins on the same day is replaced."""
    if find_term("threshold", threshold.kind) is None:
        raise RuleBroken("请从列表中选择标准。", field="kind")
    if threshold.value_fen <= 0:
        raise RuleBroken("标准要大于 0。", field="value_fen")
    record = work.session.scalars(
        select(ThresholdRecord).where(
            ThresholdRecord.kind == threshold.kind, ThresholdRecord.from_on == threshold.from_on
        )
    ).first()
    if record is None:
        record = ThresholdRecord(
            audience=SHARED_AUDIENCE,
            kind=threshold.kind,
            from_on=threshold.from_on,
            value_fen=None,
            doc_no=None,
        )
        work.session.add(record)
    record.value_fen = threshold.value_fen
    record.doc_no = threshold.doc_no or None


def threshold_on(session: Session, kind: str, on: date) -> Threshold | None:
    """Return the line in force on a day: the office's latest, else the latest shipped one."""
    record = session.scalars(
        select(ThresholdRecord)
        .where(ThresholdRecord.kind == kind, ThresholdRecord.from_on <= on)
        .order_by(ThresholdRecord.from_on.desc())
    ).first()
    if record is not None and record.value_fen is not None and record.from_on is not None:
        return Threshold(kind, record.value_fen, record.from_on, record.doc_no or "")
    earlier = [line for line in _shipped(kind) if line.from_on <= on]
    return max(earlier, key=lambda line: line.from_on, default=None)


def _shipped(kind: str) -> list[Threshold]:
    return [
        Threshold(kind, parse_fen(line["value"]), line["from"], line.get("doc_no", ""), shipped=True)
        for pack in packs(_PACK_KIND)
        for line in pack.data["lines"]
        if line["kind"] == kind
    ]
