"""The number of a case as its papers write it: 杭经开工调〔2026〕白杨第0012号."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Stands between the office's code and the year, so that no case has the number of a file: BY-T-2026-00012.
MARK: Final = "-T"
_NUMBER: Final = re.compile(r"[A-Z]{2,6}-T-(\d{4})-(\d{5,})")
_SHOWN: Final = re.compile(r"[〔\[(](\d{4})[〕\])](.*?)第?0*(\d+)号?")
_LEAST_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it stands on a paper, in its parts."""

    year: int
    place: str
    order: int


def case_number_shown(number: str, case_word: str, place: str) -> str:
    """Write a case's number with the office's 案号字 and its own word; a temporary one says so."""
    match = _NUMBER.fullmatch(number)
    if match is not None:
        return f"{case_word}〔{match[1]}〕{place}第{int(match[2]):0{_LEAST_DIGITS}d}号"
    _, _, rest = number.partition(f"{MARK}-")
    return f"临时 {place}调解-{rest}" if rest else number


def case_number_read(text: str) -> WrittenNumber | None:
    """Read a number as it stands on a paper; None for any other text."""
    match = _SHOWN.search("".join(text.split()))
    return WrittenNumber(int(match[1]), match[2], int(match[3])) if match else None


def case_number(prefix: str, written: WrittenNumber) -> str:
    """Return the number as it is stored: BY-T-2026-00012."""
    return f"{prefix}{MARK}-{written.year}-{written.order:05d}"
