"""What is asked of one printing, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Mode = Literal["filled", "blank", "data"]


@dataclass(frozen=True, slots=True)
class Placing:
    """How data must be moved to meet the lines of pre-printed paper on one printer.

    Millimetres to the right and down, and two scales from the sheet's upper left corner.
    """

    right: float = 0.0
    down: float = 0.0
    across: float = 1.0
    along: float = 1.0


AS_IT_IS: Final = Placing()


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and what the caseworker should know before it goes to the printer."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()  # characters that no font has: printed as an empty box
    shrunk: tuple[str, ...] = ()  # labels of fields in type of less than 7.5 points
    continued: tuple[str, ...] = ()  # labels of fields that go on to a continuation sheet
    concerned: tuple[int, ...] = ()  # which records, from 0, have missing characters or shrunk fields
    first_copies: tuple[int, ...] = ()  # the number on each record's first copy: 第 n 份
    local_fonts: tuple[str, ...] = ()  # files of this PC's own fonts that it was set in
    cancelled: bool = False  # stopped before its end: then there is no PDF


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all records of one printing."""

    mode: Mode = "filled"
    printed_by: str = ""
    printed_at: datetime | None = None
    copies: int = 1  # of each record, one after the other
    first_copies: Sequence[int] = ()  # the number of each record's first copy; none: no 第 n 份 is printed
    two_sided: bool = False  # then every copy begins on a sheet of its own
    placing: Placing = AS_IT_IS  # of data on pre-printed paper
    prefer_local_fonts: bool = False  # this PC's own 仿宋 and 小标宋 first
