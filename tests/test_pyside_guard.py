"""The PySide6 in use must not lose references: 6.12 does below Python 3.12, and soon dies of it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel


class Sender(QObject):
    sent = Signal(bool)


def test_calls_that_return_nothing_keep_none_alive(qapp):
    label = QLabel()
    before = sys.getrefcount(None)
    for _turn in range(500):
        label.setText("a")
    assert sys.getrefcount(None) > before - 100


def test_signals_keep_what_they_carry_alive(qapp):
    sender = Sender()
    sender.sent.connect(lambda _on: None)
    before = sys.getrefcount(True)
    for _turn in range(500):
        sender.sent.emit(True)
    assert sys.getrefcount(True) > before - 100
