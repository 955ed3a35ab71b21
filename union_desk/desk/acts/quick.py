"""A short form that is asked beside the work: what is half typed is kept at once, and Esc keeps it for later.

class WalkInDialog(QuickDialog):
    half, left = "dispute_walk_in", "没登记完的来访已留在工作台的“未完成”里。"
    def whose(self, typed): return f"{typed['name'] or '未填姓名'}（来访登记）"
dialog.begin(WalkIn(came_on=desk.today)); open_quick(dialog)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.casework.values import Draft
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.acts.form import ActForm, FormPlan
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog, grow, size_of
from union_desk.desk.widgets import EnterMoves, FlowLayout

_QUIET_MS: Final = 350


class QuickDialog(Dialog):
    """`key` goes on with one that was not finished."""

    half: ClassVar[str]
    """The area of its drafts."""
    left: ClassVar[str]
    """What is said when it is closed half typed."""

    def __init__(self, desk: Desk, plan: FormPlan, parent: QWidget | None = None, *, key: str = "") -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = key or uuid4().hex
        self._done = False
        self.form = ActForm(plan, self)
        self.problem = QLabel(self)
        self.problem.setProperty("problem", True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.later = QPushButton("以后再填 (Esc)", self)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_QUIET_MS)
        self._keep_soon.timeout.connect(self.keep)

    # What a dialog says of itself.

    def whose(self, typed: Mapping[str, Any]) -> str:
        """Return the line under which half of it waits on the workbench."""
        raise NotImplementedError

    def beside(self) -> dict[str, Any]:
        """Return what is to be kept besides the fields, such as who was chosen."""
        return {}

    def bring_back(self, typed: dict[str, Any]) -> None:
        """Show what was half typed; it holds what `beside` returned."""
        self.form.restore(typed)

    # What a dialog calls.

    def lay_out(self, parts: tuple[QWidget, ...], acts: tuple[QPushButton, ...]) -> None:
        """Put what is said of the fields below them, then the acts, grey for who may not edit."""
        row = QWidget(self)
        # Kept: Qt goes on calling a layout written in Python after Python has let go of it.
        self._buttons = FlowLayout(row, gap=6, line_gap=6)
        for button in (*acts, self.later):
            self._buttons.addWidget(button)
        lines = QVBoxLayout(self)
        for part in (self.form, *parts, self.problem, row):
            lines.addWidget(part)
        refusal = lacking(self._desk.actor, Right.EDIT)
        for button in acts:
            button.setEnabled(not refusal)
            button.setToolTip(refusal)
        self._moves = EnterMoves(self)

    def begin(self, value: Any) -> None:
        """Show an empty one, or what was half typed of it."""
        self.form.fill(value)
        draft = self._desk.drafts.find(self.half, self._key)
        if draft is not None:
            self.bring_back(dict(draft.values))
        self.form.changed.connect(self._keep_soon.start)
        self._desk.closed.connect(self._keep_waiting)
        self.later.clicked.connect(lambda _on=False: self.reject())
        self.form.take_cursor()
        self.resize(size_of(self))

    def touched(self) -> None:
        """Say that something was chosen that is kept too."""
        self._keep_soon.start()

    def finish(self) -> None:
        """Close: it is saved, and nothing of it waits any more."""
        self._done = True
        self._keep_soon.stop()
        self._desk.drafts.forget(self.half, self._key)
        self.close()

    def clear_problems(self) -> None:
        self.form.clear_problems()
        self.problem.hide()

    def show_problem(self, broken: RuleBroken) -> None:
        """At its field, or below all of them where it belongs to none."""
        if not broken.field or not self.form.show_problem(broken.field, broken.message):
            self.problem.setText(f"▲ {broken.message}")
            self.problem.show()
        grow(self)

    # What the caseworker does.

    def keep(self) -> None:
        """Keep half of it, as it stands."""
        self._keep_soon.stop()
        if self._done:
            return
        typed = self.form.draft()
        self._desk.drafts.keep(Draft(self.half, self._key, self.whose(typed), typed | self.beside()))

    def event(self, event: QEvent) -> bool:
        """Give a text that grows as one types the room that it needs."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            grow(self)
        return handled

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        self._leave()
        super().reject()

    # Inside.

    def _keep_waiting(self) -> None:
        """Keep the last keys, which have not waited long enough, before the program ends."""
        if self._keep_soon.isActive():
            self.keep()

    def _leave(self) -> None:
        self._keep_waiting()
        if not self._done and self._desk.drafts.find(self.half, self._key) is not None:
            self._desk.status(self.left)
        work = self.parentWidget()
        if work is not None:
            # Not every desktop gives the cursor back to where one was.
            work.window().activateWindow()


def open_quick(dialog: QuickDialog) -> None:
    """Show it beside the work; it goes away by itself."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.activateWindow()
