"""A register beside the work: a line for each record with what can be done next, and the sheet that asks.

class RegisterScreen(RecordsScreen):
    def __init__(self, desk, service, parent):
        acting = Acting(desk.actor, HalfActs(desk, "mediator"))
        records = RecordList("调解员", "＋ 登记调解员", acting, Right.EDIT)
        super().__init__(desk, "调解员名册", records, parent)
        self.reload()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.record_list import RecordList
from union_desk.desk.acts.sheet import Asked
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.printing import PrintSheet
from union_desk.desk.widgets import EnterMoves

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintableForm
    from union_desk.desk.acts.form import FormPlan
    from union_desk.desk.desk import Desk

_SIZE: Final = (58, 34)


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, and where his half-typed acts wait."""

    actor: Actor
    half: HalfActs


class RecordsScreen(Dialog):
    """A list with its sheet, a sentence above it, and what is printed blank, where anything is printed."""

    def __init__(self, desk: Desk, title: str, records: RecordList, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk, self.records = desk, records
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("muted", True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("problem", True)
        self.problem.setAccessibleName("结果")
        self.problem.hide()
        self.blank, self.close_button = QPushButton("空白表格(&B)…"), QPushButton("关闭(&Q)")
        refusal = lacking(desk.actor, Right.PRINT)
        self.blank.setEnabled(not refusal)
        self.blank.setToolTip(refusal)
        self.below = QHBoxLayout()
        self._lay_out()
        self.close_button.clicked.connect(lambda _on=False: self.accept())
        self.blank.clicked.connect(lambda _on=False: self.print_form(""))
        EnterMoves(self.records)
        self.records.sheet.opened.connect(lambda: QTimer.singleShot(0, self, self._show_sheet))
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def reload(self) -> None:
        raise NotImplementedError

    def forms(self, uid: str) -> tuple[Sequence[PrintableForm], str]:
        """Return the papers of a record, or all of them blank, and what the sheet is called."""
        raise NotImplementedError

    def has_no_papers(self) -> None:
        """Say that nothing of this register is printed from here."""
        self.blank.hide()

    def print_form(self, uid: str) -> None:
        found, title = self.forms(uid)
        offer = FormsToPrint(found, self._desk.actor, self._desk.clock)
        PrintSheet(self._desk, FormJob(offer, (uid,) if uid else (), title), self).open()

    # --- inside

    def ask(
        self, key: tuple[str, str], title: str, plan: FormPlan, value: Any, act: Callable[[Any], object]
    ) -> None:
        """Ask what an act needs; done, the list is read anew."""
        sheet = self.records.sheet

        def take(typed: Any) -> None:
            try:
                act(typed)
            except RuleBroken as broken:
                sheet.show_problem(broken)
                return
            sheet.put_away(done=True)
            self._desk.status(f"已{title}")
            self.reload()

        self.problem.hide()
        self.records.ask(Asked(*key, title, "记下"), plan, None, value, take)

    def do(self, done: str, act: Callable[[], object]) -> None:
        """Do what needs no sheet, or say why it cannot be done."""
        try:
            act()
        except RuleBroken as broken:
            self.problem.setText(f"▲ {broken.message}")
            self.problem.show()
            return
        self.problem.hide()
        self._desk.status(done)
        self.reload()

    def allow_adding(self) -> None:
        """Let those add who may edit; who may only print finds the links to the papers."""
        refusal = lacking(self._desk.actor, Right.EDIT)
        self.records.add.setEnabled(not refusal)
        self.records.add.setToolTip(refusal)

    def _show_sheet(self) -> None:
        """Bring the sheet into sight below a long list."""
        sheet = self.records.sheet
        top = sheet.mapTo(self._inner, QPoint()).y()
        if top + sheet.height() > self._area.viewport().height():
            self._area.verticalScrollBar().setValue(top)

    def _lay_out(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.addWidget(self.records)
        lines.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self._area, self._inner = area, inner
        for button in (self.blank, self.close_button):
            button.setAutoDefault(False)
        self.below.addWidget(self.blank)
        self.below.addStretch(1)
        self.below.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.addWidget(self.told)
        whole.addWidget(area, 1)
        whole.addWidget(self.problem)
        whole.addLayout(self.below)
