"""The columns of a sheet: which, in what order, under which heading; remembered as named sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.exports import Columns, ColumnSet, ExportColumn
from union_desk.desk.desk import Desk
from union_desk.desk.exporting.exporter import Exporter
from union_desk.desk.list_views import NameSheet

_TITLES: Final = ("栏目（空格选中）", "表头（可改）", "敏感")
_LAST: Final = "上次的栏目"
_COLUMN, _HEADING, _MASKED = range(3)
_NAME: Final = Qt.ItemDataRole.UserRole


class ColumnTable(QTableWidget):
    """All columns, the chosen ones first; Space chooses, Alt+Up and Alt+Down move."""

    changed = Signal()

    def __init__(self, columns: Sequence[ExportColumn]) -> None:
        super().__init__(0, len(_TITLES))
        self._columns = {column.name: column for column in columns}
        self.setAccessibleName("导出的栏目")
        self.setHorizontalHeaderLabels(list(_TITLES))
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_COLUMN, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_HEADING, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_MASKED, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def show_columns(self, chosen: Columns) -> None:
        """Show these ticked, and the others below."""
        known = [(name, title) for name, title in chosen if name in self._columns]
        names = {name for name, _title in known}
        others = [(name, "") for name in self._columns if name not in names]
        self._fill([(name, title, True) for name, title in known] + [(*other, False) for other in others])
        self.selectRow(0)
        self.changed.emit()

    def chosen(self) -> Columns:
        """Return the ticked columns in their order, each with a heading that is not its own."""
        found = []
        for row in range(self.rowCount()):
            name, title, ticked = self._row(row)
            if ticked:
                found.append((name, "" if title == self._columns[name].title else title))
        return tuple(found)

    def has_masked(self) -> bool:
        """Tell whether something is chosen that is masked."""
        return any(self._columns[name].mask for name, _title in self.chosen())

    def tick_all(self, *, on: bool) -> None:
        self._fill([(name, title, on) for name, title, _ticked in self._rows()])
        self.changed.emit()

    def move_row(self, step: int) -> None:
        """Move the row under the cursor."""
        row = self.currentRow()
        if not (0 <= row < self.rowCount() and 0 <= row + step < self.rowCount()):
            return
        rows = self._rows()
        rows[row], rows[row + step] = rows[row + step], rows[row]
        self._fill(rows)
        self.selectRow(row + step)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in moves:
            self.move_row(moves[Qt.Key(event.key())])
            return
        item = self.item(self.currentRow(), _COLUMN)
        if event.key() == Qt.Key.Key_Space and item is not None:
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)

    def _rows(self) -> list[tuple[str, str, bool]]:
        return [self._row(row) for row in range(self.rowCount())]

    def _row(self, row: int) -> tuple[str, str, bool]:
        column, heading = self.item(row, _COLUMN), self.item(row, _HEADING)
        if column is None or heading is None:
            raise LookupError(f"no column in row {row}")
        return (
            str(column.data(_NAME)),
            heading.text().strip(),
            column.checkState() is Qt.CheckState.Checked,
        )

    def _fill(self, rows: Sequence[tuple[str, str, bool]]) -> None:
        self.blockSignals(True)
        self.setRowCount(len(rows))
        fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for row, (name, title, ticked) in enumerate(rows):
            held = self._columns[name]
            column = QTableWidgetItem(held.title)
            column.setData(_NAME, name)
            column.setFlags(fixed | Qt.ItemFlag.ItemIsUserCheckable)
            column.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            column.setToolTip(f"{held.group}：{held.title}")
            masked = QTableWidgetItem("遮挡" if held.mask else "")
            masked.setFlags(fixed)
            masked.setToolTip("不选“敏感内容不遮挡”时，只导出遮挡后的内容" if held.mask else "")
            heading = QTableWidgetItem(title or held.title)
            heading.setToolTip(title or held.title)
            for place, item in ((_COLUMN, column), (_HEADING, heading), (_MASKED, masked)):
                self.setItem(row, place, item)
        self.blockSignals(False)


class ColumnChoice(QWidget):
    """A column set, and the table in which it is changed."""

    changed = Signal()

    def __init__(self, desk: Desk, exporter: Exporter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._exporter = desk, exporter
        self._shown: list[ColumnSet] = []
        self._held: set[str] = set()
        self.sets = QComboBox()
        self.sets.setAccessibleName("栏目组")
        self.table = ColumnTable(exporter.columns())
        self._lay_out()
        self.sets.activated.connect(lambda _row: self._show_set())
        self.table.changed.connect(self.changed)
        self.offer("")

    def offer(self, name: str) -> None:
        """Offer the sets that there are, with one of them shown: the last choice where it is ""."""
        kept = self._exporter.sets()
        self._held = {each.name for each in kept}
        delivered = [
            ColumnSet(title, tuple((each, "") for each in columns))
            for title, columns in self._exporter.delivered()
            if title not in self._held
        ]
        last = self._exporter.last().columns
        self._shown = [*([ColumnSet(_LAST, last)] if last else []), *kept, *delivered]
        self.sets.clear()
        for each in self._shown:
            self.sets.addItem(f"{each.name}（本单位）" if each.of_office else each.name)
        names = [each.name for each in self._shown]
        self.sets.setCurrentIndex(names.index(name) if name in names else 0)
        self._show_set()

    def save(self) -> None:
        """Keep the ticked columns under a name."""
        current = self._current
        name = "" if current is None or current.name == _LAST else current.name

        def keep(given: str, of_office: bool) -> None:
            self._exporter.keep_set(ColumnSet(given, self.table.chosen(), of_office))
            self._desk.status(f"已保存栏目组“{given.strip()}”。")
            self.offer(given.strip())

        sheet = NameSheet("保存栏目组", name, keep, self.window(), shareable=True)
        sheet.name.setAccessibleName("栏目组的名称")
        sheet.open()

    def forget(self) -> None:
        """Delete the set, or make a delivered one as it was."""
        current = self._current
        if current is not None and current.name in self._held:
            self._exporter.forget_set(current)
            self._desk.status(f"已删除栏目组“{current.name}”。")
            self.offer(current.name)

    @property
    def _current(self) -> ColumnSet | None:
        row = self.sets.currentIndex()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_set(self) -> None:
        current = self._current
        self.table.show_columns(current.columns if current is not None else ())
        self.forget_button.setEnabled(current is not None and current.name in self._held)

    def _lay_out(self) -> None:
        def button(title: str, tip: str) -> QPushButton:
            made = QPushButton(title)
            made.setAutoDefault(False)
            made.setToolTip(tip)
            return made

        label = QLabel("栏目组(&Z)")
        label.setBuddy(self.sets)
        self.save_button = button("存为…(&S)", "把选好的栏目和表头存成一组，下次直接选用")
        self.forget_button = button("删除(&D)", "删除这一组；自带的组恢复原样")
        self.up_button = button("上移(&U)", "Alt+↑")
        self.down_button = button("下移(&J)", "Alt+↓")
        self.all_button = button("全选(&A)", "选中全部栏目")
        self.none_button = button("全不选(&N)", "取消全部栏目")
        above = QHBoxLayout()
        above.addWidget(label)
        above.addWidget(self.sets, 1)
        above.addWidget(self.save_button)
        above.addWidget(self.forget_button)
        below = QHBoxLayout()
        for each in (self.up_button, self.down_button, self.all_button, self.none_button):
            below.addWidget(each)
        below.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(above)
        whole.addWidget(self.table, 1)
        whole.addLayout(below)
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.forget_button.clicked.connect(lambda _on=False: self.forget())
        self.up_button.clicked.connect(lambda _on=False: self.table.move_row(-1))
        self.down_button.clicked.connect(lambda _on=False: self.table.move_row(1))
        self.all_button.clicked.connect(lambda _on=False: self.table.tick_all(on=True))
        self.none_button.clicked.connect(lambda _on=False: self.table.tick_all(on=False))
