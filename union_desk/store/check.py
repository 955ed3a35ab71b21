"""Whether a store is whole: each page, each index and what was sealed last."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from union_desk.store.dialect import damage_of, tables_of
from union_desk.store.tables import stream

__all__ = ["Ends", "counts_of", "damage_of", "ends_of", "lacks"]

Ends = dict[tuple[str, str], tuple[int, str]]


def ends_of(connection: sa.Connection) -> Ends:
    """Return the last sequence number and hash of each stream."""
    return {(end.site, end.audience): (end.seq, end.hash) for end in connection.execute(sa.select(stream))}


def lacks(ends: Ends, earlier: Ends) -> list[str]:
    """Return the streams that end before an earlier end of theirs."""
    short = [name for name, (seq, _) in earlier.items() if ends.get(name, (0, ""))[0] < seq]
    return ["/".join(name) for name in sorted(short)]


def counts_of(connection: sa.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    names = sorted(tables_of(connection))
    return {name: _count(connection, name) for name in names}


def _count(connection: sa.Connection, name: str) -> int:
    found: Any = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
    return int(found)
