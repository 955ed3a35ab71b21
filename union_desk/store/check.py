"""Whether a store file is whole: each page, each index and what was sealed last."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from union_desk.store import dialect
from union_desk.store.tables import stream

Ends = dict[tuple[str, str], tuple[int, str]]


def damage_of(connection: sa.Connection) -> list[str]:
    """Return what is wrong with the file: pages that were changed from outside, broken trees and indexes."""
    pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    trees = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    return pages[:20] + [text for text in trees if text != "ok"]


def ends_of(connection: sa.Connection) -> Ends:
    """Return the last sequence number and hash of each stream."""
    return {(end.site, end.audience): (end.seq, end.hash) for end in connection.execute(sa.select(stream))}


def lacks(ends: Ends, earlier: Ends) -> list[str]:
    """Return the streams that end before an earlier end of theirs."""
    short = [name for name, (seq, _) in earlier.items() if ends.get(name, (0, ""))[0] < seq]
    return ["/".join(name) for name in sorted(short)]


def counts_of(connection: sa.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    names = sorted(dialect.tables_of(connection))
    return {name: _count(connection, name) for name in names}


def _count(connection: sa.Connection, name: str) -> int:
    found: Any = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
    return int(found)
