"""The values of a rule pack on the screen: how each kind is typed, taken and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from union_desk.core.deadline import Length, Unit
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import PackField
from union_desk.core.terms import term_label, terms
from union_desk.desk.widgets import NumberEdit, TermBox, TermsBox, TextEdit

_COMPARATORS: Final = (("<", "低于（＜）"), ("<=", "不超过（≤）"))
_ANSWERS: Final = (("yes", "是"), ("no", "否"))
_UNITS: Final = (
    (Unit.DAYS, "日"),
    (Unit.WORKING_DAYS, "个工作日"),
    (Unit.MONTHS, "个月"),
    (Unit.YEARS, "年"),
)


class LengthEdit(QWidget):
    """How long a period is: a number, and whether days or working days; `value()` is 7wd."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.unit = NumberEdit(self), TermBox(self)
        self.number.setAccessibleName(name)
        self.unit.setAccessibleName(f"{name}：单位")
        self.unit.set_choices([(unit.value, words) for unit, words in _UNITS])
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.number, 1)
        line.addWidget(self.unit, 1)
        self.setFocusProxy(self.number)
        self.number.changed.connect(self.changed)
        self.unit.chosen.connect(lambda _code: self.changed.emit())

    def value(self) -> str:
        number = self.number.value()
        if not number:
            raise RuleBroken("请填写期间的长度。")
        return f"{number}{self.unit.value()}"

    def set_value(self, value: str) -> None:
        length = Length.parse(value)
        self.number.set_value(length.count)
        self.unit.set_value(length.unit.value)


def shown(field: PackField, value: Any) -> str:
    """Write a value of a pack as the screen does."""
    match field.kind:
        case "comparator":
            return dict(_COMPARATORS)[value]
        case "flag":
            return "是" if value else "否"
        case "codes":
            return "、".join(term_label(field.terms, code) for code in value)
        case "ratio":
            return f"{value}（{float(value):.0%}）"
        case "length":
            return str(Length.parse(value))
        case _:
            return f"{value}{field.unit and f' {field.unit}'}"


def field_input(field: PackField, value: Any, parent: QWidget) -> Any:
    """Make the input of a field with its value."""
    made = _MAKERS[field.kind](field, parent)
    made.set_value(("yes" if value else "no") if field.kind == "flag" else value)
    return made


def taken(field: PackField, made: Any) -> Any:
    """Return what stands in an input, as the pack checks it."""
    value = made.value()
    if field.kind == "flag":
        return value == "yes"
    return list(value) if field.kind == "codes" else "" if value is None else value


def _choices(offered: tuple[tuple[str, str], ...]) -> Callable[[PackField, QWidget], TermBox]:
    def make(_field: PackField, parent: QWidget) -> TermBox:
        box = TermBox(parent)
        box.set_choices(offered)
        return box

    return make


def _codes(field: PackField, parent: QWidget) -> TermsBox:
    """Offer what the law leaves open: the incomes that a place may leave out."""
    box = TermsBox(parent)
    box.set_terms([term for term in terms(field.terms) if "不计入" in term.note])
    return box


def _number(field: PackField, parent: QWidget) -> TextEdit:
    edit = TextEdit(parent)
    edit.set_aside(field.unit)
    return edit


def _count(field: PackField, parent: QWidget) -> NumberEdit:
    return NumberEdit(parent, field.unit)


def _length(field: PackField, parent: QWidget) -> LengthEdit:
    return LengthEdit(field.label, parent)


_MAKERS: Final[dict[str, Callable[[PackField, QWidget], Any]]] = {
    "comparator": _choices(_COMPARATORS),
    "flag": _choices(_ANSWERS),
    "codes": _codes,
    "multiple": _number,
    "ratio": _number,
    "age": _count,
    "count": _count,
    "length": _length,
}
