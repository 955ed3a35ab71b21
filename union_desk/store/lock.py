"""Who has the store open: one that writes, any that only read, or one that needs it alone."""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from union_desk.core.errors import StoreProblem

LOCK_FILE: Final = "lock"
# Byte 0 belongs to the writer, each byte after it to one reader; what needs the store alone takes them all.
_WRITER: Final = 0
_PLACES: Final = 64
# Who holds it is written behind the places: on Windows a locked byte cannot be read.
_WHO: Final = 1024


class Use(StrEnum):
    WRITE = "write"
    READ = "read"
    ALONE = "alone"


class StoreLock:
    """A lock of the operating system on the file `lock`; it ends with its process, however that ends."""

    def __init__(self, folder: Path, use: Use) -> None:
        self._path = folder / LOCK_FILE
        self._use = use
        self._handle: int | None = None

    def acquire(self) -> Self:
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            if self._use is Use.READ:
                # A store on a disk that cannot be written has no writer to keep out.
                return self
            raise StoreProblem(
                "数据文件夹不能写入。", advice="请检查文件夹的权限，或把它移到可以写入的磁盘。"
            ) from error
        if not self._take(handle):
            refusal = self._refusal(handle)
            os.close(handle)
            raise refusal
        if self._use is not Use.READ:
            _write_who(handle)
        self._handle = handle
        return self

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _take(self, handle: int) -> bool:
        if self._use is Use.WRITE:
            return _lock(handle, _WRITER, 1)
        if self._use is Use.ALONE:
            return _lock(handle, 0, _PLACES)
        return any(_lock(handle, place, 1) for place in range(1, _PLACES))

    def _refusal(self, handle: int) -> StoreProblem:
        who = _read_who(handle)
        if self._use is Use.ALONE:
            return StoreProblem("数据正在使用，现在不能做这项操作。", advice=f"请先关闭其他窗口。{who}")
        return StoreProblem("这份数据已经打开了。", advice=f"请回到已经打开的窗口。{who}")


def _write_who(handle: int) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    text = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "at": at}).encode()
    # On a full disk the lock holds all the same; only a second program cannot say who has it.
    with suppress(OSError):
        os.lseek(handle, _WHO, os.SEEK_SET)
        os.write(handle, text.ljust(_WHO))


def _read_who(handle: int) -> str:
    """Say who holds the lock, if it is written there."""
    os.lseek(handle, _WHO, os.SEEK_SET)
    try:
        who = json.loads(os.read(handle, _WHO))
        return f"（占用者：{who['host']}，进程 {who['pid']}）"
    except (ValueError, KeyError, TypeError):
        return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, start: int, length: int) -> bool:
        os.lseek(handle, start, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, length)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int, start: int, length: int) -> bool:
        # An open file description lock: unlike a POSIX lock it is not lost when the process closes another
        # handle of the same file.
        wish = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, start, length, 0)
        try:
            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, wish)
        except OSError:
            return False
        return True
