"""By which pack the class of each file was decided, for a whole store at once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.hardship.records import DecisionRecord


def deciding_packs(session: Session) -> dict[str, str]:
    """Return the name of the pack of each file's latest decision."""
    wanted = select(DecisionRecord.file_uid, DecisionRecord.pack).order_by(
        DecisionRecord.decided_at, DecisionRecord.uid.desc()
    )
    return {uid: pack for uid, pack in session.execute(wanted) if uid and pack}
