"""Several lines of text."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from union_desk.desk.widgets.line import is_undo

_LEAST_LINES: Final = 3
_MOST_LINES: Final = 9


class NoteEdit(QPlainTextEdit):
    """Grows with its text. Enter makes a new line; Tab and Ctrl+Enter go on: that key it leaves alone."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, least_lines: int = _LEAST_LINES) -> None:
        super().__init__(parent)
        self._least_lines = least_lines
        self._quiet = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text)
        self._fit()

    def value(self) -> Any:
        return self.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self._quiet = True
        try:
            self.setPlainText("" if value is None else str(value))
        finally:
            self._quiet = False

    def draft(self) -> Any:
        return self.toPlainText()

    def restore(self, draft: Any) -> None:
        self.set_value(draft)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the desk where there is no typing to take back."""
        if is_undo(event) and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _on_text(self) -> None:
        self._fit()
        if not self._quiet:
            self.changed.emit()

    def _fit(self) -> None:
        lines = int(self.document().size().height())
        wanted = min(max(lines, self._least_lines), _MOST_LINES)
        margin = int(self.document().documentMargin()) * 2 + self.frameWidth() * 2 + 6
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if lines > _MOST_LINES else bar.ScrollBarAlwaysOff
        )
        self.setFixedHeight(self.fontMetrics().lineSpacing() * wanted + margin)
