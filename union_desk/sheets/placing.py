"""A file that a person asked for comes to its place whole, or not at all, with a sentence that says why."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from union_desk.core.errors import StoreProblem

FULL_DISK: Final = "磁盘已满，文件没有写成。"
# Excel and WPS on Windows, LibreOffice, WPS on Linux leave such a file beside one that they have open.
_OPEN_MARKS: Final = ("~${}", ".~lock.{}#", ".~{}")


def check_target(target: Path) -> None:
    """Refuse beforehand a place where nothing can be written."""
    folder = target.parent
    if not folder.is_dir():
        raise StoreProblem(f"找不到文件夹 {folder}。", advice="请换一个文件夹。")
    if target.is_dir():
        raise StoreProblem(f"{target} 是一个文件夹。", advice="请换一个文件名。")
    if target.exists() and any((folder / mark.format(target.name)).exists() for mark in _OPEN_MARKS):
        raise StoreProblem(
            f"“{target.name}”正在被 Excel 或 WPS 打开，不能覆盖。", advice="请先关闭它，或换一个文件名。"
        )
    if target.exists() and not os.access(target, os.W_OK):
        raise StoreProblem(f"“{target.name}”是只读文件，不能覆盖。", advice="请换一个文件名。")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise problem_of(error, target) from error


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give a file in the target's folder to write into, which only this user reads; gone afterwards."""
    check_target(target)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".union-desk-", suffix=target.suffix)
    os.close(handle)
    made = Path(name)
    try:
        yield made
    except OSError as error:
        raise problem_of(error, target) from error
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def place(made: Path, target: Path) -> None:
    """Put the finished file in its place in one step; what was there before stays if that fails."""
    try:
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(made, target)  # noqa: PTH105 - says what it does
    except OSError as error:
        raise problem_of(error, target) from error


def problem_of(error: OSError, target: Path) -> StoreProblem:
    """Say which place refused a file, and what to do."""
    import errno  # noqa: PLC0415

    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return StoreProblem(FULL_DISK, advice="请腾出磁盘空间，或换一个磁盘后再导出。")
        case errno.EROFS:
            return StoreProblem("磁盘有写保护，不能写入。", advice="请换一个可以写入的磁盘。")
        case errno.EACCES | errno.EPERM | errno.EBUSY:
            if target.exists():
                return StoreProblem(
                    f"“{target.name}”写不进去：它正在被别的程序打开，或者是只读的。",
                    advice="请先关闭它，或换一个文件名。",
                )
            return StoreProblem(f"没有权限写入文件夹 {target.parent}。", advice="请换一个文件夹。")
        case errno.ENAMETOOLONG:
            return StoreProblem("文件名太长。", advice="请换一个短一些的文件名。")
        case errno.ENOENT | errno.ENOTDIR | errno.EISDIR:
            return StoreProblem(f"找不到 {target}。", advice="请核对文件夹，U 盘可能已拔出。")
    return StoreProblem(f"写入“{target.name}”时出错。", advice="请检查磁盘，或换一个文件夹后再试。")
