"""Disks that are full, cannot be written, are pulled out or bring back other bytes."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE: Final = 4096
# What SQLCipher keeps at the end of each page: 16 bytes to begin with, 64 to know it again.
_RESERVED: Final = 80
_KINDS: Final = {2: "inner index page", 5: "inner table page", 10: "index page", 13: "table page"}


class SmallDisk:
    """A disk in memory, which only root can make."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder = folder
        self._options = f"size={megabytes}m"

    @contextmanager
    def mounted(self) -> Iterator[SmallDisk]:
        self.plug_in()
        try:
            yield self
        finally:
            self.pull()

    def plug_in(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        _mount("-t", "tmpfs", "-o", self._options, "tmpfs", str(self.folder))

    def pull(self) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)

    def read_only(self) -> None:
        _mount("-o", "remount,ro", str(self.folder))

    def writable(self) -> None:
        _mount("-o", f"remount,rw,{self._options}", str(self.folder))

    def leave(self, pages: int) -> None:
        """Fill the disk so that so many pages still fit."""
        self.free()
        room = os.statvfs(self.folder)
        size = room.f_bavail * room.f_bsize - pages * PAGE
        with (self.folder / "ballast").open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, size)

    def free(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


def can_mount(folder: Path) -> bool:
    disk = SmallDisk(folder, 1)
    try:
        disk.plug_in()
    except (OSError, subprocess.CalledProcessError):
        return False
    disk.pull()
    return True


def with_limit(act: Callable[[Callable[[str], None]], None], size: int) -> Callable[..., None]:
    """Return the act for a process whose files cannot grow beyond a size."""

    def run(tell: Callable[[str], None]) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        act(tell)

    return run


def pages_by_kind(store: Path, key: bytes) -> dict[str, list[int]]:
    """Tell what is on each page of an encrypted store, by the first byte of what it holds."""
    data = store.read_bytes()
    found: dict[str, list[int]] = {"first page": [0]}
    for number in range(1, len(data) // PAGE):
        page = data[number * PAGE : (number + 1) * PAGE]
        begin = page[-_RESERVED : -_RESERVED + 16]
        cipher = Cipher(algorithms.AES(key), modes.CBC(begin)).decryptor()
        kind = _KINDS.get(cipher.update(page[:16])[0], "overflow or free page")
        found.setdefault(kind, []).append(number)
    return found


def flip(path: Path, page: int, dice: Random) -> None:
    """Turn one bit of a page round."""
    data = bytearray(path.read_bytes())
    place = page * PAGE + dice.randrange(min(PAGE, len(data) - page * PAGE))
    data[place] ^= 1 << dice.randrange(8)
    path.write_bytes(data)
