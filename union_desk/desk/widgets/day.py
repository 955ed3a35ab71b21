"""A day, typed in any of the ways a caseworker writes one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Property, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from union_desk.core.clock import local_day, system_clock
from union_desk.core.dates import parse_day
from union_desk.core.errors import RuleBroken
from union_desk.desk.widgets.line import TextEdit

WEEKDAYS: Final = "一二三四五六日"


def office_today() -> date:
    return local_day(system_clock())


class DayEdit(TextEdit):
    """Takes 2018-03-12, 20180312, 2018年3月12日, `t` (today), `+3`, `-1m`, `1112`; shows the weekday."""

    today: Callable[[], date] = staticmethod(office_today)
    """The day that `t` means; the desk sets its clock here."""
    day_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weekday = True
        self.setPlaceholderText("年-月-日")
        self.editingFinished.connect(self._settle)
        self.textEdited.connect(lambda _text: self.set_aside(""))

    def _get_weekday(self) -> bool:
        return self._weekday

    def _set_weekday(self, shown: bool) -> None:
        self._weekday = shown
        if not shown:
            self.set_aside("")

    weekday = Property(bool, _get_weekday, _set_weekday)
    """Whether the weekday stands beside the day; beside a birth it would only be in the way."""

    def value(self) -> date | None:
        text = self.text().strip()
        return parse_day(text, type(self).today()) if text else None

    def set_value(self, value: Any) -> None:
        day = value if isinstance(value, date) else None
        self.setText(day.isoformat() if day else "")
        self.setCursorPosition(0)
        self.set_aside(f"周{WEEKDAYS[day.weekday()]}" if day and self._weekday else "")
        self.problem_found.emit("")

    def restore(self, draft: Any) -> None:
        self.setText(str(draft))
        self._settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Write the day out in full, or say what is wrong with it and leave the text as it is."""
        try:
            day = self.value()
        except RuleBroken as broken:
            self.problem_found.emit(broken.message)
            return
        self.set_value(day)
        self.day_changed.emit(day)
