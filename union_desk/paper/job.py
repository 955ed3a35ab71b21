"""What is asked of one printing, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Mode = Literal["filled", "blank", "data"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and what the caseworker should know before it goes to the printer."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()  # characters that no font has: printed as an empty box
    shrunk: tuple[str, ...] = ()  # labels of fields in type of less than 7.5 points
    continued: tuple[str, ...] = ()  # labels of fields that go on to a continuation sheet
    concerned: tuple[int, ...] = ()  # which records, from 0, have missing characters or shrunk fields
    cancelled: bool = False  # stopped before its end: then there is no PDF


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all records of one printing."""

    mode: Mode = "filled"
    printed_by: str = ""
    printed_at: datetime | None = None
    copy: int | None = None  # 第 n 份
    offset: tuple[float, float] = (0.0, 0.0)  # millimetres to the right and down, for pre-printed paper
    prefer_local_fonts: bool = False  # this PC's own 仿宋 and 小标宋 first
