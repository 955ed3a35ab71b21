"""Wrong passwords in a row, counted beside the store: each further try has to wait longer.

The count slows down whoever guesses at the keyboard. It never keeps anybody out for good: a file that is
missing, damaged or cannot be written counts as none, and a clock that was put back begins the wait anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Final

import msgspec

from union_desk.store.files import write_whole

TRIES_FILE: Final = "tries.json"
FREE_TRIES: Final = 3
LONGEST_SECONDS: Final = 300
_FORMAT: Final = 1
# More would only make a number that no clock can add.
_MOST_COUNTED: Final = 60


class _Tries(msgspec.Struct):
    wrong: int
    last_at: datetime


class _Counts(msgspec.Struct):
    users: dict[str, _Tries]
    format: int = _FORMAT


def seconds_to_wait(folder: Path, user: str, now: datetime) -> int:
    """Return how many seconds a user has to wait before his next try."""
    counts = _read(folder)
    tries = counts.users.get(user)
    if tries is None:
        return 0
    if tries.last_at > now:
        tries.last_at = now
        if not _write(folder, counts):
            return 0
    return max(0, ceil((tries.last_at + timedelta(seconds=_pause(tries.wrong)) - now).total_seconds()))


def count_wrong(folder: Path, user: str, now: datetime) -> int:
    """Count a wrong password; return how many seconds the next try has to wait."""
    counts = _read(folder)
    former = counts.users.get(user)
    wrong = min(former.wrong if former else 0, _MOST_COUNTED) + 1
    counts.users[user] = _Tries(wrong, now)
    return _pause(wrong) if _write(folder, counts) else 0


def forget_wrong(folder: Path, user: str) -> None:
    """Begin anew after the right password, or a new one."""
    counts = _read(folder)
    if counts.users.pop(user, None) is not None:
        _write(folder, counts)


def _pause(wrong: int) -> int:
    """2, 4, 8 … seconds, from the third wrong password on."""
    over = wrong - FREE_TRIES
    return min(LONGEST_SECONDS, 2 ** (over + 1)) if over >= 0 else 0


def _read(folder: Path) -> _Counts:
    try:
        counts = msgspec.json.decode((folder / TRIES_FILE).read_bytes(), type=_Counts)
    except (OSError, msgspec.DecodeError):
        return _Counts({})
    known = {user: tries for user, tries in counts.users.items() if tries.last_at.tzinfo is not None}
    return _Counts(known)


def _write(folder: Path, counts: _Counts) -> bool:
    try:
        write_whole(folder / TRIES_FILE, msgspec.json.format(msgspec.json.encode(counts)))
    except OSError:
        return False
    return True
