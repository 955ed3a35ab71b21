"""The rows of grants, as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from union_desk.assistance.records import GrantRecord
from union_desk.assistance.values import Given, Grant
from union_desk.casework.fields import texts
from union_desk.core.batches import chunks

_AT_ONCE: Final = 500
_TEXTS: Final = ("kind", "form", "goods", "source", "handler", "remark", "recorded_by")


def grants_of(session: Session, entity: str, uid: str) -> tuple[Grant, ...]:
    """Return the grants on a record, newest day first; one that was reversed says so."""
    return grants_of_records(session, entity, [uid]).get(uid, ())


def grants_of_records(session: Session, entity: str, uids: Sequence[str]) -> dict[str, tuple[Grant, ...]]:
    """Return the grants on several records of one kind, each record's newest day first."""
    about: dict[str, list[GrantRecord]] = {}
    for part in chunks(uids):
        rows = session.scalars(
            select(GrantRecord)
            .where(GrantRecord.subject == entity, GrantRecord.subject_uid.in_(part))
            .order_by(GrantRecord.on.desc(), GrantRecord.recorded_at.desc())
        )
        for row in rows:
            about.setdefault(row.subject_uid or "", []).append(row)
    return {uid: _standing(rows) for uid, rows in about.items()}


def _standing(rows: Sequence[GrantRecord]) -> tuple[Grant, ...]:
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


def given_in(session: Session, entity: str, uids: Sequence[str], year: int) -> dict[str, Given]:
    """Return what each of the records was given in a year; what was reversed does not count."""
    reversal = aliased(GrantRecord)
    found: dict[str, Given] = {}
    for start in range(0, len(uids), _AT_ONCE):
        rows = session.execute(
            select(
                GrantRecord.subject_uid,
                func.count(GrantRecord.uid),
                func.coalesce(func.sum(GrantRecord.amount_fen), 0),
            )
            .outerjoin(reversal, reversal.reverses_uid == GrantRecord.uid)
            .where(
                GrantRecord.subject == entity,
                GrantRecord.subject_uid.in_(uids[start : start + _AT_ONCE]),
                GrantRecord.on >= date(year, 1, 1),
                GrantRecord.on <= date(year, 12, 31),
                GrantRecord.reverses_uid.is_(None),
                reversal.uid.is_(None),
            )
            .group_by(GrantRecord.subject_uid)
        )
        found.update({uid: Given(int(times), int(fen or 0)) for uid, times, fen in rows if uid})
    return found


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
