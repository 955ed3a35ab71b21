"""What taking the list in would do, row by row; Space takes a doubtful row as a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from union_desk.casework.intake import Judged, Verdict
from union_desk.desk import style

_TITLES: Final = ("行号", "名称", "结论", "说明")
_NUMBER, _NAME, _VERDICT, _WORDS = range(4)
_NO_PARENT: Final = QModelIndex()
_TAKEN: Final = "疑似 · 当作新增"
_SIGNS: Final = {
    Verdict.NEW: "＋ 新增",
    Verdict.CHANGED: "△ 更改",
    Verdict.SAME: "＝ 相同",
    Verdict.DOUBTFUL: "？ 疑似",
    Verdict.REFUSED: "▲ 拒收",
}
Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The judged rows of one verdict, or all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Judged, ...] = ()
        self._rows: list[Judged] = []
        self.taken: set[int] = set()

    def show_rows(self, judged: Sequence[Judged], verdict: Verdict | None = None) -> None:
        self.beginResetModel()
        self._all = tuple(judged)
        self._rows = [one for one in self._all if verdict is None or one.verdict is verdict]
        self.endResetModel()

    def judged(self, row: int) -> Judged:
        return self._rows[row]

    def turn(self, row: int) -> bool:
        """Take a doubtful row, or leave it again; tell whether it is a doubtful one."""
        one = self._rows[row]
        if one.verdict is not Verdict.DOUBTFUL:
            return False
        self.taken ^= {one.row.place}
        self.dataChanged.emit(self.index(row, 0), self.index(row, _WORDS))
        return True

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(one, index.column())
        told = index.column() in (_VERDICT, _WORDS)
        if role == Qt.ItemDataRole.ForegroundRole and told and one.verdict is Verdict.REFUSED:
            return QColor(style.DARK_RED)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    def _text(self, one: Judged, column: int) -> str:
        if column == _NUMBER:
            return str(one.row.number)
        if column == _NAME:
            return one.shown
        if column == _VERDICT:
            return _TAKEN if one.row.place in self.taken else _SIGNS[one.verdict]
        return one.words


class PreviewTable(QTableView):
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview_model = PreviewModel(self)
        self.setModel(self.preview_model)
        self.setAccessibleName("逐行结果")
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
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStretchLastSection(True)

    def show_rows(self, judged: Sequence[Judged], verdict: Verdict | None = None) -> None:
        self.preview_model.show_rows(judged, verdict)
        width = self.fontMetrics().horizontalAdvance("字")
        for column, characters in ((_NUMBER, 4), (_NAME, 8), (_VERDICT, 8)):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, characters * width)
        if self.preview_model.rowCount():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            if self.preview_model.turn(self.currentIndex().row()):
                self.turned.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
