"""The inputs that only the acts of a case need."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from union_desk.core.errors import RuleBroken
from union_desk.core.text import compact
from union_desk.desk.widgets import TextEdit, YesNo

_TIME = re.compile(r"([0-9]{1,2})(?:[:：.点时]?([0-5][0-9])分?)?[点时]?")


class Assent(YesNo):
    """Whether the other side takes part: 同意调解 or 不同意."""

    answers: ClassVar = (("同意调解", "t"), ("不同意", "b"))


class TimeEdit(TextEdit):
    """A time of the day, typed 14:30, 1430 or 9; `value()` is "14:30", "" for none."""

    def value(self) -> str:
        typed = compact(self.text())
        if not typed:
            return ""
        found = _TIME.fullmatch(typed)
        hour = int(found[1]) if found else 24
        if found is None or hour > 23:
            raise RuleBroken("请填写时间，例如 14:30、1430 或者 9。")
        return f"{hour:02d}:{found[2] or '00'}"

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self.problem_found.emit("")

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        try:
            self.set_value(self.value())
        except RuleBroken as broken:
            self.problem_found.emit(broken.message)
