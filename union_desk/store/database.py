"""The store in use: units of work that write, short sessions that read, and one signal of what changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from union_desk.core.clock import Clock, system_clock
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.memory import collector_paused
from union_desk.core.rights import Actor
from union_desk.store import dialect, migrate
from union_desk.store.archives import MANIFEST_FILE
from union_desk.store.backup import write_backup
from union_desk.store.blobs import BlobFile, Blobs, BlobTables
from union_desk.store.engine import Engines, make_engines, migration_engine, single_engine, told_plainly
from union_desk.store.files import BLOBS_FILE, STORE_FILE, refuse_network, refuse_read_only
from union_desk.store.incoming import settle
from union_desk.store.journal import Journal
from union_desk.store.lock import StoreLock, Use
from union_desk.store.records import new_site
from union_desk.store.sealing import Heading
from union_desk.store.server import bring_up_to_date, build_store, make_server_engines, server_url
from union_desk.store.tables import change_set, store_meta
from union_desk.store.work import Work, WorkSession, guard

_log: Final = logging.getLogger(__name__)
_WAIT_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Changed:
    """What a finished work changed: rows by table and uid."""

    work_uid: str
    title: str
    touched: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StoreFile:
    """Where a store's file is, what opens it, and the lock on it."""

    folder: Path
    key: bytes
    lock: StoreLock


class Database:
    """One open store: an encrypted file of this PC, or a database on a server that several PCs share."""

    def __init__(
        self, engines: Engines, clock: Clock, file: StoreFile | None = None, *, read_only: bool = False
    ) -> None:
        self.clock = clock
        self.read_only = read_only
        self.listeners: list[Callable[[Changed], None]] = []
        self._file = file
        self._engines = engines
        self._writing = threading.Lock()
        self._writer: int | None = None
        place = (
            BlobTables(engines)
            if file is None
            else BlobFile(file.folder / BLOBS_FILE, file.key, engines.reader)
        )
        self.blobs = Blobs(place, clock, read_only=read_only)
        guard(engines.writer)
        if file is not None and not read_only:
            # A restored file comes without write-ahead log; it is turned on before anybody reads.
            engines.writer.connect().close()
        with self.read() as session:
            meta = {row.name: row.value for row in session.execute(sa.select(store_meta))}
        self.site = meta["site"]
        self.kind = meta["kind"]

    @classmethod
    def create(
        cls, folder: Path, key: bytes, *, kind: str = "office", clock: Clock = system_clock, site: str = ""
    ) -> Self:
        """Make an empty store in a folder and open it; `kind` is "office" or "demo".

        `site`: the place among the offices that the district has prepared for it.
        """
        refuse_network(folder)
        with told_plainly(files=True):
            folder.mkdir(parents=True, exist_ok=True)
        if (folder / STORE_FILE).exists():
            raise StoreProblem("这个文件夹里已经有一份数据。", advice="请打开它，或另选一个空文件夹。")
        refuse_read_only(folder)
        with StoreLock(folder, Use.ALONE), told_plainly():
            _build(folder, key, _meta(kind, clock) | ({"site": site} if site else {}))
        return cls.open(folder, key, clock)

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        clock: Clock = system_clock,
        *,
        read_only: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Self:
        """Open a store; an older one is brought up to date first, after a verified backup."""
        _refuse_unfit(folder, read_only=read_only)
        use = Use.READ if read_only else Use.WRITE
        lock = StoreLock(folder, use).acquire()
        try:
            with told_plainly():
                if _is_older(folder, key, read_only=read_only):
                    lock.release()
                    upgrade_store(folder, key, clock, progress)
                    lock.acquire()
                engines = make_engines(folder / STORE_FILE, key)
                try:
                    return cls(engines, clock, StoreFile(folder, key, lock), read_only=read_only)
                except BaseException:
                    engines.dispose()
                    raise
        except BaseException:
            lock.release()
            raise

    @classmethod
    def create_on_server(cls, address: str, *, kind: str = "office", clock: Clock = system_clock) -> Self:
        """Make an empty store in an empty database of a server and open it."""
        url = server_url(address)
        with told_plainly():
            build_store(url, _meta(kind, clock))
        return cls.connect(address, clock)

    @classmethod
    def connect(
        cls,
        address: str,
        clock: Clock = system_clock,
        *,
        read_only: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Self:
        """Open a store on a server (`postgresql://user@server/name`).

        An older one is brought up to date by whoever comes first; the others wait for it. What was before is
        in the server's own backups.
        """
        url = server_url(address)
        with told_plainly():
            bring_up_to_date(url, progress, read_only=read_only)
            engines = make_server_engines(url)
            try:
                return cls(engines, clock, read_only=read_only)
            except BaseException:
                engines.dispose()
                raise

    @property
    def reader(self) -> sa.Engine:
        return self._engines.reader

    @property
    def is_on_server(self) -> bool:
        return self._file is None

    @property
    def folder(self) -> Path:
        """Return the folder of the store's file; StoreProblem for a store on a server, which has none."""
        return self._own_file().folder

    @property
    def key(self) -> bytes:
        return self._own_file().key

    def _own_file(self) -> StoreFile:
        if self._file is None:
            raise StoreProblem("数据在服务器上，不在这台电脑里。", advice="备份和恢复请由服务器管理员办理。")
        return self._file

    @contextmanager
    def write(self, title: str, actor: Actor, *, reason: str = "", undoes: str = "") -> Iterator[Work]:
        """Do one titled piece of work: all of it is kept, or nothing. The title names no person."""
        if self.read_only:
            raise StoreProblem("数据以只读方式打开，不能保存。", advice="请关闭后用正常方式打开。")
        self._take_turn()
        try:
            with (
                told_plainly(),
                collector_paused(),
                WorkSession(self._engines.writer, expire_on_commit=False) as session,
            ):
                heading = Heading(
                    self.site, migrate.head_revision(), title, actor, reason, self.clock(), undoes
                )
                journal = session.info["journal"] = Journal(session, heading)
                work = Work(session, journal)
                yield work
                work.seal()
                self._keep(work)
            if work.destroys:
                dialect.empty_write_ahead_log(self._engines.writer)
                self._let_go(work.let_go)
        except StaleDataError as error:
            raise RuleBroken("这份资料刚被改过，请重新打开后再保存。") from error
        finally:
            self._writer = None
            self._writing.release()
        self._tell(Changed(work.uid, title, work.touched))

    def _let_go(self, names: frozenset[str]) -> None:
        """Take away originals whose rows were destroyed; nobody else can name them meanwhile."""
        try:
            self.blobs.remove_unnamed(names)
        except StoreProblem:
            # The destruction itself is done. What was left is swept away later.
            _log.exception("originals of destroyed rows could not be taken away")

    def _keep(self, work: Work) -> None:
        """Commit; where the server's answer is lost, ask anew whether it had kept the work."""
        try:
            work.session.commit()
        except sa.exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
            try:
                kept = self._was_kept(work.uid)
            except (sa.exc.DBAPIError, StoreProblem) as away:
                raise StoreProblem(
                    "保存到最后一步时与服务器断开了，还不知道存上没有。",
                    advice="请等网络恢复后先打开看一看，没有存上的再保存一次。",
                ) from away
            if not kept:
                raise

    def _was_kept(self, work_uid: str) -> bool:
        # Whoever gets the writer's place knows that the lost transaction has ended, this way or that.
        with self._engines.writer.connect() as connection:
            there = sa.select(change_set.c.arrival).where(change_set.c.work_uid == work_uid)
            return connection.execute(there).first() is not None

    def _take_turn(self) -> None:
        if self._writer == threading.get_ident():
            raise RuntimeError("a unit of work is open in this thread already")
        if not self._writing.acquire(timeout=_WAIT_SECONDS):
            raise StoreProblem("另一项操作还在保存。", advice="请等它完成后再试一次。")
        self._writer = threading.get_ident()

    def _tell(self, changed: Changed) -> None:
        for listener in tuple(self.listeners):
            try:
                listener(changed)
            except Exception:  # noqa: BLE001 - logged
                # The work is saved: a screen that fails to refresh must not look like a failed save.
                _log.exception("a listener failed after %s", changed.title)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Look at one unchanging picture of the store."""
        with told_plainly(), ReadSession(self._engines.reader, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Give the files and the lock back."""
        self.blobs.close()
        self._engines.dispose()
        if self._file is not None:
            self._file.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ReadSession(Session):
    """A session that cannot write."""

    def flush(self, objects: Any = None) -> None:
        del objects
        raise RuntimeError("rows are changed in a unit of work: Database.write()")


def _meta(kind: str, clock: Clock) -> dict[str, str]:
    """Return what a new store says of itself."""
    return {"site": new_site(), "kind": kind, "created_at": clock().isoformat()}


def _build(folder: Path, key: bytes, meta: dict[str, str]) -> None:
    engines = make_engines(folder / STORE_FILE, key)
    try:
        with engines.writer.begin() as connection:
            migrate.build(connection, meta)
    except BaseException:
        engines.dispose()
        # Half a store would only stand in the way of the next try.
        for half_made in folder.glob(f"{STORE_FILE}*"):
            half_made.unlink()
        raise
    engines.dispose()


def upgrade_store(
    folder: Path, key: bytes, clock: Clock = system_clock, progress: Callable[[str], None] | None = None
) -> Path:
    """Bring the tables of a store up to date, all or nothing; return the backup made before."""
    label = f"before-{migrate.head_revision()}"
    with StoreLock(folder, Use.ALONE), told_plainly(files=True, folder=folder):
        reader = single_engine(folder / STORE_FILE, key)
        try:
            saved = write_backup(reader, key, folder, None, clock, label, progress)
        finally:
            reader.dispose()
        writer = migration_engine(folder / STORE_FILE, key)
        try:
            with writer.begin() as connection:
                migrate.upgrade(connection, progress)
        finally:
            writer.dispose()
    return saved


def _refuse_unfit(folder: Path, *, read_only: bool) -> None:
    refuse_network(folder)
    settle(folder)
    if not (folder / STORE_FILE).exists():
        if any(folder.glob("replaced-*")):
            raise StoreProblem("上次恢复没有做完，数据还没有换上。", advice="请再做一次恢复。", damaged=True)
        raise StoreProblem("这个文件夹里没有数据。", advice="请确认选对了数据文件夹。", damaged=True)
    if read_only:
        return
    if (folder / MANIFEST_FILE).exists():
        raise StoreProblem("这是一份备份，不能直接打开。", advice="请用“恢复”把它换到数据文件夹里。")
    refuse_read_only(folder)


def _is_older(folder: Path, key: bytes, *, read_only: bool) -> bool:
    engine = single_engine(folder / STORE_FILE, key)
    try:
        with engine.connect() as connection:
            return migrate.is_older(connection, read_only=read_only)
    finally:
        engine.dispose()
