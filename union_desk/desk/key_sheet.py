"""F1: the keys of the screen one is on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

IN_FORMS: Final = (
    ("Enter", "到下一栏；多行文字里用 Ctrl+Enter"),
    ("Shift+Enter", "回上一栏"),
    ("F2", "显示被遮住的号码"),
    ("F4", "打开选项；打拼音首字母可直接选"),
    ("Ctrl+Insert", "表格里加一行"),
    ("Ctrl+Delete", "表格里删一行"),
    ("t　+3　-1m　1112", "日期：今天、三天后、一个月前、11月12日"),
    ("1.2万", "金额：12,000.00"),
)
IN_LISTS: Final = (
    ("Enter", "打开；Shift+Enter 在旁边打开"),
    ("空格", "选中；Ctrl+A 全选"),
    ("直接打字", "在列表里查找"),
    ("Esc", "回到列表"),
)
_ROWS: Final = 14


class KeySheet(QDialog):
    """Stays open beside the work; Esc closes it."""

    def __init__(self, here: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("按键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = [("这里", ""), *here, ("列表", ""), *IN_LISTS, ("填表", ""), *IN_FORMS]
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(16)
        for number, (keys, what) in enumerate(lines):
            row, column = number % _ROWS, number // _ROWS * 2
            key = QLabel(keys)
            key.setProperty("heading", True)
            grid.addWidget(key, row, column)
            grid.addWidget(QLabel(what), row, column + 1)
