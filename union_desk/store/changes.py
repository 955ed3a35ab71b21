"""Reading the change log: who changed what from what to what, and which works there were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import inf
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.store.codec import DELETED, LoggedTable, logged_table, read_line
from union_desk.store.folding import folded
from union_desk.store.records import LOGGED, LoggedRecord
from union_desk.store.tables import change_line, change_set, head
from union_desk.store.upgrading import upgraded

_AT_ONCE: Final = 500
# Later than every change set that there is: a row of the work at hand.
_NOT_SEALED: Final = 2**62


class ChangeKind(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    DESTROYED = "destroyed"
    ACCESSED = "accessed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that one work changed; `field` is empty where the whole row went, came back or was seen."""

    at: datetime
    actor: str
    office: str
    work_uid: str
    title: str
    reason: str
    kind: ChangeKind
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Access:
    """One look at, print or export of a row."""

    at: datetime
    actor: str
    office: str
    kind: str
    table: str
    uid: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkSummary:
    """One work as the list of works shows it."""

    uid: str
    at: datetime
    actor: str
    office: str
    title: str
    reason: str
    undoes: str
    undone_by: str
    audiences: tuple[str, ...]
    lines: int


def history_of(session: Session, table: str, uid: str) -> list[FieldChange]:
    """Return the changes of a row, the oldest first; the parts of a field group are told one by one."""
    return list(_changes(session, table, uid))


def _changes(session: Session, table: str, uid: str) -> Iterator[FieldChange]:
    known = logged_table(LOGGED[table]) if table in LOGGED else None
    values: dict[str, Any] = {}
    seen = False
    for row in session.execute(_LINES, {"t": table, "u": uid}):
        line = upgraded(row.schema, read_line(row.text))
        head = (row.at, row.user, row.office, row.work_uid, row.title, row.reason)
        if line.note:
            yield FieldChange(*head, ChangeKind.ACCESSED, "", None, " ".join(line.note))
            continue
        if line.destroyed is not None:
            yield FieldChange(*head, ChangeKind.DESTROYED, "", None, None)
            values, seen = _columns(known, line.fields), True
            continue
        if DELETED in line.fields:
            kind = ChangeKind.REMOVED if line.fields[DELETED] else ChangeKind.RESTORED
            yield FieldChange(*head, kind, "", None, None)
            if kind is ChangeKind.RESTORED:
                values.update(_columns(known, line.fields))
            continue
        kind = ChangeKind.CHANGED if seen else ChangeKind.CREATED
        seen = True
        for column, after in _columns(known, line.fields).items():
            before = values.get(column)
            values[column] = after
            if before != after:
                yield FieldChange(*head, kind, column, before, after)


_LINES: Final = (
    sa.select(
        change_line.c.text,
        *(change_set.c[name] for name in ("at", "user", "office", "work_uid", "title", "reason", "schema")),
    )
    .join(change_set, change_set.c.arrival == change_line.c.arrival)
    .where(
        change_line.c.table_name == sa.bindparam("t"),
        change_line.c.uid == sa.bindparam("u"),
        change_line.c.text.is_not(None),
    )
    .order_by(change_line.c.number)
)


def _columns(table: LoggedTable | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of columns that logged fields stand for, in the types of the columns."""
    found: dict[str, Any] = {}
    for field, value in fields.items():
        if field == DELETED:
            continue
        if table is None or field not in table.fields:
            found[field] = value
        else:
            found.update(table.columns(field, value))
    return found


def values_until(session: Session, table: str, uid: str, arrival: float = inf) -> dict[str, Any] | None:
    """Return the fields of a row as they were once a change set had arrived; None before it was made."""
    state = folded(session.connection(), table, uid, until=None if arrival == inf else arrival)
    return None if state is None else dict(state.values)


def last_arrival(session: Session) -> int:
    """Return the last change set of the store: what is read now knows all until then."""
    return session.scalar(sa.select(sa.func.max(change_set.c.arrival))) or 0


def works_since(session: Session, arrival: int) -> frozenset[str]:
    """Return the works that came after a change set."""
    later = sa.select(change_set.c.work_uid).where(change_set.c.arrival > arrival)
    return frozenset(session.scalars(later))


def written_order(record: type[LoggedRecord]) -> sa.ColumnElement[int]:
    """Order the rows of a table by when they came into this store; those of the work at hand come last."""
    table: Any = record.__table__
    came = (
        sa.select(sa.func.min(head.c.arrival))
        .where(head.c.table_name == table.name, head.c.uid == table.c.uid, head.c.field == "")
        .correlate(table)
        .scalar_subquery()
    )
    return sa.func.coalesce(came, _NOT_SEALED)


def accesses(session: Session, *, table: str | None = None, uid: str | None = None) -> list[Access]:
    """Return who looked at, printed or exported what, the newest first."""
    query = (
        sa.select(change_line.c.text, change_set.c.at, change_set.c.user, change_set.c.office)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        # Only the line of an access has no field in it.
        .where(change_line.c.text.like("%,{},%"))
        .order_by(change_line.c.number.desc())
    )
    if table is not None:
        query = query.where(change_line.c.table_name == table)
    if uid is not None:
        query = query.where(change_line.c.uid == uid)
    found = []
    for row in session.execute(query):
        line = read_line(row.text)
        if line.note:
            kind, text = line.note
            found.append(Access(row.at, row.user, row.office, kind, line.table, line.uid, text))
    return found


def works(
    session: Session, *, rows: Iterable[tuple[str, str]] = (), before: int | None = None, limit: int = 50
) -> list[WorkSummary]:
    """Return the newest works, or those that touched any of `rows` (table, uid)."""
    query = sa.select(change_set.c.work_uid, sa.func.max(change_set.c.arrival).label("last"))
    if wanted := list(rows):
        touched = sa.or_(
            *(
                sa.and_(change_line.c.table_name == table, change_line.c.uid == uid)
                for table, uid in wanted[:_AT_ONCE]
            )
        )
        query = query.where(change_set.c.arrival.in_(sa.select(change_line.c.arrival).where(touched)))
    if before is not None:
        query = query.where(change_set.c.arrival < before)
    uids = session.scalars(query.group_by(change_set.c.work_uid).order_by(sa.desc("last")).limit(limit)).all()
    sets: dict[str, list[Any]] = {uid: [] for uid in uids}
    for row in session.execute(sa.select(change_set).where(change_set.c.work_uid.in_(uids))):
        sets[row.work_uid].append(row)
    taken_back = sa.select(change_set.c.undoes, change_set.c.work_uid).where(change_set.c.undoes.in_(uids))
    undone = {row.undoes: row.work_uid for row in session.execute(taken_back)}
    return [_summary(found, undone.get(uid, "")) for uid, found in sets.items()]


def _summary(sets: list[Any], undone_by: str) -> WorkSummary:
    first = sets[0]
    return WorkSummary(
        uid=first.work_uid,
        at=first.at,
        actor=first.user,
        office=first.office,
        title=first.title,
        reason=first.reason,
        undoes=first.undoes,
        undone_by=undone_by,
        audiences=tuple(sorted(row.audience for row in sets)),
        lines=sum(row.lines for row in sets),
    )
