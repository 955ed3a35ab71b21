"""The inputs of minutes: who speaks and how by a key that works at once, and the line that is being said."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from union_desk.desk.widgets import NoteEdit

ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


class Choice(QPushButton):
    """One of several, chosen by its key at once: the words that follow are of who was chosen."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCheckable(True)
        self.setProperty("chip", True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Shortcut:
            self.click()
            return True
        return super().event(event)


class SpokenEdit(NoteEdit):
    """What is being said: Enter ends the line, Shift+Enter breaks it."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in ENTER and not shift:
            self.entered.emit()
            return
        super().keyPressEvent(event)


def labelled(title: str, widget: QWidget) -> QHBoxLayout:
    pair = QHBoxLayout()
    label = QLabel(title)
    label.setBuddy(widget)
    widget.setAccessibleName(title.split("(", maxsplit=1)[0])
    pair.addWidget(label)
    pair.addWidget(widget, 1)
    return pair


def say_label(name: str, *, muted: bool = False) -> QLabel:
    label = QLabel()
    label.setAccessibleName(name)
    label.setWordWrap(True)
    label.setProperty("muted", muted)
    return label
