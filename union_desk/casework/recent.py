"""When a record was last changed: an index of the log, kept in the same transaction as the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import TouchRecord
from union_desk.store.work import Work


@dataclass(frozen=True, slots=True)
class Touch:
    """Who changed which record last, and when."""

    entity: str
    uid: str
    at: datetime
    by: str


def touch(work: Work, entity: str, uid: str, at: datetime) -> None:
    """Note that a record was changed by this work."""
    record = work.session.get(TouchRecord, uid)
    if record is None:
        work.session.add(TouchRecord(uid=uid, entity=entity, changed_at=at, changed_by=work.actor.user))
    else:
        record.changed_at, record.changed_by = at, work.actor.user


def recent(session: Session, entity: str, limit: int) -> tuple[Touch, ...]:
    """Return the records that were changed last, newest first."""
    wanted = (
        select(TouchRecord)
        .where(TouchRecord.entity == entity)
        .order_by(TouchRecord.changed_at.desc(), TouchRecord.uid)
        .limit(limit)
    )
    return tuple(
        Touch(entity, record.uid, record.changed_at, record.changed_by) for record in session.scalars(wanted)
    )
