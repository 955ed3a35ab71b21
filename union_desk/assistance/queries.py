"""The rows of grants, as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from union_desk.assistance.records import GrantRecord
from union_desk.assistance.values import Grant
from union_desk.casework.fields import texts

_TEXTS: Final = ("kind", "form", "goods", "source", "handler", "remark", "recorded_by")


def grants_of(session: Session, entity: str, uid: str) -> tuple[Grant, ...]:
    """Return the grants on a record, newest day first; one that was reversed says so."""
    rows = session.scalars(
        select(GrantRecord)
        .where(GrantRecord.subject == entity, GrantRecord.subject_uid == uid)
        .order_by(GrantRecord.on.desc(), GrantRecord.recorded_at.desc())
    ).all()
    reversed_by = {row.reverses_uid: row.remark or "" for row in rows if row.reverses_uid}
    return tuple(_grant(row, reversed_by.get(row.uid)) for row in rows if not row.reverses_uid)


def has_grants(session: Session, entity: str, uid: str) -> bool:
    """Tell whether a record has a grant that holds."""
    return bool(helped(session, entity, [uid]))


def helped(session: Session, entity: str, uids: Sequence[str]) -> set[str]:
    """Return those of the records that have a grant which was not reversed."""
    reversal = aliased(GrantRecord)
    found = session.scalars(
        select(GrantRecord.subject_uid)
        .outerjoin(reversal, reversal.reverses_uid == GrantRecord.uid)
        .where(
            GrantRecord.subject == entity,
            GrantRecord.subject_uid.in_(uids),
            GrantRecord.reverses_uid.is_(None),
            reversal.uid.is_(None),
        )
    )
    return {uid for uid in found if uid}


def _grant(row: GrantRecord, reversed_why: str | None) -> Grant:
    return Grant(
        on=row.on,
        amount_fen=row.amount_fen,
        quantity=row.quantity,
        person_uid=row.person_uid or "",
        reversed_why=reversed_why,
        uid=row.uid,
        **texts(row, _TEXTS),
    )
