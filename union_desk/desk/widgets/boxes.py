"""Boxes to tick, in a row that wraps, as on the paper form: several of a list, or 是 / 否."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import Property, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from union_desk.core.terms import Term, terms
from union_desk.desk.widgets.flow import FlowLayout

_STEPS: Final = {
    int(Qt.Key.Key_Right): 1,
    int(Qt.Key.Key_Down): 1,
    int(Qt.Key.Key_Left): -1,
    int(Qt.Key.Key_Up): -1,
}


class _Boxes(QWidget):
    """One stop of the Tab key: arrows go from box to box, Space ticks, a code or initial ticks its box."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._boxes: dict[str, QAbstractButton] = {}
        self._initials: dict[str, str] = {}
        self._passing = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def box(self, code: str) -> QAbstractButton:
        return self._boxes[code]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows before a box does, which would leave the group with them."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = _STEPS.get(event.key())
        if step is None or watched not in self._boxes.values():
            return False
        order = list(self._boxes.values())
        here = next(number for number, box in enumerate(order) if box is watched)
        order[min(max(here + step, 0), len(order) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._jump(event.text().lower()):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        order = list(self._boxes.values())
        if order and not self._passing:
            (next((box for box in order if box.isChecked()), order[0])).setFocus(event.reason())

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Go on from the place of the group; its boxes may stand anywhere in the order of the window."""
        self._passing = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._passing = False
        return super().focusNextPrevChild(onward)

    def _add(self, code: str, label: str, initials: str, box: QAbstractButton) -> None:
        box.setText(label)
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.setAccessibleName(label)
        box.installEventFilter(self)
        box.clicked.connect(lambda _on=False: self.changed.emit())
        self._flow.addWidget(box)
        self._boxes[code] = box
        self._initials[code] = initials.lower()

    def _clear(self) -> None:
        for box in self._boxes.values():
            self._flow.removeWidget(box)
            box.deleteLater()
        self._boxes.clear()
        self._initials.clear()

    def _jump(self, typed: str) -> bool:
        """Tick the box with this code, or go to the next one whose word begins so."""
        if not typed.strip():
            return False
        if typed in self._boxes:
            box = self._boxes[typed]
            box.setFocus()
            box.click()
            return True
        alike = [code for code, initials in self._initials.items() if initials.startswith(typed)]
        if not alike:
            return False
        here = next((code for code, box in self._boxes.items() if box.hasFocus()), "")
        after = alike[(alike.index(here) + 1) % len(alike)] if here in alike else alike[0]
        self._boxes[after].setFocus()
        if len(alike) == 1:
            self._boxes[after].click()
        return True


class TermsBox(_Boxes):
    """Several words of a code list; `value()` is the tuple of their codes in the order of the list."""

    def __init__(self, parent: QWidget | None = None, terms: str = "") -> None:
        super().__init__(parent)
        self._list = ""
        if terms:
            self._set_terms(terms)

    def _get_terms(self) -> str:
        return self._list

    def _set_terms(self, name: str) -> None:
        self._list = name
        self.set_terms(terms(name))

    terms = Property(str, _get_terms, _set_terms)

    def set_terms(self, offered: Sequence[Term]) -> None:
        ticked = self.value()
        self._clear()
        for term in offered:
            label = f"{term.code} {term.label}" if term.code.isdigit() else term.label
            self._add(term.code, label, term.initials, QCheckBox(self))
        self.set_value(ticked)

    def value(self) -> tuple[str, ...]:
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        ticked = set(value or ())
        for code, box in self._boxes.items():
            box.setChecked(code in ticked)

    def draft(self) -> Any:
        return list(self.value())

    def restore(self, draft: Any) -> None:
        self.set_value(draft)


class YesNo(_Boxes):
    """是 / 否, or not yet answered: True, False or None. The keys y, s (是) and n, f (否) answer.

    `answers` are the words for yes and no with their initials: 同意 / 不同意 of an opinion.
    """

    answers: ClassVar[tuple[tuple[str, str], tuple[str, str]]] = (("是", "s"), ("否", "f"))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for code, (label, initials) in zip("yn", self.answers, strict=True):
            radio = QRadioButton(self)
            # An exclusive group would make stops of the Tab key of its boxes.
            radio.setAutoExclusive(False)
            radio.clicked.connect(partial(self._answer, code))
            self._add(code, label, initials, radio)

    def value(self) -> bool | None:
        if self._boxes["y"].isChecked():
            return True
        return False if self._boxes["n"].isChecked() else None

    def set_value(self, value: Any) -> None:
        for code, answer in (("y", True), ("n", False)):
            self._boxes[code].setChecked(value is not None and bool(value) is answer)

    def draft(self) -> Any:
        return self.value()

    def restore(self, draft: Any) -> None:
        self.set_value(draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.value() is not None:
            self.set_value(None)
            self.changed.emit()
            return
        super().keyPressEvent(event)

    def _answer(self, code: str, _on: bool = False) -> None:
        for each, box in self._boxes.items():
            box.setChecked(each == code)
