"""Half-typed work that is kept in this store until it is saved or dropped, and waits under 未完成."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import DraftRecord
from union_desk.casework.values import Draft
from union_desk.core.clock import Clock
from union_desk.core.rights import Actor
from union_desk.store.database import Database


class DraftBox:
    """The drafts of one user."""

    def __init__(self, database: Database, actor: Actor, clock: Clock) -> None:
        self._database = database
        self._actor = actor
        self._clock = clock

    def keep(self, draft: Draft) -> None:
        """Keep a draft in the place of the one there is for the same record."""
        with self._database.write("暂存", self._actor) as work:
            record = self._record(work.session, draft.area, draft.key)
            if record is None:
                record = DraftRecord(area=draft.area, key=draft.key, user=self._actor.user)
                work.session.add(record)
            record.title, record.focus = draft.title, draft.focus
            record.body, record.saved_at = dict(draft.values), draft.kept_at or self._clock()

    def find(self, area: str, key: str) -> Draft | None:
        with self._database.read() as session:
            record = self._record(session, area, key)
            return _draft(record) if record else None

    def forget(self, area: str, key: str) -> None:
        """Drop a draft, because it was saved or is not wanted any more."""
        with self._database.write("放弃暂存", self._actor) as work:
            record = self._record(work.session, area, key)
            if record is not None:
                work.session.delete(record)

    def all(self) -> Sequence[Draft]:
        """Return the drafts, newest first."""
        mine = select(DraftRecord).where(DraftRecord.user == self._actor.user)
        with self._database.read() as session:
            newest_first = session.scalars(mine.order_by(DraftRecord.saved_at.desc(), DraftRecord.uid))
            return tuple(_draft(record) for record in newest_first)

    def flush(self) -> bool:
        """Nothing waits here: each draft was written when it was kept."""
        return True

    def close(self) -> bool:
        return True

    def _record(self, session: Session, area: str, key: str) -> DraftRecord | None:
        wanted = select(DraftRecord).where(
            DraftRecord.user == self._actor.user, DraftRecord.area == area, DraftRecord.key == key
        )
        return session.scalars(wanted).first()


def _draft(record: DraftRecord) -> Draft:
    return Draft(record.area, record.key, record.title, record.body, record.focus, record.saved_at)
