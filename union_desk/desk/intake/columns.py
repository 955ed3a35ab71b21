"""Which column holds what: each heading with what stands under it, and the field that it goes into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from union_desk.sheets.columns import Field
from union_desk.sheets.grid import column_letters, is_filled, shown
from union_desk.sheets.layout import Table

_TITLES: Final = ("列", "表上的栏目", "内容举例", "导入为")
_PLACE, _HEADING, _SAMPLE, _FIELD = range(4)
_SAMPLES: Final = 3
_LONGEST: Final = 16
_NOT: Final = "（不导入）"


class _FieldBox(QComboBox):
    """A choice that leaves Enter and the wheel to the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ColumnTable(QTableWidget):
    """One row for each column of the list; F4 or Space on a row opens its choice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_TITLES), parent)
        self._boxes: dict[int, _FieldBox] = {}
        self.setAccessibleName("各列导入为什么")
        self.setHorizontalHeaderLabels(list(_TITLES))
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_PLACE, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_HEADING, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(_SAMPLE, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_FIELD, QHeaderView.ResizeMode.Interactive)

    def show_columns(self, table: Table, fields: Sequence[Field], chosen: Mapping[int, str]) -> None:
        """Show the columns that have a heading or a content."""
        self._boxes = {}
        used = [column for column, heading in enumerate(table.headings) if heading]
        self.setRowCount(len(used))
        left = table.areas[0].left
        for row, column in enumerate(used):
            heading = table.headings[column]
            texts = (column_letters(left + column), heading, _samples(table, column))
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, place, item)
            box = self._boxes[column] = self._box(heading, fields, chosen.get(column, ""))
            self.setCellWidget(row, _FIELD, box)
        self._fit()
        self.selectRow(0)
        self.changed.emit()

    def chosen(self) -> dict[int, str]:
        found = {column: str(box.currentData() or "") for column, box in self._boxes.items()}
        return {column: name for column, name in found.items() if name}

    def choose(self, column: int, name: str) -> None:
        box = self._boxes[column]
        box.setCurrentIndex(max(box.findData(name), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog goes on
            return
        box = self.cellWidget(self.currentRow(), _FIELD)
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F4) and isinstance(box, QComboBox):
            box.setFocus()
            box.showPopup()
            return
        super().keyPressEvent(event)

    def _box(self, heading: str, fields: Sequence[Field], name: str) -> _FieldBox:
        box = _FieldBox()
        box.setAccessibleName(f"“{heading}”导入为")
        box.addItem(_NOT, "")
        for field in fields:
            box.addItem(field.label + ("（必有）" if field.required else ""), field.name)
        box.setCurrentIndex(max(box.findData(name), 0))
        # Tab leads past the whole table; Space and F4 lead into the row.
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.activated.connect(lambda _row: self.setFocus())
        box.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        box.currentIndexChanged.connect(lambda _row: self.changed.emit())
        return box

    def _fit(self) -> None:
        width = self.fontMetrics().averageCharWidth()
        head = self.horizontalHeader()
        head.setMinimumSectionSize(head.sectionSizeHint(_SAMPLE))
        self.setColumnWidth(_HEADING, min(max(self.sizeHintForColumn(_HEADING), 14 * width), 26 * width))
        boxes = [box.sizeHint().width() for box in self._boxes.values()]
        self.setColumnWidth(_FIELD, min(max([*boxes, 20 * width]) + 2 * width, 30 * width))
        height = max((box.sizeHint().height() for box in self._boxes.values()), default=0)
        self.verticalHeader().setDefaultSectionSize(
            max(height + 2, self.verticalHeader().minimumSectionSize())
        )


def _samples(table: Table, column: int) -> str:
    """Return the first different contents of a column."""
    found: dict[str, None] = {}
    for row in table.rows[:50]:
        cell = row.cells[column]
        if is_filled(cell):
            text = shown(cell).replace("\n", " ")
            found[text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"] = None
        if len(found) == _SAMPLES:
            break
    return "；".join(found)
