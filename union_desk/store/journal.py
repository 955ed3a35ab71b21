"""What one unit of work did to logged rows, gathered while it runs and handed over at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from union_desk.store import absorbing, destruction, search_index
from union_desk.store.codec import DELETED, LoggedTable, line_text, logged_table, plain
from union_desk.store.merge import Merged
from union_desk.store.pointing import pointers_of
from union_desk.store.records import LOGGED, LocalRecord, LoggedRecord, Record, new_uid
from union_desk.store.sealing import SHARED, Head, Heading, Line, Sealing

_BATCH: Final = 5000


@dataclass(slots=True)
class _Pending:
    """The changes of one row since the work began."""

    table: LoggedTable
    record: LoggedRecord
    audience: str
    created: bool = False
    deleted: bool = False
    changed: set[str] = field(default_factory=set)
    """Changed columns."""
    before: dict[str, object] = field(default_factory=dict)
    """The first value of each changed column, where it was known."""
    insisted: set[str] = field(default_factory=set)
    """Columns that are written even if unchanged."""
    stands: bool = False
    """The row was deleted elsewhere, and a person has decided that it stays."""


class Journal:
    """The memory of one unit of work."""

    def __init__(self, session: Session, heading: Heading) -> None:
        self.heading = heading
        self.touched: set[tuple[str, str]] = set()
        self._session = session
        self._sealing = Sealing(session, heading)
        self._pending: dict[tuple[str, str], _Pending] = {}
        self._notes: list[tuple[str, Line]] = []
        self._destroyed: list[destruction.Destroyed] = []
        self._revived: set[tuple[str, str]] = set()
        self._blanked = False

    def inserted(self, record: LoggedRecord) -> None:
        pending = self._of(record)
        state = sa.inspect(record)
        for attribute in pending.table.attributes.values():
            # What was left out is NULL: say so here, or each look at it would ask the store.
            if attribute not in state.dict and attribute not in state.expired_attributes:
                set_committed_value(record, attribute, None)
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

    def insist(self, record: LoggedRecord, columns: Iterable[str]) -> None:
        """Write columns of a row even where they hold what they held before."""
        self._of(record).insisted.update(columns)

    def keep(self, record: LoggedRecord) -> None:
        """Say that a row stands which somebody else has deleted."""
        self._of(record).stands = True

    def note_access(self, kind: str, table: str, uid: str, text: str) -> None:
        line = Line(table, uid, line_text(table, uid, {}, kind, text))
        self._notes.append((self._audience_of(table, uid), line))

    def note_accesses(self, kind: str, table: str, rows: Iterable[tuple[str, str]], text: str) -> None:
        for uid, audience in rows:
            self._notes.append((audience, Line(table, uid, line_text(table, uid, {}, kind, text))))

    @property
    def destroys(self) -> bool:
        return bool(self._destroyed) or self._blanked

    def destroy(self, rows: destruction.Rows) -> None:
        if clash := sorted(rows.keys() & self._pending.keys()):
            raise RuntimeError(f"a row is not changed and destroyed in one work: {clash[:3]}")
        self._destroyed += destruction.blank(self._session.connection(), rows)
        self.touched.update(rows)

    def absorbed(self, merged: Merged) -> None:
        """Note what came from other stores: it is in the log already, before this work's own sets."""
        if self._pending or self._sealing.has_begun:
            raise RuntimeError("foreign change sets are taken in before anything else is done in a work")
        self.touched.update(merged.touched)
        self._blanked = bool(merged.destroyed)

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

    def seal(self) -> None:
        """Hand over the lines of this work; nothing is written where nothing changed."""
        lines: dict[str, list[Line]] = {}
        heads: list[Head] = []
        for (name, uid), pending in sorted(self._pending.items(), key=lambda item: item[0]):
            fields = self._fields(pending)
            if fields is None:
                continue
            lines.setdefault(pending.audience, []).append(Line(name, uid, line_text(name, uid, fields)))
            heads += self._heads(pending, fields)
            self.touched.add((name, uid))
        for audience, line in self._notes:
            lines.setdefault(audience, []).append(line)
        for audience, *line_parts in self._destroyed:
            line = Line(*line_parts)
            lines.setdefault(audience, []).append(line)
            heads.append(Head(audience, line.table, line.uid))
        # What is shared comes first: the sets of the offices may point to it.
        for audience in sorted(lines, key=lambda name: (name != SHARED, name)):
            self._sealing.append(audience, lines[audience])
        self._sealing.set_heads(heads)
        self._write_keys()
        self._sealing.close()
        self.touched.update(absorbing.let_go(self._session.connection(), self._freed()))

    def _of(self, record: LoggedRecord) -> _Pending:
        key = (record.__tablename__, record.uid)
        if key not in self._pending:
            self._pending[key] = _Pending(logged_table(type(record)), record, record.audience)
        return self._pending[key]

    def _audience_of(self, table: str, uid: str) -> str:
        if table not in LOGGED:
            return self.heading.actor.audience
        columns = logged_table(LOGGED[table]).table.c
        found = self._session.scalar(sa.select(columns.audience).where(columns.uid == uid))
        return found or self.heading.actor.audience

    def _fields(self, pending: _Pending) -> dict[str, object] | None:
        """Return the fields that a row's line shall have, or None if there is nothing to say."""
        table = pending.table
        if pending.deleted:
            return None if pending.created else {DELETED: True}
        row = {column: getattr(pending.record, name) for column, name in table.attributes.items()}
        if pending.created:
            revived = (table.name, pending.record.uid) in self._revived
            return {**_filled(table, row), **({DELETED: False} if revived else {})}
        changed = {
            table.field_of[column]
            for column in pending.changed
            if column not in pending.before or plain(pending.before[column]) != plain(row[column])
        }
        changed |= {table.field_of[column] for column in pending.insisted}
        fields = {name: table.value(name, row) for name in sorted(changed)}
        return {**fields, **({DELETED: False} if pending.stands else {})} or None

    def _heads(self, pending: _Pending, fields: Mapping[str, object]) -> list[Head]:
        name, uid = pending.table.name, pending.record.uid
        whole = pending.created and (name, uid) not in self._revived
        return [Head(pending.audience, name, uid, part) for part in ([""] if whole else fields)]

    def _freed(self) -> set[tuple[str, str]]:
        """Return the rows that this work no longer points to from where it did."""
        found = set()
        for (name, _), pending in self._pending.items():
            for pointer in pointers_of(name):
                there = pending.before.get(pointer.column)
                if pending.deleted:
                    there = vars(pending.record).get(pending.table.attributes[pointer.column], there)
                if there is not None:
                    found.add((pointer.target, str(there)))
        return found - self._pending.keys()

    def _write_keys(self) -> None:
        connection = self._session.connection()
        fresh: list[tuple[str, str, frozenset[tuple[str, str]]]] = []
        changed: dict[str, dict[str, frozenset[tuple[str, str]]]] = {}
        for (name, uid), pending in self._pending.items():
            if not search_index.is_searchable(type(pending.record)) or (pending.created and pending.deleted):
                continue
            keys = frozenset() if pending.deleted else search_index.keys_of(pending.record)
            if pending.created:
                fresh.append((name, uid, keys))
            else:
                changed.setdefault(name, {})[uid] = keys
        if fresh:
            search_index.add(connection, fresh)
        for name, found in changed.items():
            search_index.replace_many(connection, name, found)

    def _insert_local(self, record: type[Record], batch: list[Mapping[str, Any]]) -> None:
        table = cast("sa.Table", record.__table__)
        rows = [{"uid": new_uid(), **row} for row in batch]
        self._session.connection().execute(table.insert(), rows)
        self.touched.update((table.name, str(row["uid"])) for row in rows)

    def _insert_logged(self, record: type[LoggedRecord], batch: list[Mapping[str, Any]]) -> None:
        table = logged_table(record)
        rows = [_whole_row(table, row) for row in batch]
        connection = self._session.connection()
        connection.execute(table.table.insert(), rows)
        lines: dict[str, list[Line]] = {}
        for row in rows:
            text = line_text(table.name, row["uid"], _filled(table, row))
            lines.setdefault(row["audience"], []).append(Line(table.name, row["uid"], text))
        for audience, written in lines.items():
            self._sealing.append(audience, written)
        self._sealing.set_heads([Head(row["audience"], table.name, row["uid"]) for row in rows], fresh=True)
        if search_index.is_searchable(record):
            records = (record(**_by_attribute(table, row)) for row in rows)
            search_index.add(
                connection, [(table.name, item.uid, search_index.keys_of(item)) for item in records]
            )
        self.touched.update((table.name, row["uid"]) for row in rows)


def _filled(table: LoggedTable, row: Mapping[str, object]) -> dict[str, object]:
    written = {table.field_of[column] for column in table.field_of if row[column] is not None}
    return {field: table.value(field, row) for field in written}


def _whole_row(table: LoggedTable, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with every column, from values by attribute."""
    if unknown := row.keys() - set(table.attributes.values()):
        raise TypeError(f"{table.name} has no {sorted(unknown)}")
    whole = {column: row.get(attribute) for column, attribute in table.attributes.items()}
    whole["uid"] = whole["uid"] or new_uid()
    whole["row_version"] = 1
    return whole


def _by_attribute(table: LoggedTable, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[column] for column, name in table.attributes.items() if row[column] is not None}
