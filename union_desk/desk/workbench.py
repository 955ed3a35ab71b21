"""The first screen: what is half done, what is due, how many there are. Every line opens something.

Workbench(desk, sections=lambda: [WorkbenchSection("未完成", (WorkbenchRow("王芳", run),))])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from union_desk.desk.desk import Desk
from union_desk.desk.navigation import WorkbenchRow, WorkbenchSection

_COLUMNS: Final = 2
_NARROW: Final = 760


class Line(QPushButton):
    """Words at the left, a figure at the right; the whole line opens."""

    def __init__(self, row: WorkbenchRow) -> None:
        super().__init__()
        self.setProperty("line", True)
        self.setAccessibleName(f"{row.text} {row.figure}".strip())
        self.clicked.connect(lambda _on=False: row.run())
        words, figure = QLabel(row.text), QLabel(row.figure)
        for label in (words, figure):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        figure.setProperty("problem" if row.urgent else "heading", True)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(8, 2, 8, 2)
        inside.addWidget(words, 1)
        inside.addWidget(figure)
        self.setMinimumHeight(round(self.fontMetrics().height() * 1.7))


class Workbench(QScrollArea):
    def __init__(
        self, desk: Desk, sections: Callable[[], Sequence[WorkbenchSection]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sections = sections
        self._cards: list[QFrame] = []
        inner = QWidget()
        self._heading = QLabel()
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._heading.setFont(font)
        self._columns = [QVBoxLayout() for _column in range(_COLUMNS)]
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for column in self._columns:
            column.setSpacing(12)
            columns.addLayout(column, 1)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(self._heading)
        whole.addLayout(columns)
        whole.addStretch()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("工作台")
        self._desk = desk
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.reload)
        desk.changed.connect(lambda _changed: self._when_seen())

    def reload(self) -> None:
        today = self._desk.today
        self._heading.setText(
            f"{today.year}年{today.month}月{today.day}日　星期{'一二三四五六日'[today.weekday()]}"
        )
        for card in self._cards:
            card.hide()
            card.deleteLater()
        shown = [section for section in self._sections() if section.rows or section.empty]
        self._cards = [_card(section) for section in shown]
        self._arrange()

    def _when_seen(self) -> None:
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.reload()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _arrange(self) -> None:
        """Put each card where there is most room, in one column where the window is narrow."""
        used = [0] * (1 if self.width() < _NARROW else _COLUMNS)
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for card in self._cards:
            place = used.index(min(used))
            used[place] += card.sizeHint().height()
            self._columns[place].addWidget(card)
        for column in self._columns:
            column.addStretch()


def _card(section: WorkbenchSection) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    lines = QVBoxLayout(card)
    lines.setContentsMargins(4, 8, 4, 8)
    lines.setSpacing(0)
    title = QLabel(section.title)
    title.setProperty("heading", True)
    title.setContentsMargins(8, 0, 8, 4)
    lines.addWidget(title)
    for row in section.rows:
        lines.addWidget(Line(row))
    if not section.rows:
        empty = QLabel(section.empty)
        empty.setWordWrap(True)
        empty.setProperty("muted", True)
        empty.setContentsMargins(8, 0, 8, 4)
        lines.addWidget(empty)
    return card
