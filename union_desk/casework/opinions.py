"""The opinions of each level on a case, as they stand signed on its paper; only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import OpinionRecord
from union_desk.casework.timeline import Subject
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import find_term, term_label
from union_desk.core.text import storable
from union_desk.store.changes import written_order
from union_desk.store.work import Work


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a level said on a matter, who signed it and when."""

    stage: str  # terms opinion_stage
    matter: str  # terms opinion_matter
    agreed: bool
    on: date
    text: str = ""
    signer: str = ""
    sealed: bool = False
    uid: str = ""
    recorded_by: str = ""


def add_opinion(work: Work, subject: Subject, opinion: Opinion, today: date) -> str:
    """Add an opinion; one that does not agree needs its reason."""
    if find_term("opinion_stage", opinion.stage) is None:
        raise RuleBroken("请选择是哪一级的意见。", field="stage")
    if find_term("opinion_matter", opinion.matter) is None:
        raise RuleBroken("请选择是哪件事的意见。", field="matter")
    if opinion.on > today:
        raise RuleBroken("签署日期不能晚于今天。", field="on")
    text, signer = storable(opinion.text).strip(), storable(opinion.signer).strip()
    if not signer:
        raise RuleBroken("请填写签名的人。", field="signer")
    if not opinion.agreed and not text:
        raise RuleBroken("不同意的，请写明理由。", field="text")
    record = OpinionRecord(
        audience=subject.audience,
        subject=subject.entity,
        subject_uid=subject.uid,
        stage=opinion.stage,
        matter=opinion.matter,
        agreed=opinion.agreed,
        text=text or None,
        signer=signer,
        on=opinion.on,
        sealed=opinion.sealed,
        recorded_by=work.actor.user,
    )
    work.session.add(record)
    return record.uid


def opinions_of(session: Session, entity: str, uid: str) -> tuple[Opinion, ...]:
    """Return the opinions on a case, newest first."""
    found = session.scalars(
        select(OpinionRecord)
        .where(OpinionRecord.subject == entity, OpinionRecord.subject_uid == uid)
        .order_by(OpinionRecord.on.desc(), written_order(OpinionRecord).desc())
    )
    return tuple(_opinion(record) for record in found if record.on is not None)


def signers_of(session: Session, entity: str, uids: Sequence[str]) -> list[str]:
    """Return who signed the opinions on several records of one kind, each once."""
    found: dict[str | None, None] = {}
    for part in chunks(uids):
        told = select(OpinionRecord.signer).where(
            OpinionRecord.subject == entity, OpinionRecord.subject_uid.in_(part)
        )
        found |= dict.fromkeys(session.scalars(told.order_by(OpinionRecord.on, OpinionRecord.uid)))
    return [signer for signer in found if signer]


def opinion_words(opinion: Opinion) -> str:
    """Say an opinion the way the timeline does: 街道工会同意（李强签名）：情况属实。"""
    word = "同意" if opinion.agreed else "不同意"
    text = f"：{opinion.text}" if opinion.text else "。"
    return f"{term_label('opinion_stage', opinion.stage)}{word}（{opinion.signer}签名）{text}"


def _opinion(record: OpinionRecord) -> Opinion:
    if record.on is None:
        raise LookupError(f"opinion {record.uid} has no day")
    return Opinion(
        stage=record.stage or "",
        matter=record.matter or "",
        agreed=bool(record.agreed),
        on=record.on,
        text=record.text or "",
        signer=record.signer or "",
        sealed=bool(record.sealed),
        uid=record.uid,
        recorded_by=record.recorded_by or "",
    )
