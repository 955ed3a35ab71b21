"""A line of text that offers what is known already as one types; what is new is simply typed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from union_desk.desk.widgets.choices import ChoiceList
from union_desk.desk.widgets.line import TextEdit

Look = Callable[[str], Sequence[tuple[str, Any]]]
"""Returns the lines (words, value) for what is typed."""
_WAIT_MS: Final = 60
_LEAST: Final = 2


def _nobody(_text: str) -> Sequence[tuple[str, Any]]:
    return ()


class SuggestEdit(TextEdit):
    """↓ goes into the list, Enter takes the line, Esc goes on without.

    Letters are pinyin: they mean a known one, and the first line is chosen for Enter. Characters may be a new
    name that another begins with: nothing is chosen until ↓.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look: Look = _nobody
        self._choices = ChoiceList(self)
        self._choices.picked.connect(self._take)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self.offer)
        self.textEdited.connect(lambda _text: self._soon.start())

    def offer(self) -> None:
        """Show who is known for what is typed so far."""
        self._soon.stop()
        text = self.text().strip()
        found = self.look(text) if len(text) >= _LEAST and self.hasFocus() else ()
        self._choices.offer(found, 0 if text.isascii() else -1)

    @property
    def choices_open(self) -> bool:
        return self._choices.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Down} and (
            self._soon.isActive()
        ):
            self.offer()
        if not self._choices.isVisible():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._choices.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._choices.hide()
        else:
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
                self._take(self._choices.current_value())
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._soon.stop()
        super().focusOutEvent(event)

    def _take(self, value: object) -> None:
        self._choices.hide()
        if value is not None:
            self.picked.emit(value)
