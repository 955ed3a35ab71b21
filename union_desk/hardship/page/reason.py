"""A line that asks for the reason of an act before it is done; Esc puts it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.desk.widgets import TextEdit


class ReasonBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step")
        self._act: Callable[[str], None] = lambda _reason: None
        self._label = QLabel()
        self.reason = TextEdit(self)
        self.button = QPushButton()
        self._problem = QLabel()
        self._problem.setProperty("problem", True)
        away = QPushButton("取消")
        line = QHBoxLayout()
        for part, stretch in ((self._label, 0), (self.reason, 1), (self.button, 0), (away, 0)):
            line.addWidget(part, stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 6, 4)
        whole.addLayout(line)
        whole.addWidget(self._problem)
        self.button.clicked.connect(lambda _on=False: self._put())
        away.clicked.connect(self.hide)
        self.hide()

    def ask(self, title: str, act: Callable[[str], None]) -> None:
        """Ask why; `act` gets the reason. It hides the line once the act is done."""
        self._act = act
        self._label.setText(f"{title}的理由")
        self.reason.setAccessibleName(f"{title}的理由")
        self.button.setText(title)
        self.reason.set_value("")
        self._problem.hide()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._put()
        else:
            super().keyPressEvent(event)

    def _put(self) -> None:
        reason = self.reason.value()
        if not reason:
            self._problem.setText("▲ 请写明理由，以后可以查到。")
            self._problem.show()
            self.reason.setFocus()
            return
        self._act(reason)
