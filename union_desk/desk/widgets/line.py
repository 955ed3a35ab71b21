"""Lines of text that behave: trimmed, quiet about their own changes, without keys that are the desk's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from union_desk.desk import style


class LineEdit(QLineEdit):
    """Leaves Ctrl+Z to the desk where there is no typing to take back."""

    def event(self, event: QEvent) -> bool:
        if is_undo(event) and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)


class TextEdit(LineEdit):
    """Plain words. `value()` is the trimmed text; what the caseworker types announces itself by `changed`."""

    changed = Signal()
    problem_found = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aside = ""
        self._has_aside = False
        self.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> Any:
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def draft(self) -> Any:
        return self.text()

    def restore(self, draft: Any) -> None:
        self.setText(str(draft))

    def set_aside(self, text: str) -> None:
        """Show words in grey at the right end, where there is room for them: a weekday, a unit."""
        self._aside = text
        self._fit_aside()

    @property
    def aside(self) -> str:
        return self._aside

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_aside()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._aside or not self.textMargins().right():
            return
        painter = QPainter(self)
        painter.setPen(style.MUTED)
        room = QRect(self.rect()).adjusted(0, 0, -8, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._aside)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_aside()

    def _fit_aside(self) -> None:
        if not self._has_aside and not self._aside:
            return
        self._has_aside = True
        metrics = self.fontMetrics()
        wanted = metrics.horizontalAdvance(self._aside) + 6 if self._aside else 0
        fits = self.width() > metrics.horizontalAdvance(self.text()) + wanted + 16
        self.setTextMargins(0, 0, wanted if fits else 0, 0)
        self.update()


def is_undo(event: QEvent) -> bool:
    """Tell whether this asks a field if it wants Ctrl+Z for itself."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and event.matches(QKeySequence.StandardKey.Undo)
    )
