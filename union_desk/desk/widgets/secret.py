"""Numbers that are masked until somebody deliberately shows them: identity number, phone, bank card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QToolButton, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_card, check_identity
from union_desk.core.privacy import mask_card, mask_id, mask_phone
from union_desk.desk.widgets.day import DayEdit
from union_desk.desk.widgets.line import TextEdit

Reveal = Callable[[], object]
_HIDDEN: Final = "按 F2 显示后修改，按 Delete 清空重填。"


def _plain(text: str) -> str:
    return text


class SecretEdit(TextEdit):
    """What comes from the store is masked; F2 or 显示 shows it once `on_reveal` has recorded that.

    `on_reveal` may return False: then it stays hidden.

    What is typed here is seen until it is saved: it has to be compared with the card in one's hand.
    """

    revealed = Signal()
    masking: Callable[[str], str] = staticmethod(_plain)
    grouping: Callable[[str], str] = staticmethod(_plain)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_reveal: Reveal | None = None
        self._look_only = False
        self._hidden: str | None = None
        self._said = False
        self._show = QToolButton(self)
        self._show.setText("显示")
        self._show.setToolTip("显示完整内容（F2），显示会留下记录")
        self._show.setAccessibleName("显示完整内容")
        self._show.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show.setCursor(Qt.CursorShape.ArrowCursor)
        self._show.setAutoRaise(True)
        self._show.clicked.connect(self.reveal)
        self._show.hide()

    @property
    def masked(self) -> bool:
        return self._hidden is not None

    def set_look_only(self, *, on: bool) -> None:
        """Let it be shown, but not changed: for who reviews."""
        self._look_only = on
        self.setReadOnly(on or self.masked)

    def value(self) -> str:
        return self._hidden if self._hidden is not None else self.clean(self.text())

    def clean(self, text: str) -> str:
        return text.strip()

    def set_value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        self._hidden = text or None
        self.setReadOnly(bool(text) or self._look_only)
        self.setText(type(self).masking(text) if text else "")
        self.setCursorPosition(0)
        self._show.hide()
        self._place_button()
        self.problem_found.emit("")

    def draft(self) -> Any:
        return self.value()

    def restore(self, draft: Any) -> None:
        """Show what was typed here and never saved; it stays readable."""
        if draft == self._hidden:
            return
        self._open(str(draft))

    def reveal(self) -> None:
        """Show the whole number, on the record."""
        if self._hidden is None:
            return
        try:
            if self.on_reveal is not None and self.on_reveal() is False:
                return
        except RuleBroken as refused:
            self.problem_found.emit(refused.message)
            return
        self._open(self._hidden)
        self.setFocus()
        self.selectAll()
        self.revealed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.masked and event.key() == Qt.Key.Key_F2:
            self.reveal()
            return
        if self.masked and self._look_only:
            # Read-only as it is, the line only moves its cursor.
            super().keyPressEvent(event)
            return
        if self.masked and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._open("")
            self.changed.emit()
            return
        if self.masked and _would_write(event):
            self._said = True
            self.problem_found.emit(_HIDDEN)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.masked:
            self.reveal()
        else:
            super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.masked:
            self.setText(self.clean(self.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._unsay()
        if not self.masked:
            self.setText(type(self).grouping(self.clean(self.text())))

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange}:
            self._place_button()
        return super().event(event)

    def _open(self, text: str) -> None:
        self._unsay()
        self._hidden = None
        self.setReadOnly(self._look_only)
        self._show.hide()
        self.setTextMargins(0, 0, 0, 0)
        self.setText(text if self.hasFocus() else type(self).grouping(text))

    def _unsay(self) -> None:
        if self._said:
            self._said = False
            self.problem_found.emit("")

    def _place_button(self) -> None:
        if not self.masked:
            return
        size = self._show.sizeHint()
        # In a narrow cell the mask itself matters more; F2 and a double click are left.
        roomy = self.width() > self.fontMetrics().horizontalAdvance(self.text()) + size.width() + 16
        self._show.setVisible(roomy)
        self.setTextMargins(0, 0, size.width() if roomy else 0, 0)
        self._show.setGeometry(self.width() - size.width() - 3, 2, size.width(), max(0, self.height() - 4))


def _would_write(event: QKeyEvent) -> bool:
    """Tell whether a key would put something into a field that can be written in."""
    command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    typed = event.text().isprintable() and bool(event.text()) and not event.modifiers() & command
    return typed or event.matches(QKeySequence.StandardKey.Paste)


def grouped_identity(number: str) -> str:
    """330199 19780312 0021: the way one reads it out."""
    if len(number) != 18:
        return number
    return f"{number[:6]} {number[6:14]} {number[14:]}"


class IdentityEdit(SecretEdit):
    """A citizen's identity number; `recognised` gives the Identity as soon as its 18 places are right."""

    recognised = Signal(object)
    masking: Callable[[str], str] = staticmethod(mask_id)
    grouping: Callable[[str], str] = staticmethod(grouped_identity)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_day: Callable[[], date] | None = None
        self.setPlaceholderText("18 位身份证号")
        self.textEdited.connect(self._check)

    def _day(self) -> date:
        return self.on_day() if self.on_day is not None else DayEdit.today()

    def clean(self, text: str) -> str:
        found = check_identity(text, self._day())
        if found.valid:
            return found.normalised
        return "".join(text.split()).upper()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.masked and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._report(self.clean(self.text()))

    def restore(self, draft: Any) -> None:
        super().restore(draft)
        if not self.masked:
            self._report(self.value())

    def _check(self, text: str) -> None:
        number = "".join(text.split())
        if len(number) in {15, 18}:
            self._report(number, eager=len(number) == 18)
        else:
            self.problem_found.emit("")

    def _report(self, number: str, *, eager: bool = True) -> None:
        if not number:
            self.problem_found.emit("")
            return
        found = check_identity(number, self._day())
        if found.valid:
            self.problem_found.emit("")
            if eager:
                self.recognised.emit(found)
        elif eager:
            self.problem_found.emit(found.reason)


class PhoneEdit(SecretEdit):
    masking: Callable[[str], str] = staticmethod(mask_phone)


def grouped_card(number: str) -> str:
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


class CardEdit(SecretEdit):
    """A bank card; a wrong check digit is only a warning (some passbook numbers have none)."""

    masking: Callable[[str], str] = staticmethod(mask_card)
    grouping: Callable[[str], str] = staticmethod(grouped_card)

    def clean(self, text: str) -> str:
        return "".join(text.split())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        number = self.value()
        if not self.masked:
            self.problem_found.emit(_card_warning(number) if number else "")


def _card_warning(number: str) -> str:
    found = check_card(number)
    return found.reason or "".join(found.warnings)
