"""Which files were put together: a file is read with those that were joined to it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.hardship.records import MergerRecord


def mergers_into(session: Session, kept_uids: Sequence[str]) -> list[MergerRecord]:
    """Return the mergers that hold, of files joined directly to these, the latest first."""
    return list(
        session.scalars(
            select(MergerRecord)
            .where(MergerRecord.kept_uid.in_(kept_uids), MergerRecord.parted_on.is_(None))
            .order_by(MergerRecord.on.desc(), MergerRecord.uid)
        )
    )


def merger_of(session: Session, joined_uid: str) -> MergerRecord | None:
    """Return how a file was joined to another one, None while it stands alone."""
    return session.scalars(
        select(MergerRecord)
        .where(MergerRecord.joined_uid == joined_uid, MergerRecord.parted_on.is_(None))
        .order_by(MergerRecord.on.desc(), MergerRecord.uid)
    ).first()


def together(session: Session, uid: str) -> tuple[str, ...]:
    """Return a file and all that were joined to it, and to those."""
    found = [uid]
    for each in found:
        found += [row.joined_uid for row in mergers_into(session, [each]) if row.joined_uid]
    return tuple(found)
