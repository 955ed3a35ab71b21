"""The frame of the window while its store is being opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow

from union_desk.desk.navigation import MENUS
from union_desk.desk.preferences import Preferences
from union_desk.desk.window_place import keep_place, restore_place


class Opening(QMainWindow):
    """Says what is being done; the window comes to lie where it is."""

    left = Signal()

    def __init__(self, preferences: Preferences, words: str) -> None:
        super().__init__()
        self._preferences = preferences
        for title, key in zip(MENUS, "FBPDTH", strict=True):
            self.menuBar().addMenu(f"{title}(&{key})").setEnabled(False)
        middle = QLabel(words)
        middle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.setProperty("muted", True)
        self.setCentralWidget(middle)
        restore_place(self, preferences)

    def give_way(self) -> None:
        """Go, for the window lies over it now."""
        self.blockSignals(True)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        keep_place(self, self._preferences)
        super().closeEvent(event)
        self.left.emit()
