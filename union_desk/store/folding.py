"""What the lines of a row say together, whichever office wrote them and in whatever order they came.

A line supersedes those that its writer had seen, and no others: a clock only picks which of several values
is shown until a person decides. So the outcome depends on the set of lines alone.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from union_desk.store import dialect
from union_desk.store.codec import DELETED, LoggedTable, canonical, logged_table, read_line
from union_desk.store.records import LOGGED
from union_desk.store.sealing import ROW
from union_desk.store.tables import change_line, change_set
from union_desk.store.upgrading import upgraded

_AT_ONCE: Final = 2000


class Writing(NamedTuple):
    """One line of a row, with the place of its change set and what the writer had seen."""

    arrival: int
    site: str
    audience: str
    seq: int
    hlc: int
    vector: str
    fields: Mapping[str, Any]

    def had_seen(self, other: Writing) -> bool:
        """Tell whether the writer of this line knew another one."""
        if self.site == other.site and self.audience == other.audience:
            return self.seq >= other.seq
        return other.seq <= seen_by(self.vector).get(f"{other.site}/{other.audience}", 0)


@lru_cache(maxsize=4096)
def seen_by(vector: str) -> Mapping[str, int]:
    """Read a version vector: the last number that was known of each stream."""
    found: dict[str, int] = json.loads(vector)
    return found


@dataclass(frozen=True, slots=True)
class Folded:
    """A row as all its lines leave it."""

    values: Mapping[str, Any]
    """The value of each field that is shown; DELETED only where it was ever written."""
    heads: Mapping[str, tuple[int, ...]]
    """By field the arrivals of the change sets that nobody has superseded, as the store notes them."""
    claims: Mapping[str, tuple[Writing, ...]]
    """The fields with more than one value, and who holds to which; the one that is shown comes first."""
    alive: bool
    ends: tuple[Writing, ...] = ()
    """Who deleted it, if nobody who knew of that has put it back."""

    @property
    def is_contested(self) -> bool:
        return bool(self.claims)


@dataclass(slots=True)
class _Fold:
    """The lines that nobody has superseded so far: of the row as it was made, and by field."""

    lines: list[Writing] = field(default_factory=list)
    made: list[Writing] = field(default_factory=list)
    written: dict[str, list[Writing]] = field(default_factory=dict)

    def add(self, line: Writing) -> None:
        if any(line.had_seen(earlier) for earlier in self.lines):
            for name in line.fields:
                kept = [one for one in self.written.get(name, ()) if not line.had_seen(one)]
                self.written[name] = [*kept, line]
        else:
            self.made.append(line)
        self.lines.append(line)

    def holders(self, name: str) -> list[Writing]:
        """Return whose value of a field stands; that of the row as it was made counts for all its fields."""
        explicit = self.written.get(name)
        if not explicit:
            return list(self.made)
        return [
            *explicit,
            *(one for one in self.made if not any(later.had_seen(one) for later in explicit)),
        ]


def fold(table: LoggedTable | None, lines: Sequence[Writing]) -> Folded | None:
    """Put the lines of a row together, given in the order of their arrival; None without any."""
    if not lines:
        return None
    first = lines[0]
    if all(line.site == first.site for line in lines):
        return _in_one_hand(table, lines)
    state = _Fold()
    for line in lines:
        state.add(line)
    names = {name for line in lines for name in line.fields}
    values: dict[str, Any] = {}
    claims: dict[str, tuple[Writing, ...]] = {}
    for name in sorted(names - {DELETED}):
        standing = sorted(state.holders(name), key=_newest_first)
        values[name] = value_in(table, standing[0], name)
        if len(standing) > 1 and len({canonical(value_in(table, one, name)) for one in standing}) > 1:
            claims[name] = tuple(standing)
    alive = _is_alive(state, names)
    if DELETED in names:
        values[DELETED] = not alive
        if alive and (deleting := _deleting(state)):
            claims[DELETED] = (*_kept_by(state, names, deleting), *deleting)
    if not alive:
        claims = {}
    ends = tuple(_deleting(state))
    heads = {ROW: tuple(sorted({one.arrival for one in state.made}))}
    heads |= {name: tuple(sorted({one.arrival for one in ones})) for name, ones in state.written.items()}
    return Folded(values, heads, claims, alive, ends)


def _in_one_hand(table: LoggedTable | None, lines: Sequence[Writing]) -> Folded:
    """Put lines together that one store wrote, one after the other."""
    values: dict[str, Any] = {}
    heads: dict[str, tuple[int, ...]] = {}
    for line in lines:
        values.update(line.fields)
        heads.update(dict.fromkeys(line.fields if heads else [ROW], (line.arrival,)))
    whole = {name: value if table is None else table.whole(name, value) for name, value in values.items()}
    gone = bool(values.get(DELETED, False))
    ends = tuple(line for line in lines if line.fields.get(DELETED))[-1:] if gone else ()
    return Folded(whole, heads, {}, not gone, ends)


def value_in(table: LoggedTable | None, line: Writing, name: str) -> Any:
    value = line.fields.get(name)
    if name == DELETED:
        return bool(value)
    return value if table is None else table.whole(name, value)


def _newest_first(line: Writing) -> tuple[int, str, int]:
    return -line.hlc, line.site, -line.arrival


def _deleting(state: _Fold) -> list[Writing]:
    standing = [one for one in state.holders(DELETED) if one.fields.get(DELETED)]
    return sorted(standing, key=_newest_first)


def _is_alive(state: _Fold, names: Iterable[str]) -> bool:
    """Tell whether a row stands: it has gone only if who deleted it knew everything that is in it."""
    ends = _deleting(state)
    return not ends or bool(_kept_by(state, names, ends))


def _kept_by(state: _Fold, names: Iterable[str], ends: Sequence[Writing]) -> list[Writing]:
    """Return the lines that those who deleted the row had not seen."""
    standing = {id(one): one for name in (*names, DELETED) for one in state.holders(name)}
    unseen = [one for one in standing.values() if not any(end.had_seen(one) for end in ends)]
    return sorted(unseen, key=_newest_first)


RowKey = tuple[str, str]


def writings(
    connection: sa.Connection,
    table: str,
    uids: Sequence[str],
    *,
    until: float | None = None,
    without: Container[int] = (),
) -> dict[str, list[Writing]]:
    """Return the lines of rows by uid, in the order of their arrival; looks at a row count for nothing.

    `until`: the last change set; `without`: numbers of lines that are going to be blanked.
    """
    found: dict[str, list[Writing]] = {}
    for start in range(0, len(uids), _AT_ONCE):
        chunk = uids[start : start + _AT_ONCE]
        query = _LINES.where(
            change_line.c.table_name == table, dialect.among(change_line.c.uid, chunk, connection.dialect)
        )
        if until is not None:
            query = query.where(change_line.c.arrival <= until)
        # Sorted here: asked to sort, SQLite would rather walk along the whole log.
        rows = sorted(connection.execute(query), key=lambda row: row.number)
        for uid, number, text, schema, *place in rows:
            line = upgraded(schema, read_line(text))
            if not line.note and number not in without:
                found.setdefault(uid, []).append(Writing._make((*place, line.fields)))
    return found


_LINES: Final = (
    sa.select(
        change_line.c.uid,
        change_line.c.number,
        change_line.c.text,
        change_set.c.schema,
        *(change_set.c[name] for name in ("arrival", "site", "audience", "seq", "hlc", "vector")),
    )
    .select_from(change_line)
    .join(change_set, change_set.c.arrival == change_line.c.arrival)
    .where(change_line.c.text.is_not(None))
)


def folded(connection: sa.Connection, table: str, uid: str, *, until: float | None = None) -> Folded | None:
    """Return a row as the log leaves it (once the change set `until` had arrived)."""
    known = logged_table(LOGGED[table]) if table in LOGGED else None
    return fold(known, writings(connection, table, [uid], until=until).get(uid, []))
