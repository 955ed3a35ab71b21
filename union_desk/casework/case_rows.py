"""Many cases at once, whatever the area: rows in batches, the list in order, what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from union_desk.core.batches import chunks
from union_desk.store.changes import written_order
from union_desk.store.keys import search

T = TypeVar("T")
CasesOf = Callable[[Session, Sequence[str]], Mapping[str, Sequence[str]]]
"""Tells of some cards in which cases they stand, by card."""
_MOST_HITS: Final = 3000


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


def sorted_ids(
    session: Session, case: type[Any], statement: Select[Any], column: Any, *, down: bool
) -> Sequence[str]:
    """Return the ids of cases in the order of a column; those that are equal by number, the latest first."""
    statement = statement.order_by((column.desc() if down else column.asc()).nulls_last())
    if column is not case.number:
        statement = statement.order_by(case.number.desc().nulls_last())
    # Each of many thousand rows would be wrapped: here they are gone as soon as they are read.
    cursor: Any = session.connection().execute(statement.order_by(case.uid)).cursor
    return [uid for (uid,) in cursor]


def cards_found(session: Session, text: str, entity: str) -> dict[str, list[str]]:
    """Return the cases, persons and employers that were typed, by their kind."""
    return _by_kind(search(session, text, (entity, "person", "employer"), _MOST_HITS), entity)


def cases_found(
    session: Session, text: str, entity: str, limit: int, *, persons: CasesOf, employers: CasesOf
) -> list[str]:
    """Return the cases that what was typed leads to, by themselves or by a card, the likeliest first."""
    hits = search(session, text, (entity, "person", "employer"), limit * 4)
    uids = _by_kind(hits, entity)
    led = {"person": persons(session, uids["person"]), "employer": employers(session, uids["employer"])}
    ranked = [
        uid
        for hit in hits
        for uid in ([hit.uid] if hit.entity == entity else led[hit.entity].get(hit.uid, ()))
    ]
    return list(dict.fromkeys(ranked))[:limit]


def _by_kind(hits: Iterable[Any], entity: str) -> dict[str, list[str]]:
    uids: dict[str, list[str]] = {"person": [], "employer": [], entity: []}
    for hit in hits:
        uids[hit.entity].append(hit.uid)
    return uids


def in_order_of(uids: Sequence[str], values: Mapping[str, Any], *, down: bool) -> list[str]:
    """Put ids into the order of their values; those without one stay behind, in their own order."""
    known = [uid for uid in uids if values.get(uid) not in (None, "", 0)]
    known.sort(key=lambda uid: values[uid], reverse=down)
    there = set(known)
    return [*known, *(uid for uid in uids if uid not in there)]
