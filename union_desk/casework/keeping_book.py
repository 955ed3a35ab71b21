"""What is remembered of safekeeping beside the store, so that it can be read when the store cannot.

No personal data: when the second place was last written, what a check of a backup found, and whether the
last sitting came to its end.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final
from uuid import uuid4

import msgspec

from union_desk.store.files import write_whole

BOOK_FILE: Final = "safekeeping.json"
SITTING_FILE: Final = "sitting"
_KEPT_CHECKS: Final = 60
_turn = threading.Lock()
# What this process writes into the file of its sitting.
_own_sitting: Final = f"{os.getpid()}-{uuid4().hex}"

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """A folder on another disk; `mark` stands in a file there, for another disk may get the same letter."""

    folder: str
    mark: str
    named_at: Instant
    copied_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What was found when a backup was read from end to end."""

    at: Instant
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class KeepingBook:
    second: SecondPlace | None = None
    whole_at: Instant | None = None
    """When all of the store was last verified without a fault."""
    failed_at: Instant | None = None
    failure: str = ""
    """Why the last automatic backup was not made."""
    checks: Mapping[str, Check] = field(default_factory=dict)
    """By the folder of the backup."""


def read_book(folder: Path) -> KeepingBook:
    """Return what is remembered; a book that cannot be read is begun anew."""
    try:
        return msgspec.json.decode((folder / BOOK_FILE).read_bytes(), type=KeepingBook)
    except (OSError, msgspec.DecodeError):
        return KeepingBook()


def change_book(folder: Path, change: Callable[[KeepingBook], KeepingBook]) -> KeepingBook:
    """Write something into the book; safe in any thread. A full disk keeps the old one."""
    with _turn:
        before = read_book(folder)
        book = change(before)
        newest = sorted(book.checks.items(), key=lambda item: item[1].at, reverse=True)[:_KEPT_CHECKS]
        book = replace(book, checks=dict(newest))
        if book != before:
            try:
                write_whole(folder / BOOK_FILE, msgspec.json.format(msgspec.json.encode(book)))
            except OSError:
                return before
        return book


def begin_sitting(folder: Path) -> bool:
    """Note that the store is in use; return whether the sitting before did not come to its end."""
    path = folder / SITTING_FILE
    try:
        left = path.read_text("utf-8", "replace")
    except OSError:
        left = ""
    if left == _own_sitting:
        return False
    try:
        write_whole(path, _own_sitting.encode())
    except OSError:
        # A store that can only be read.
        return False
    return bool(left)


def end_sitting(folder: Path) -> None:
    """Note that this process is done with the store."""
    path = folder / SITTING_FILE
    try:
        if path.read_text("utf-8", "replace") == _own_sitting:
            path.unlink()
    except OSError:
        return
