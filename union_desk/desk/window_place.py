"""Where the window stands on the screen, kept from one sitting to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget

from union_desk.desk.preferences import Preferences

_NAME = "window/geometry"


def restore_place(window: QWidget, preferences: Preferences) -> None:
    window.resize(1366, 768)
    window.setMinimumSize(640, 480)
    kept = preferences.get(_NAME, "")
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(kept.encode()))
    elif window.screen().availableSize().height() <= window.height():
        # With its title bar it would reach over the edge of a small screen.
        window.setWindowState(Qt.WindowState.WindowMaximized)


def keep_place(window: QWidget, preferences: Preferences) -> None:
    preferences.set(_NAME, bytes(window.saveGeometry().toBase64().data()).decode())
