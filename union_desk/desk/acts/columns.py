"""The columns that every list of cases has: words, days, sums, and what is due first."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Any, Final, Protocol

from union_desk.core.clock import local_day
from union_desk.core.money import format_fen
from union_desk.desk.days import left_words
from union_desk.desk.table_model import Column

_DAY_WIDTH: Final = 10


class Due(Protocol):
    """What a line says of its first clock."""

    @property
    def due_on(self) -> date | None: ...

    @property
    def days_left(self) -> int | None: ...

    @property
    def due_title(self) -> str: ...


def told(name: str, title: str, width: int, **more: Any) -> Column[Any]:
    """Make a column of words that are shown whole as its tip."""
    words = attrgetter(name)
    return Column(name, title, words, width, sort=name, tooltip=words, **more)


def dated(name: str, title: str, *, hidden: bool = True) -> Column[Any]:
    return Column(
        name, title, lambda row: day_words(getattr(row, name)), _DAY_WIDTH, sort=name, hidden=hidden
    )


def summed(name: str, title: str, **more: Any) -> Column[Any]:
    return Column(name, title, lambda row: sum_words(getattr(row, name)), 9, right=True, sort=name, **more)


def day_words(day: object) -> str:
    return str(day) if day is not None else ""


def sum_words(fen: int) -> str:
    return format_fen(fen) if fen else ""


def _due(row: Due) -> str:
    """剩 3 天 · 2026-11-26: how long first, which is still read where the column is narrow."""
    if row.due_on is None or row.days_left is None:
        return ""
    return f"{left_words(row.days_left)} · {row.due_on}"


def _due_tip(row: Due) -> str:
    return " · ".join(part for part in (row.due_title, _due(row)) if part)


def _is_urgent(row: Due) -> bool:
    return row.days_left is not None and row.days_left <= 0


NEXT_STEP: Final[Column[Any]] = Column(
    "next_step", "下一步", attrgetter("next_step"), 9, tooltip=attrgetter("next_step")
)
DUE: Final[Column[Any]] = Column("due", "期限", _due, 14, sort="due_on", tooltip=_due_tip, urgent=_is_urgent)
CHANGED: Final[Column[Any]] = Column(
    "changed_at",
    "最近修改",
    lambda row: day_words(local_day(row.changed_at)),
    _DAY_WIDTH,
    sort="changed_at",
    hidden=True,
)
