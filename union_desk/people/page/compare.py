"""Both cards side by side: a line for each field, marked where the cards differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from union_desk.desk import style
from union_desk.people.pairs import CardSide, Differs, FieldPair

_SIGNS: Final = {Differs.NOT: "", Differs.OTHER: "≠ 不同", Differs.LACKING: "只有一方"}
_EMPTY: Final = "—"


class CompareTable(QTableWidget):
    """What differs stands first, with the word for it; colour is never the only sign."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setAccessibleName("两张卡片的对比")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        fit = QHeaderView.ResizeMode.ResizeToContents
        for column, mode in enumerate(
            (fit, fit, QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Stretch)
        ):
            head.setSectionResizeMode(column, mode)
        self.show_pair((), None, None)

    def show_pair(self, fields: Sequence[FieldPair], first: CardSide | None, second: CardSide | None) -> None:
        """Show the fields of two cards, none without them."""
        sides = (("左", first), ("右", second))
        names = [f"{word}：{side.office}".rstrip("：") if side else "" for word, side in sides]
        for column, name in enumerate(("", "项目", *names)):
            heading = QTableWidgetItem(name)
            heading.setToolTip(name)
            self.setHorizontalHeaderItem(column, heading)
        order = [Differs.OTHER, Differs.LACKING, Differs.NOT]
        rows = sorted(fields, key=lambda pair: order.index(pair.differs))
        self.setRowCount(len(rows))
        for place, pair in enumerate(rows):
            texts = (_SIGNS[pair.differs], pair.label, pair.first or _EMPTY, pair.second or _EMPTY)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if pair.differs is Differs.OTHER:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                if column == 0 and pair.differs is Differs.OTHER:
                    item.setForeground(QColor(style.RED))
                self.setItem(place, column, item)
        if rows:
            self.selectRow(0)
