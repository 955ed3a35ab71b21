"""The documents of a volume in their order: Space ticks one, Alt+Up and Alt+Down move it, Enter shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from union_desk.casework.volume_values import Counted, VolumeItem

_TITLES: Final = ("装订", "题名", "页数", "页号", "日期", "来源", "部分", "说明")
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class VolumeTable(QTableWidget):
    """Shows documents; what is changed by keys stands in `documents`."""

    edited = Signal()
    looked_at = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_TITLES), parent)
        self.setAccessibleName("卷内材料")
        self.documents: tuple[VolumeItem, ...] = ()
        self.may_edit = True
        self._counted = Counted({}, {})
        self.setHorizontalHeaderLabels(list(_TITLES))
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
        self.itemChanged.connect(self._ticked)
        self.itemSelectionChanged.connect(self.moved)
        self.itemDoubleClicked.connect(lambda _item: self.looked_at.emit())

    def show_items(self, items: Sequence[VolumeItem], row: int | None = None) -> None:
        """Show these documents, the cursor on a row, or where it was."""
        here = max(self.currentRow(), 0) if row is None else row
        self.documents = tuple(items)
        self._draw()
        self.selectRow(min(here, len(self.documents) - 1))

    def show_counted(self, counted: Counted) -> None:
        """Show the pages that were counted, and what cannot be bound."""
        self._counted = counted
        self._draw()

    @property
    def current(self) -> VolumeItem | None:
        row = self.currentRow()
        return self.documents[row] if 0 <= row < len(self.documents) else None

    @property
    def counted(self) -> Counted:
        return self._counted

    def move_current(self, step: int) -> None:
        """Move the document under the cursor up (-1) or down (1)."""
        row = self.currentRow()
        there = row + step
        if not (self.may_edit and 0 <= row < len(self.documents) and 0 <= there < len(self.documents)):
            return
        items = list(self.documents)
        items[row], items[there] = items[there], items[row]
        self.show_items(items, there)
        self.edited.emit()

    def tick_current(self) -> None:
        if self.current is not None:
            self._change(replace(self.current, included=not self.current.included))

    def set_apart_current(self) -> None:
        """Put the document under the cursor into the 副卷, or back."""
        if self.current is not None:
            self._change(replace(self.current, secret=not self.current.secret))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Space:
            self.tick_current()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.looked_at.emit()
        elif step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        else:
            super().keyPressEvent(event)

    def _change(self, changed: VolumeItem) -> None:
        row = self.currentRow()
        if not self.may_edit or not 0 <= row < len(self.documents):
            return
        items = list(self.documents)
        items[row] = changed
        self.show_items(items, row)
        self.edited.emit()

    def _ticked(self, cell: QTableWidgetItem) -> None:
        """Take a tick that was set by the mouse."""
        if cell.column() == 0 and 0 <= cell.row() < len(self.documents):
            self.selectRow(cell.row())
            if self.may_edit:
                self._change(replace(self.documents[cell.row()], included=cell.checkState() is _CHECKED))
            else:
                self._draw()

    def _draw(self) -> None:
        self.blockSignals(True)
        self.setRowCount(len(self.documents))
        firsts = self._first_pages()
        for row, item in enumerate(self.documents):
            for column, text in enumerate(self._cells(item, firsts)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if column == 0:
                    cell.setCheckState(_CHECKED if item.included else _UNCHECKED)
                self.setItem(row, column, cell)
        self.blockSignals(False)

    def _cells(self, item: VolumeItem, firsts: Mapping[str, int]) -> tuple[str, ...]:
        pages = self._counted.pages.get(item.key, item.pages)
        first = firsts.get(item.key)
        fault = self._counted.faults.get(item.key, "")
        said = f"▲ {fault}" if fault else item.remark
        return (
            "副卷" if item.secret else "",
            f"▲ {item.title}" if fault else item.title,
            str(pages or ""),
            str(first or ""),
            item.on.isoformat() if item.on else "",
            "扫描件" if item.is_scan else "程序打印",
            item.section_title,
            said,
        )

    def _first_pages(self) -> dict[str, int]:
        """Return the page on which each ticked document begins, as far as all before it are counted."""
        firsts: dict[str, int] = {}
        for apart in (False, True):
            next_page = 1
            for item in self.documents:
                if not item.included or item.secret is not apart:
                    continue
                pages = self._counted.pages.get(item.key, item.pages)
                if not pages:
                    break
                firsts[item.key] = next_page
                next_page += pages
        return firsts
