"""Conflicts that were decided and whose decision was taken back: they are open again, with all their values.

To take back writes the value that stood before, which would itself settle the conflict: so both works are
left out where its lines are read.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.casework.settings import read_setting, write_setting
from union_desk.store.codec import DELETED, logged_table
from union_desk.store.conflicts import (
    Contest,
    OpenConflict,
    arrivals_in,
    contests_in,
    open_conflicts,
    tell,
    writers_of,
)
from union_desk.store.folding import RowKey, writings
from union_desk.store.records import LOGGED
from union_desk.store.tables import change_line, change_set

_SETTING: Final = "exchange_reopened"


def unsettled(session: Session, rows: Collection[RowKey] | None = None) -> list[OpenConflict]:
    """Return what is to be decided, of all rows or of some."""
    found = {one.key: one for one in open_conflicts(session.connection(), rows)}
    for one in _reopened(session):
        if rows is None or (one.table, one.uid) in rows:
            found.setdefault(one.key, one)
    return [found[key] for key in sorted(found)]


def keep_reopened(session: Session, settled: str, undone: str) -> None:
    """Remember the work that decided and the one that took it back."""
    works = read_setting(session, _SETTING).get("works", [])
    write_setting(session, _SETTING, {"works": [*works, [settled, undone]]})


def _reopened(session: Session) -> list[OpenConflict]:
    works = [uid for pair in read_setting(session, _SETTING).get("works", []) for uid in pair]
    if not works:
        return []
    connection = session.connection()
    query = (
        sa.select(change_line.c.table_name, change_line.c.uid, change_line.c.arrival)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        .where(change_set.c.work_uid.in_(works))
    )
    rows: dict[RowKey, set[int]] = {}
    for name, uid, arrival in connection.execute(query):
        rows.setdefault((name, uid), set()).add(arrival)
    found: list[Contest] = []
    for (name, uid), arrivals in rows.items():
        if name in LOGGED:
            found += _contests(connection, name, uid, arrivals)
    return tell(found, writers_of(connection, arrivals_in(found)))


def _contests(connection: sa.Connection, name: str, uid: str, arrivals: set[int]) -> list[Contest]:
    table = logged_table(LOGGED[name])
    if connection.scalar(sa.select(table.table.c.uid).where(table.table.c.uid == uid)) is None:
        return []
    lines = writings(connection, name, [uid]).get(uid, [])
    decided = {field for line in lines if line.arrival in arrivals for field in line.fields}
    rest = [line for line in lines if line.arrival not in arrivals]
    return [one for one in contests_in(table, uid, rest) if one.field in decided or one.field == DELETED]
