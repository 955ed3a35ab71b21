"""Section ③ 证据: the list that goes to the other side with the application."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from union_desk.desk.acts.fields import number, term
from union_desk.desk.widgets import DayEdit, GridColumn, GridEdit, TextEdit, YesNo
from union_desk.dispute.values import Evidence

COLUMNS: Final = (
    GridColumn("name", "证据名称", TextEdit, 7),
    GridColumn("proves", "证明内容", TextEdit, 9),
    GridColumn("side", "提供方", term("dispute_side"), 4),
    GridColumn("pages", "页数", number("页"), 4),
    GridColumn("original", "原件", YesNo, 8, 1, more=True),
    GridColumn("given_on", "提交日期", DayEdit, 8, 1, more=True),
)


class EvidenceList(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridEdit(self)
        self.grid.setObjectName("evidence")
        self.grid.setAccessibleName("证据清单")
        self.grid.set_up(Evidence, Evidence, COLUMNS)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.grid)
