"""What stands around a list in a screen of its own: labelled choices above it, buttons below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget


def act_button(text: str, act: Callable[[], object]) -> QPushButton:
    """Make a button that Enter elsewhere does not press."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _on=False: act())
    return button


def words_label(name: str) -> QLabel:
    """Make a label whose text comes later, wraps, and is read aloud by this name."""
    label = QLabel()
    label.setWordWrap(True)
    label.setAccessibleName(name)
    return label


def labelled(words: str, field: QWidget) -> QWidget:
    """Put a field behind its label, whose key leads into it."""
    pair = QWidget()
    label = QLabel(words)
    label.setBuddy(field)
    inside = QHBoxLayout(pair)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(label)
    inside.addWidget(field)
    return pair


def offer(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    """Offer values by their words; what was chosen stays chosen where it is still there."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
