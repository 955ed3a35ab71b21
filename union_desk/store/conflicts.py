"""Fields that offices gave different values without knowing of each other, and how a person settles them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from union_desk.core.errors import RuleBroken
from union_desk.store import dialect
from union_desk.store.codec import DELETED, LoggedTable, logged_table
from union_desk.store.folding import RowKey, Writing, fold, value_in, writings
from union_desk.store.pointing import pointed_at
from union_desk.store.records import LOGGED
from union_desk.store.tables import change_line, change_set, head
from union_desk.store.work import Work

SETTLING: Final = "处理冲突"
"""The title of every work that settles conflicts: where one is undone, they are open again."""
_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of a field, with who gave it; of a deletion, whether the row shall go."""

    value: Any
    site: str
    office: str
    user: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A field that holds to several values; the first of the claims is the one that is shown.

    `field` is DELETED where one office deleted a row that another one wrote in, or still points to.
    """

    table: str
    uid: str
    field: str
    claims: tuple[Claim, ...]
    original: Claim | None
    """What the field held before the offices parted."""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.uid, self.field


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall stand in a field; for DELETED, True lets the row go."""

    table: str
    uid: str
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Contest:
    """A conflict by the lines that it is between; the first one is shown."""

    table: LoggedTable
    uid: str
    field: str
    claimants: tuple[Writing, ...]
    common: Writing | None
    """The last line that everybody knew who has written since."""
    original: Any


class Told(NamedTuple):
    """Who wrote a change set."""

    office: str
    user: str
    at: datetime


def open_conflicts(connection: sa.Connection, rows: Collection[RowKey] | None = None) -> list[OpenConflict]:
    """Return what is to be decided, of all rows or of some."""
    found: list[Contest] = []
    by_table: dict[str, list[str]] = {}
    for name, uid in sorted(_contested(connection) if rows is None else set(rows)):
        if name in LOGGED:
            by_table.setdefault(name, []).append(uid)
    for name, uids in by_table.items():
        table = logged_table(LOGGED[name])
        there = _there(connection, table, uids)
        for uid, lines in writings(connection, name, sorted(there)).items():
            found += contests_in(table, uid, lines)
    found += _reopened(connection, {(one.table.name, one.uid, one.field) for one in found}, rows)
    return tell(found, writers_of(connection, arrivals_in(found)))


def _reopened(
    connection: sa.Connection, listed: Collection[tuple[str, str, str]], rows: Collection[RowKey] | None
) -> Iterator[Contest]:
    """Return what was settled in a work that was undone since, and that nobody has written anew."""
    settled, undone = change_set.alias(), change_set.alias()
    again = sa.select(change_set.c.undoes)
    pairs = (
        sa.select(settled.c.arrival, undone.c.arrival)
        .join(undone, sa.and_(undone.c.undoes == settled.c.work_uid, undone.c.audience == settled.c.audience))
        .where(settled.c.title == SETTLING, undone.c.work_uid.not_in(again))
    )
    for before, after in connection.execute(pairs).all():
        of_set = sa.select(change_line.c.table_name, change_line.c.uid)
        for name, uid in connection.execute(of_set.where(change_line.c.arrival == before)).all():
            if name not in LOGGED or (rows is not None and (name, uid) not in rows):
                continue
            table = logged_table(LOGGED[name])
            if not _there(connection, table, [uid]):
                continue
            lines = writings(connection, name, [uid]).get(uid, [])
            names = {part for line in lines if line.arrival == before for part in line.fields}
            taken = [line for line in lines if line.arrival == after]
            others = [line for line in lines if line.arrival not in {before, after}]
            for contest in contests_in(table, uid, others):
                key = (name, uid, contest.field)
                newer = any(
                    contest.field in line.fields and any(line.had_seen(one) for one in taken)
                    for line in others
                )
                if contest.field in names and key not in listed and not newer:
                    yield contest


def contests_in(table: LoggedTable, uid: str, lines: Sequence[Writing]) -> list[Contest]:
    """Return what is to be decided about a row that stands."""
    state = fold(table, lines)
    if state is None:
        return []
    contested = dict(state.claims)
    if state.ends and DELETED not in contested:
        # Nobody has written in it since it was deleted, but another row still points to it.
        contested[DELETED] = (*[line for line in lines if line not in state.ends][-1:], *state.ends)
    return [_contest(table, uid, name, claimants, lines) for name, claimants in contested.items()]


def _contest(
    table: LoggedTable, uid: str, name: str, claimants: tuple[Writing, ...], lines: Sequence[Writing]
) -> Contest:
    if name == DELETED:
        return Contest(table, uid, name, claimants, None, None)
    common = [
        line
        for line in lines
        if line not in claimants and all(claimant.had_seen(line) for claimant in claimants)
    ]
    before = fold(table, common)
    if before is None:
        return Contest(table, uid, name, claimants, None, None)
    writers = [line for line in common if name in line.fields] or common[:1]
    last = max(writers, key=lambda line: (line.hlc, line.site))
    return Contest(table, uid, name, claimants, last, before.values.get(name))


def arrivals_in(contests: Iterable[Contest]) -> set[int]:
    found = {line.arrival for one in contests for line in one.claimants}
    return found | {one.common.arrival for one in contests if one.common is not None}


def writers_of(connection: sa.Connection, arrivals: Iterable[int]) -> dict[int, Told]:
    """Return who wrote these change sets."""
    wanted = sorted(arrivals)
    found: dict[int, Told] = {}
    columns = (change_set.c.arrival, change_set.c.office, change_set.c.user, change_set.c.at)
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        for arrival, *told in connection.execute(sa.select(*columns).where(change_set.c.arrival.in_(chunk))):
            found[arrival] = Told(*told)
    return found


def tell(contests: Iterable[Contest], writers: Mapping[int, Told]) -> list[OpenConflict]:
    """Say of each conflict who holds to what."""
    found = []
    for one in contests:
        claims = tuple(
            Claim(value_in(one.table, line, one.field), line.site, *writers[line.arrival])
            for line in one.claimants
        )
        original = None
        if one.common is not None:
            original = Claim(one.original, one.common.site, *writers[one.common.arrival])
        found.append(OpenConflict(one.table.name, one.uid, one.field, claims, original))
    return found


def _contested(connection: sa.Connection) -> set[RowKey]:
    """Return the rows that may hold a conflict: a field with two heads, or one that was deleted once."""
    keys = (head.c.table_name, head.c.uid)
    twice = sa.select(*keys).group_by(*keys, head.c.field).having(sa.func.count() > 1)
    deleted = sa.select(*keys).where(head.c.field == DELETED)
    return {(table, uid) for table, uid in connection.execute(twice.union(deleted))}


def _there(connection: sa.Connection, table: LoggedTable, uids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(uids), _AT_ONCE):
        chunk = uids[start : start + _AT_ONCE]
        query = sa.select(table.table.c.uid).where(
            dialect.among(table.table.c.uid, chunk, connection.dialect)
        )
        found.update(connection.scalars(query))
    return found


def settle(work: Work, decisions: Sequence[Decision]) -> None:
    """Let what was decided stand, whatever was written before; RuleBroken if a row is no longer there."""
    going = {(one.table, one.uid) for one in decisions if one.field == DELETED and one.value}
    for one in decisions:
        table = logged_table(LOGGED[one.table])
        record = work.session.get(table.record, one.uid)
        if record is None:
            raise RuleBroken("这条资料已经不在，请刷新后再处理。")
        if one.field != DELETED:
            columns = table.columns(one.field, one.value)
            for column, value in columns.items():
                setattr(record, table.attributes[column], value)
            work.insist(record, columns)
        elif one.value:
            if pointed_at(work.session.connection(), one.table, [one.uid], but=going):
                raise RuleBroken("别的资料还在用这一条，不能删除。请保留它，或先处理用到它的资料。")
            work.session.delete(record)
        else:
            work.keep(record)
