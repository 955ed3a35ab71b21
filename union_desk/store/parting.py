"""Taking a merge back as a whole: what came is removed, the rows are rebuilt from the log that is left."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from union_desk.core.errors import RuleBroken
from union_desk.store.absorbing import write_rows
from union_desk.store.codec import read_line
from union_desk.store.folding import RowKey, seen_by
from union_desk.store.foreign import Proved
from union_desk.store.merge import Plan, Planning
from union_desk.store.records import LOGGED
from union_desk.store.tables import change_line, change_set, stream

_BUILT_ON: Final = "收入之后已经有人在它上面继续工作，不能整体退回。请逐条改正。"
_DESTROYED: Final = "这个数据包里有依法销毁的内容，已经照办，不能退回。"


def why_not(connection: sa.Connection, own_site: str, first: int, last: int) -> str:
    """Say why the change sets that arrived as `first` to `last` cannot be taken back; "" when they can."""
    came = sa.select(change_set).where(change_set.c.arrival.between(first, last))
    firsts: dict[str, int] = {}
    for row in connection.execute(came.order_by(change_set.c.arrival)):
        if row.site == own_site:
            return _BUILT_ON
        firsts.setdefault(f"{row.site}/{row.audience}", row.seq)
    if not firsts:
        return "这一批已经退回，或者没有带来新的内容。"
    later = sa.select(change_set.c.site, change_set.c.audience, change_set.c.seq, change_set.c.vector)
    for site, audience, seq, vector in connection.execute(later.where(change_set.c.arrival > last)):
        if seq > firsts.get(f"{site}/{audience}", seq):
            return "后面的数据包已经收入，请先退回后面的。"
        if any(number >= firsts.get(name, number + 1) for name, number in seen_by(vector).items()):
            return _BUILT_ON
    texts = sa.select(change_line.c.text).where(
        change_line.c.arrival.between(first, last), change_line.c.text.contains('"!destroyed":')
    )
    if any(read_line(text).destroyed is not None for text in connection.scalars(texts)):
        return _DESTROYED
    return ""


def part(connection: sa.Connection, own_site: str, first: int, last: int) -> frozenset[RowKey]:
    """Take change sets back that came from elsewhere; return the rows that they had touched.

    RuleBroken if something was built on them. They can be taken in again at any time.
    """
    if reason := why_not(connection, own_site, first, last):
        raise RuleBroken(reason)
    arrivals = change_line.c.arrival.between(first, last)
    lines = sa.select(change_line.c.table_name, change_line.c.uid).where(arrivals).distinct()
    touched = {(table, uid) for table, uid in connection.execute(lines) if table in LOGGED}
    _shorten_streams(connection, first, last)
    connection.execute(sa.delete(change_line).where(arrivals))
    connection.execute(sa.delete(change_set).where(change_set.c.arrival.between(first, last)))
    made = Plan(Proved(), 0)
    planning = Planning(connection, made)
    planning.add(touched)
    planning.settle()
    # A row of the district may point to one of a street without having been written after it.
    if any(row.kept and not row.state.heads for row in made.rows.values()):
        raise RuleBroken(_BUILT_ON)
    write_rows(connection, made.rows)
    return frozenset(touched | made.rows.keys())


def _shorten_streams(connection: sa.Connection, first: int, last: int) -> None:
    """Put the ends of the streams back to what was known before."""
    came = change_set.c.arrival.between(first, last)
    streams = sa.select(change_set.c.site, change_set.c.audience).where(came).distinct()
    for site, audience in connection.execute(streams).all():
        of_stream = sa.and_(change_set.c.site == site, change_set.c.audience == audience)
        query = sa.select(change_set).where(of_stream, ~came).order_by(change_set.c.seq.desc()).limit(1)
        before = connection.execute(query).first()
        where = sa.and_(stream.c.site == site, stream.c.audience == audience)
        if before is None:
            connection.execute(sa.delete(stream).where(where))
        else:
            end = {"seq": before.seq, "hlc": before.hlc, "hash": before.hash}
            connection.execute(sa.update(stream).where(where).values(end))
