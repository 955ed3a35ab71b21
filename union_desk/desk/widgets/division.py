"""An administrative division: its code of six digits, shown by its name."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from union_desk.core.divisions import division_name
from union_desk.core.errors import RuleBroken
from union_desk.core.text import compact
from union_desk.desk.widgets.line import TextEdit


class DivisionBox(TextEdit):
    """`value()` is a code of GB/T 2260, "" for none; the name is shown until one comes back to change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._edited = False
        self.setPlaceholderText("6 位代码")
        self.textEdited.connect(self._on_typed)

    def value(self) -> str:
        if not self._edited:
            return self._code
        typed = compact(self.text())
        if not typed or division_name(typed) is not None:
            return typed
        raise RuleBroken("请填写 6 位行政区划代码（身份证号的前 6 位），例如 330104。")

    def set_value(self, value: Any) -> None:
        self._code = "" if value is None else str(value)
        self._edited = False
        name = division_name(self._code) or self._code
        self.setText(self._code if self.hasFocus() else name)
        self.setToolTip(f"{self._code} {name}" if self._code else "")
        self.setCursorPosition(0)
        self.problem_found.emit("")

    def restore(self, draft: Any) -> None:
        """Take a code back as it was, also a wrong one."""
        if str(draft) == self.draft():
            return
        self.setText(str(draft))
        self._edited = True
        self._settle()

    def draft(self) -> Any:
        return self.text() if self._edited else self._code

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._edited:
            self.setText(self._code)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def _on_typed(self, text: str) -> None:
        self._edited = True
        if len(compact(text)) == 6:
            self.setToolTip(division_name(compact(text)) or "")

    def _settle(self) -> None:
        try:
            self.set_value(self.value())
        except RuleBroken as broken:
            self.problem_found.emit(broken.message)
