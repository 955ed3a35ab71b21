"""Reading the rows of many cases at once: in batches, by case, newest first; whatever the area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from union_desk.core.batches import chunks
from union_desk.store.changes import written_order

T = TypeVar("T")


def records_of(session: Session, record: type[T], uids: Sequence[str]) -> dict[str, T]:
    """Return the records with these ids; what is gone is left out."""
    kind: Any = record
    found: dict[str, T] = {}
    for chunk in chunks(uids):
        found.update({row.uid: row for row in session.scalars(select(kind).where(kind.uid.in_(chunk)))})
    return found


def numbered(session: Session, record: type[Any], number: str) -> str | None:
    """Return the case with an official or a temporary number."""
    wanted = number.strip().upper()
    either = or_(record.number == wanted, record.temporary_number == wanted)
    found: str | None = session.scalars(select(record.uid).where(either)).first()
    return found


def newest(day: Any) -> tuple[Any, ...]:
    """Return the order of rows by a column with a day, of one day those that were written last first."""
    return (day.desc(), written_order(day.class_).desc())


def rows_of_cases(session: Session, record: type[T], uids: Sequence[str], order: Sequence[Any]) -> list[T]:
    """Return the rows of cases that were not struck out."""
    kind: Any = record
    found: list[T] = []
    for chunk in chunks(uids):
        wanted = select(kind).where(kind.case_uid.in_(chunk)).order_by(*order)
        if hasattr(kind, "removed"):
            wanted = wanted.where(kind.removed.is_(None))
        found += session.scalars(wanted).all()
    return found


def by_case(rows: Iterable[Any], made: Callable[[Any], T]) -> dict[str, tuple[T, ...]]:
    """Return what is made of each row, by its case and in the order of the rows."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row.case_uid or "", []).append(made(row))
    return {uid: tuple(values) for uid, values in found.items()}


def in_order_of(uids: Sequence[str], values: Mapping[str, Any], *, down: bool) -> list[str]:
    """Put ids into the order of their values; those without one stay behind, in their own order."""
    known = [uid for uid in uids if values.get(uid) not in (None, "", 0)]
    known.sort(key=lambda uid: values[uid], reverse=down)
    there = set(known)
    return [*known, *(uid for uid in uids if uid not in there)]
