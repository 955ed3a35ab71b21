"""Writing a planned merge: foreign change sets, the rows they touch, heads, search keys, ends of streams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from union_desk.store import dialect, search_index
from union_desk.store.folding import RowKey
from union_desk.store.foreign import ForeignSet, MissingSets, Proved
from union_desk.store.merge import Merged, Plan, PlannedRow, Planning, deleted_among
from union_desk.store.tables import change_line, change_set, head, stream

_AT_ONCE: Final = 2000


def absorb(connection: sa.Connection, made: Plan) -> Merged:
    """Write what was planned in this transaction; MissingSets if something is missing."""
    if made.proved.missing:
        raise MissingSets(made.proved.missing)
    _write_sets(connection, made)
    _write_ends(connection, made.proved)
    if made.proved.blanked:
        dialect.overwrite_what_goes(connection)
        _blank(connection, made)
    write_rows(connection, made.rows)
    return Merged(
        first=made.first,
        last=made.first + len(made.proved.new) - 1,
        sets=len(made.proved.new),
        touched=frozenset(made.rows),
        destroyed=made.proved.destroyed,
    )


def write_rows(connection: sa.Connection, rows: Mapping[RowKey, PlannedRow]) -> None:
    """Bring rows, their heads and their search keys to what was planned for them."""
    by_table: dict[str, list[PlannedRow]] = {}
    for row in rows.values():
        by_table.setdefault(row.table.name, []).append(row)
    for _, planned in sorted(by_table.items()):
        _write_rows(connection, planned)
        _write_keys(connection, planned)
    _write_heads(connection, rows)


def let_go(connection: sa.Connection, freed: Iterable[RowKey]) -> frozenset[RowKey]:
    """Take rows away that were deleted elsewhere and stood only since another one pointed to them."""
    deleted = deleted_among(connection, freed)
    if not deleted:
        return frozenset()
    made = Plan(Proved(), 0)
    planning = Planning(connection, made)
    planning.add(deleted)
    planning.settle()
    gone = {key: row for key, row in made.rows.items() if not row.stays and row.before is not None}
    write_rows(connection, gone)
    return frozenset(gone)


def _write_sets(connection: sa.Connection, made: Plan) -> None:
    number = connection.scalar(sa.select(sa.func.max(change_line.c.number))) or 0
    headers: list[dict[str, Any]] = []
    lines: list[tuple[object, ...]] = []
    for index, (one, _) in enumerate(made.proved.new):
        arrival = made.first + index
        header = one.header()
        header |= {"at": datetime.fromisoformat(one.at), "arrival": arrival, "hash": one.hash}
        if one.place in made.proved.reasons:
            header["reason"] = ""
        headers.append(header)
        for place, item in enumerate(one.body):
            number += 1
            text = None if (one.place, place) in made.proved.blanked else item.text
            lines.append((number, arrival, item.table, item.uid, text))
    if headers:
        connection.execute(change_set.insert(), headers)
    dialect.insert_plain(connection, change_line, ("number", "arrival", "table_name", "uid", "text"), lines)


def _write_ends(connection: sa.Connection, proved: Proved) -> None:
    ends: dict[tuple[str, str], ForeignSet] = {(one.site, one.audience): one for one, _ in proved.new}
    rows = [
        {"site": one.site, "audience": one.audience, "seq": one.seq, "hlc": one.hlc, "hash": one.hash}
        for one in ends.values()
    ]
    if rows:
        connection.execute(dialect.upsert(stream, connection.dialect), rows)


def _blank(connection: sa.Connection, made: Plan) -> None:
    """Blank here what was destroyed by law over there."""
    blanking = sa.update(change_line).values(text=None).where(change_line.c.number == sa.bindparam("n"))
    if made.blank:
        connection.execute(blanking, [{"n": number} for number in sorted(made.blank)])
    for site, audience, seq in made.proved.reasons:
        where = sa.update(change_set).where(
            change_set.c.site == site, change_set.c.audience == audience, change_set.c.seq == seq
        )
        connection.execute(where.values(reason=""))


def _write_rows(connection: sa.Connection, rows: Sequence[PlannedRow]) -> None:
    """Insert, change and delete rows of one table; foreign keys are judged at the end."""
    table = rows[0].table.table
    fresh = [
        {"uid": row.uid, "audience": row.audience, "row_version": 1, **row.after}
        for row in rows
        if row.stays and row.before is None
    ]
    for chunk in _chunks(fresh):
        connection.execute(table.insert(), chunk)
    updates: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if changed := row.changed:
            values = {f"v_{name}": value for name, value in changed.items()}
            updates.setdefault(tuple(sorted(changed)), []).append({"u": row.uid, **values})
    for names, found in updates.items():
        change: dict[str, Any] = {name: sa.bindparam(f"v_{name}") for name in names}
        change["row_version"] = table.c.row_version + 1
        connection.execute(sa.update(table).where(table.c.uid == sa.bindparam("u")).values(change), found)
    if gone := [{"u": row.uid} for row in rows if not row.stays and row.before is not None]:
        connection.execute(sa.delete(table).where(table.c.uid == sa.bindparam("u")), gone)


def _write_keys(connection: sa.Connection, rows: Sequence[PlannedRow]) -> None:
    table = rows[0].table
    if not search_index.is_searchable(table.record):
        return
    keys: dict[str, frozenset[tuple[str, str]]] = {}
    for row in rows:
        if not row.stays:
            if row.before is not None:
                keys[row.uid] = frozenset()
        elif row.before is None or row.changed:
            values = {table.attributes[name]: value for name, value in row.after.items()}
            keys[row.uid] = search_index.keys_of_values(table.record, values)
    search_index.replace_many(connection, table.name, keys)


def _write_heads(connection: sa.Connection, rows: Mapping[RowKey, PlannedRow]) -> None:
    if not rows:
        return
    dialect.delete_plain(connection, head, ("table_name", "uid"), [*sorted(rows)])
    found: list[Any] = [
        (*key, name, arrival)
        for key, row in rows.items()
        for name, arrivals in row.state.heads.items()
        for arrival in arrivals
    ]
    found.sort()
    dialect.insert_plain(connection, head, ("table_name", "uid", "field", "arrival"), found)


def _chunks(rows: Sequence[dict[str, Any]]) -> Iterable[Sequence[dict[str, Any]]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
