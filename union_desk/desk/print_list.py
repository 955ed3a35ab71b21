"""打印记录: what was printed about a record, by whom and when, and which copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.print_log import VOLUME_TITLES
from union_desk.core.clock import local_time
from union_desk.core.terms import term_label
from union_desk.desk.dialog_size import Dialog

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintLine

COLUMNS: Final = ("时间", "打印人", "表格", "版次", "方式", "份数", "第几份")


class PrintList(Dialog):
    """Stays open beside the work; Esc closes it."""

    def __init__(
        self,
        whose: str,
        lines: Sequence[PrintLine],
        titles: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印记录 · {whose}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableWidget(len(lines), len(COLUMNS))
        self.table.setAccessibleName("打印记录")
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        for row, line in enumerate(lines):
            for column, text in enumerate(_texts(line, titles)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.selectRow(0)
        inside = QVBoxLayout(self)
        inside.addWidget(QLabel(f"共打印或导出 {len(lines)} 次。" if lines else "还没有打印过。"))
        inside.addWidget(self.table, 1)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        inside.addWidget(buttons)
        unit, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(unit * 40, room.width() - 40), min(unit * 20, room.height() - 60))


def _texts(line: PrintLine, titles: Mapping[str, str]) -> tuple[str, ...]:
    first, last = line.first_copy, line.first_copy + line.copies - 1
    return (
        local_time(line.printed_at).strftime("%Y-%m-%d %H:%M"),
        line.printed_by,
        titles.get(line.form_id) or VOLUME_TITLES.get(line.form_id, line.form_id),
        line.edition,
        term_label("print_mode", line.mode),
        str(line.copies),
        str(first) if last <= first else f"{first}–{last}",
    )
