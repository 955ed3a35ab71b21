"""到期销毁: the files whose years of keeping are over, and the lists on which they are destroyed.

screen = DisposalScreen(desk, services.disposal)
screen.open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.list_parts import words_label
from union_desk.desk.printing import PrintSheet
from union_desk.desk.register_job import RegisterJob
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.hardship.values.disposal import DestructionList, DueFile, ListedFile

if TYPE_CHECKING:
    from union_desk.hardship.service.disposal import Disposal
    from union_desk.paper.job import Printed

_INTRODUCTION: Final = "撤档后保存期满的档案在这里销毁，要由三位同事各办一步：造册、批准、监销。"
_WARNING: Final = (
    "▲ 销毁以后不能恢复，也不能撤销：姓名、证件号、电话、住址、家庭、收支、时间线和修改记录全部清空，"
    "只留下档案编号、撤档日期、清册和没有姓名的帮扶金额。"
)
_LISTS: Final = ("清册", "档案", "进度", "造册", "批准", "监销")
_FILES: Final = ("档案编号", "姓名", "单位", "状态", "撤档日期", "保存到", "页数", "说明")
_MARK: Final = Qt.ItemDataRole.CheckStateRole
_DUE: Final = "到期、还没有造册"
# What is told of due files only.
_OF_DUE: Final = (2, 3, 7)
_NOTHING_DUE: Final = "现在没有到期的档案。撤档之日起保存满 10 年的档案会自动列在这里。"


class Table(QTableWidget):
    """Rows that one walks along; Space marks a row where rows can be marked."""

    moved = Signal()
    marked = Signal()

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        super().__init__(0, len(titles))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(titles))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.itemSelectionChanged.connect(self.moved)
        self.itemChanged.connect(lambda _item: self.marked.emit())

    def show_rows(self, rows: Sequence[Sequence[str]], marks: Sequence[bool] = ()) -> None:
        """Show these; with `marks` each can be ticked where it says so."""
        here = max(self.currentRow(), 0)
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0 and marks and marks[row]:
                    item.setCheckState(Qt.CheckState.Unchecked)
                self.setItem(row, column, item)
        self.blockSignals(False)
        self.selectRow(min(here, len(rows) - 1))
        self.moved.emit()

    def ticked(self) -> list[int]:
        return [row for row, mark in self._marks() if mark.checkState() is Qt.CheckState.Checked]

    def tick_all(self) -> None:
        for _, mark in self._marks():
            mark.setCheckState(Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = dict(self._marks()).get(self.currentRow())
        if event.key() != Qt.Key.Key_Space or mark is None:
            super().keyPressEvent(event)
            return
        ticked = mark.checkState() is Qt.CheckState.Checked
        mark.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _marks(self) -> list[tuple[int, QTableWidgetItem]]:
        """Return the rows that can be ticked, each with the cell that has the mark."""
        cells = ((row, self.item(row, 0)) for row in range(self.rowCount()))
        return [(row, cell) for row, cell in cells if cell is not None and cell.data(_MARK) is not None]


class DisposalScreen(Dialog):
    """Marks and lists due files; approves a list; destroys it after a plain question."""

    def __init__(
        self, desk: Desk, disposal: Disposal, parent: QWidget | None = None, *, office: str = ""
    ) -> None:
        super().__init__(parent)
        self._desk, self._disposal, self._office = desk, disposal, office
        self._due: tuple[DueFile, ...] = ()
        self._held: tuple[DestructionList, ...] = ()
        self._busy = False
        self.setWindowTitle("到期销毁")
        self.lists, self.files = Table("清册", _LISTS), Table("档案", _FILES)
        self.told = words_label("结果")
        self._lay_out()
        self.lists.moved.connect(self._show_files)
        self.files.marked.connect(self._enable)
        self.files.moved.connect(self._enable)
        self.resize(self.sizeHint())
        self.reload()
        self.lists.setFocus()

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(58 * height, room.width() - 40), min(34 * height, room.height() - 80))

    def reload(self) -> None:
        actor = self._desk.actor
        self._due, self._held = self._disposal.due(actor), self._disposal.lists(actor)
        first = (_DUE, str(len(self._due)), "", "", "", "")
        self.lists.show_rows([first, *(_list_cells(each) for each in self._held)])

    @property
    def current(self) -> DestructionList | None:
        """Return the list under the cursor; None on the first line, that of the due files."""
        row = self.lists.currentRow()
        return self._held[row - 1] if 0 < row <= len(self._held) else None

    # What the buttons do.

    def make_list(self) -> None:
        actor, uids = self._desk.actor, [self._due[row].uid for row in self.files.ticked()]
        self._do(lambda: self._disposal.make_list(actor, uids), lambda number: f"已造清册 {number}，待批准。")

    def take_off(self) -> None:
        one, row, actor = self.current, self.files.currentRow(), self._desk.actor
        if one is None or not 0 <= row < len(one.files):
            return
        file = one.files[row]
        self._do(
            lambda: self._disposal.take_off(actor, one.list_no, file.uid),
            lambda _work: f"已从清册移出 {file.number_shown}。",
        )

    def approve(self) -> None:
        one, actor = self.current, self._desk.actor
        if one is not None:
            self._do(
                lambda: self._disposal.approve(actor, one.list_no),
                lambda _work: f"已批准清册 {one.list_no}，请监销人办理销毁。",
            )

    def print_list(self) -> None:
        """Print the list under the cursor: it is signed on paper before anything is destroyed."""
        told, desk = self.current, self._desk
        if told is None:
            return

        def make(
            _uids: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
        ) -> Printed:
            from union_desk.hardship.prints.register import (  # noqa: PLC0415 - drawing is loaded when used
                render_destruction_list,
            )

            return render_destruction_list(desk.actor, told, self._office, desk.clock(), progress, cancelled)

        def log(_uids: Sequence[str], into_file: bool) -> None:
            self._disposal.log_list(desk.actor, told.list_no, into_file=into_file)

        uids = [one.uid for one in told.files]
        PrintSheet(desk, RegisterJob("困难职工档案销毁清册", uids, make=make, log=log), self).open()

    def destroy_files(self) -> None:
        """Ask plainly, and destroy in a worker: this is never taken back."""
        one, actor, count = self.current, self._desk.actor, 0
        if one is None:
            return
        count = len(one.files)
        words = (
            f"清册 {one.list_no} 上的 {count} 份档案将永久销毁，不能恢复，也不能撤销。\n"
            f"造册人 {one.listed_by}，批准人 {one.approved_by}，监销人 {actor.user}。\n"
            "请先确认：纸质档案已按规定一起销毁，清册已打印并签字。"
        )
        if not self._desk.confirm("销毁到期档案", words, f"永久销毁 {count} 份", self):
            return
        self._busy = True
        self._tell("正在销毁，请不要关机…")
        self._enable()

        def ended(_work: object) -> None:
            self._busy = False
            self.reload()
            self._tell(f"已销毁 {count} 份。较早的备份里还有这些档案：请管理员按工作台的提示清理旧备份。")
            self._desk.safety.emit()

        def failed(error: Exception) -> None:
            self._busy = False
            self._enable()
            if not isinstance(error, RuleBroken | StoreProblem):
                self._tell("")
                raise error
            self._tell(_problem(error), problem=True)

        self._desk.tasks.run(
            "正在销毁", lambda _task: self._disposal.destroy(actor, one.list_no), ended, failed, whose=self
        )

    def reject(self) -> None:
        """Stay while something is being destroyed."""
        if not self._busy:
            super().reject()

    # Inside.

    def _do(self, act: Callable[[], Any], said: Callable[[Any], str]) -> None:
        try:
            done = act()
        except (RuleBroken, StoreProblem) as error:
            self._tell(_problem(error), problem=True)
            return
        self.reload()
        self._tell(said(done))

    def _tell(self, words: str, *, problem: bool = False) -> None:
        self.told.setText(f"▲ {words}" if problem and words else words)
        self.told.setProperty("problem", problem)
        self.told.style().polish(self.told)

    def _show_files(self) -> None:
        one = self.current
        for column in _OF_DUE:
            self.files.setColumnHidden(column, one is not None)
        if one is not None:
            self.files.show_rows([_listed_cells(each) for each in one.files])
        else:
            marks = [not each.refusal for each in self._due]
            self.files.show_rows([_due_cells(each) for each in self._due], marks)
        self.nothing.setVisible(one is None and not self._due)
        self._enable()

    def _enable(self) -> None:
        actor, one = self._desk.actor, self.current
        refusal, destroying = lacking(actor, Right.REVIEW), lacking(actor, Right.KEEP_STORE)
        stage = one.stage if one is not None else ""
        signed = {one.listed_by, one.approved_by} - {""} if one is not None else set()
        twice = "您已办过其中一步，请由另一位同事办理。" if actor.user in signed else ""
        for button, fits, why in (
            (self.all, one is None and any(not each.refusal for each in self._due), ""),
            (self.list_button, one is None and bool(self.files.ticked()), refusal),
            (self.off, stage == "待批准" and self.files.currentRow() >= 0, refusal),
            (self.print_button, one is not None, lacking(actor, Right.PRINT)),
            (self.approve_button, stage == "待批准", refusal or twice),
            (self.destroy_button, stage == "待销毁", destroying or twice),
        ):
            button.setEnabled(fits and not why and not self._busy)
            button.setToolTip(why if fits else "")
        self.leave.setEnabled(not self._busy)

    def _lay_out(self) -> None:
        def button(title: str, act: Callable[[], None]) -> QPushButton:
            made = QPushButton(title)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False: act())
            return made

        introduction, warning, self.nothing = (
            words_label("说明"),
            words_label("警告"),
            words_label("没有到期的档案"),
        )
        introduction.setText(_INTRODUCTION)
        warning.setText(_WARNING)
        warning.setProperty("problem", True)
        self.nothing.setText(_NOTHING_DUE)
        self.nothing.setProperty("muted", True)
        self.all = button("全部选中(&A)", self.files.tick_all)
        self.list_button = button("造册(&Z)", self.make_list)
        self.off = button("移出清册(&Y)", self.take_off)
        self.print_button = button("打印清册…(&D)", self.print_list)
        self.approve_button = button("批准(&P)", self.approve)
        self.destroy_button = button("销毁…(&X)", self.destroy_files)
        self.leave = button("关闭", self.reject)
        self.leave.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(introduction)
        whole.addWidget(warning)
        for title, table, share in (("清册(&L)", self.lists, 2), ("档案（空格选中）(&F)", self.files, 3)):
            label = QLabel(title)
            label.setBuddy(table)
            whole.addWidget(label)
            whole.addWidget(table, share)
        whole.addWidget(self.nothing)
        whole.addWidget(self.told)
        acts = QWidget()
        flow = FlowLayout(acts, gap=6, line_gap=6)
        acts_in_order = (self.all, self.list_button, self.off, self.print_button)
        for each in (*acts_in_order, self.approve_button, self.destroy_button):
            flow.addWidget(each)
        below = QHBoxLayout()
        below.addWidget(acts, 1)
        below.addWidget(self.leave)
        whole.addLayout(below)


def _problem(error: RuleBroken | StoreProblem) -> str:
    return f"{error.message}{error.advice if isinstance(error, StoreProblem) else ''}"


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _signed(name: str, day: date | None) -> str:
    return f"{name} {_day(day)}" if name else ""


def _list_cells(one: DestructionList) -> tuple[str, ...]:
    return (
        one.list_no,
        str(len(one.files)),
        one.stage,
        _signed(one.listed_by, one.listed_on),
        _signed(one.approved_by, one.approved_on),
        _signed(one.supervised_by, one.destroyed_on),
    )


def _due_cells(one: DueFile) -> tuple[str, ...]:
    days = _day(one.closed_on), _day(one.kept_until_on)
    pages = str(one.pages or "")
    return (one.number_shown, one.owner, one.office_name, one.state_label, *days, pages, one.refusal)


def _listed_cells(one: ListedFile) -> tuple[str, ...]:
    days = _day(one.closed_on), _day(one.kept_until_on)
    return (one.number_shown, one.owner, "", "", *days, str(one.pages or ""), "")
