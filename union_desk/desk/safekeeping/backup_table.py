"""The backups of both places in a table: when, why, what is in them, how big, whether they are whole.

table = BackupTable()
table.show_backups(keeping.all(actor)); table.current()      # the ListedBackup under the cursor, or None
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from union_desk.casework.backup_list import ListedBackup
from union_desk.core.clock import local_time

_TITLES = ("时间", "种类", "状态", "内容", "大小", "版本")
_STATE, _WIDE, _RIGHT = 2, 3, 4


class BackupTable(QTableWidget):
    moved = Signal()
    """Another backup is under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_TITLES), parent)
        self._shown: tuple[ListedBackup, ...] = ()
        self.setAccessibleName("备份")
        self.setHorizontalHeaderLabels(_TITLES)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_WIDE, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.itemSelectionChanged.connect(self.moved)

    def show_backups(self, backups: Sequence[ListedBackup]) -> None:
        """Show these; the cursor stays on its backup, else it goes to the newest that can be restored."""
        here = self.current()
        self._shown = tuple(backups)
        self.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            for column, text in enumerate(_cells(one)):
                item = QTableWidgetItem(text)
                item.setToolTip(text if column in {_WIDE, _STATE} else str(one.archive.path))
                if column == _RIGHT:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        kept = (row for row, one in enumerate(self._shown) if here and one.archive.path == here.archive.path)
        good = (row for row, one in enumerate(self._shown) if one.restorable)
        self.selectRow(next(kept, next(good, 0)))
        self.moved.emit()

    def current(self) -> ListedBackup | None:
        row = self.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None


class BackupContents(QLabel):
    """What is in the backup under the cursor, where its column has no room for it."""

    def __init__(self, table: BackupTable) -> None:
        super().__init__()
        self._table = table
        self.setWordWrap(True)
        self.setProperty("muted", True)
        self.setAccessibleName("这份备份的内容")
        table.moved.connect(self._follow)

    def _follow(self) -> None:
        one = self._table.current()
        self.setText(f"选中的这份有：{one.counts}。" if one is not None and one.counts else "")


def _cells(one: ListedBackup) -> tuple[str, ...]:
    made = f"{local_time(one.archive.made_at):%Y-%m-%d %H:%M}（{one.age}）"
    kind = " · ".join(part for part in (one.label, one.place) if part)
    program = one.archive.manifest.program if one.archive.manifest else ""
    return made, kind, one.state, one.counts, size_words(one.archive.size), program


def size_words(size: int) -> str:
    """Write a size as people say it: 820 KB, 64.2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)) if size else 0} KB"
    return f"{size / 1_000_000:,.1f} MB"
