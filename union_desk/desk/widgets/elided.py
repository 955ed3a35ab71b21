"""Words in one line that end in … where there is no room for them, and show whole in their tip."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_LEAST_CHARACTERS: Final = 4


class Elided(QLabel):
    """A label that may be narrower than its words. `text()` gives all of them."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self._fitting = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        self._whole = text
        self._fit()
        self.updateGeometry()

    def clear(self) -> None:
        self.setText("")

    def sizeHint(self) -> QSize:
        return self._size(self._whole)

    def minimumSizeHint(self) -> QSize:
        short = self._whole if len(self._whole) <= _LEAST_CHARACTERS else f"{self._whole[:2]}…"
        return self._size(short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _size(self, text: str) -> QSize:
        """Return the room that these words take, with the frame that the style draws round them."""
        frame = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(super().text())
        wanted = self.fontMetrics().horizontalAdvance(text)
        return QSize(wanted + max(0, frame), super().sizeHint().height())

    def _fit(self) -> None:
        if self._fitting:
            return
        self._fitting = True
        room = self.width() - (self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self._whole))
        is_cut = self.fontMetrics().horizontalAdvance(self._whole) > room
        shown = self._whole
        if is_cut:
            shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if super().text() != shown:
            super().setText(shown)
        self.setToolTip(self._whole if is_cut else "")
        self.setAccessibleDescription(self._whole if is_cut else "")
        self._fitting = False
