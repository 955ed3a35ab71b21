"""A line that asks for the reason of an act before it is done; Esc puts it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

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
        self._away = QPushButton("取消")
        self._came_from: QWidget | None = None
        line = QHBoxLayout()
        for part, stretch in ((self._label, 0), (self.reason, 1), (self.button, 0), (self._away, 0)):
            line.addWidget(part, stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 6, 4)
        whole.addLayout(line)
        whole.addWidget(self._problem)
        self.button.clicked.connect(lambda _on=False: self._put())
        self._away.clicked.connect(lambda _on=False: self.put_away())
        self.hide()

    def ask(self, title: str, act: Callable[[str], None]) -> None:
        """Ask why; `act` gets the reason. It hides the line once the act is done."""
        here = self.window().focusWidget()
        if here is not None and not self.isAncestorOf(here):
            self._came_from = here
        self._act = act
        self._label.setText(f"{title}的理由")
        self.reason.setAccessibleName(f"{title}的理由")
        self.button.setText(title)
        self.reason.set_value("")
        self._problem.hide()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Hide, with the cursor back where it was."""
        back, self._came_from = self._came_from, None
        had_cursor = self.isAncestorOf(self.window().focusWidget() or self.window())
        if had_cursor and back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads from the reason to the button; only the button does the act."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_enter()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        if self._away.hasFocus():
            self.put_away()
        elif self.button.hasFocus() or not self.reason.value():
            self._put()
        else:
            self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _put(self) -> None:
        reason = self.reason.value()
        if not reason:
            self._problem.setText("▲ 请写明理由，以后可以查到。")
            self._problem.show()
            self.reason.setFocus()
            return
        self._act(reason)
