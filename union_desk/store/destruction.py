"""Lawful destruction: what rows and the log say is blanked, and the chain of the log still holds.

The digest of a line outlives its text: with the digests that the destruction names, every hash can be
computed as before. A reason stands in the header itself; a set that loses it is proved by its old hash and a
second one over what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from union_desk.core.errors import RuleBroken
from union_desk.store import dialect, search_index
from union_desk.store.codec import (
    DELETED,
    DESTROYED,
    Line,
    LoggedTable,
    chained,
    digest,
    line_text,
    logged_table,
    plain,
    read_line,
)
from union_desk.store.records import LOGGED
from union_desk.store.tables import change_line, change_set, head

_AT_ONCE: Final = 500
_GONE: Final = "要销毁的内容已不在，可能已经销毁。请重新打开销毁清册。"

RowKey = tuple[str, str]
# A row by table and uid; with the columns that stay of it, or None where all of it goes.
Rows = Mapping[RowKey, Mapping[str, object] | None]


class Destroyed(NamedTuple):
    """What the log says of a row from now on."""

    audience: str
    table: str
    uid: str
    text: str


@dataclass(slots=True)
class _Blanked:
    """What was blanked of a row: its lines, and the reasons of the works that wrote them."""

    lines: list[list[Any]] = field(default_factory=list)
    reasons: list[list[Any]] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        return {"lines": self.lines, "reasons": self.reasons}


def blank(connection: sa.Connection, rows: Rows) -> list[Destroyed]:
    """Blank these rows, their lines in the log, heads and search keys; return what is written instead.

    A row that was deleted before may be among them. RuleBroken when one of them was destroyed already.
    """
    dialect.overwrite_what_goes(connection)
    sets = _Sets(connection)
    found: list[Destroyed] = []
    for name in sorted({table for table, _ in rows}):
        table = logged_table(LOGGED[name])
        uids = sorted(uid for key, uid in rows if key == name)
        for start in range(0, len(uids), _AT_ONCE):
            chunk = uids[start : start + _AT_ONCE]
            audiences = _audiences(connection, table, chunk)
            blanked = _blank_lines(connection, table, chunk, sets)
            _take_away(connection, table, chunk, rows)
            for uid in chunk:
                fields = _left(table, rows[name, uid])
                text = line_text(name, uid, {**fields, DESTROYED: blanked[uid].body()})
                found.append(Destroyed(audiences[uid], name, uid, text))
    return found


def _audiences(connection: sa.Connection, table: LoggedTable, uids: Sequence[str]) -> dict[str, str]:
    """Return whose rows these are; one that was deleted before is known from its lines."""
    columns = table.table.c
    query = sa.select(columns.uid, columns.audience).where(columns.uid.in_(uids))
    found = {row.uid: row.audience for row in connection.execute(query)}
    left = [uid for uid in uids if uid not in found]
    query = (
        sa.select(change_line.c.uid, change_set.c.audience)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        .where(change_line.c.table_name == table.name, change_line.c.uid.in_(left))
    )
    found |= {row.uid: row.audience for row in connection.execute(query)}
    if len(found) < len(uids):
        raise RuleBroken(_GONE)
    return found


def _blank_lines(
    connection: sa.Connection, table: LoggedTable, uids: Sequence[str], sets: _Sets
) -> dict[str, _Blanked]:
    query = (
        sa.select(change_line)
        .where(change_line.c.table_name == table.name, change_line.c.uid.in_(uids))
        .where(change_line.c.text.is_not(None))
        .order_by(change_line.c.number)
    )
    blanked = {uid: _Blanked() for uid in uids}
    numbers = []
    for line in connection.execute(query).all():
        if read_line(line.text).destroyed is not None:
            raise RuleBroken(_GONE)
        of_row = blanked[line.uid]
        of_row.lines.append([*sets.place(line.arrival, line.number), digest(line.text)])
        of_row.reasons += sets.take_reason(line.arrival)
        numbers.append(line.number)
    blanking = sa.update(change_line).values(text=None).where(change_line.c.number == sa.bindparam("n"))
    if numbers:
        connection.execute(blanking, [{"n": number} for number in numbers])
    return blanked


class _Sets:
    """The change sets that lose something: each is read once."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._places: dict[int, dict[int, int]] = {}
        self._headers: dict[int, Any] = {}
        self._bodies: dict[int, str] = {}

    def place(self, arrival: int, number: int) -> tuple[str, str, int, int]:
        """Return where a line stands in the streams of all offices: site, audience, seq, place in the set."""
        header = self._header(arrival)
        return header["site"], header["audience"], header["seq"], self._places[arrival][number]

    def take_reason(self, arrival: int) -> Iterator[list[Any]]:
        """Blank the reason of a set, once: with its old hash and that of what is left."""
        header = self._header(arrival)
        if not header["reason"]:
            return
        header["reason"] = ""
        left = {key: header[key] for key in header.keys() - {"arrival", "hash"}}
        sealed = chained({**left, "at": plain(header["at"])}, self._bodies[arrival])
        where = sa.update(change_set).where(change_set.c.arrival == arrival)
        self._connection.execute(where.values(reason=""))
        yield [header["site"], header["audience"], header["seq"], header["hash"], sealed]

    def _header(self, arrival: int) -> Any:
        if arrival not in self._headers:
            query = sa.select(change_set).where(change_set.c.arrival == arrival)
            self._headers[arrival] = dict(self._connection.execute(query).mappings().one())
            query = sa.select(change_line.c.number, change_line.c.text).where(
                change_line.c.arrival == arrival
            )
            places, body = {}, sha256()
            for place, line in enumerate(self._connection.execute(query.order_by(change_line.c.number))):
                places[line.number] = place
                body.update(digest(line.text or "").encode())
            # True of a set that still has a reason: none of its lines was blanked before.
            self._places[arrival], self._bodies[arrival] = places, body.hexdigest()
        return self._headers[arrival]


def _take_away(connection: sa.Connection, table: LoggedTable, uids: Sequence[str], rows: Rows) -> None:
    connection.execute(sa.delete(head).where(head.c.table_name == table.name, head.c.uid.in_(uids)))
    gone = [uid for uid in uids if rows[table.name, uid] is None]
    connection.execute(sa.delete(table.table).where(table.table.c.uid.in_(gone)))
    columns = table.table.c
    for uid in uids:
        kept = rows[table.name, uid]
        if kept is not None:
            values = {**dict.fromkeys(table.field_of), **kept, "row_version": columns.row_version + 1}
            connection.execute(sa.update(table.table).where(columns.uid == uid).values(values))
        if search_index.is_searchable(table.record):
            search_index.replace(connection, table.name, uid, _keys(table, kept))


def _keys(table: LoggedTable, kept: Mapping[str, object] | None) -> frozenset[tuple[str, str]]:
    if kept is None:
        return frozenset()
    return search_index.keys_of(table.record(**{table.attributes[name]: kept[name] for name in kept}))


def _left(table: LoggedTable, kept: Mapping[str, object] | None) -> dict[str, object]:
    """Return the fields that a destroyed row still has."""
    if kept is None:
        return {DELETED: True}
    row = {**dict.fromkeys(table.field_of), **kept}
    written = {table.field_of[column] for column, value in row.items() if value is not None}
    return {name: table.value(name, row) for name in written}


class Named:
    """What the destructions in a log name: the lines and reasons that may be missing from it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._lines: dict[tuple[int, int], tuple[str, str, str]] = {}  # by arrival and place
        self._reasons: dict[int, tuple[str, str]] = {}  # by arrival: old hash, hash of what is left
        lines = self.lines_in(connection)
        arrivals = _arrivals(connection) if lines else {}
        for line in lines:
            for *where, place, known in (line.destroyed or {})["lines"]:
                if tuple(where) in arrivals:
                    self._lines[arrivals[tuple(where)], place] = (line.table, line.uid, known)
            for *where, known, left in (line.destroyed or {})["reasons"]:
                if tuple(where) in arrivals:
                    self._reasons[arrivals[tuple(where)]] = (known, left)

    @staticmethod
    def lines_in(connection: sa.Connection) -> list[Line]:
        """Return the lines of all destructions."""
        # Written by us alone: a quotation mark that somebody typed has a stroke before it.
        query = sa.select(change_line.c.text).where(change_line.c.text.contains(f'"{DESTROYED}":'))
        return [line for line in map(read_line, connection.scalars(query)) if line.destroyed is not None]

    def digest_of(self, line: Any, place: int) -> str:
        """Return the digest of a line, also of one that was destroyed; "" for one missing that none names."""
        table, uid, known = self._lines.get((line.arrival, place), ("", "", ""))
        if not known:
            return digest(line.text) if line.text is not None else ""
        # One that is named and still there was not destroyed, or was written anew.
        return known if line.text is None and (line.table_name, line.uid) == (table, uid) else ""

    def hash_of(self, header: Any, sealed: str) -> str:
        """Return the hash that a set should have, from that of what is there of it."""
        known, left = self._reasons.get(header.arrival, ("", ""))
        return known if known and sealed == left else sealed


def _arrivals(connection: sa.Connection) -> dict[tuple[str, str, int], int]:
    query = sa.select(change_set.c.site, change_set.c.audience, change_set.c.seq, change_set.c.arrival)
    return {(row.site, row.audience, row.seq): row.arrival for row in connection.execute(query)}
