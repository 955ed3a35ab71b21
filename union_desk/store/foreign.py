"""Change sets of other stores as they travel: written out, read back, and proved before anything is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa

from union_desk.core.errors import StoreProblem
from union_desk.store import migrate
from union_desk.store.codec import Line, chained, digest, plain, read_line
from union_desk.store.destruction import Named
from union_desk.store.folding import seen_by
from union_desk.store.records import LOGGED
from union_desk.store.tables import change_line, change_set, stream
from union_desk.store.upgrading import upgraded

_DAMAGED: Final = "数据包的内容有错（{}），没有收入。"
_DAMAGED_ADVICE: Final = "请对方重新做一个数据包；如果还是这样，请把这个文件交给维护人员。"
# A clock that runs wild must still fit into the column.
_HIGHEST: Final = 2**62

Place = tuple[str, str, int]
"""Site, audience and number of a change set."""


class ForeignLine(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One line of a body; of one that was destroyed only the digest is left."""

    table: str
    uid: str
    text: str | None
    digest: str = ""


class ForeignSet(msgspec.Struct, frozen=True, array_like=True):
    """A change set with all that its hash covers."""

    site: str
    audience: str
    seq: int
    work_uid: str
    at: str
    hlc: int
    user: str
    office: str
    title: str
    reason: str
    undoes: str
    schema: str
    vector: str
    previous: str
    hash: str
    body: list[ForeignLine]

    @property
    def place(self) -> Place:
        return self.site, self.audience, self.seq

    def header(self) -> dict[str, Any]:
        names = ("site", "audience", "seq", "work_uid", "at", "hlc", "user", "office", "title", "reason")
        found = {name: getattr(self, name) for name in (*names, "undoes", "schema", "vector", "previous")}
        return {**found, "lines": len(self.body)}


class Run(NamedTuple):
    """Change sets of one stream that are not here."""

    site: str
    audience: str
    first: int
    last: int


class MissingSets(StoreProblem):
    """What came has seen changes that are not here yet."""

    def __init__(self, runs: Sequence[Run]) -> None:
        numbers = "、".join(f"第 {run.first}–{run.last} 号" for run in runs)
        super().__init__(f"缺少前面的改动：{numbers}。", advice="请先收入前面的数据包。")
        self.runs = tuple(runs)


@dataclass(slots=True)
class Proved:
    """Foreign change sets whose chain holds, with what is new among them."""

    new: list[tuple[ForeignSet, list[Line]]] = field(default_factory=list)
    known: int = 0
    missing: list[Run] = field(default_factory=list)
    blanked: dict[tuple[Place, int], tuple[str, str]] = field(default_factory=dict)
    """Lines that a new destruction names, by place and number in the set: whose row it was."""
    reasons: dict[Place, str] = field(default_factory=dict)
    """Reasons that a new destruction names, with the hash of their set."""
    destroyed: int = 0


def damaged(what: str) -> StoreProblem:
    return StoreProblem(_DAMAGED.format(what), advice=_DAMAGED_ADVICE)


def vector_of(connection: sa.Connection, audiences: Collection[str]) -> dict[str, int]:
    """Return how far this store knows each stream of some audiences."""
    query = sa.select(stream).where(stream.c.audience.in_(audiences))
    return {f"{end.site}/{end.audience}": end.seq for end in connection.execute(query)}


def sets_after(
    connection: sa.Connection, audiences: Collection[str], seen: Mapping[str, int]
) -> list[ForeignSet]:
    """Return the change sets of some audiences that a reader who has `seen` so much lacks, in our order.

    The order is that of their arrival here: what a writer had seen comes before what he wrote.
    """
    lacking = [
        sa.and_(change_set.c.site == site, change_set.c.audience == audience, change_set.c.seq > after)
        for site, audience, last in connection.execute(
            sa.select(stream.c.site, stream.c.audience, stream.c.seq).where(stream.c.audience.in_(audiences))
        )
        if last > (after := seen.get(f"{site}/{audience}", 0))
    ]
    if not lacking:
        return []
    wanted = sa.or_(*lacking)
    bodies = dict(_bodies(connection, wanted))
    query = sa.select(change_set).where(wanted).order_by(change_set.c.arrival)
    return [_outgoing(row, bodies.get(row.arrival, [])) for row in connection.execute(query)]


def _bodies(connection: sa.Connection, wanted: Any) -> Iterator[tuple[int, list[ForeignLine]]]:
    query = (
        sa.select(change_line)
        .join(change_set, change_set.c.arrival == change_line.c.arrival)
        .where(wanted)
        .order_by(change_line.c.arrival, change_line.c.number)
    )
    named: Named | None = None
    for arrival, rows in groupby(connection.execute(query).all(), key=lambda row: row.arrival):
        body = []
        for place, row in enumerate(rows):
            left = ""
            if row.text is None:
                named = named or Named(connection)
                left = named.digest_of(row, place)
            body.append(ForeignLine(row.table_name, row.uid, row.text, left))
        yield arrival, body


def _outgoing(row: Any, body: list[ForeignLine]) -> ForeignSet:
    left = {name: getattr(row, name) for name in ForeignSet.__struct_fields__ if name not in {"at", "body"}}
    return ForeignSet(**left, at=plain(row.at), body=body)


def write_sets(sets: Iterable[ForeignSet]) -> bytes:
    return msgspec.msgpack.encode(list(sets))


def read_sets(data: bytes) -> list[ForeignSet]:
    try:
        return msgspec.msgpack.decode(data, type=list[ForeignSet])
    except msgspec.DecodeError as error:
        raise damaged("不能读出") from error


def prove(connection: sa.Connection, own_site: str, sets: Sequence[ForeignSet]) -> Proved:
    """Check every hash, the chain of each stream, and that nothing is missing; StoreProblem for a forgery."""
    _refuse_newer(sets)
    proved = Proved()
    ends = {
        (end.site, end.audience): (end.seq, end.hash) for end in connection.execute(sa.select(stream)).all()
    }
    known = _Known(connection)
    before = dict(ends)
    for one in sets:
        stream_name = (one.site, one.audience)
        last, last_hash = ends.get(stream_name, (0, ""))
        if one.seq <= last:
            if one.seq <= before.get(stream_name, (0, ""))[0]:
                known.add(one)
                proved.known += 1
            continue
        if one.site == own_site:
            raise StoreProblem(
                "数据包里有本机写的、本机却没有的改动：这份数据是从旧的副本恢复的，或者有人复制了它。",
                advice="请找区总工会核对；不要继续录入。",
            )
        if one.seq > last + 1:
            proved.missing.append(Run(*stream_name, last + 1, one.seq - 1))
        elif one.previous != last_hash:
            raise damaged(f"第 {one.seq} 号与前面的接不上")
        proved.missing += _unseen(one, ends)
        ends[stream_name] = (one.seq, one.hash)
        proved.new.append((one, _lines_of(one)))
    known.refuse_forks()
    proved.missing = _joined(proved.missing)
    _note_destroyed(proved)
    _prove_hashes(connection, proved)
    return proved


def _refuse_newer(sets: Sequence[ForeignSet]) -> None:
    newest = max((one.schema for one in sets), default="")
    if newest > migrate.head_revision():
        raise StoreProblem("数据包由更新版本的程序写成。", advice="请先升级本程序，再收入这个数据包。")


class _Known:
    """Sets that are here already: the same number must stand for the same set."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._hashes: dict[tuple[str, str], dict[int, str]] = {}

    def add(self, one: ForeignSet) -> None:
        self._hashes.setdefault((one.site, one.audience), {})[one.seq] = one.hash

    def refuse_forks(self) -> None:
        for (site, audience), hashes in self._hashes.items():
            query = sa.select(change_set.c.seq, change_set.c.hash).where(
                change_set.c.site == site,
                change_set.c.audience == audience,
                change_set.c.seq.between(min(hashes), max(hashes)),
            )
            for seq, here in self._connection.execute(query):
                if hashes.get(seq, here) != here:
                    raise StoreProblem(
                        f"第 {seq} 号有两份不同的改动：那份数据被复制过，在两台电脑上分别录入了。",
                        advice="请停用其中一份，由区总工会重新发放数据。",
                    )


def _unseen(one: ForeignSet, ends: Mapping[tuple[str, str], tuple[int, str]]) -> Iterator[Run]:
    """Return what the writer had seen and we have not: without it the order of changes could be mistaken."""
    try:
        seen = seen_by(one.vector)
        for name, seq in seen.items():
            site, _, audience = name.partition("/")
            here = ends.get((site, audience), (0, ""))[0]
            if seq > here:
                yield Run(site, audience, here + 1, seq)
    except (ValueError, TypeError, AttributeError) as error:
        raise damaged("版本记录") from error


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return each gap once."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for run in runs:
        first, last = found.get((run.site, run.audience), (run.first, run.last))
        found[run.site, run.audience] = (min(first, run.first), max(last, run.last))
    return [Run(*name, *ends) for name, ends in sorted(found.items())]


def _lines_of(one: ForeignSet) -> list[Line]:
    lines = []
    for item in one.body:
        if item.text is None:
            continue
        try:
            line = upgraded(one.schema, read_line(item.text))
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(f"第 {one.seq} 号") from error
        if (line.table, line.uid) != (item.table, item.uid) or not isinstance(line.fields, dict):
            raise damaged(f"第 {one.seq} 号")
        if not line.note and line.table not in LOGGED:
            raise damaged(f"没有表 {line.table}")
        lines.append(line)
    return lines


def _note_destroyed(proved: Proved) -> None:
    """Gather what destructions among the new sets name; they reach only rows of their own audience."""
    for one, lines in proved.new:
        for line in lines:
            if line.destroyed is None:
                continue
            proved.destroyed += 1
            wrong = False
            try:
                for site, audience, seq, place, _ in line.destroyed["lines"]:
                    proved.blanked[(site, audience, seq), place] = (line.table, line.uid)
                    wrong = wrong or audience != one.audience
                for site, audience, seq, known, _ in line.destroyed["reasons"]:
                    proved.reasons[site, audience, seq] = known
                    wrong = wrong or audience != one.audience
            except (ValueError, TypeError, KeyError) as error:
                raise damaged("销毁记录") from error
            if wrong:
                raise damaged("销毁记录")


def _prove_hashes(connection: sa.Connection, proved: Proved) -> None:
    """Compute each hash anew; what is missing in a set must be named by a destruction, new or known here."""
    named: _NamedHere | None = None
    for one, _ in proved.new:
        body = sha256()
        for place, item in enumerate(one.body):
            text = item.text
            body.update((item.digest if text is None else digest(text)).encode())
            if text is None and proved.blanked.get((one.place, place)) != (item.table, item.uid):
                named = named or _NamedHere(connection)
                if (one.place, place) not in named.lines:
                    raise damaged(f"第 {one.seq} 号缺少内容")
        sealed = chained(one.header(), body.hexdigest())
        if sealed != one.hash:
            if one.place not in proved.reasons:
                named = named or _NamedHere(connection)
            if not _lost_its_reason(one, sealed, proved, named):
                raise damaged(f"第 {one.seq} 号被改动过")
        if not 0 <= one.hlc < _HIGHEST:
            raise damaged(f"第 {one.seq} 号的时间")
        try:
            datetime.fromisoformat(one.at)
        except ValueError as error:
            raise damaged(f"第 {one.seq} 号的时间") from error


def _lost_its_reason(one: ForeignSet, sealed: str, proved: Proved, named: _NamedHere | None) -> bool:
    """Tell whether a set is what is left of one whose reason was destroyed."""
    if one.reason:
        return False
    pairs = [
        (known, left)
        for _, lines in proved.new
        for line in lines
        if line.destroyed is not None
        for *where, known, left in line.destroyed["reasons"]
        if tuple(where) == one.place
    ]
    if named is not None and one.place in named.reasons:
        pairs.append(named.reasons[one.place])
    return (one.hash, sealed) in pairs


class _NamedHere:
    """What destructions that are known here name, by place in the streams."""

    def __init__(self, connection: sa.Connection) -> None:
        self.lines: set[tuple[Place, int]] = set()
        self.reasons: dict[Place, tuple[str, str]] = {}
        for line in Named.lines_in(connection):
            for *where, place, _ in (line.destroyed or {})["lines"]:
                self.lines.add(((where[0], where[1], where[2]), place))
            for *where, known, left in (line.destroyed or {})["reasons"]:
                self.reasons[where[0], where[1], where[2]] = (known, left)
