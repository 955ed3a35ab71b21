"""A count, or a measure with two decimals."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Property, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk.widgets.line import TextEdit

_LARGEST = 10**12


class NumberEdit(TextEdit):
    """`value()` is an int or None; with `places` 2 it counts hundredths (85.5 ㎡ is 8550)."""

    def __init__(self, parent: QWidget | None = None, unit: str = "", places: int = 0) -> None:
        super().__init__(parent)
        self._places = places
        self._unit = unit
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.set_aside(unit)

    def _get_unit(self) -> str:
        return self._unit

    def _set_unit(self, unit: str) -> None:
        self._unit = unit
        self.set_aside(unit)

    def _get_places(self) -> int:
        return self._places

    def _set_places(self, places: int) -> None:
        self._places = places

    unit = Property(str, _get_unit, _set_unit)
    places = Property(int, _get_places, _set_places)

    def value(self) -> int | None:
        text = unicodedata.normalize("NFKC", self.text()).strip().replace(",", "")
        if not text:
            return None
        try:
            scaled = Decimal(text) * 10**self._places
        except InvalidOperation as error:
            raise RuleBroken("请填写数字。") from error
        if not scaled.is_finite() or abs(scaled) > _LARGEST:
            raise RuleBroken("数字太大，请核对有没有多写几位。")
        if scaled < 0:
            raise RuleBroken("不能是负数。")
        if scaled != int(scaled):
            raise RuleBroken(f"最多 {self._places} 位小数。" if self._places else "请填写整数。")
        return int(scaled)

    def set_value(self, value: Any) -> None:
        if value is None:
            self.setText("")
        else:
            number = f"{Decimal(int(value)) / 10**self._places:f}"
            self.setText(number.rstrip("0").rstrip(".") if "." in number else number)
        self.problem_found.emit("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            self.set_value(self.value())
        except RuleBroken as broken:
            self.problem_found.emit(broken.message)
