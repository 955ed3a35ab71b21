"""Taking in what other stores have written: planned without writing, then kept in one transaction.

The rows that foreign change sets touch are put together anew from all their lines. So it does not matter in
which order packages come, how often, or by whom; what two offices wrote without knowing of each other stands
side by side until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from union_desk.store import dialect
from union_desk.store.codec import DELETED, LoggedTable, logged_table
from union_desk.store.folding import Folded, RowKey, Writing, fold, writings
from union_desk.store.foreign import ForeignSet, Proved, damaged, prove
from union_desk.store.pointing import pointed_at, pointers_of
from union_desk.store.records import LOGGED, Json
from union_desk.store.sealing import ROW
from union_desk.store.tables import change_line, change_set, head

_AT_ONCE: Final = 2000
_INTEGERS: Final = range(-(2**63), 2**63)


# What is left of a row of which the log says nothing any more.
NO_ROW: Final = Folded({}, {}, {}, alive=False)


@dataclass(slots=True)
class PlannedRow:
    """One row before and after a merge, by the names of its columns; None where it is not there."""

    table: LoggedTable
    uid: str
    audience: str
    state: Folded
    lines: list[Writing]
    before: Mapping[str, Any] | None = None
    fields: frozenset[str] = frozenset()
    """What the package writes in it; empty for one that is only drawn in by another."""
    kept: bool = False
    """It was deleted, but stands since another row points to it."""
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> RowKey:
        return self.table.name, self.uid

    @property
    def stays(self) -> bool:
        return self.state.alive or self.kept

    @property
    def changed(self) -> dict[str, Any]:
        """Return the columns that get another value."""
        if self.before is None or not self.stays:
            return {}
        return {name: value for name, value in self.after.items() if self.before[name] != value}


@dataclass(slots=True)
class Plan:
    """What taking in some change sets would do."""

    proved: Proved
    first: int
    """The arrival that the first of the new change sets gets."""
    rows: dict[RowKey, PlannedRow] = field(default_factory=dict)
    blank: frozenset[int] = frozenset()
    """Numbers of the lines here that a destruction names."""

    @property
    def destroyed(self) -> frozenset[RowKey]:
        """Return the rows that new destructions blank."""
        return frozenset(self.proved.blanked.values())


@dataclass(frozen=True, slots=True)
class Merged:
    """What was taken in: the arrivals of its change sets, and the rows that they touched."""

    first: int
    last: int
    sets: int
    touched: frozenset[RowKey]
    destroyed: int


def plan(connection: sa.Connection, own_site: str, sets: Sequence[ForeignSet]) -> Plan:
    """Say what taking these change sets in would do; nothing is written.

    StoreProblem for what is damaged, forged or of a newer program. What is missing is in the plan.
    """
    proved = prove(connection, own_site, sets)
    first = (connection.scalar(sa.select(sa.func.max(change_set.c.arrival))) or 0) + 1
    made = Plan(proved, first)
    if proved.missing:
        return made
    made.blank = _lines_to_blank(connection, proved)
    Planning(connection, made).run()
    return made


def _lines_to_blank(connection: sa.Connection, proved: Proved) -> frozenset[int]:
    """Return the numbers of the lines here that a new destruction names."""
    found = set()
    for place in sorted({place for place, _ in proved.blanked}):
        query = (
            sa.select(change_line.c.number, change_line.c.table_name, change_line.c.uid)
            .join(change_set, change_set.c.arrival == change_line.c.arrival)
            .where(change_set.c.site == place[0], change_set.c.audience == place[1])
            .where(change_set.c.seq == place[2])
            .order_by(change_line.c.number)
        )
        for index, line in enumerate(connection.execute(query)):
            whose = proved.blanked.get((place, index))
            if whose is None:
                continue
            if whose != (line.table_name, line.uid):
                raise damaged("销毁记录")
            found.add(line.number)
    return frozenset(found)


class Planning:
    """Puts the touched rows together, and looks after what points to what."""

    def __init__(self, connection: sa.Connection, made: Plan) -> None:
        self._connection = connection
        self._plan = made
        self._rows = made.rows

    def run(self) -> None:
        came = self._came()
        for table, lines in came.items():
            self._add(table, sorted(lines), lines)
        self.settle()

    def settle(self) -> None:
        """Keep what is pointed at, let go what is not, and work out the columns."""
        self.add(deleted_among(self._connection, self._freed()))
        self._keep_what_is_pointed_at()
        for row in self._rows.values():
            row.after = self._columns(row) if row.stays else {}

    def _columns(self, row: PlannedRow) -> dict[str, Any]:
        """Return the columns a row is going to have; of one that is here, only what came is read anew."""
        made_here = all(arrival < self._plan.first for arrival in row.state.heads.get(ROW, ()))
        if row.before is None or not row.fields or not made_here:
            return columns_of(row.table, row.state.values)
        written = {name: row.state.values.get(name) for name in row.fields if name in row.table.fields}
        here = {name: row.before[name] for name in row.table.field_of}
        return {**here, **columns_of(row.table, written, written)}

    def add(self, keys: Iterable[RowKey]) -> None:
        """Take rows in that are put together anew from the log alone."""
        wanted: dict[str, set[str]] = {}
        for table, uid in keys:
            if (table, uid) not in self._rows:
                wanted.setdefault(table, set()).add(uid)
        for table, uids in wanted.items():
            self._add(table, sorted(uids), {})

    def _came(self) -> dict[str, dict[str, list[Writing]]]:
        """Return the new lines by table and uid, as they are going to stand in the log."""
        came: dict[str, dict[str, list[Writing]]] = {}
        blanked = self._plan.proved.blanked
        for index, (one, lines) in enumerate(self._plan.proved.new):
            place = (one.site, one.audience, one.seq, one.hlc, one.vector)
            there = [number for number, item in enumerate(one.body) if item.text is not None]
            for number, line in zip(there, lines, strict=True):
                if line.note or (one.place, number) in blanked:
                    continue
                written = Writing._make((self._plan.first + index, *place, line.fields))
                came.setdefault(line.table, {}).setdefault(line.uid, []).append(written)
        for where, whose in blanked.items():
            if where[0] not in {one.place for one, _ in self._plan.proved.new}:
                came.setdefault(whose[0], {}).setdefault(whose[1], [])
        return came

    def _add(self, name: str, uids: Sequence[str], came: Mapping[str, list[Writing]]) -> None:
        """Put rows of one table together from what is here and what came."""
        table = logged_table(LOGGED[name])
        here = writings(self._connection, name, uids, without=self._plan.blank)
        present = _present(self._connection, table, uids)
        for uid in uids:
            lines = [*here.get(uid, ()), *came.get(uid, ())]
            audiences = {line.audience for line in lines}
            if len(audiences) > 1:
                raise damaged("一条资料属于两个单位")
            self._rows[name, uid] = PlannedRow(
                table=table,
                uid=uid,
                audience=min(audiences, default=""),
                state=fold(table, lines) or NO_ROW,
                lines=lines,
                before=present.get(uid),
                fields=frozenset(part for line in came.get(uid, ()) for part in line.fields),
            )

    def _freed(self) -> set[RowKey]:
        """Return what rows pointed to that may now point elsewhere, or go."""
        return {
            (pointer.target, row.before[pointer.column])
            for row in self._rows.values()
            if row.before is not None
            for pointer in pointers_of(row.table.name)
            if row.before[pointer.column] is not None
        }

    def _keep_what_is_pointed_at(self) -> None:
        """Keep every deleted row that a standing one points to, and what that points to in its turn."""
        standing = [row for row in self._rows.values() if row.state.alive]
        gone = [row for row in self._rows.values() if not row.state.alive]
        for table in sorted({row.table.name for row in gone}):
            uids = [row.uid for row in gone if row.table.name == table]
            for uid in pointed_at(self._connection, table, uids, but=self._rows):
                self._rows[table, uid].kept = True
                standing.append(self._rows[table, uid])
        while standing:
            wanted = self._targets(standing)
            unknown = wanted - self._rows.keys()
            self.add(unknown - self._there(unknown))
            standing = []
            for key in sorted(wanted & self._rows.keys()):
                if not self._rows[key].lines:
                    raise damaged(f"缺少被引用的资料 {key[0]}")
                if not self._rows[key].stays:
                    self._rows[key].kept = True
                    standing.append(self._rows[key])

    @staticmethod
    def _targets(rows: Iterable[PlannedRow]) -> set[RowKey]:
        found = set()
        for row in rows:
            for pointer in pointers_of(row.table.name):
                columns = row.table.columns(
                    row.table.field_of[pointer.column],
                    row.state.values.get(row.table.field_of[pointer.column]),
                )
                if (target := columns[pointer.column]) is not None:
                    found.add((pointer.target, str(target)))
        return found

    def _there(self, keys: Iterable[RowKey]) -> set[RowKey]:
        """Return those of some rows that are in the store now."""
        wanted: dict[str, list[str]] = {}
        for table, uid in keys:
            wanted.setdefault(table, []).append(uid)
        found = set()
        for table, uids in wanted.items():
            columns = logged_table(LOGGED[table]).table.c
            for start in range(0, len(uids), _AT_ONCE):
                chunk = uids[start : start + _AT_ONCE]
                query = sa.select(columns.uid).where(
                    dialect.among(columns.uid, chunk, self._connection.dialect)
                )
                found |= {(table, uid) for uid in self._connection.scalars(query)}
        return found


def deleted_among(connection: sa.Connection, keys: Iterable[RowKey]) -> set[RowKey]:
    """Return those rows that somebody has deleted at some time, which may stand all the same."""
    wanted: dict[str, list[str]] = {}
    for table, uid in keys:
        wanted.setdefault(table, []).append(uid)
    found = set()
    for table, uids in wanted.items():
        for start in range(0, len(uids), _AT_ONCE):
            chunk = uids[start : start + _AT_ONCE]
            query = sa.select(head.c.uid).where(
                head.c.table_name == table,
                dialect.among(head.c.uid, chunk, connection.dialect),
                head.c.field == DELETED,
            )
            found |= {(table, uid) for uid in connection.scalars(query)}
    return found


def _present(
    connection: sa.Connection, table: LoggedTable, uids: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """Return the rows that are there now, by uid."""
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(uids), _AT_ONCE):
        chunk = uids[start : start + _AT_ONCE]
        query = sa.select(table.table).where(dialect.among(table.table.c.uid, chunk, connection.dialect))
        found.update({row["uid"]: row for row in connection.execute(query).mappings()})
    return found


def columns_of(
    table: LoggedTable, values: Mapping[str, Any], names: Iterable[str] | None = None
) -> dict[str, Any]:
    """Return the columns of a row (of some fields) by the log; StoreProblem for what does not fit."""
    found: dict[str, Any] = {}
    for name in table.fields if names is None else names:
        try:
            columns = table.columns(name, values.get(name))
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(f"{table.name} 的 {name}") from error
        for column, value in columns.items():
            if value is not None and not _fits(table.table.c[column].type, value):
                raise damaged(f"{table.name} 的 {column}")
        found.update(columns)
    return found


def _fits(kind: sa.types.TypeEngine[Any], value: Any) -> bool:
    if isinstance(kind, Json):
        return True
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    match kind:
        case sa.Boolean():
            return isinstance(value, bool)
        case sa.Integer():
            return isinstance(value, int) and not isinstance(value, bool) and value in _INTEGERS
        case sa.DateTime():
            return isinstance(value, datetime) and value.tzinfo is not None
        case sa.Date():
            return isinstance(value, date)
    return isinstance(value, str) and "\0" not in value and _is_whole(value)


def _is_whole(text: str) -> bool:
    """Tell whether a text has no half of a character, which JSON can name."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)
