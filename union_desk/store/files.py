"""Files beside the store: written whole or not at all, and never on a network drive."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Final

from union_desk.core.errors import StoreProblem

# What a store's folder holds: the encrypted store, and the wraps of its key (a demo store has none).
STORE_FILE: Final = "store.db"
BLOBS_FILE: Final = "blobs.db"
"""The originals of attachments, encrypted like the store: it is made when the first one comes."""
KEYS_FILE: Final = "keys.json"
# Where the backups beside it lie.
BACKUPS: Final = "backups"
# File locks and shared memory do not work over these; a store there would be damaged one day.
_NETWORK_SYSTEMS: Final = {
    *(
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "9p",
        "davfs",
        "glusterfs",
        "ceph",
    ),
    *("fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs"),
}
FULL: Final = (errno.ENOSPC, errno.EDQUOT)
DISK_FULL: Final = "磁盘已满，这次没有保存。"
DISK_FULL_ADVICE: Final = "请腾出磁盘空间后再保存一次。已经保存过的内容没有丢失。"
_LITTLE_ROOM: Final = 1 << 20
_MOUNTS: Final = Path("/proc/self/mounts")
_DRIVE_REMOTE: Final = 4


def refuse_network(folder: Path, mounts: str | None = None) -> None:
    """Stop before a store is opened or made on a network drive; `mounts` is the system's mount table."""
    if is_network(folder, mounts):
        raise StoreProblem(
            f"不能把数据放在网络文件夹 {folder} 里。",
            advice="请把数据文件夹放在本机磁盘上。要与别的办公室交换数据，请用数据包。",
        )


def is_network(folder: Path, mounts: str | None = None) -> bool:
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        root = Path(text).resolve().anchor
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE)
    if mounts is None:
        mounts = _MOUNTS.read_text(errors="replace") if _MOUNTS.exists() else ""
    return _file_system(folder.resolve(), mounts) in _NETWORK_SYSTEMS


def _file_system(folder: Path, mounts: str) -> str:
    """Return the kind of file system that a folder is on: that of the longest mount point above it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        # The table writes a blank as \040.
        point = parts[1].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


def refuse_read_only(folder: Path) -> None:
    """Stop before work begins in a folder that cannot be written."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise StoreProblem(
            f"数据文件夹 {folder} 不能写入。",
            advice="请检查文件夹的权限，或把它移到可以写入的磁盘。",
        ) from error


def has_room(folder: Path) -> bool:
    """Whether anything to speak of can still be written in a folder."""
    return shutil.disk_usage(folder).free >= _LITTLE_ROOM


def file_problem(error: OSError) -> StoreProblem:
    """Say which file or folder the system refused, and what to do about it."""
    place, gap = (f" {error.filename}", " ") if error.filename else ("文件", "")
    match error.errno:
        case full if full in FULL:
            return StoreProblem(DISK_FULL, advice=DISK_FULL_ADVICE)
        case errno.EROFS:
            return StoreProblem(f"磁盘有写保护，不能写入{place}。", advice="请换一个可以写入的磁盘。")
        case errno.EACCES | errno.EPERM:
            return StoreProblem(f"没有权限读写{place}。", advice="请检查文件夹的权限，或换一个文件夹。")
        case errno.ENOENT | errno.ENOTDIR | errno.EISDIR:
            return StoreProblem(f"找不到{place}。", advice="请核对文件夹的路径。")
    number = f"（错误号 {error.errno}）" if error.errno else ""
    return StoreProblem(f"读写{place}{gap}时出错{number}。", advice="请检查磁盘后再试。")


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file so that a power cut leaves either the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def forget_cached(path: Path) -> None:
    """Let the next read of a file come from its disk, where the system can be asked for that."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; Windows does it by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def scratch_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Give a folder for half-made files, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)
