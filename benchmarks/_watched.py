"""An act in a process of its own, stopped before and after each call by which it changes a file (Linux).

The calls of the process are seen through ptrace, so that it is the program itself that is watched, with its
own database library, and everything it writes: the store, its log, backups, key files, folders.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

Acknowledge = Callable[[str], None]
Act = Callable[[Acknowledge], None]

_TRACE_ME, _SYSCALL, _OPTIONS, _INFO = 0, 24, 0x4200, 0x420E
_MARKED_STOPS, _DIES_WITH_US = 0x1, 0x100000
_ENTRY = 1
_HERE = -100 & (1 << 64) - 1
# The numbers of the calls by which a process changes files: write, writev, sendfile; fsync, fdatasync …
_CALLS = {
    "x86_64": {
        "write": (1, 20, 40), "pwrite": (18,), "sync": (74, 75), "truncate": (77,), "open": (2,),
        "openat": (257,), "rename": (82,), "renameat": (264, 316), "mkdir": (83,), "mkdirat": (258,),
        "rmdir": (84,), "unlink": (87,), "unlinkat": (263,),
    },
    "aarch64": {
        "write": (64, 66, 71), "pwrite": (68,), "sync": (82, 83), "truncate": (46,), "openat": (56,),
        "renameat": (38, 276), "mkdirat": (34,), "unlinkat": (35,),
    },
}  # fmt: skip
_REMOVE_FOLDER = 0x200
# Shared memory that SQLite makes anew when it opens a store: nothing in it must last.
_NEVER_KEPT = ("-shm",)


@dataclass(frozen=True, slots=True)
class Op:
    """One change of a disk: of a file's bytes, of a folder's names, or a moment that was told to the user."""

    kind: str
    """write, truncate, sync, create, rename, mkdir, rmdir, unlink or acknowledged"""
    path: str
    to: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Run:
    """What became of one run of an act."""

    acknowledged: list[str]
    killed: bool = False
    failed: bool = False
    seconds: float = 0.0
    ops: list[Op] = field(default_factory=list)
    boundaries: int = 0
    """How many moments before and after a change of a file there were."""


class Watcher:
    """Runs acts in processes that are forked off this one, which has loaded all that they need."""

    def __init__(self, root: Path) -> None:
        self._root = f"{root}/"
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
        self._libc.ptrace.restype = ctypes.c_long
        calls = _CALLS.get(platform.machine(), {})
        self._names = {number: name for name, numbers in calls.items() for number in numbers}
        self._info = ctypes.create_string_buffer(88)

    def run(self, act: Act, *, kill_after: float | None = None) -> Run:
        """Run an act, and kill it after so many seconds."""
        began = time.perf_counter()
        child, told = self._start(act, watched=False)
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        return self._ended(status, told, time.perf_counter() - began)

    def watch(
        self, act: Act, *, kill_at: int | None = None, when: tuple[int, Callable[[], None]] | None = None
    ) -> Run:
        """Run an act call by call: record it, kill it at a boundary, or do something at one."""
        began = time.perf_counter()
        child, told = self._start(act, watched=True)
        ops: list[Op] = []
        boundary = 0
        status = self._go_on(child)
        pending: _Call | None = None
        while not (os.WIFEXITED(status) or os.WIFSIGNALED(status)):
            if os.WSTOPSIG(status) != signal.SIGTRAP | 0x80:
                status = self._go_on(child, os.WSTOPSIG(status))
                continue
            entry, number, arguments = self._stop(child)
            found: list[Op] = []
            if entry:
                pending = self._begun(child, number, arguments, told)
            elif pending:
                found = [pending.done(number)] if number >= 0 else []
            if pending and (entry or found):
                ops += found
                if boundary == kill_at:
                    os.kill(child, signal.SIGKILL)
                if when and boundary == when[0]:
                    when[1]()
                boundary += 1
            if not entry:
                pending = None
            status = self._go_on(child)
        run = self._ended(status, told, time.perf_counter() - began)
        run.ops, run.boundaries = ops, boundary
        return run

    def _start(self, act: Act, *, watched: bool) -> tuple[int, int]:
        told, tell = os.pipe()
        sys.stdout.flush()
        child = os.fork()
        if child:
            os.close(tell)
            if watched:
                os.waitpid(child, 0)
                if self._libc.ptrace(_OPTIONS, child, None, _MARKED_STOPS | _DIES_WITH_US):
                    raise OSError(ctypes.get_errno(), "this system lets no process be watched")
            return child, told
        status = 1
        try:
            os.close(told)
            if watched:
                self._libc.ptrace(_TRACE_ME, 0, None, None)
                os.kill(os.getpid(), signal.SIGSTOP)
            act(lambda text: _tell(tell, text))
            status = 0
        except BaseException:  # noqa: BLE001 - shown, and seen by its exit status
            with suppress(Exception):
                traceback.print_exc()
        finally:
            # Never back into what the parent is at.
            os._exit(status)

    def _ended(self, status: int, told: int, seconds: float) -> Run:
        with os.fdopen(told, "rb") as pipe:
            lines = pipe.read().decode().splitlines()
        killed = os.WIFSIGNALED(status)
        return Run(lines, killed, not killed and os.WEXITSTATUS(status) != 0, seconds)

    def _go_on(self, child: int, with_signal: int = 0) -> int:
        self._libc.ptrace(_SYSCALL, child, None, with_signal)
        return os.waitpid(child, 0)[1]

    def _stop(self, child: int) -> tuple[bool, int, tuple[int, ...]]:
        self._libc.ptrace(_INFO, child, len(self._info), ctypes.addressof(self._info))
        kind = self._info.raw[0]
        if kind == _ENTRY:
            number, *arguments = struct.unpack_from("<7Q", self._info.raw, 24)
            return True, number, tuple(arguments)
        return False, struct.unpack_from("<q", self._info.raw, 24)[0], ()

    def _begun(self, child: int, number: int, arguments: tuple[int, ...], told: int) -> _Call | None:
        """Return a call that is going to change something of ours, or None."""
        name = self._names.get(number)
        if name is None:
            return None
        call = _Call(child, name, arguments)
        if name in {"write", "pwrite", "sync", "truncate"}:
            path = call.opened_path(0)
            if path == _link(f"/proc/self/fd/{told}"):
                return _Call(child, "tell", arguments, path, data=call.memory(arguments[1], arguments[2]))
            call.path = path
        elif name in {"openat", "renameat", "mkdirat", "unlinkat"}:
            call.path = call.path_at(0, 1)
            call.to = call.path_at(2, 3) if name == "renameat" else ""
        else:
            call.path = call.named_path(0)
            call.to = call.named_path(1) if name == "rename" else ""
        if not self._is_ours(call.path):
            return None
        if name in {"open", "openat"}:
            flags = arguments[1 if name == "open" else 2]
            call.new = bool(flags & os.O_CREAT) and not Path(call.path).exists()
            return call if call.new or flags & os.O_TRUNC else None
        return call

    def _is_ours(self, path: str) -> bool:
        return path.startswith(self._root) and not path.endswith(_NEVER_KEPT)


@dataclass(slots=True)
class _Call:
    """A call of the watched process between its begin and its end."""

    child: int
    name: str
    arguments: tuple[int, ...]
    path: str = ""
    to: str = ""
    new: bool = False
    data: bytes = b""

    def memory(self, address: int, size: int) -> bytes:
        with Path(f"/proc/{self.child}/mem").open("rb", buffering=0) as memory:
            memory.seek(address)
            return memory.read(size)

    def named_path(self, index: int) -> str:
        text = self.memory(self.arguments[index], 4096).partition(b"\0")[0].decode()
        return text if text.startswith("/") else str(Path(_link(f"/proc/{self.child}/cwd"), text))

    def path_at(self, folder: int, name: int) -> str:
        text = self.memory(self.arguments[name], 4096).partition(b"\0")[0].decode()
        if text.startswith("/"):
            return text
        if self.arguments[folder] in (_HERE, _HERE & 0xFFFFFFFF):
            return self.named_path(name)
        return str(Path(self.opened_path(folder), text))

    def opened_path(self, index: int) -> str:
        with suppress(OSError):
            return _link(f"/proc/{self.child}/fd/{self.arguments[index] & 0xFFFFFFFF}")
        return ""

    def done(self, result: int) -> Op:
        """Return what the call has changed."""
        match self.name:
            case "tell":
                return Op("acknowledged", "", self.data.decode().strip())
            case "write" | "pwrite":
                offset = self.arguments[3] if self.name == "pwrite" else self.position() - result
                return Op("write", self.path, offset=offset, data=_part(self.path, offset, result))
            case "truncate":
                return Op("truncate", self.path, offset=self.arguments[1])
            case "open" | "openat":
                return Op("create" if self.new else "truncate", self.path)
            case "unlinkat" if self.arguments[2] & _REMOVE_FOLDER:
                return Op("rmdir", self.path)
        return Op(self.name.removesuffix("at"), self.path, self.to)

    def position(self) -> int:
        text = Path(f"/proc/{self.child}/fdinfo/{self.arguments[0]}").read_text()
        return int(text.split()[1])


def _link(path: str) -> str:
    return str(Path(path).readlink())


def _part(path: str, offset: int, size: int) -> bytes:
    """Read what was just written, while its writer stands still."""
    with suppress(FileNotFoundError), Path(path).open("rb", buffering=0) as file:
        file.seek(offset)
        return file.read(size)
    # A file that is open and has no name any more leaves nothing behind.
    return b""


def _tell(pipe: int, text: str) -> None:
    os.write(pipe, f"{text}\n".encode())


def can_watch() -> bool:
    """Whether this system lets a process watch its child."""
    if platform.system() != "Linux" or platform.machine() not in _CALLS:
        return False
    try:
        return Watcher(Path("/")).watch(lambda tell: tell("seen")).acknowledged == ["seen"]
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EIO, errno.ESRCH):
            return False
        raise


def moments(run: Run, count: int) -> Iterator[int]:
    """Spread so many moments over the boundaries of a run; all of them if there are not more."""
    if count >= run.boundaries:
        yield from range(run.boundaries)
        return
    for number in range(count):
        yield number * run.boundaries // count
