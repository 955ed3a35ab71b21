"""An amount of money, in yuan on the screen and in fen inside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, parse_fen
from union_desk.desk.widgets.line import TextEdit


class MoneyEdit(TextEdit):
    """Takes 1234.5, 1,234.50, 1.2万 and full-width digits; written out with thousands when one leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._negative = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.set_aside("元")

    def _get_negative(self) -> bool:
        return self._negative

    def _set_negative(self, allowed: bool) -> None:
        self._negative = allowed

    negative = Property(bool, _get_negative, _set_negative)

    def value(self) -> int | None:
        text = self.text().strip()
        return parse_fen(text, negative=self._negative) if text else None

    def set_value(self, value: Any) -> None:
        self.setText("" if value is None else format_fen(int(value)))
        self.problem_found.emit("")

    def restore(self, draft: Any) -> None:
        self.setText(str(draft))
        self._settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def _settle(self) -> None:
        try:
            self.set_value(self.value())
        except RuleBroken as broken:
            self.problem_found.emit(broken.message)
