"""Connections to the encrypted file: the key first, then the settings, then a check that it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from union_desk.core.errors import StoreProblem
from union_desk.store import dialect
from union_desk.store.files import DISK_FULL, DISK_FULL_ADVICE, file_problem, has_room
from union_desk.store.server_problems import server_problem

_BUSY_SECONDS: Final = 10
_WAL: Final = "journal_mode=WAL"
_DISK_ERROR: Final = "disk I/O error"
_PRAGMAS: Final = (
    # NORMAL lost acknowledged work in most of the simulated power cuts, FULL in none.
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
_WRITER_CACHE: Final = "cache_size=-32768"
_READER_CACHE: Final = "cache_size=-16384"
# Originals are read and written once, in large parts: a cache of them would only take memory.
_BLOB_CACHE: Final = ("cache_size=-4096", "journal_size_limit=8388608")


@dataclass(frozen=True, slots=True)
class Engines:
    """One writer and a few readers on the same file."""

    writer: sa.Engine
    reader: sa.Engine

    def dispose(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def connect(path: Path, key: bytes, *pragmas: str) -> Any:
    """Open one connection; its first statement must be the key."""
    connection = sqlcipher.connect(str(path), check_same_thread=False, timeout=_BUSY_SECONDS)
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute("SELECT count(*) FROM sqlite_master")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    # We begin transactions ourselves: the driver would leave schema changes out of them.
    connection.isolation_level = None
    return connection


def make_engines(path: Path, key: bytes) -> Engines:
    def writer() -> Any:
        return connect(path, key, _WAL, *_PRAGMAS, _WRITER_CACHE)

    def reader() -> Any:
        # Never the journal mode: that would write into a backup which is only looked at.
        return connect(path, key, *_PRAGMAS, _READER_CACHE, "query_only=ON")

    return Engines(
        writer=_engine(path, writer, pool_size=1, max_overflow=0),
        reader=_engine(path, reader, pool_size=2, max_overflow=2).execution_options(read_only=True),
    )


def make_blob_engines(path: Path, key: bytes) -> Engines:
    """Open the file of originals, which is written in large parts and seldom."""

    def writer() -> Any:
        return connect(path, key, _WAL, *_PRAGMAS, *_BLOB_CACHE)

    def reader() -> Any:
        return connect(path, key, *_PRAGMAS, *_BLOB_CACHE, "query_only=ON")

    return Engines(
        writer=_engine(path, writer, pool_size=1, max_overflow=0),
        reader=_engine(path, reader, pool_size=2, max_overflow=2).execution_options(read_only=True),
    )


def single_engine(path: Path, key: bytes) -> sa.Engine:
    """Open a file that nobody else uses, only to look at it."""

    def creator() -> Any:
        return connect(path, key, "cell_size_check=ON", "query_only=ON")

    return _engine(path, creator, pool_size=1, max_overflow=0).execution_options(read_only=True)


def migration_engine(path: Path, key: bytes) -> sa.Engine:
    """Open a file to change its tables; SQLite lets foreign keys be switched off only here."""

    def creator() -> Any:
        return connect(path, key, _WAL, *_PRAGMAS, "foreign_keys=OFF")

    return _engine(path, creator, pool_size=1, max_overflow=0)


def _engine(path: Path, creator: Any, *, pool_size: int, max_overflow: int) -> sa.Engine:
    def look_for_room(context: sa.ExceptionContext) -> None:
        if _is_full(context.original_exception, path.parent):
            raise StoreProblem(DISK_FULL, advice=DISK_FULL_ADVICE) from context.original_exception

    engine = sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        # An error that goes into the log must not carry what was being stored.
        hide_parameters=True,
        poolclass=sa.pool.QueuePool,
        pool_size=pool_size,
        max_overflow=max_overflow,
    )
    sa.event.listen(engine, "begin", dialect.begin)
    sa.event.listen(engine, "handle_error", look_for_room)
    return engine


def _is_full(error: BaseException, folder: Path) -> bool:
    # On a full disk SQLite's shared memory cannot grow, which it calls an error of the disk.
    return _DISK_ERROR in str(error) and not has_room(folder)


@contextmanager
def told_plainly(*, files: bool = False, folder: Path | None = None) -> Iterator[None]:
    """Turn what the store (and with `files` the disk) refuses into a problem that says what to do.

    `folder` is where files are written besides the store's own engines.
    """
    try:
        yield
    except (sa.exc.DBAPIError, sqlcipher.Error) as error:
        if folder is not None and _is_full(error, folder):
            raise StoreProblem(DISK_FULL, advice=DISK_FULL_ADVICE) from error
        problem = problem_of(error)
        if problem is None:
            raise
        raise problem from error
    except OSError as error:
        if not files:
            raise
        raise file_problem(error) from error


def problem_of(error: Exception) -> StoreProblem | None:
    """Return the sentence for an error of file, disk or server, or None if it is a bug of ours."""
    cause = getattr(error, "orig", None) or error
    if type(cause).__module__.partition(".")[0] == "psycopg":
        return server_problem(cause)
    text = str(cause)
    for mark, message, advice in _PROBLEMS:
        if mark in text:
            return StoreProblem(message, advice=advice, damaged=message in {NO_STORE, _DAMAGED})
    return None


_READ_ONLY: Final = "数据文件夹不能写入。"
_READ_ONLY_ADVICE: Final = "请检查文件夹的权限，或把数据文件夹移到可以写入的磁盘。"
_DAMAGED: Final = "数据文件已损坏，不能读取。"
_DAMAGED_ADVICE: Final = "请不要继续录入，从最近的备份恢复。"
NO_STORE: Final = "打不开数据文件：密码不对，或者它不是本程序的数据。"
_NO_STORE_ADVICE: Final = "请确认选对了数据文件夹；如果文件已损坏，请从备份恢复。"
_PROBLEMS: Final = (
    ("database or disk is full", DISK_FULL, DISK_FULL_ADVICE),
    ("readonly database", _READ_ONLY, _READ_ONLY_ADVICE),
    ("unable to open database file", "打不开数据文件。", "请检查数据文件夹是否存在、是否可以读写。"),
    ("database is locked", "数据正被另一个程序使用。", "请稍等片刻再试；如果一直这样，请关闭其他窗口。"),
    ("file is not a database", NO_STORE, _NO_STORE_ADVICE),
    ("malformed", _DAMAGED, _DAMAGED_ADVICE),
    ("Could not decode to UTF-8", _DAMAGED, _DAMAGED_ADVICE),
    (_DISK_ERROR, "读写磁盘时出错，这次没有保存。", "请检查磁盘，并尽快做一次备份。"),
)
