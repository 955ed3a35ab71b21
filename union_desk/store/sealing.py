"""Change sets as they are written: a place in the stream of each audience, and a hash over all they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.core.rights import Actor
from union_desk.store import dialect
from union_desk.store.codec import canonical, chained, digest, plain
from union_desk.store.records import new_uid
from union_desk.store.tables import change_line, change_set, head, stream

SHARED: Final = "shared"
# The field that stands for the row as it was created.
ROW: Final = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What every change set of one work says of it."""

    site: str
    schema: str
    title: str
    actor: Actor
    reason: str
    at: datetime
    undoes: str = ""
    uid: str = field(default_factory=new_uid)


class Line(NamedTuple):
    """What was done to one row, as it is going to be written."""

    table: str
    uid: str
    text: str


class Head(NamedTuple):
    """A field whose present value is in the change set of an audience."""

    audience: str
    table: str
    uid: str
    field: str = ROW


@dataclass(slots=True)
class _Open:
    """A change set that is being written."""

    arrival: int
    audience: str
    seq: int
    vector: str
    previous: str
    body: Any = field(default_factory=sha256)
    lines: int = 0


class Sealing:
    """The change sets of one work, one for each audience it reaches."""

    def __init__(self, session: Session, heading: Heading) -> None:
        self._session = session
        self._heading = heading
        self._open: dict[str, _Open] = {}
        self._last_number: int | None = None

    @property
    def has_begun(self) -> bool:
        return bool(self._open)

    def append(self, audience: str, lines: Iterable[Line]) -> None:
        """Write lines to the body for an audience."""
        connection = self._session.connection()
        target = self._opened(audience)
        number = self._last_number
        if number is None:
            number = connection.scalar(sa.select(sa.func.max(change_line.c.number))) or 0
        rows: list[tuple[object, ...]] = []
        for table, uid, text in lines:
            number += 1
            target.body.update(digest(text).encode())
            rows.append((number, target.arrival, table, uid, text))
        self._last_number = number
        target.lines += len(rows)
        dialect.insert_plain(
            connection, change_line, ("number", "arrival", "table_name", "uid", "text"), rows
        )

    def set_heads(self, heads: list[Head], *, fresh: bool = False) -> None:
        """Say where present values are; those of a `fresh` row have no forerunners."""
        if not heads:
            return
        connection = self._session.connection()
        if not fresh:
            connection.execute(_FORGET, [{"t": item.table, "u": item.uid, "f": item.field} for item in heads])
        rows: list[Any] = [(h.table, h.uid, h.field, self._opened(h.audience).arrival) for h in heads]
        rows.sort()
        dialect.insert_plain(connection, head, ("table_name", "uid", "field", "arrival"), rows)

    def close(self) -> None:
        """Seal what was opened: headers, hashes and the new ends of the streams."""
        if not self._open:
            return
        connection = self._session.connection()
        hlc = connection.scalar(sa.select(sa.func.max(stream.c.hlc))) or 0
        for target in sorted(self._open.values(), key=lambda item: item.arrival):
            # A hybrid logical clock: never behind what was seen, whatever the wall clock says.
            hlc = max(hlc + 1, int(self._heading.at.timestamp() * 1000) << 16)
            row = self._header(target, hlc)
            sealed = chained({**row, "at": plain(row["at"])}, target.body.hexdigest())
            connection.execute(change_set.insert(), {**row, "arrival": target.arrival, "hash": sealed})
            end = {name: row[name] for name in ("site", "audience", "seq", "hlc")}
            connection.execute(dialect.upsert(stream, connection.dialect), {**end, "hash": sealed})
        self._open.clear()

    def _opened(self, audience: str) -> _Open:
        """Return the change set of an audience; at its first use it gets its place in the stream."""
        if audience not in self._open:
            connection = self._session.connection()
            seen = sa.select(stream).where(stream.c.audience.in_({audience, SHARED}))
            ends = {(end.site, end.audience): end for end in connection.execute(seen)}
            own = ends.get((self._heading.site, audience))
            arrival = connection.scalar(sa.select(sa.func.max(change_set.c.arrival))) or 0
            vector = {f"{end.site}/{end.audience}": end.seq for end in ends.values()}
            if SHARED in self._open:
                # What this work writes for all comes before what it writes for one office and points to it.
                vector[f"{self._heading.site}/{SHARED}"] = self._open[SHARED].seq
            self._open[audience] = _Open(
                arrival=arrival + 1 + len(self._open),
                audience=audience,
                seq=own.seq + 1 if own else 1,
                vector=canonical(vector),
                previous=own.hash if own else "",
            )
        return self._open[audience]

    def _header(self, target: _Open, hlc: int) -> dict[str, Any]:
        heading = self._heading
        return {
            "site": heading.site,
            "audience": target.audience,
            "seq": target.seq,
            "work_uid": heading.uid,
            "at": heading.at,
            "hlc": hlc,
            "user": heading.actor.user,
            "office": heading.actor.office,
            "title": heading.title,
            "reason": heading.reason,
            "undoes": heading.undoes,
            "schema": heading.schema,
            "vector": target.vector,
            "lines": target.lines,
            "previous": target.previous,
        }


_FORGET: Final = sa.delete(head).where(
    head.c.table_name == sa.bindparam("t"), head.c.uid == sa.bindparam("u"), head.c.field == sa.bindparam("f")
)
