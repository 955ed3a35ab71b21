"""A sheet on the page that asks what an act needs; Esc puts it away, and what was typed waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.body import SheetBody
from union_desk.desk.acts.form import order_before
from union_desk.desk.acts.half import HalfActs

_SOON_MS: Final = 200
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is about: which act of which file, the words of its button, and whose file it is.

    Where `whose` is said, what is half typed waits on the workbench under both.
    """

    uid: str
    code: str
    title: str
    put: str = ""
    whose: str = ""


class ActSheet(QFrame):
    """Its button does the act; Enter goes from field to field to it, Ctrl+Enter does it from any line."""

    opened = Signal()

    def __init__(self, half: HalfActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step")
        self.asked: Asked | None = None
        self.body: SheetBody | None = None
        self._half = half
        self._take: Callable[[Any], None] = lambda _taken: None
        self._came_from: QWidget | None = None
        self._touched = False
        self.title, self.hint, self.problem = QLabel(), QLabel(), QLabel()
        self.title.setProperty("heading", True)
        self.hint.setProperty("muted", True)
        self.problem.setProperty("problem", True)
        for label in (self.title, self.hint, self.problem):
            label.setWordWrap(True)
        self._place = QVBoxLayout()
        self.button, self.away = QPushButton(), QPushButton("取消 (Esc)")
        self.drop = QPushButton("清掉没记下的内容")
        self.drop.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.away)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 6, 6)
        whole.addWidget(self.title)
        whole.addLayout(self._place)
        whole.addWidget(self.hint)
        whole.addWidget(self.problem)
        whole.addLayout(buttons)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._settle)
        self.button.clicked.connect(lambda _on=False: self.put())
        self.away.clicked.connect(lambda _on=False: self.put_away())
        self.drop.clicked.connect(lambda _on=False: self.put_away(done=True))
        self.hide()

    def ask(self, asked: Asked, body: SheetBody, take: Callable[[Any], None]) -> None:
        """Ask what an act needs; `take` gets what the body takes. The body is filled already."""
        here = self.window().focusWidget()
        if here is not None and not self.isAncestorOf(here):
            self._came_from = here
        self._drop()
        self.asked, self.body, self._take = asked, body, take
        self.title.setText(asked.title)
        self.button.setText(asked.put or asked.title.removesuffix("…"))
        self.setAccessibleName(asked.title)
        self._place.addWidget(body)
        typed = self._half.find(asked.uid, asked.code)
        if typed:
            body.restore(typed)
        self.drop.setVisible(bool(typed))
        body.changed.connect(self._on_typed)
        self.problem.hide()
        self.show()
        body.show()
        order_before(body, self.button)
        self._show_hint()
        body.take_cursor()
        self.opened.emit()

    def put(self) -> None:
        """Give what is typed to the act, or say at its field what is wrong with it."""
        if self.body is None:
            return
        self.clear_problems()
        try:
            taken = self.body.taken()
        except RuleBroken as broken:
            self.show_problem(broken)
            return
        self._take(taken)

    def show_problem(self, broken: RuleBroken) -> None:
        """At its field, or below all of them where it belongs to none."""
        body = self.body
        if body is None or not broken.field or not body.show_problem(broken.field, broken.message):
            self.problem.setText(f"▲ {broken.message}")
            self.problem.show()

    def clear_problems(self) -> None:
        self.problem.hide()
        if self.body is not None:
            self.body.clear_problems()

    def put_away(self, *, done: bool = False) -> None:
        """Hide, with the cursor back where it was; what was typed waits unless the act was done."""
        if self.asked is None:
            return
        if done:
            self._half.forget(self.asked.uid, self.asked.code)
            self._touched = False
        back, self._came_from = self._came_from, None
        had_cursor = self.isAncestorOf(self.window().focusWidget() or self.window())
        if had_cursor and back is not None and isValid(back) and back.isVisible() and back.isEnabled():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif ctrl and event.key() in _ENTER and not isinstance(self.window().focusWidget(), QPlainTextEdit):
            self.put()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._touched = True
        self._soon.start()

    def _settle(self) -> None:
        self._soon.stop()
        self._keep()
        self._show_hint()

    def _show_hint(self) -> None:
        words = self.body.hint() if self.body is not None else ""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _keep(self) -> None:
        if self._touched and self.body is not None and self.asked is not None:
            self._touched = False
            asked = self.asked
            title = f"{asked.whose} · {asked.title}" if asked.whose else asked.title
            self._half.keep(asked.uid, asked.code, title, self.body.draft())

    def _drop(self) -> None:
        self._soon.stop()
        self._keep()
        body, self.body, self.asked = self.body, None, None
        if body is not None:
            self._place.removeWidget(body)
            body.hide()
            body.deleteLater()
