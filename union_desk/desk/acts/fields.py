"""The inputs that only acts need, and how the fields of their forms are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from union_desk.desk.widgets import NoteEdit, NumberEdit, TermBox, TextEdit, YesNo

Make = Callable[[QWidget], QWidget]
_SEPARATORS = str.maketrans(dict.fromkeys("，,；;/　\t\n", "、"))


class NamesEdit(TextEdit):
    """Several names in one line; any usual separator parts them: 沈佳、李强."""

    def value(self) -> tuple[str, ...]:
        parts = self.text().translate(_SEPARATORS).split("、")
        return tuple(part.strip() for part in parts if part.strip())

    def set_value(self, value: Any) -> None:
        super().set_value("、".join(value or ()))


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
