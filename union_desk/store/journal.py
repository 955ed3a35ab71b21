"""What one unit of work did to logged rows, gathered while it runs and sealed into change sets at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.core.rights import Actor
from union_desk.store import dialect, keys
from union_desk.store.codec import (
    DELETED,
    LoggedTable,
    canonical,
    chained,
    digest,
    line_text,
    logged_table,
    plain,
)
from union_desk.store.records import LOGGED, LocalRecord, LoggedRecord, Record, new_uid
from union_desk.store.tables import change_line, change_set, head, stream

SHARED: Final = "shared"
_BATCH: Final = 5000


@dataclass(frozen=True, slots=True)
class Heading:
    """What every change set of one work says of it."""

    site: str
    schema: str
    title: str
    actor: Actor
    reason: str
    at: datetime
    undoes: str = ""
    uid: str = field(default_factory=new_uid)


@dataclass(slots=True)
class _Pending:
    """The changes of one row since the work began."""

    table: LoggedTable
    record: LoggedRecord
    audience: str
    created: bool = False
    deleted: bool = False
    before: dict[str, object] = field(default_factory=dict)
    """Each changed column with its first known value, where there is one."""
    changed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Open:
    """A change set that is being written."""

    arrival: int
    audience: str
    seq: int
    vector: str
    previous: str
    body: Any = field(default_factory=sha256)
    lines: int = 0


class Journal:
    def __init__(self, session: Session, heading: Heading) -> None:
        self._session = session
        self.heading = heading
        self.touched: set[tuple[str, str]] = set()
        self._pending: dict[tuple[str, str], _Pending] = {}
        self._notes: list[tuple[str, str]] = []
        self._open: dict[str, _Open] = {}
        self._revived: set[tuple[str, str]] = set()
        self._last_number: int | None = None

    # --- what the session tells

    def inserted(self, record: LoggedRecord) -> None:
        pending = self._of(record)
        if pending.deleted:
            pending.deleted = False
            pending.changed.update(pending.table.field_of)
        else:
            pending.created = True
        pending.record = record

    def updated(self, record: LoggedRecord) -> None:
        pending = self._of(record)
        state = sa.inspect(record)
        for column, attribute in pending.table.attributes.items():
            history = state.attrs[attribute].history
            if not history.has_changes() or column == "row_version":
                continue
            if column in {"uid", "audience"}:
                raise RuntimeError(f"{pending.table.name}: the {column} of a row never changes")
            if column not in pending.changed and history.deleted:
                pending.before[column] = history.deleted[0]
            pending.changed.add(column)

    def deleted(self, record: LoggedRecord) -> None:
        self._of(record).deleted = True

    def changed_here(self, record: LocalRecord) -> None:
        self.touched.add((record.__tablename__, record.uid))

    def revive(self, record: LoggedRecord) -> None:
        """Say that a new row is one that was deleted before."""
        self._revived.add((record.__tablename__, record.uid))

    def _of(self, record: LoggedRecord) -> _Pending:
        key = (record.__tablename__, record.uid)
        if key not in self._pending:
            self._pending[key] = _Pending(logged_table(type(record)), record, record.audience)
        return self._pending[key]

    # --- what is said outright

    def note_access(self, kind: str, table: str, uid: str, text: str) -> None:
        self._notes.append((self._audience_of(table, uid), line_text(table, uid, {}, kind, text)))

    def _audience_of(self, table: str, uid: str) -> str:
        if table not in LOGGED:
            return self.heading.actor.audience
        columns = logged_table(LOGGED[table]).table.c
        found = self._session.scalar(sa.select(columns.audience).where(columns.uid == uid))
        return found or self.heading.actor.audience

    def insert_many(self, record: type[Record], rows: Iterable[Mapping[str, Any]]) -> int:
        count = 0
        remaining = iter(rows)
        while batch := list(islice(remaining, _BATCH)):
            if issubclass(record, LoggedRecord):
                self._insert_logged(record, batch)
            else:
                self._insert_local(record, batch)
            count += len(batch)
        return count

    def _insert_local(self, record: type[Record], batch: list[Mapping[str, Any]]) -> None:
        table = cast("sa.Table", record.__table__)
        rows = [{"uid": new_uid(), **row} for row in batch]
        self._session.connection().execute(table.insert(), rows)
        self.touched.update((table.name, row["uid"]) for row in rows)

    def _insert_logged(self, record: type[LoggedRecord], batch: list[Mapping[str, Any]]) -> None:
        table = logged_table(record)
        rows = [_whole_row(table, row) for row in batch]
        connection = self._session.connection()
        connection.execute(table.table.insert(), rows)
        heads = []
        lines: dict[str, list[tuple[str, str, str]]] = {}
        for row in rows:
            audience, uid = row["audience"], row["uid"]
            text = line_text(table.name, uid, _filled(table, row))
            lines.setdefault(audience, []).append((table.name, uid, text))
            heads.append(_head(table.name, uid, "", self._opened(audience).arrival))
        for audience, written in lines.items():
            self._append(self._opened(audience), written)
        connection.execute(head.insert(), heads)
        if keys.is_searchable(record):
            found = (
                (table.name, row["uid"], keys.keys_of(record(**_by_attribute(table, row)))) for row in rows
            )
            keys.add(connection, found)
        self.touched.update((table.name, row["uid"]) for row in rows)

    # --- sealing

    def seal(self) -> None:
        """Write the change sets of this work; nothing is written where nothing changed."""
        lines: dict[str, list[tuple[str, str, str]]] = {}
        heads: list[tuple[str, str, str, str]] = []
        for (name, uid), pending in sorted(self._pending.items(), key=lambda item: item[0]):
            fields = self._fields(pending)
            if not fields and not (pending.created and not pending.deleted):
                continue
            lines.setdefault(pending.audience, []).append((name, uid, line_text(name, uid, fields)))
            heads += [(pending.audience, name, uid, part) for part in ([""] if pending.created else fields)]
            if (name, uid) in self._revived:
                heads += [(pending.audience, name, uid, part) for part in fields]
            self.touched.add((name, uid))
        for audience, text in self._notes:
            name, uid = _subject(text)
            lines.setdefault(audience, []).append((name, uid, text))
        for audience in sorted(lines, key=lambda name: (name != SHARED, name)):
            self._append(self._opened(audience), lines[audience])
        self._write_heads(heads)
        self._write_keys()
        self._close_all()

    def _fields(self, pending: _Pending) -> dict[str, object]:
        table = pending.table
        if pending.deleted:
            return {} if pending.created else {DELETED: True}
        row = {column: getattr(pending.record, name) for column, name in table.attributes.items()}
        if pending.created:
            revived = (table.name, pending.record.uid) in self._revived
            return {**_filled(table, row), **({DELETED: False} if revived else {})}
        changed = {
            column
            for column in pending.changed
            if column not in pending.before or plain(pending.before[column]) != plain(row[column])
        }
        return {
            name: table.value(name, row) for name in sorted({table.field_of[column] for column in changed})
        }

    def _opened(self, audience: str) -> _Open:
        """Return the change set of an audience; at its first use it gets its place in the stream."""
        if audience not in self._open:
            connection = self._session.connection()
            dialect.hold_writer_lock(connection)
            ends = connection.execute(
                sa.select(stream).where(stream.c.audience.in_({audience, SHARED}))
            ).all()
            own = next(
                (end for end in ends if (end.site, end.audience) == (self.heading.site, audience)), None
            )
            arrival = connection.scalar(sa.select(sa.func.max(change_set.c.arrival))) or 0
            self._open[audience] = _Open(
                arrival=arrival + 1 + len(self._open),
                audience=audience,
                seq=own.seq + 1 if own else 1,
                vector=canonical({f"{end.site}/{end.audience}": end.seq for end in ends}),
                previous=own.hash if own else "",
            )
        return self._open[audience]

    def _append(self, target: _Open, lines: list[tuple[str, str, str]]) -> None:
        connection = self._session.connection()
        if self._last_number is None:
            self._last_number = connection.scalar(sa.select(sa.func.max(change_line.c.number))) or 0
        rows = []
        for table, uid, text in lines:
            self._last_number += 1
            target.body.update(digest(text).encode())
            rows.append(
                {
                    "number": self._last_number,
                    "arrival": target.arrival,
                    "table_name": table,
                    "uid": uid,
                    "text": text,
                    "digest": None,
                }
            )
        target.lines += len(rows)
        connection.execute(change_line.insert(), rows)

    def _write_heads(self, heads: list[tuple[str, str, str, str]]) -> None:
        if not heads:
            return
        connection = self._session.connection()
        old = sa.delete(head).where(
            head.c.table_name == sa.bindparam("b_table"),
            head.c.uid == sa.bindparam("b_uid"),
            head.c.field == sa.bindparam("b_field"),
        )
        connection.execute(old, [{"b_table": t, "b_uid": u, "b_field": f} for _, t, u, f in heads])
        connection.execute(head.insert(), [_head(t, u, f, self._open[a].arrival) for a, t, u, f in heads])

    def _write_keys(self) -> None:
        connection = self._session.connection()
        for (name, uid), pending in self._pending.items():
            if not keys.is_searchable(type(pending.record)) or (pending.created and pending.deleted):
                continue
            if pending.created:
                keys.add(connection, [(name, uid, keys.keys_of(pending.record))])
            else:
                found = frozenset() if pending.deleted else keys.keys_of(pending.record)
                keys.replace(connection, name, uid, found)

    def _close_all(self) -> None:
        if not self._open:
            return
        connection = self._session.connection()
        last = connection.scalar(sa.select(sa.func.max(stream.c.hlc))) or 0
        for target in sorted(self._open.values(), key=lambda item: item.arrival):
            # A hybrid logical clock: never behind what was seen, whatever the wall clock says.
            last = max(last + 1, int(self.heading.at.timestamp() * 1000) << 16)
            row = self._header(target, last)
            sealed = chained({**row, "at": plain(row["at"])}, target.body.hexdigest())
            connection.execute(change_set.insert(), {**row, "arrival": target.arrival, "hash": sealed})
            end = {
                "site": row["site"],
                "audience": row["audience"],
                "seq": row["seq"],
                "hlc": last,
                "hash": sealed,
            }
            connection.execute(dialect.upsert(stream, connection.dialect), end)

    def _header(self, target: _Open, hlc: int) -> dict[str, Any]:
        heading = self.heading
        return {
            "site": heading.site,
            "audience": target.audience,
            "seq": target.seq,
            "work_uid": heading.uid,
            "at": heading.at,
            "hlc": hlc,
            "user": heading.actor.user,
            "office": heading.actor.office,
            "title": heading.title,
            "reason": heading.reason,
            "undoes": heading.undoes,
            "schema": heading.schema,
            "vector": target.vector,
            "lines": target.lines,
            "previous": target.previous,
        }


def _head(table: str, uid: str, name: str, arrival: int) -> dict[str, object]:
    return {"table_name": table, "uid": uid, "field": name, "arrival": arrival}


def _subject(text: str) -> tuple[str, str]:
    from union_desk.store.codec import read_line

    line = read_line(text)
    return line.table, line.uid


def _filled(table: LoggedTable, row: Mapping[str, object]) -> dict[str, object]:
    values = ((name, table.value(name, row)) for name in table.fields)
    return {name: value for name, value in values if value is not None}


def _whole_row(table: LoggedTable, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with every column, from values by attribute."""
    unknown = row.keys() - set(table.attributes.values())
    if unknown:
        raise TypeError(f"{table.name} has no {sorted(unknown)}")
    whole = {column: row.get(attribute) for column, attribute in table.attributes.items()}
    whole["uid"] = whole["uid"] or new_uid()
    whole["row_version"] = 1
    return whole


def _by_attribute(table: LoggedTable, row: Mapping[str, Any]) -> dict[str, Any]:
    return {attribute: row[column] for column, attribute in table.attributes.items()}
