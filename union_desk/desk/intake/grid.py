"""The sheet as it came, with its heading rows marked; Space makes the row under the cursor the heading."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from union_desk.desk import style
from union_desk.sheets.grid import Sheet, column_letters, shown

_SHOWN: Final = 200
_MOST_COLUMNS: Final = 80
_WIDEST: Final = 20
_NO_PARENT: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractTableModel):
    """The first rows of a sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = Sheet("", [])
        self._marked: tuple[int, int] | None = None

    def show_sheet(self, sheet: Sheet, marked: tuple[int, int] | None) -> None:
        self.beginResetModel()
        self._sheet, self._marked = sheet, marked
        self.endResetModel()

    def mark(self, marked: tuple[int, int] | None) -> None:
        self._marked = marked
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def is_marked(self, row: int) -> bool:
        return self._marked is not None and self._marked[0] <= row <= self._marked[1]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else min(len(self._sheet.rows), _SHOWN)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        if parent.isValid() or not self._sheet.rows:
            return 0
        return min(len(self._sheet.rows[0]), _MOST_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = shown(self._sheet.rows[index.row()][index.column()])
            return text if role == Qt.ItemDataRole.ToolTipRole else text.replace("\n", " ")
        if self.is_marked(index.row()):
            if role == Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(True)
                return font
            if role == Qt.ItemDataRole.BackgroundRole:
                return QColor(style.SELECTED)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return column_letters(section)
        return f"▶ {section + 1}" if self.is_marked(section) else str(section + 1)


class SheetGrid(QTableView):
    """A sheet to look at; `pointed` tells which row a person took for the heading."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setAccessibleName("表格内容")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setToolTip("空格：把这一行当作表头")

    def show_sheet(self, sheet: Sheet, marked: tuple[int, int] | None) -> None:
        self.sheet_model.show_sheet(sheet, marked)
        width = self.fontMetrics().averageCharWidth()
        for column in range(self.sheet_model.columnCount()):
            self.setColumnWidth(column, min(max(self.sizeHintForColumn(column), 6 * width), _WIDEST * width))
        self.go_to(marked)

    def go_to(self, marked: tuple[int, int] | None) -> None:
        if marked is not None:
            self.selectRow(marked[0])

    def mark_current(self) -> None:
        if self.currentIndex().isValid():
            self.pointed.emit(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.mark_current()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog goes on
        else:
            super().keyPressEvent(event)
