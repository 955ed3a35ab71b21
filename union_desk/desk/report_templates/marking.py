"""A blank table as one sees it in Excel: its heading is marked, and each column is told what goes into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.exports import ExportColumn
from union_desk.casework.report_templates import ReportTemplate
from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.widgets.line import LineEdit
from union_desk.sheets.template import (
    CONSTANT,
    FIELD,
    ORDER,
    Filling,
    Layout,
    SheetLook,
    headings,
    suggested,
    suggested_above,
)

Keep = Callable[[ReportTemplate], None]

_NOTHING: Final = "（不填）"
_NUMBERED: Final = "序号 1、2、3…"
_SAME: Final = "固定文字"
_HEADER_TINT: Final = QColor("#FBE3E0")
_BODY_TINT: Final = QColor("#EAF3EA")
_NARROWEST, _WIDEST = 72, 150
_MAPPED: Final = ("列", "表头", "填什么", "固定文字或单位")
_LETTER, _TITLE, _WHAT, _TEXT = range(4)
_TEN_THOUSAND: Final = "万元"


class ColumnMap(QTableWidget):
    """What goes into each column; F4 or Enter opens the choices of the row."""

    def __init__(self) -> None:
        super().__init__(0, len(_MAPPED))
        self.setHorizontalHeaderLabels(list(_MAPPED))
        self.setAccessibleName("各栏填什么")
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)

    def put_choice(self, row: int, box: QComboBox) -> None:
        # Tab goes past the table, not through a hundred choices.
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.activated.connect(lambda _row: self.setFocus())
        self.setCellWidget(row, _WHAT, box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = {Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        box = self.cellWidget(self.currentRow(), _WHAT)
        if event.key() in opens and self.currentColumn() != _TEXT and isinstance(box, QComboBox):
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            box.showPopup()
            return
        super().keyPressEvent(event)


class MarkingDialog(Dialog):
    """Shows a blank table with its heading marked; what is suggested can be changed by keys."""

    def __init__(
        self,
        looks: Sequence[SheetLook],
        columns: Sequence[ExportColumn],
        known: Mapping[str, Filling],
        start: ReportTemplate,
        keep: Keep,
        parent: QWidget | None = None,
        *,
        lost: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self._looks, self._known, self._start, self._keep = tuple(looks), known, start, keep
        self._columns = {column.name: column for column in columns}
        self._offered = {title: each.name for each in columns for title in (*each.alike, each.title)}
        self._above: dict[str, str] = {}
        self._busy = False
        self._numbers: list[int] = []
        self.setWindowTitle("标记报表模板")
        self._make(lost)
        self._lay_out()
        self._show_start()
        self._connect()
        self.resize(self.sizeHint())
        self.name.setFocus()

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(64 * height, room.width() - 40), min(36 * height, room.height() - 80))

    @property
    def layout_marked(self) -> Layout:
        """Return what is marked now."""
        look = self._look
        return Layout(
            look.name,
            self.first.value(),
            self.last.value(),
            self.body.value(),
            self._fillings(),
            dict(self._above),
        )

    def save(self) -> None:
        """Give the marked table to who keeps it; stay where that is refused."""
        try:
            self._keep(replace(self._start, name=self.name.text(), layout=self.layout_marked))
        except RuleBroken as broken:
            self.told.setText(f"▲ {broken.message}")
            self.told.setProperty("problem", True)
            self.told.style().polish(self.told)
            places: dict[str, QWidget] = {
                "name": self.name, "header": self.first, "body": self.body, "columns": self.map,
            }  # fmt: skip
            places.get(broken.field or "", self.name).setFocus()
            return
        self.accept()

    # Inside.

    @property
    def _look(self) -> SheetLook:
        return self._looks[max(self.sheet.currentIndex(), 0)]

    def _show_start(self) -> None:
        names = [look.name for look in self._looks]
        layout = self._start.layout
        self.name.setText(self._start.name)
        self.sheet.addItems(names)
        marked = layout.sheet in names
        if marked:
            self.sheet.setCurrentIndex(names.index(layout.sheet))
        self._show_sheet()
        if marked:
            self._busy = True
            for box, row in zip(self._boxes, _rows_of(layout), strict=True):
                box.setValue(row)
            self._busy = False
            self._above = dict(layout.above)
            self._show_columns(layout.columns)
            self._tint()
            self._tell_above()

    def _show_sheet(self) -> None:
        look = self._look
        self._busy = True
        for box, row in zip(self._boxes, _rows_of(look), strict=True):
            box.setMaximum(max(len(look.rows), 1))
            box.setValue(row)
        self._busy = False
        self._fill_grid(look)
        self._marked()

    def _marked(self) -> None:
        """Suggest anew, after the heading was marked elsewhere."""
        if self._busy:
            return
        self._busy = True
        self.last.setValue(max(self.first.value(), self.last.value()))
        self.body.setValue(max(self.last.value(), self.body.value()))
        self._busy = False
        look, first, last = self._look, self.first.value(), self.last.value()
        found = headings(look, first, last)
        self._above = suggested_above(look, first)
        self._show_columns(suggested(found, self._known, self._offered))
        self._tint()
        self._tell_above()

    def _fill_grid(self, look: SheetLook) -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - loaded with the first table

        width = max((len(row) for row in look.rows), default=0)
        self.grid.clearSpans()
        self.grid.clear()
        self.grid.setRowCount(len(look.rows))
        self.grid.setColumnCount(width)
        self.grid.setHorizontalHeaderLabels([get_column_letter(column + 1) for column in range(width)])
        for row, texts in enumerate(look.rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.grid.setItem(row, column, item)
        for top, left, bottom, right in look.merged:
            down, across = min(bottom, len(look.rows)) - top + 1, min(right, width) - left + 1
            if down > 0 and across > 0 and down * across > 1:
                self.grid.setSpan(top - 1, left - 1, down, across)
        self.grid.resizeColumnsToContents()
        for column in range(width):
            self.grid.setColumnWidth(column, min(max(self.grid.columnWidth(column), _NARROWEST), _WIDEST))

    def _tint(self) -> None:
        first, last, body = self.first.value(), self.last.value(), self.body.value()
        for row in range(self.grid.rowCount()):
            label, tint = "", None
            if first <= row + 1 <= last:
                label, tint = "表头", _HEADER_TINT
            elif last < row + 1 <= body:
                label, tint = "正文", _BODY_TINT
            self.grid.setVerticalHeaderItem(row, QTableWidgetItem(f"{row + 1} {label}".strip()))
            for column in range(self.grid.columnCount()):
                item = self.grid.item(row, column)
                if item is not None:
                    item.setData(Qt.ItemDataRole.BackgroundRole, tint)
        cell = self.grid.item(first - 1, 0)
        if cell is not None:
            self.grid.scrollToItem(cell, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _show_columns(self, fillings: Mapping[int, Filling]) -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        found = headings(self._look, self.first.value(), self.last.value())
        self._numbers = list(found)
        self.map.setRowCount(len(found))
        for row, (column, title) in enumerate(found.items()):
            filling = fillings.get(column)
            for place, text in ((_LETTER, get_column_letter(column)), (_TITLE, title)):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                self.map.setItem(row, place, item)
            self.map.setItem(row, _TEXT, QTableWidgetItem(_more(filling)))
            self.map.put_choice(row, self._choice(title, filling))

    def _choice(self, title: str, filling: Filling | None) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"{title}：填什么")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.addItem(_NOTHING, ("", ""))
        box.addItem(_NUMBERED, (ORDER, ""))
        box.addItem(_SAME, (CONSTANT, ""))
        for column in self._columns.values():
            box.addItem(f"{column.title}", (FIELD, column.name))
        wanted = (
            ("", "") if filling is None else (filling.kind, filling.value if filling.kind == FIELD else "")
        )
        for number in range(box.count()):
            if tuple(box.itemData(number)) == wanted:
                box.setCurrentIndex(number)
        box.currentTextChanged.connect(box.setToolTip)
        box.setToolTip(box.currentText())
        return box

    def _fillings(self) -> dict[int, Filling]:
        found: dict[int, Filling] = {}
        for row, column in enumerate(self._numbers):
            box, item = self.map.cellWidget(row, _WHAT), self.map.item(row, _TEXT)
            if not isinstance(box, QComboBox):
                continue
            kind, name = box.currentData()
            text = item.text().strip() if item is not None else ""
            if kind == CONSTANT and text:
                found[column] = Filling(CONSTANT, text)
            elif kind == ORDER:
                found[column] = Filling(ORDER)
            elif kind == FIELD:
                money = self._columns[name].kind == "money"
                found[column] = Filling(FIELD, name, 10_000 if money and text == _TEN_THOUSAND else 1)
        return found

    def _tell_above(self) -> None:
        words = "；".join(f"{place} {text}" for place, text in self._above.items())
        for name, label in (("office", "〔本单位〕"), ("day", "〔当天〕"), ("user", "〔经办人〕")):
            words = words.replace(f"{{{name}}}", label)
        self.above.setText(f"表头上面自动填：{words}" if words else "")
        self.above.setVisible(bool(words))

    def _make(self, lost: Sequence[str]) -> None:
        self.name = LineEdit()
        self.sheet = QComboBox()
        self.first, self.last, self.body = QSpinBox(), QSpinBox(), QSpinBox()
        self._boxes = (self.first, self.last, self.body)
        for box, name in zip(self._boxes, ("表头从第几行", "表头到第几行", "正文留到第几行"), strict=True):
            box.setMinimum(1)
            for named in (box, box.lineEdit()):
                named.setAccessibleName(name)
        self.body.setToolTip("表里给记录留的空行到这一行为止；下面的合计会自动往下移")
        self.grid = QTableWidget()
        self.grid.setAccessibleName("空白表")
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setTabKeyNavigation(False)
        self.grid.setWordWrap(False)
        self.map = ColumnMap()
        self.above, self.lost, self.told = QLabel(), QLabel(), QLabel()
        for label, name in ((self.above, "表头上面"), (self.lost, "会丢失的内容"), (self.told, "结果")):
            label.setWordWrap(True)
            label.setAccessibleName(name)
        self.lost.setText(
            f"▲ 填好的表里不会再有：{'、'.join(lost)}。需要的话请填好后手工补上。" if lost else ""
        )
        self.lost.setVisible(bool(lost))
        self.keep_button = style.make_primary(QPushButton("保存(&S)"))
        self.keep_button.setDefault(True)
        self.leave = QPushButton("取消")
        self.leave.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.name.setAccessibleName("名称")
        self.sheet.setAccessibleName("工作表")
        names = QFormLayout()
        names.addRow("名称(&M)", self.name)
        rows = QHBoxLayout()
        for words, box in (
            ("工作表(&G)", self.sheet),
            ("表头从第(&F)", self.first),
            ("行到第(&T)", self.last),
            ("行，正文留到第(&B)", self.body),
        ):
            label = QLabel(words)
            label.setBuddy(box)
            rows.addWidget(label)
            rows.addWidget(box)
        rows.addWidget(QLabel("行"))
        rows.addStretch(1)
        below = QLabel("各栏填什么（F4 打开选择；不填的栏不动，表里自己的公式会照抄到每一行）(&Z)")
        below.setWordWrap(True)
        below.setBuddy(self.map)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addLayout(names)
        whole.addLayout(rows)
        whole.addWidget(self.grid, 4)
        whole.addWidget(below)
        whole.addWidget(self.map, 5)
        for label in (self.above, self.lost, self.told):
            whole.addWidget(label)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(lambda _row: self._show_sheet())
        for box in (self.first, self.last):
            box.valueChanged.connect(lambda _row: self._marked())
        self.body.valueChanged.connect(lambda _row: None if self._busy else self._tint())
        self.keep_button.clicked.connect(lambda _on=False: self.save())
        self.leave.clicked.connect(lambda _on=False: self.reject())


def _rows_of(marked: Layout | SheetLook) -> tuple[int, int, int]:
    return marked.header_first, marked.header_last, marked.body_last


def _more(filling: Filling | None) -> str:
    if filling is None:
        return ""
    if filling.kind == CONSTANT:
        return filling.value
    return _TEN_THOUSAND if filling.scale > 1 else ""
