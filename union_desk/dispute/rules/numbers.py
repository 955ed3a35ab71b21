"""The number of a case as its papers write it: 杭经开工调〔2026〕白杨第0012号."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Stands between the office's code and the year, so that no case has the number of a file: BY-T-2026-00012.
MARK: Final = "-T"
_NUMBER: Final = re.compile(r"[A-Z]{2,6}-T-(\d{4})-(\d{5,})")
_SHOWN: Final = re.compile(r"[〔\[(](\d{4})[〕\])](.*?)第?0*(\d+)号?")
_ORDER: Final = re.compile(r"(\D*)第0*(\d+)号?")
_LEAST_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it stands on a paper, in its parts."""

    year: int | None  # None where only the end of it was typed: 白杨第0012号
    place: str
    order: int


def case_number_shown(number: str, case_word: str, place: str) -> str:
    """Write a case's number with the office's 案号字 and its own word; a temporary one says so."""
    match = _NUMBER.fullmatch(number)
    if match is not None:
        return f"{case_word}〔{match[1]}〕{place}第{int(match[2]):0{_LEAST_DIGITS}d}号"
    _, _, rest = number.partition(f"{MARK}-")
    return f"临时 {place}调解-{rest}" if rest else number


def short_number(number: str) -> str:
    """Return a number with no more digits than its papers have: BY-T-2026-0012; "" for a temporary one."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return ""
    return f"{number[: match.start(2)]}{int(match[2]):0{_LEAST_DIGITS}d}"


def case_number_read(text: str) -> WrittenNumber | None:
    """Read a number as it stands on a paper; None for any other text."""
    plain = "".join(text.split())
    if match := _SHOWN.search(plain):
        return WrittenNumber(int(match[1]), match[2], int(match[3]))
    if match := _ORDER.fullmatch(plain):
        return WrittenNumber(None, match[1], int(match[2]))
    return None


def case_number(prefix: str, written: WrittenNumber) -> str:
    """Return the number as it is stored, as far as it is known: BY-T-2026-00012."""
    order = f"{written.order:05d}"
    return order if written.year is None else f"{prefix}{MARK}-{written.year}-{order}"
