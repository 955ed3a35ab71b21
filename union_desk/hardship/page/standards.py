"""The lines of the place that a means test used, and a way to enter those in force now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.desk import style
from union_desk.desk.widgets import DayEdit, MoneyEdit, TermBox, TextEdit

# What the class tests use.
KINDS: Final = ("dibao_urban", "minwage_month")
_PUT: Final = "记下标准"
_ANYWAY: Final = "仍然记下"


class Standards(QWidget):
    """`entered` gives a new line; it is in force from its day on, for every file applied for since."""

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = QLabel(self)
        self.lines.setWordWrap(True)
        self.lines.setProperty("muted", True)
        self.open = style.make_link(QPushButton("填写标准…"))
        self.bar = QFrame(self)
        self.bar.setObjectName("step")
        self.kind = TermBox(self.bar, "threshold")
        self.kind.setObjectName("standard_kind")
        self.kind.set_choices([(kind, term_label("threshold", kind)) for kind in KINDS])
        self.amount = MoneyEdit(self.bar)
        self.since = DayEdit(self.bar)
        self.document = TextEdit(self.bar)
        self.document.setPlaceholderText("可不填")
        self.put = QPushButton(_PUT)
        self._problem = QLabel(self.bar)
        self._problem.setProperty("problem", True)
        self._problem.setWordWrap(True)
        self.doubts: Callable[[Threshold], Sequence[str]] = lambda _line: ()
        self._seen: tuple[str, ...] = ()
        self._lay_out()
        self.open.clicked.connect(lambda _on=False: self.ask())
        self.put.clicked.connect(lambda _on=False: self._put())

    def show_lines(self, lines: Sequence[Threshold]) -> None:
        """Say which lines were used, or that there are none."""
        said = "；".join(line.text for line in lines)
        self.lines.setText(f"标准：{said}。" if said else "还没有低保标准和最低工资，请填写当地现行标准。")

    def allow(self, refusal: str) -> None:
        """Let a line be entered, unless there is a reason why this person may not."""
        self.open.setEnabled(not refusal)
        self.open.setToolTip(refusal)

    def ask(self) -> None:
        self._forget_doubts()
        for field in (self.amount, self.since, self.document):
            field.set_value(None)
        self.kind.set_value(KINDS[0])
        self.bar.show()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_bar(self) -> None:
        self.bar.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.bar.isVisible():
            self.bar.hide()
            self.open.setFocus()
            return
        super().keyPressEvent(event)

    def show_problem(self, message: str) -> None:
        self._problem.setText(f"▲ {message}")
        self._problem.show()

    def _put(self) -> None:
        """Announce the line, or say what it lacks."""
        self._problem.hide()
        kind = self._filled(self.kind, "标准")
        fen = kind and self._filled(self.amount, "金额")
        since = fen and self._filled(self.since, "从哪一天起")
        if since:
            line = Threshold(kind, fen, since, self.document.value())
            doubts = tuple(self.doubts(line))
            if doubts and doubts != self._seen:
                self._seen = doubts
                self._problem.setText("\n".join(f"△ {doubt}" for doubt in doubts))
                self._problem.show()
                self.put.setText(_ANYWAY)
                return
            self._forget_doubts()
            self.entered.emit(line)

    def _forget_doubts(self) -> None:
        self._seen = ()
        self._problem.hide()
        self.put.setText(_PUT)

    def _filled(self, field: TermBox | MoneyEdit | DayEdit, wanted: str) -> Any:
        """Return what a field holds; where it holds nothing fit, say so and go there."""
        try:
            value = field.value()
        except RuleBroken as broken:
            self.show_problem(broken.message)
        else:
            if value:
                return value
            self.show_problem(f"请填写{wanted}。")
        field.setFocus()
        return None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.lines, 1)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        inside = QGridLayout(self.bar)
        named = (
            ("标准", self.kind),
            ("每月", self.amount),
            ("从哪一天起", self.since),
            ("文号", self.document),
        )
        for column, (title, field) in enumerate(named):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(title)
            inside.addWidget(label, 0, column)
            inside.addWidget(field, 1, column)
        inside.addWidget(self.put, 1, len(named))
        inside.addWidget(self._problem, 2, 0, 1, len(named) + 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.bar)
        self.bar.hide()
