"""What tests of screens need: Chinese by the input method, names for screen readers, waiting."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_zh(widget: QWidget, text: str, preedit: str = "pin yin") -> None:
    """Type as an input method does; key clicks with Chinese abort the process."""
    if preedit:
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, preedit: str) -> None:
    """Leave the input method in the middle of a word."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def nameless(root: QWidget) -> list[tuple[str, str]]:
    """Focusable widgets that a screen reader cannot name."""
    bad = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is not None and not seen.text(QAccessible.Text.Name).strip():
            bad.append((type(widget).__name__, widget.objectName()))
    return bad


def settle() -> None:
    for _turn in range(3):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
