"""F1: the keys of the screen one is on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from union_desk.desk.widgets.flow import FlowLayout

_MOST_CHARACTERS: Final = 150
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
    ("Shift+F10", "排序，选择显示哪些栏"),
    ("Esc", "回到列表"),
)
IN_MENUS: Final = (
    ("Alt+F B P D T H", "打开一个菜单；↑ ↓ 选，Enter 用，Esc 收起"),
    ("Ctrl+K", "打名称或拼音首字母，可用任何一项办理"),
    ("Tab　Shift+Tab", "到下一处，回上一处"),
    ("Alt+字母", "到名称里带下划线字母的栏或按钮"),
)


class KeySheet(QDialog):
    """Stays open beside the work; Esc closes it. Parts that find no room beside each other are scrolled."""

    def __init__(self, here: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("按键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parts = QWidget()
        # Kept: Qt goes on calling a layout written in Python after Python has let go of it.
        self._flow = FlowLayout(parts, gap=24, line_gap=12)
        for title, lines in (("这里", here), ("填表", IN_FORMS), ("列表", IN_LISTS), ("到处", IN_MENUS)):
            self._flow.addWidget(_part(title, lines))
        self._area = area = QScrollArea()
        area.setAccessibleName("按键")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(parts)
        room = QVBoxLayout(self)
        room.addWidget(area)
        area.setFocus()
        # Left to itself, Qt gives a dialog two thirds of the screen at most.
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Take as much of the window below as the keys need."""
        parent = self.parentWidget()
        most = parent.size() if parent is not None else self.screen().availableSize()
        char = self.fontMetrics().averageCharWidth()
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 2 * char
        width = min(most.width() - 2 * margins, char * _MOST_CHARACTERS)
        bar = self._area.verticalScrollBar().sizeHint().width()
        height = self._flow.heightForWidth(width - bar - 4 * char)
        return QSize(width, min(height + 4 * self.fontMetrics().height(), most.height()))


def _part(title: str, lines: Sequence[tuple[str, str]]) -> QWidget:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    for row, (keys, what) in enumerate([(title, ""), *lines]):
        key = QLabel(keys)
        key.setProperty("heading", True)
        grid.addWidget(key, row, 0)
        grid.addWidget(QLabel(what), row, 1)
    grid.setRowStretch(len(lines) + 1, 1)
    return part
