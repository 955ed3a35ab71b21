"""Which rows point to which: what must not go while it is pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa

from union_desk.store import dialect
from union_desk.store.codec import LoggedTable, logged_table
from union_desk.store.records import LOGGED

_AT_ONCE = 2000


class Pointer(NamedTuple):
    """A column whose values are uids of rows of another logged table."""

    table: str
    column: str
    target: str


@cache
def pointers_of(table: str) -> tuple[Pointer, ...]:
    """Return the columns of a table that point to logged rows."""
    columns = logged_table(LOGGED[table]).table.columns
    return tuple(
        Pointer(table, column.name, key.column.table.name)
        for column in columns
        for key in column.foreign_keys
        if key.column.table.name in LOGGED
    )


def pointers_to(target: str) -> tuple[Pointer, ...]:
    """Return the columns that point to rows of a table."""
    return tuple(one for name in sorted(LOGGED) for one in pointers_of(name) if one.target == target)


def pointed_at(
    connection: sa.Connection, target: str, uids: Sequence[str], *, but: Iterable[tuple[str, str]] = ()
) -> dict[str, list[tuple[str, str]]]:
    """Return which of these rows others point to, and those others (table, uid), leaving some out."""
    left_out = frozenset(but)
    present = dialect.tables_of(connection)
    found: dict[str, list[tuple[str, str]]] = {}
    for pointer in pointers_to(target):
        if pointer.table not in present:
            continue
        columns = _table(pointer.table).table.c
        for start in range(0, len(uids), _AT_ONCE):
            chunk = uids[start : start + _AT_ONCE]
            query = sa.select(columns.uid, columns[pointer.column]).where(
                dialect.among(columns[pointer.column], chunk, connection.dialect)
            )
            for uid, there in connection.execute(query):
                if (pointer.table, uid) not in left_out:
                    found.setdefault(there, []).append((pointer.table, uid))
    return found


def _table(name: str) -> LoggedTable:
    return logged_table(LOGGED[name])
