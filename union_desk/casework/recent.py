"""When a record was last changed: an index of the log, kept in the same transaction as the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import TouchRecord
from union_desk.store.work import Work

_AT_ONCE: Final = 500


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


def touches(session: Session, uids: Sequence[str]) -> dict[str, Touch]:
    """Return when each of these records was changed last."""
    found: dict[str, Touch] = {}
    for start in range(0, len(uids), _AT_ONCE):
        wanted = select(TouchRecord).where(TouchRecord.uid.in_(uids[start : start + _AT_ONCE]))
        found.update({record.uid: _touch(record) for record in session.scalars(wanted)})
    return found


def recent(session: Session, entity: str, limit: int) -> tuple[Touch, ...]:
    """Return the records that were changed last, newest first."""
    wanted = (
        select(TouchRecord)
        .where(TouchRecord.entity == entity)
        .order_by(TouchRecord.changed_at.desc(), TouchRecord.uid)
        .limit(limit)
    )
    return tuple(_touch(record) for record in session.scalars(wanted))


def _touch(record: TouchRecord) -> Touch:
    return Touch(record.entity, record.uid, record.changed_at, record.changed_by)
