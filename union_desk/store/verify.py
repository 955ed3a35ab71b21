"""Whether a store is what it was sealed as: its file, its chain, its rows, its search keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlalchemy as sa

from union_desk.store import blobs, check, dialect, search_index
from union_desk.store.codec import DELETED, LoggedTable, chained, logged_tables, plain, read_line
from union_desk.store.destruction import Named
from union_desk.store.engine import told_plainly
from union_desk.store.folding import folded
from union_desk.store.pointing import pointed_at
from union_desk.store.sealing import ROW
from union_desk.store.tables import change_line, change_set, head
from union_desk.store.upgrading import upgraded

if TYPE_CHECKING:
    from union_desk.store.database import Database

_MOST_EXAMPLES: Final = 5
_AT_ONCE: Final = 2000

_Key = TypeVar("_Key", int, str, tuple[str, str])
_Left = TypeVar("_Left")
_Right = TypeVar("_Right")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: how much it looked at, and examples of what is wrong."""

    name: str
    looked_at: int
    wrong: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Report:
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return all(finding.ok for finding in self.findings)


def verify(database: Database, progress: Callable[[str], None] | None = None) -> Report:
    """Check the whole store; it may be in use meanwhile."""
    tell = progress or (lambda _: None)
    findings: list[Finding] = []
    with told_plainly(), database.reader.connect() as connection:
        # A server would else send a whole table at once.
        connection.execution_options(yield_per=_AT_ONCE)
        for name, examine in _CHECKS.items():
            tell(f"正在核对{name}")
            looked_at, wrong = examine(connection)
            findings.append(Finding(name, looked_at, tuple(wrong[:_MOST_EXAMPLES])))
            if wrong and examine is _file:
                # Nothing that is read from a damaged file can be trusted.
                break
    if all(finding.ok for finding in findings[:1]):
        findings.append(_originals(database, tell))
    return Report(tuple(findings))


def _originals(database: Database, tell: Callable[[str], None]) -> Finding:
    """Read every original that a row names and compare it with its hash."""
    with database.read() as session:
        names = blobs.called(session.connection())
    wrong = database.blobs.check(names, tell)
    texts = [f"{names[name]}：{what}" for name, what in wrong.items()]
    return Finding("附件原件", len(names), tuple(texts[:_MOST_EXAMPLES]))


def _file(connection: sa.Connection) -> tuple[int, list[str]]:
    return 1, check.damage_of(connection)


def _references(connection: sa.Connection) -> tuple[int, list[str]]:
    return 1, [f"{table} 有指向不存在资料的记录" for table in dialect.broken_references(connection)]


def _chain(connection: sa.Connection) -> tuple[int, list[str]]:
    """Compute every hash anew, and compare each stream with the end that is noted for it.

    What is missing must be named by a destruction, which has kept its digest.
    """
    wrong: list[str] = []
    named = Named(connection)
    ends: check.Ends = {}
    count = 0
    headers = connection.execute(sa.select(change_set).order_by(change_set.c.arrival))
    for arrival, row, body in _side_by_side(
        ((row.arrival, row) for row in headers), _bodies(connection, named)
    ):
        if row is None:
            wrong.append(f"多出的内容 {arrival}")
            continue
        count += 1
        number, content = body or (0, sha256().hexdigest())
        name = (row.site, row.audience)
        header = {**row._mapping, "at": plain(row.at)}  # noqa: SLF001
        sealed = chained({key: header[key] for key in header.keys() - {"arrival", "hash"}}, content)
        sealed = named.hash_of(row, sealed)
        expected = (ends.get(name, (0, ""))[0] + 1, ends.get(name, (0, ""))[1], number, sealed)
        if expected != (row.seq, row.previous, row.lines, row.hash):
            wrong.append(f"{row.site}/{row.audience} 第 {row.seq} 号")
        ends[name] = (row.seq, row.hash)
    written = check.ends_of(connection)
    wrong += ["/".join(name) for name in sorted(written.keys() | ends) if written.get(name) != ends.get(name)]
    return count, wrong


def _bodies(connection: sa.Connection, named: Named) -> Iterator[tuple[int, tuple[int, str]]]:
    """Return for each change set how many lines it has, and their digest."""
    query = sa.select(change_line).order_by(change_line.c.arrival, change_line.c.number)
    for arrival, lines in groupby(connection.execute(query), key=lambda row: row.arrival):
        body = sha256()
        number = 0
        for line in lines:
            body.update(named.digest_of(line, number).encode())
            number += 1
        yield arrival, (number, body.hexdigest())


def _rows(connection: sa.Connection) -> tuple[int, list[str]]:
    """Compare each logged row with what the log says of it."""
    count = 0
    wrong: list[str] = []
    present = dialect.tables_of(connection)
    in_log = connection.scalars(sa.select(change_line.c.table_name).distinct())
    wrong += [f"没有表 {name}" for name in sorted(set(in_log) - present)]
    hands = _Hands(connection)
    for name, table in logged_tables().items():
        if name not in present:
            continue
        rows = connection.execute(sa.select(table.table).order_by(table.table.c.uid)).mappings()
        filled = ((str(row["uid"]), _filled(table, dict(row))) for row in rows)
        for uid, row, said in _side_by_side(filled, _said(connection, table, hands)):
            count += row is not None
            if row != said and not _is_kept(connection, table, uid, row):
                wrong.append(f"{table.name} {uid}")
    return count, wrong


class _Hands:
    """Which store wrote each change set: a row that several have written is put together by the rules."""

    def __init__(self, connection: sa.Connection) -> None:
        query = sa.select(change_set.c.arrival, change_set.c.site)
        self._sites = {arrival: sys.intern(site) for arrival, site in connection.execute(query)}

    def is_one(self, lines: Iterable[Any]) -> bool:
        return len({self._sites.get(line.arrival, "") for line in lines}) < 2


def _is_kept(connection: sa.Connection, table: LoggedTable, uid: str, row: dict[str, Any] | None) -> bool:
    """Tell whether a row that was deleted elsewhere stands here since another one points to it."""
    state = folded(connection, table.name, uid)
    if row is None or state is None or state.alive:
        return False
    return row == _values_of(table, state.values) and bool(pointed_at(connection, table.name, [uid]))


def _values_of(table: LoggedTable, said: Mapping[str, Any]) -> dict[str, Any]:
    whole = {name: table.whole(name, value) for name, value in said.items() if name != DELETED}
    return {name: value for name, value in whole.items() if value is not None}


def _filled(table: LoggedTable, row: Mapping[str, Any]) -> dict[str, Any]:
    values = ((name, table.value(name, row)) for name in table.fields)
    return {name: value for name, value in values if value is not None}


def _said(
    connection: sa.Connection, table: LoggedTable, hands: _Hands
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return what the log says that each row of a table holds now, without the rows that have gone."""
    query = (
        sa.select(change_line.c.uid, change_line.c.text, change_line.c.arrival, change_set.c.schema)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        .where(change_line.c.table_name == table.name, change_line.c.text.is_not(None))
        .order_by(change_line.c.uid, change_line.c.number)
    )
    for uid, group in groupby(connection.execute(query), key=lambda row: row.uid):
        rows = list(group)
        if not hands.is_one(rows):
            state = folded(connection, table.name, uid)
            if state is not None and state.alive:
                yield uid, _values_of(table, state.values)
            continue
        lines = [
            line for line in (upgraded(row.schema, read_line(row.text)) for row in rows) if not line.note
        ]
        values: dict[str, Any] = {}
        for line in lines:
            values.update(line.fields)
        if lines and not values.pop(DELETED, False):
            yield uid, _values_of(table, values)


def _heads(connection: sa.Connection) -> tuple[int, list[str]]:
    """Compare the heads with the lines of each field that nobody has superseded."""
    heads = connection.execute(
        sa.select(head).order_by(head.c.table_name, head.c.uid, head.c.field, head.c.arrival)
    )
    found = (
        (key, _arrivals_by_field(rows))
        for key, rows in groupby(heads, key=lambda row: (row.table_name, row.uid))
    )
    query = (
        sa.select(change_line, change_set.c.schema)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        .where(change_line.c.text.is_not(None))
        .order_by(change_line.c.table_name, change_line.c.uid, change_line.c.number)
    )
    lines = groupby(connection.execute(query), key=lambda row: (row.table_name, row.uid))
    hands = _Hands(connection)
    expected = ((key, _last_writers(connection, key, list(rows), hands)) for key, rows in lines)
    count = 0
    wrong = []
    for key, there, due in _side_by_side(found, expected):
        count += 1
        if (there or {}) != (due or {}):
            wrong.append(" ".join(key))
    return count, wrong


def _arrivals_by_field(rows: Iterable[Any]) -> dict[str, tuple[int, ...]]:
    by_field = groupby(rows, key=lambda row: row.field)
    return {field: tuple(row.arrival for row in same) for field, same in by_field}


def _last_writers(
    connection: sa.Connection, key: tuple[str, str], rows: list[Any], hands: _Hands
) -> Mapping[str, tuple[int, ...]]:
    """Return by field the change sets that nobody has superseded; the first one counts for the row."""
    if not hands.is_one(rows):
        state = folded(connection, *key)
        return state.heads if state is not None else {}
    fields: dict[str, tuple[int, ...]] = {}
    for row in rows:
        line = upgraded(row.schema, read_line(row.text))
        if not line.note:
            fields.update(dict.fromkeys(line.fields if fields else [ROW], (row.arrival,)))
    return fields


def _side_by_side(
    left: Iterable[tuple[_Key, _Left]], right: Iterable[tuple[_Key, _Right]]
) -> Iterator[tuple[_Key, _Left | None, _Right | None]]:
    """Walk along two sorted lists and pair what has the same key."""
    end: tuple[Any, Any] = (None, None)
    ones, others = iter(left), iter(right)
    one, other = next(ones, end), next(others, end)
    while one is not end or other is not end:
        if other is end or (one is not end and one[0] < other[0]):
            yield one[0], one[1], None
            one = next(ones, end)
        elif one is end or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(others, end)
        else:
            yield one[0], one[1], other[1]
            one, other = next(ones, end), next(others, end)


_CHECKS: Final[dict[str, Callable[[sa.Connection], tuple[int, list[str]]]]] = {
    "数据文件": _file,
    "资料之间的引用": _references,
    "修改记录的链": _chain,
    "资料与修改记录": _rows,
    "修改记录的首部": _heads,
    "搜索键": search_index.compare,
}
