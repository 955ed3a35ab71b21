"""The store in use: units of work that write, short sessions that read, and one signal of what changed."""

from __future__ import annotations

import logging
import secrets
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
from union_desk.core.rights import Actor
from union_desk.store.engine import STORE_FILE, Engines, make_engines, told_plainly
from union_desk.store.journal import Journal
from union_desk.store.records import Record
from union_desk.store.sealing import Heading
from union_desk.store.tables import store_meta
from union_desk.store.work import Work, WorkSession, guard

_log: Final = logging.getLogger(__name__)
_WAIT_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Changed:
    """What a finished work changed: rows by table and uid."""

    work_uid: str
    title: str
    touched: frozenset[tuple[str, str]]


class Database:
    """One open store."""

    def __init__(self, folder: Path, engines: Engines, clock: Clock, *, read_only: bool) -> None:
        self.folder = folder
        self.clock = clock
        self.read_only = read_only
        self.listeners: list[Callable[[Changed], None]] = []
        self._engines = engines
        self._writing = threading.Lock()
        self._writer: int | None = None
        guard(engines.writer)
        with self.read() as session:
            meta = {row.name: row.value for row in session.execute(sa.select(store_meta))}
        self.site = meta["site"]
        self.kind = meta["kind"]

    @classmethod
    def create(cls, folder: Path, key: bytes, *, kind: str = "office", clock: Clock = system_clock) -> Self:
        """Make an empty store in a folder; `kind` is "office" or "demo"."""
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / STORE_FILE).exists():
            raise StoreProblem("这个文件夹里已经有一份数据。", advice="请打开它，或另选一个空文件夹。")
        with told_plainly():
            engines = make_engines(folder / STORE_FILE, key)
            with engines.writer.begin() as connection:
                Record.metadata.create_all(connection)
                meta = {"site": secrets.token_hex(8), "kind": kind, "created_at": clock().isoformat()}
                connection.execute(store_meta.insert(), [{"name": n, "value": v} for n, v in meta.items()])
            return cls(folder, engines, clock, read_only=False)

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock = system_clock, *, read_only: bool = False) -> Self:
        """Open a store."""
        if not (folder / STORE_FILE).exists():
            raise StoreProblem("这个文件夹里没有数据。", advice="请确认选对了数据文件夹。")
        with told_plainly():
            return cls(folder, make_engines(folder / STORE_FILE, key), clock, read_only=read_only)

    @contextmanager
    def write(self, title: str, actor: Actor, *, reason: str = "", undoes: str = "") -> Iterator[Work]:
        """Do one titled piece of work: all of it is kept, or nothing. The title names no person."""
        if self.read_only:
            raise StoreProblem("数据以只读方式打开，不能保存。", advice="请关闭后用正常方式打开。")
        self._take_turn()
        try:
            with told_plainly(), WorkSession(self._engines.writer, expire_on_commit=False) as session:
                heading = Heading(self.site, "", title, actor, reason, self.clock(), undoes)
                journal = session.info["journal"] = Journal(session, heading)
                work = Work(session, journal)
                yield work
                work.seal()
                session.commit()
        except StaleDataError as error:
            raise RuleBroken("这份资料刚被改过，请重新打开后再保存。") from error
        finally:
            self._writer = None
            self._writing.release()
        self._tell(Changed(work.uid, title, work.touched))

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
        self._engines.dispose()


class ReadSession(Session):
    """A session that cannot write."""

    def flush(self, objects: Any = None) -> None:
        del objects
        raise RuntimeError("rows are changed in a unit of work: Database.write()")
