"""A day of which often only the month or the year is known: 参加工作时间, a birth in an old paper."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from union_desk.core.dates import parse_day
from union_desk.core.errors import RuleBroken
from union_desk.core.text import compact
from union_desk.desk.widgets.day import DayEdit
from union_desk.desk.widgets.line import TextEdit

_PART: Final = re.compile(r"([12][0-9]{3})(?:年|[-./年]?([0-9]{1,2})月?)?")
_SHOWN: Final = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}


class PartDayEdit(DayEdit):
    """Takes 1998, 1998-09, 199809, 1998年9月 and whole days; `precision` tells what of `value()` is known."""

    def __init__(self, parent: Any = None) -> None:
        self.precision = "month"
        super().__init__(parent)
        self.setPlaceholderText("年-月")

    def value(self) -> date | None:
        text = compact(self.text())
        if not text:
            return None
        part = _PART.fullmatch(text)
        if part is None:
            day = parse_day(text, type(self).today())
            self.precision = "day"
            return day
        year, month = int(part[1]), int(part[2] or 1)
        if not 1 <= month <= 12:
            raise RuleBroken(f"没有 {month} 月，请核对日期。")
        self.precision = "month" if part[2] else "year"
        return date(year, month, 1)

    def set_part(self, day: date | None, precision: str) -> None:
        """Show a day as exactly as it is known."""
        self.precision = precision if precision in _SHOWN else "month"
        self.set_value(day)

    def set_value(self, value: Any) -> None:
        day = value if isinstance(value, date) else None
        TextEdit.set_value(self, day.strftime(_SHOWN[self.precision]) if day else "")
        self.problem_found.emit("")
