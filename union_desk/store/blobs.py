"""Originals of attachments: by the SHA-256 of their bytes, each kept once, and checked whenever it is read.

On this PC they lie in a second encrypted file beside the store, on a server in tables of the store. An
original is kept before the row that names it: what is cut off in between leaves one that nobody names, which
is swept away later.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b, sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

import sqlalchemy as sa

from union_desk.core.clock import Clock
from union_desk.core.errors import StoreProblem
from union_desk.store import dialect
from union_desk.store.engine import Engines, make_blob_engines, told_plainly
from union_desk.store.files import BLOBS_FILE
from union_desk.store.records import NAMES, Instant
from union_desk.store.tables import change_line

_log: Final = logging.getLogger(__name__)

PART: Final = 1 << 20
"""How much of an original is in memory at a time while it is written or copied."""
ORPHAN_KEPT: Final = timedelta(days=30)
"""How long an original stays that no row names: a restored store may bring its row back."""
# The tables whose rows name originals in a column `sha256`. Their log lines name them too: undo needs those.
NAMING: Final = ("attached_file",)
_NAMED: Final = re.compile(r'"sha256":"([0-9a-f]{64})"')
_AT_ONCE: Final = 500
_PERSON: Final = b"union-desk blobs"

# Not among the tables of the records: in the store of a PC they have no place.
TABLES: Final = sa.MetaData(naming_convention=NAMES)
blob: Final = sa.Table(
    "blob",
    TABLES,
    sa.Column("sha256", dialect.KEY_TEXT, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    # When it was last given to be kept: one that is given again is not swept away meanwhile.
    sa.Column("given_at", Instant, nullable=False),
)
blob_part: Final = sa.Table(
    "blob_part",
    TABLES,
    sa.Column("sha256", dialect.KEY_TEXT, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
# Small pictures made of originals; each can be made anew.
blob_picture: Final = sa.Table(
    "blob_picture",
    TABLES,
    sa.Column("sha256", dialect.KEY_TEXT, primary_key=True),
    sa.Column("name", dialect.KEY_TEXT, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

Progress = Callable[[str], None]


class BlobMissing(StoreProblem):
    """A row names an original that is not here."""

    def __init__(self) -> None:
        super().__init__(
            "这份附件的原件不在这台电脑里。",
            advice="它可能还在原单位的电脑里，随下一个数据包来；或者请从备份恢复。",
        )


@dataclass(frozen=True, slots=True)
class Blob:
    """An original that is kept."""

    sha256: str
    size: int


def blob_key(key: bytes) -> bytes:
    """Return the key of the file of originals, made from that of the store."""
    return blake2b(key=key, digest_size=32, person=_PERSON).digest()


class _Place(Protocol):
    """Where originals lie."""

    @property
    def reader(self) -> sa.Engine | None:
        """Return what reads them; None where there are none yet."""

    @property
    def writer(self) -> sa.Engine:
        """Return what adds to them, with the tables made."""

    @property
    def remover(self) -> sa.Engine: ...

    def named(self, removing: sa.Connection) -> set[str]:
        """Return what the store names, seen while nobody else can name more."""

    def close(self) -> None: ...


class BlobFile:
    """Originals in a file of this PC, opened when the first one is asked for; a backup's have no store."""

    def __init__(self, path: Path, key: bytes, store: sa.Engine | None = None) -> None:
        self._path = path
        self._key = blob_key(key)
        self._store = store
        self._engines: Engines | None = None
        self._made = False
        self._opening = threading.Lock()

    @property
    def reader(self) -> sa.Engine | None:
        if self._engines is None and not self._path.exists():
            return None
        engines = self._opened()
        if not self._made:
            with engines.reader.connect() as connection:
                self._made = blob_part.name in dialect.tables_of(connection)
        return engines.reader if self._made else None

    @property
    def writer(self) -> sa.Engine:
        engines = self._opened()
        if not self._made:
            with engines.writer.begin() as connection:
                TABLES.create_all(connection)
            self._made = True
        return engines.writer

    @property
    def remover(self) -> sa.Engine:
        return self.writer

    def named(self, removing: sa.Connection) -> set[str]:
        del removing
        if self._store is None:
            raise RuntimeError("what a store names is known only beside it")
        with self._store.connect() as connection:
            return named_in(connection)

    def close(self) -> None:
        if self._engines is not None:
            self._engines.dispose()

    def _opened(self) -> Engines:
        with self._opening:
            if self._engines is None:
                self._engines = make_blob_engines(self._path, self._key)
            return self._engines


class BlobTables:
    """Originals in the store on a server."""

    def __init__(self, engines: Engines) -> None:
        self.reader: sa.Engine | None = engines.reader
        self.remover = engines.writer
        # 50 MB on a slow line must not keep the others from saving.
        self.writer = engines.writer.execution_options(**dialect.OUT_OF_TURN)

    def named(self, removing: sa.Connection) -> set[str]:
        return named_in(removing)

    def close(self) -> None:
        """Leave the engines open: they are those of the store."""


class Blobs:
    """The originals of one open store."""

    def __init__(self, place: _Place, clock: Clock, *, read_only: bool = False) -> None:
        self._place = place
        self._clock = clock
        self._read_only = read_only

    # --- keeping

    def put(self, source: BinaryIO) -> Blob:
        """Keep what is read from `source` (which is read twice); what is there already is not kept again."""
        self._refuse_read_only()
        known = _measured(source)
        with _plainly():
            if not self._given_again(known.sha256):
                self._write(known, source)
        return known

    def put_bytes(self, data: bytes) -> Blob:
        return self.put(BytesIO(data))

    def _given_again(self, name: str) -> bool:
        with self._place.writer.begin() as connection:
            found = sa.update(blob).where(blob.c.sha256 == name).values(given_at=self._clock())
            return connection.execute(found).rowcount > 0

    def _write(self, known: Blob, source: BinaryIO) -> None:
        source.seek(0)
        read = sha256()
        try:
            with self._place.writer.begin() as connection:
                row = {"sha256": known.sha256, "size": known.size, "given_at": self._clock()}
                connection.execute(blob.insert(), row)
                for number, part in enumerate(iter(lambda: source.read(PART), b"")):
                    read.update(part)
                    parts = {"sha256": known.sha256, "number": number, "data": part}
                    connection.execute(blob_part.insert(), parts)
                if read.hexdigest() != known.sha256:
                    raise StoreProblem(
                        "这个文件正在被别的程序改动，没有存入。", advice="请等它存完或关闭后，再添加一次。"
                    )
        except sa.exc.IntegrityError:
            # Another PC has kept the same bytes at the same moment.
            if not self.holds(known.sha256):
                raise

    # --- reading

    def holds(self, name: str) -> bool:
        return not self.lacking([name])

    def lacking(self, names: Iterable[str]) -> set[str]:
        """Return those of the names whose originals are not here."""
        wanted = set(names)
        with _plainly():
            reader = self._place.reader
            if reader is None:
                return wanted
            with reader.connect() as connection:
                for chunk in _chunks(wanted):
                    found = sa.select(blob.c.sha256).where(blob.c.sha256.in_(chunk))
                    wanted = wanted - set(connection.scalars(found))
        return wanted

    def all(self) -> dict[str, int]:
        """Return the name and size of everything that is kept."""
        with _plainly():
            reader = self._place.reader
            if reader is None:
                return {}
            with reader.connect() as connection:
                return {row.sha256: row.size for row in connection.execute(sa.select(blob))}

    def parts(self, name: str) -> Iterator[bytes]:
        """Return an original part by part; StoreProblem after the last one when it is not what was kept.

        Nobody is kept waiting meanwhile. Use what came only after the end.
        """
        size, read, digest = self._size(name), 0, sha256()
        number = 0
        while read < size:
            part = self._part(name, number)
            if not part:
                break
            digest.update(part)
            read, number = read + len(part), number + 1
            yield part
        if digest.hexdigest() != name:
            raise _damaged()

    def open(self, name: str) -> BytesIO:
        """Return an original as a file in memory, its hash checked."""
        whole = BytesIO()
        for part in self.parts(name):
            whole.write(part)
        whole.seek(0)
        return whole

    def read(self, name: str) -> bytes:
        return self.open(name).getvalue()

    def _size(self, name: str) -> int:
        with _plainly():
            reader = self._place.reader
            if reader is None:
                raise BlobMissing
            with reader.connect() as connection:
                size = connection.scalar(sa.select(blob.c.size).where(blob.c.sha256 == name))
        if size is None:
            raise BlobMissing
        return int(size)

    def _part(self, name: str, number: int) -> bytes:
        wanted = sa.select(blob_part.c.data).where(blob_part.c.sha256 == name, blob_part.c.number == number)
        reader = self._place.reader
        if reader is None:
            raise BlobMissing
        with _plainly(), reader.connect() as connection:
            data = connection.scalar(wanted)
        return bytes(data) if data is not None else b""

    # --- small pictures of them

    def picture(self, name: str, kind: str) -> bytes:
        """Return a small picture that was made of an original before, or nothing."""
        with _plainly():
            reader = self._place.reader
            if reader is None:
                return b""
            with reader.connect() as connection:
                wanted = sa.select(blob_picture.c.data).where(
                    blob_picture.c.sha256 == name, blob_picture.c.name == kind
                )
                return bytes(connection.scalar(wanted) or b"")

    def keep_picture(self, name: str, kind: str, data: bytes) -> None:
        """Keep a small picture of an original that is here; in a store that is only read it is not kept."""
        if self._read_only:
            return
        with _plainly():
            row = {"sha256": name, "name": kind, "data": data}
            with self._place.writer.begin() as connection:
                if connection.scalar(sa.select(blob.c.size).where(blob.c.sha256 == name)) is not None:
                    connection.execute(dialect.upsert(blob_picture, connection.dialect), row)

    # --- taking away

    def remove_unnamed(self, names: Iterable[str], before: datetime | None = None) -> set[str]:
        """Overwrite those of the names that neither a row nor the log names any more; return them.

        With `before` only what was not given since: it may be about to be named.
        """
        wanted = set(names)
        if not wanted or self._read_only or not self.all():
            return set()
        with _plainly():
            with self._place.remover.begin() as connection:
                dialect.overwrite_what_goes(connection)
                if before is not None:
                    old = sa.select(blob.c.sha256).where(blob.c.given_at < before)
                    wanted &= set(connection.scalars(old))
                gone = wanted - self._place.named(connection)
                for chunk in _chunks(gone):
                    for table in (blob_picture, blob_part, blob):
                        connection.execute(sa.delete(table).where(table.c.sha256.in_(chunk)))
            dialect.empty_write_ahead_log(self._place.remover)
        return gone

    def sweep(self, now: datetime) -> set[str]:
        """Take away what nobody has named for a month; return it."""
        return self.remove_unnamed(self.all(), before=now - ORPHAN_KEPT)

    def give_all_again(self) -> None:
        """Let everything stay another month: a store that was put back names less than the one before."""
        if self._place.reader is not None:
            with _plainly(), self._place.writer.begin() as connection:
                connection.execute(sa.update(blob).values(given_at=self._clock()))

    # --- looking over

    def check(self, names: Iterable[str], progress: Progress | None = None) -> dict[str, str]:
        """Read these originals and compare each with its name; return what is wrong by name."""
        wrong: dict[str, str] = {}
        for number, name in enumerate(sorted(names), start=1):
            if progress is not None:
                progress(f"正在核对附件原件 {number}")
            try:
                for _ in self.parts(name):
                    pass
            except BlobMissing:
                wrong[name] = "没有原件"
            except StoreProblem:
                wrong[name] = "原件已损坏"
        return wrong

    def close(self) -> None:
        self._place.close()

    def _refuse_read_only(self) -> None:
        if self._read_only:
            raise StoreProblem("数据以只读方式打开，不能保存。", advice="请关闭后用正常方式打开。")


def named_in(connection: sa.Connection) -> set[str]:
    """Return every original that a store names: in a row, or in the log, from which undo brings rows back."""
    present = [name for name in NAMING if name in dialect.tables_of(connection)]
    found: set[str] = set()
    for name in present:
        column: sa.ColumnClause[str] = sa.column("sha256")
        rows = sa.select(column).select_from(sa.table(name)).where(column.is_not(None)).distinct()
        found |= set(connection.scalars(rows))
    lines = sa.select(change_line.c.text).where(
        change_line.c.table_name.in_(present), change_line.c.text.is_not(None)
    )
    for text in connection.scalars(lines):
        found |= names_in(text)
    return found


def names_in(line: str) -> set[str]:
    """Return the originals that a line of the log names; only lines of NAMING tables do."""
    return set(_NAMED.findall(line))


def called(connection: sa.Connection) -> dict[str, str]:
    """Return by original what the rows that are there call it."""
    found: dict[str, str] = {}
    for name in NAMING:
        if name in dialect.tables_of(connection):
            table = sa.table(name, sa.column("sha256"), sa.column("name"))
            rows = sa.select(table.c.sha256, table.c.name).where(table.c.sha256.is_not(None))
            found |= {row.sha256: row.name or row.sha256[:8] for row in connection.execute(rows)}
    return found


def named_by(connection: sa.Connection, rows: Iterable[tuple[str, str]]) -> set[str]:
    """Return the originals that these rows name, now or ever."""
    found: set[str] = set()
    for table in NAMING:
        for chunk in _chunks({uid for name, uid in rows if name == table}):
            lines = sa.select(change_line.c.text).where(
                change_line.c.table_name == table,
                change_line.c.uid.in_(chunk),
                change_line.c.text.is_not(None),
            )
            for text in connection.scalars(lines):
                found |= names_in(text)
    return found


def _measured(source: BinaryIO) -> Blob:
    source.seek(0)
    digest, size = sha256(), 0
    for part in iter(lambda: source.read(PART), b""):
        digest.update(part)
        size += len(part)
    return Blob(digest.hexdigest(), size)


def _damaged() -> StoreProblem:
    return StoreProblem("这份附件的原件已损坏，和存入时不一样。", advice="请从备份恢复，或重新扫描后替换。")


@contextmanager
def _plainly() -> Iterator[None]:
    """Name the file of originals where it is what is wrong: the store itself is whole and can be used."""
    try:
        with told_plainly(files=True):
            yield
    except StoreProblem as problem:
        if not problem.damaged:
            raise
        raise StoreProblem(
            f"存附件原件的文件 {BLOBS_FILE} 已损坏，这份原件读不出来。",
            advice="档案资料没有受影响，可以继续工作；请从最近的备份恢复。",
        ) from problem


def _chunks(names: Iterable[str]) -> Iterator[list[str]]:
    ordered: list[Any] = sorted(names)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
