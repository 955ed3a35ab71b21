"""The inputs that only acts need, and how the fields of their forms are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.text import compact
from union_desk.desk.widgets import NoteEdit, NumberEdit, TermBox, TermsBox, TextEdit, YesNo

Make = Callable[[QWidget], QWidget]
_TIME = re.compile(r"([0-9]{1,2})(?:[:：.点时]?([0-5][0-9])分?)?[点时]?")
_SEPARATORS = str.maketrans(dict.fromkeys("，,；;/　\t\n", "、"))


class NamesEdit(TextEdit):
    """Several names in one line; any usual separator parts them: 沈佳、李强."""

    def value(self) -> tuple[str, ...]:
        parts = self.text().translate(_SEPARATORS).split("、")
        return tuple(part.strip() for part in parts if part.strip())

    def set_value(self, value: Any) -> None:
        super().set_value("、".join(value or ()))


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


class Agreement(YesNo):
    """同意 or 不同意."""

    answers: ClassVar = (("同意", "t"), ("不同意", "b"))


def term(name: str) -> Make:
    return lambda parent: TermBox(parent, name)


def note(lines: int = 1) -> Make:
    return lambda parent: NoteEdit(parent, lines)


def number(unit: str) -> Make:
    return lambda parent: NumberEdit(parent, unit)


def tick(words: str) -> Make:
    return lambda parent: QCheckBox(words, parent)


def several(name: str) -> Make:
    return lambda parent: TermsBox(parent, name)
