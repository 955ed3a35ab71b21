"""A list of choices that lies over the window below a text field, which keeps the focus and the input method.

A Qt.Popup around a text field takes the keyboard from the input method: no Chinese could be typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

_MOST_LINES: Final = 14
VALUE_ROLE: Final = int(Qt.ItemDataRole.UserRole)


class ChoiceList(QListWidget):
    """Lines that the owner fills; the arrow keys are sent here by the field that owns it."""

    picked = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setObjectName("choices")
        self.setAccessibleName("选项")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.hide()
        self.itemClicked.connect(self._pick)
        self.itemEntered.connect(self.setCurrentItem)
        self._width = 0
        self._followed: list[QWidget] = []
        field.installEventFilter(self)

    def offer(self, lines: Sequence[tuple[str, Any]], current: int = 0, width: int = 0) -> None:
        """Show these lines (text, value) below the field, or above it where there is no room.

        A line whose value is None is a heading: the arrow keys pass over it. With `current` -1 none is chosen
        until ↓ is pressed.
        """
        self.clear()
        for text, value in lines:
            item = QListWidgetItem(text, self)
            item.setData(VALUE_ROLE, value)
            if value is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        if not lines:
            self.hide()
            return
        self.setCurrentRow(current)
        self._width = width
        self._follow()
        self._place()
        self.show()
        self.raise_()
        if current >= 0:
            self.scrollToItem(self.currentItem())

    def move_current(self, step: int) -> None:
        row = self.currentRow() + step
        while 0 <= row < self.count() and self.item(row).data(VALUE_ROLE) is None:
            row += step
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    def current_value(self) -> Any:
        item = self.currentItem()
        return item.data(VALUE_ROLE) if item is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away with the field's focus, and along with it when the page is scrolled or laid out anew."""
        kind = event.type()
        if watched is self._field and kind in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.hide()
        elif kind in {QEvent.Type.Move, QEvent.Type.Resize} and self.isVisible():
            self._place()
        return False

    def _pick(self, item: QListWidgetItem) -> None:
        if item.data(VALUE_ROLE) is not None:
            self.picked.emit(item.data(VALUE_ROLE))

    def _follow(self) -> None:
        """Become a child of the window (never a window of its own) and watch what may move the field."""
        window = self._field.window()
        if self.parentWidget() is window and self._followed:
            return
        self.setParent(window)
        for before in self._followed:
            before.removeEventFilter(self)
        self._followed = []
        each: QWidget | None = self._field.parentWidget()
        while each is not None and each is not window:
            each.installEventFilter(self)
            self._followed.append(each)
            each = each.parentWidget()

    def _place(self) -> None:
        """Lie below the field, or above it where there is more room."""
        window = self._field.window()
        row = self.sizeHintForRow(0) or self.fontMetrics().height()
        height = row * min(self.count(), _MOST_LINES) + 2 * self.frameWidth() + 4
        broad = max(self._field.width(), self._width, self.sizeHintForColumn(0) + 30)
        below = self._field.mapTo(window, QPoint(0, self._field.height()))
        top = below.y()
        if top + height > window.height():
            above = below.y() - self._field.height()
            if above > window.height() - top:
                height = min(height, above)
                top = above - height
            else:
                height = window.height() - top
        left = max(0, min(below.x(), window.width() - broad))
        self.setGeometry(QRect(left, top, min(broad, window.width()), height))
