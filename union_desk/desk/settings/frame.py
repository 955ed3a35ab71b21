"""设置: a list of what can be set at the left, the page of it at the right; stays open beside the work.

pages = [SettingsPage("calendar", "调休", "calendar-days", lambda: CalendarPage(desk, service))]
SettingsWindow(desk, pages, window).show()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.icons import icon
from union_desk.desk.tab_order import follow_layout
from union_desk.desk.widgets import EnterMoves

_SIZE: Final = (66, 40)
"""The usual size in heights of a line; a smaller window beside it makes it smaller."""


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """One page of the settings; who lacks the right may look at it and change nothing."""

    name: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    right: Right = Right.CONFIGURE


class SettingsWindow(QDialog):
    def __init__(self, desk: Desk, pages: Sequence[SettingsPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pages = desk, tuple(pages)
        self._made: dict[str, QWidget] = {}
        self.setWindowTitle("设置")
        self.list = QListWidget(self)
        self.list.setObjectName("navigation")
        self.list.setAccessibleName("设置的内容")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget(self)
        self._lacking = QLabel(self)
        self._lacking.setProperty("problem", True)
        self._lacking.setWordWrap(True)
        self._close = QPushButton("关闭(&Q)", self)
        self._close.setDefault(True)
        self._close.clicked.connect(self.close)
        for page in self._pages:
            item = QListWidgetItem(icon(page.icon), page.title, self.list)
            item.setToolTip(page.title)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda row: self._show(self._pages[row]))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def go_to(self, name: str) -> QWidget:
        """Show a page by its name; the cursor goes into it."""
        names = [page.name for page in self._pages]
        self.list.setCurrentRow(names.index(name))
        self._made[name].setFocus(Qt.FocusReason.OtherFocusReason)
        return self._made[name]

    def page(self, name: str) -> QWidget:
        """Return the widget of a page that was shown."""
        return self._made[name]

    def _show(self, page: SettingsPage) -> None:
        if page.name not in self._made:
            made = page.make()
            EnterMoves(made)
            room = QScrollArea(self.stack)
            room.setObjectName("page")
            room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            room.setAccessibleName(page.title)
            room.setWidgetResizable(True)
            room.setWidget(made)
            self._made[page.name] = made
            self.stack.addWidget(room)
        numbers = list(self._made)
        self.stack.setCurrentIndex(numbers.index(page.name))
        follow_layout(self)
        refusal = lacking(self._desk.actor, page.right)
        self._lacking.setText(f"只能看，不能改：{refusal}" if refusal else "")
        self._lacking.setVisible(bool(refusal))

    def _lay_out(self) -> None:
        metrics = self.fontMetrics()
        line = metrics.height()
        self.list.setIconSize(QSize(round(line * 1.1), round(line * 1.1)))
        widest = max(metrics.horizontalAdvance(page.title) for page in self._pages)
        self.list.setFixedWidth(widest + round(line * 3.4))
        below = QHBoxLayout()
        below.setContentsMargins(8, 6, 8, 6)
        below.addWidget(self._lacking, 1)
        below.addStretch()
        below.addWidget(self._close)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addLayout(below)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.list)
        whole.addLayout(right, 1)
        owner = self.parentWidget()
        wanted = QSize(_SIZE[0] * line, _SIZE[1] * line)
        room = owner.window().size() if owner is not None else self.screen().availableSize()
        self.resize(wanted.boundedTo(room - QSize(24, 24)))
