"""报表模板: the tables of others that this office fills; new ones are opened, marked, given on and taken in.

TemplatesScreen(desk, Tables(...), window).open()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.report_templates import SUFFIX, ReportTemplate
from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.report_templates.marking import MarkingDialog
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.sheets.placing import beside, place
from union_desk.sheets.template import MOST_BYTES, Layout, look_at, losses

if TYPE_CHECKING:
    from union_desk.casework.exports import ExportColumn
    from union_desk.sheets.template import Filling, SheetLook

_INTRODUCTION: Final = (
    "上级发来的空白表（.xlsx）在这里打开一次，标出表头和各栏填什么，以后在“导出 Excel”的样式里选它，"
    "就按原来的格式填好。"
)
_TITLES: Final = ("名称", "第几版", "空白表", "已对应", "保存人", "保存时间")
_EMPTY: Final = "还没有报表模板。点“打开空白表…”选上级发来的 .xlsx。"
_PACKED: Final = f"报表模板 (*{SUFFIX})"


class Tables(Protocol):
    """The tables of one kind of record, for the user at the desk."""

    def columns(self) -> Sequence[ExportColumn]: ...
    def all(self) -> Sequence[ReportTemplate]: ...
    def known(self) -> Mapping[str, Filling]: ...
    def workbook(self, uid: str) -> bytes: ...
    def keep(self, template: ReportTemplate, data: bytes) -> str: ...
    def drop(self, uid: str) -> None: ...
    def packed(self, uid: str) -> bytes: ...
    def take_in(self, packed: bytes) -> ReportTemplate: ...


class TemplatesScreen(Dialog):
    """Lists the tables of this office."""

    def __init__(self, desk: Desk, tables: Tables, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tables = desk, tables
        self._shown: tuple[ReportTemplate, ...] = ()
        self.setWindowTitle("报表模板")
        self._lay_out()
        self.reload()
        self.resize(self.sizeHint())
        self.list.setFocus()

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(52 * height, room.width() - 40), min(26 * height, room.height() - 80))

    @property
    def current(self) -> ReportTemplate | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def reload(self, uid: str = "") -> None:
        self._shown = tuple(self._tables.all())
        self.list.setRowCount(len(self._shown))
        for row, each in enumerate(self._shown):
            at = f"{local_time(each.saved_at):%Y-%m-%d %H:%M}" if each.saved_at else ""
            count = f"{len(each.layout.columns)} 栏"
            for column, text in enumerate(
                (each.name, f"第 {each.number} 版", each.file_name, count, each.saved_by, at)
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.list.setItem(row, column, item)
        uids = [each.uid for each in self._shown]
        self.list.selectRow(uids.index(uid) if uid in uids else 0)
        self.nothing.setVisible(not self._shown)
        self._enable()

    # What the buttons do.

    def open_blank(self) -> None:
        """Ask for a blank table and have it marked."""
        path, _kind = QFileDialog.getOpenFileName(self, "打开空白表", "", "Excel 表格 (*.xlsx *.xlsm)")
        if path:
            self._try(lambda: self.mark_file(Path(path)))

    def mark_file(self, path: Path) -> None:
        """Have a blank table marked; RuleBroken where it is none."""
        data = _read(path)
        known = self._tables.known()
        looks = look_at(data, (*known, *(column.title for column in self._tables.columns())))
        # No sheet of this name: what is found in the file is suggested.
        start = ReportTemplate(path.stem, path.name, Layout("", 1, 1, 1))
        self._mark(looks, start, data, known)

    def change(self) -> None:
        """Have the table under the cursor marked anew: that is its next version."""
        current = self.current
        if current is None:
            return

        def begin() -> None:
            data = self._tables.workbook(current.uid)
            self._mark(look_at(data), current, data, self._tables.known())

        self._try(begin)

    def give(self) -> None:
        """Write the table under the cursor into a file for another office."""
        current = self.current
        if current is None:
            return
        path, _kind = QFileDialog.getSaveFileName(self, "导出报表模板", f"{current.name}{SUFFIX}", _PACKED)
        if not path:
            return

        def write() -> None:
            target = Path(path)
            target = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
            packed = self._tables.packed(current.uid)
            with beside(target) as made:
                made.write_bytes(packed)
                place(made, target)
            self._say(f"已导出到 {target.name}，里面没有任何人的资料，可以发给别的单位。")

        self._try(write)

    def take(self) -> None:
        """Take in a table that another office marked."""
        path, _kind = QFileDialog.getOpenFileName(self, "导入报表模板", "", _PACKED)
        if not path:
            return

        def read() -> None:
            taken = self._tables.take_in(_read(Path(path), 2 * MOST_BYTES))
            self.reload(taken.uid)
            self._say(f"已收下“{taken.name}”。")

        self._try(read)

    def drop(self) -> None:
        current = self.current
        words = "以后不能再选它；已经导出的表不受影响。"
        if current is None:
            return
        if self._desk.confirm("停用报表模板", f"停用“{current.name}”，{words}", "停用", self):
            self._try(lambda: self._dropped(current))

    # Inside.

    def _dropped(self, template: ReportTemplate) -> None:
        self._tables.drop(template.uid)
        self.reload()
        self._say(f"已停用“{template.name}”。")

    def _mark(
        self, looks: Sequence[SheetLook], start: ReportTemplate, data: bytes, known: Mapping[str, Filling]
    ) -> None:
        def keep(template: ReportTemplate) -> None:
            uid = self._tables.keep(replace(template, uid=""), data)
            self.reload(uid)
            self._say(f"已保存报表模板“{template.name.strip()}”，在“导出 Excel”的样式里选它。")

        dialog = MarkingDialog(looks, self._tables.columns(), known, start, keep, self, lost=losses(data))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _try(self, act: Callable[[], None]) -> None:
        try:
            self._say("")
            act()
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
        except StoreProblem as problem:
            self._say(f"{problem.message}{problem.advice}", problem=True)

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.told.setText(f"▲ {words}" if problem and words else words)
        self.told.setProperty("problem", problem)
        self.told.style().polish(self.told)

    def _enable(self) -> None:
        refusal = lacking(self._desk.actor, Right.EXPORT)
        chosen = self.current is not None
        for button, fits in (
            (self.open_button, True),
            (self.take_button, True),
            (self.change_button, chosen),
            (self.give_button, chosen),
            (self.drop_button, chosen),
        ):
            button.setEnabled(fits and not refusal)
            button.setToolTip(refusal)

    def _lay_out(self) -> None:
        def button(title: str, act: Callable[[], None]) -> QPushButton:
            made = QPushButton(title)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False: act())
            return made

        introduction, self.nothing, self.told = QLabel(_INTRODUCTION), QLabel(_EMPTY), QLabel()
        for label, name in ((introduction, "说明"), (self.nothing, "没有报表模板"), (self.told, "结果")):
            label.setWordWrap(True)
            label.setAccessibleName(name)
        self.nothing.setProperty("muted", True)
        self.list = _list_of(_TITLES)
        self.list.itemSelectionChanged.connect(self._enable)
        self.open_button = button("打开空白表…(&O)", self.open_blank)
        self.change_button = button("重新标记…(&E)", self.change)
        self.give_button = button("导出模板…(&G)", self.give)
        self.take_button = button("导入模板…(&I)", self.take)
        self.drop_button = button("停用…(&D)", self.drop)
        leave = button("关闭", self.reject)
        leave.setDefault(True)
        acts = QWidget()
        flow = FlowLayout(acts, gap=6, line_gap=6)
        changing = (self.open_button, self.change_button, self.drop_button)
        for each in (*changing, self.give_button, self.take_button):
            flow.addWidget(each)
        below = QHBoxLayout()
        below.addWidget(acts, 1)
        below.addWidget(leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addWidget(introduction)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.nothing)
        whole.addWidget(self.told)
        whole.addLayout(below)


def _read(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return what is in a file; one that is too large is not read to its end."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise StoreProblem(
            f"读不了“{path.name}”。", advice="请核对文件还在，U 盘没有拔出，再试一次。"
        ) from error


def _list_of(titles: Sequence[str]) -> QTableWidget:
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.setAccessibleName("报表模板")
    table.verticalHeader().hide()
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setStretchLastSection(True)
    head.setHighlightSections(False)
    return table
