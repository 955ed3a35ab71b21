"""重新测算: all held files under the standards of two days, who changes class, and the rechecks to open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.list_parts import words_label
from union_desk.desk.looking import LookingScreen
from union_desk.desk.record_table import RecordTable
from union_desk.desk.table_model import Column, RecordTableModel
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets import DayEdit
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.desk.widgets.line import LineEdit
from union_desk.hardship.values.rerun import ClassChange, Remeasured

if TYPE_CHECKING:
    from union_desk.hardship.service import HardshipService

ENTITY: Final = "hardship_file"
_NONE: Final = "不符合"
_SIZE: Final = (62, 36)
_STEP_LINES: Final = 6
_TABLE_LINES: Final = 8
_UNTOUCHED: Final = "测算不改动任何档案。"


def _class(name: str) -> str:
    return name or _NONE


def _way(change: ClassChange) -> str:
    """↑ 深度困难: which way it goes stands in a word and an arrow, not in a colour."""
    return f"{'↑' if change.gains else '↓'} {_class(change.after)}"


COLUMNS: Final[tuple[Column[ClassChange], ...]] = (
    Column("number", "档案号", attrgetter("number_shown"), 13, tooltip=attrgetter("number_shown")),
    Column("name", "姓名", attrgetter("name"), 6, tooltip=attrgetter("name")),
    Column("held", "现认定", attrgetter("held"), 8),
    Column("before", "原标准测算", lambda change: _class(change.before), 9),
    Column("after", "新标准测算", _way, 9),
    Column("deciding", "决定的一步", attrgetter("deciding"), 24, tooltip=attrgetter("deciding")),
    Column("office", "单位工会", attrgetter("office_name"), 14, hidden=True),
)


class RerunScreen(LookingScreen):
    """Stays open beside the work. Space marks, Enter opens the file; nothing is written by measuring."""

    def __init__(self, desk: Desk, hardship: HardshipService, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._hardship = hardship
        self._changes: dict[str, ClassChange] = {}
        self._found: Remeasured | None = None
        self.setWindowTitle("重新测算")
        before_on, after_on = hardship.standard_days(desk.actor)
        self.before, self.after = DayEdit(), DayEdit()
        self.before.set_value(before_on)
        self.after.set_value(after_on)
        self.measure_button = style.make_primary(QPushButton("测算(&M)"))
        self.standards = words_label("测算用的标准")
        self.told.setAccessibleName("测算结果")
        self.model: RecordTableModel[ClassChange] = RecordTableModel(COLUMNS, self)
        self.table = RecordTable(desk.preferences, "list/rerun")
        self.table.show_model(self.model)
        self.table.setAccessibleName("类别会变的档案")
        self.steps = QPlainTextEdit()
        self.steps.setReadOnly(True)
        self.steps.setTabChangesFocus(True)
        self.steps.setAccessibleName("测算过程")
        self.stop_button = QPushButton("停止(&T)")
        self.every_button = QPushButton("全部选中(&L)")
        self.reason = LineEdit()
        self.open_button = QPushButton("给选中的开年度复核(&K)")
        self.close_button = QPushButton("关闭(&Q)")
        self._lay_out()
        self._connect()
        self._show_found(None)
        self._follow_task(None)
        self.resize(self.sizeHint())
        self.measure_button.setDefault(True)
        self.measure_button.setFocus()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    # What the buttons do.

    def measure(self) -> None:
        """Measure all held files in a worker; the list comes when all are done."""
        try:
            before_on, after_on = self._day(self.before, "原标准"), self._day(self.after, "新标准")
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            return

        def work(task: TaskHandle) -> Remeasured:
            return self._hardship.remeasure(
                self._desk.actor, before_on, after_on, task.progress, task.cancelled
            )

        self._show_found(None)
        self._begin("正在测算", work, self._show_found)

    def open_rechecks(self) -> None:
        """Open the recheck of the marked files in one work that the line below takes back."""
        chosen = [uid for uid in self.model.ids if uid in self.model.marked]
        reason = self.reason.text()

        def work(task: TaskHandle) -> str:
            return self._hardship.open_rechecks(
                self._desk.actor, chosen, reason, task.progress, task.cancelled
            )

        def done(work_uid: str) -> None:
            words = f"已给 {len(chosen)} 份档案开年度复核"
            self._desk.status(words, undo=lambda: self._hardship.undo(self._desk.actor, work_uid))
            for uid in chosen:
                self._changes.pop(uid, None)
            self.model.mark(chosen, on=False)
            self._show_rows()
            self._say(f"{words}，可以在列表里按“年度复核”找到。主窗口下方可以撤销。")

        self._begin("正在开年度复核", work, done)

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._say("已停止，没有改动任何档案。")

    def mark_all(self) -> None:
        every = self.model.ids
        self.model.mark(every, on=not self.model.marked.issuperset(every))

    # Inside.

    def _begin(self, title: str, work: Any, done: Any) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, RuleBroken):
                raise error
            self._say(error.message, problem=True)

        self._say("")
        self._follow_task(self._desk.tasks.run(title, work, done, failed, whose=self))

    def _day(self, field: DayEdit, name: str) -> date:
        day = field.value()
        if day is None:
            field.setFocus()
            raise RuleBroken(f"请填写{name}的日期。")
        return day

    def _show_found(self, found: Remeasured | None) -> None:
        self._found = found
        self._changes = {change.uid: change for change in found.changes} if found is not None else {}
        self.standards.setText(_standards(found))
        self._say(_summary(found))
        if found is not None:
            self.reason.setText(f"标准从{day_text(found.after_on)}起调整，重新测算")
        self.model.mark(self.model.marked, on=False)
        self._show_rows()
        if self.isVisible():
            # What was said of the standards takes lines that were not there before.
            self.fit_into(self.size())
        if self._changes:
            self.table.setFocus()

    def _show_rows(self) -> None:
        def rows(ids: Sequence[str]) -> Mapping[str, ClassChange]:
            return {uid: self._changes[uid] for uid in ids if uid in self._changes}

        self.model.show(list(self._changes), rows)
        if self._changes:
            self.table.setCurrentIndex(self.model.index(0, 1))
        self._show_steps()
        self._enable()

    def _show_steps(self) -> None:
        index = self.table.currentIndex()
        change = self._changes.get(self.model.uid(index.row())) if index.isValid() else None
        self.steps.setPlainText("\n".join(change.steps) if change is not None else "")

    def _enable(self) -> None:
        idle, marked = self._task is None, len(self.model.marked)
        refusal = lacking(self._desk.actor, Right.DECIDE)
        self.measure_button.setEnabled(idle)
        self.every_button.setEnabled(idle and bool(self._changes))
        self.open_button.setEnabled(idle and bool(marked) and not refusal)
        self.open_button.setText(
            f"给选中的 {marked} 份开年度复核(&K)" if marked else "给选中的开年度复核(&K)"
        )
        self.open_button.setToolTip(refusal or "只开始年度复核，类别和资料都不变；可以撤销。")
        self.reason.setEnabled(idle and not refusal)

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.told.setText(text)
        self.told.setProperty("problem", problem)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)

    def _stop(self) -> None:
        self.stop()

    def _follow_task(self, task: TaskHandle | None) -> None:
        self.stop_button.setVisible(task is not None)
        super()._follow_task(task)

    def _mark(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.toggle(self.model.uid(row))
            self.table.setCurrentIndex(self.model.index(min(row + 1, len(self.model.ids) - 1), 1))

    def _open(self, beside: bool) -> None:
        uid = self.model.uid(self.table.currentIndex().row())
        if uid:
            self._desk.open(ENTITY, uid, beside=beside)

    def _connect(self) -> None:
        self.measure_button.clicked.connect(self.measure)
        self.stop_button.clicked.connect(self.stop)
        self.every_button.clicked.connect(self.mark_all)
        self.open_button.clicked.connect(self.open_rechecks)
        self.close_button.clicked.connect(self.close)
        self.model.marks_changed.connect(self._enable)
        self.table.space.connect(self._mark)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_steps())
        every = QAction("全选", self)
        every.setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
        every.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        every.triggered.connect(self.mark_all)
        self.table.addAction(every)

    def _lay_out(self) -> None:
        days = QWidget()
        # Kept: Qt goes on calling a layout written in Python after Python has let go of it.
        self._days = FlowLayout(days)
        for label, field in (("原标准的日期(&B)", self.before), ("新标准的日期(&N)", self.after)):
            field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
            self._days.addWidget(_labelled(label, field))
        self._days.addWidget(self.measure_button)
        below = QHBoxLayout()
        below.addWidget(_labelled("复核的理由(&R)", self.reason), 1)
        below.addWidget(self.every_button)
        running = QHBoxLayout()
        running.addWidget(self.bar, 1)
        running.addWidget(self.stop_button)
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.open_button)
        last.addWidget(self.close_button)
        line = self.fontMetrics().lineSpacing()
        self.steps.setMinimumHeight(line * 2)
        self.steps.setMaximumHeight(line * _STEP_LINES)
        self.table.setMinimumHeight(line * _TABLE_LINES)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(days)
        whole.addWidget(self.standards)
        whole.addWidget(self.told)
        whole.addLayout(running)
        whole.addWidget(self.table, 3)
        whole.addWidget(self.steps, 1)
        whole.addLayout(below)
        whole.addLayout(last)


def _labelled(text: str, field: QWidget) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    label = QLabel(text)
    label.setBuddy(field)
    field.setAccessibleName(text.partition("(")[0])
    line.addWidget(label)
    line.addWidget(field, 1)
    return both


def _standards(found: Remeasured | None) -> str:
    if found is None:
        return "把所有在档的档案按两个日期的标准各测算一次，列出类别会变的。"
    return f"原标准：{found.before}。\n新标准：{found.after}。"


def _summary(found: Remeasured | None) -> str:
    if found is None:
        return _UNTOUCHED
    if found.same_standards:
        return f"两个日期的标准相同，{found.files:,} 份在档档案的类别都不变。"
    lacking_words = f"；{found.unmeasured:,} 份没有填收入，测算不了" if found.unmeasured else ""
    return (
        f"测算了 {found.files:,} 份在档档案，{len(found.changes):,} 份类别会变{lacking_words}。{_UNTOUCHED}"
    )
