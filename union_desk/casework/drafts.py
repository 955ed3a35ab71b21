"""Half-typed work that is kept in this store until it is saved or dropped, and waits under 未完成."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import DraftRecord
from union_desk.core.clock import Clock
from union_desk.core.rights import Actor
from union_desk.store.database import Database


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was typing: for which record (`key` "" = a new one), and where the cursor stood."""

    uid: str
    area: str
    key: str
    title: str
    body: Mapping[str, Any]
    focus: str
    user: str
    saved_at: datetime


class DraftService:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def keep(
        self, actor: Actor, area: str, key: str, *, title: str, body: Mapping[str, Any], focus: str = ""
    ) -> str:
        """Keep a draft in the place of the one that this user has for this record; return its uid."""
        with self._database.write("暂存", actor) as work:
            record = _find(work.session, actor.user, area, key)
            if record is None:
                record = DraftRecord(
                    area=area,
                    key=key,
                    user=actor.user,
                    title=title,
                    body=dict(body),
                    focus=focus,
                    saved_at=self._clock(),
                )
                work.session.add(record)
            else:
                record.title, record.body, record.focus = title, dict(body), focus
                record.saved_at = self._clock()
            return record.uid

    def find(self, actor: Actor, area: str, key: str) -> Draft | None:
        with self._database.read() as session:
            record = _find(session, actor.user, area, key)
            return _draft(record) if record else None

    def all(self, actor: Actor, area: str | None = None) -> tuple[Draft, ...]:
        """Return this user's drafts, newest first."""
        wanted = select(DraftRecord).where(DraftRecord.user == actor.user)
        if area is not None:
            wanted = wanted.where(DraftRecord.area == area)
        with self._database.read() as session:
            newest_first = session.scalars(wanted.order_by(DraftRecord.saved_at.desc()))
            return tuple(_draft(record) for record in newest_first)

    def drop(self, actor: Actor, area: str, key: str) -> None:
        """Forget a draft, because it was saved or is not wanted any more."""
        with self._database.write("放弃暂存", actor) as work:
            record = _find(work.session, actor.user, area, key)
            if record is not None:
                work.session.delete(record)


def _find(session: Session, user: str, area: str, key: str) -> DraftRecord | None:
    wanted = select(DraftRecord).where(
        DraftRecord.user == user, DraftRecord.area == area, DraftRecord.key == key
    )
    return session.scalars(wanted).first()


def _draft(record: DraftRecord) -> Draft:
    return Draft(
        record.uid,
        record.area,
        record.key,
        record.title,
        record.body,
        record.focus,
        record.user,
        record.saved_at,
    )
