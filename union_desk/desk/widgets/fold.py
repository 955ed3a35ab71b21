"""A line that opens and closes the rarely used part of a form below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget


class Fold(QCheckBox):
    """Space or → opens, ← closes; Enter, which goes from field to field, passes over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._part: QWidget | None = None
        self.setProperty("fold", True)
        self.setToolTip("空格键打开或收起")
        self.toggled.connect(self._show)

    def fold(self, part: QWidget | None = None) -> None:
        """Say once which part is opened (or listen to `toggled`); it is closed from the start."""
        self._part = part
        self._title = self.text()
        self.setAccessibleName(self._title)
        self._show(self.isChecked())

    def set_title(self, title: str) -> None:
        """Write other words, such as how many lines of the part are filled in."""
        self._title = title
        self.setAccessibleName(title)
        self._show(self.isChecked())

    def open(self) -> None:
        self.setChecked(True)

    def holds(self, widget: QWidget) -> bool:
        """Tell whether a widget lies in the folded part."""
        return self._part is not None and (self._part is widget or self._part.isAncestorOf(widget))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Right:
            self.setChecked(True)
        elif event.key() == Qt.Key.Key_Left:
            self.setChecked(False)
        else:
            super().keyPressEvent(event)

    def _show(self, opened: bool) -> None:
        self.setText(f"{'▾' if opened else '▸'} {self._title}")
        if self._part is not None:
            self._part.setVisible(opened)
