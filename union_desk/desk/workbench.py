"""The first screen: what is half done, what is due, how many there are. Every line opens something.

Workbench(desk, sections=lambda: [WorkbenchSection("未完成", (WorkbenchRow("王芳", run),))])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
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
from union_desk.desk.widgets.elided import Elided

_COLUMNS: Final = 2
_STEPS: Final = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
_NARROW_LINES: Final = 38
"""Below this width, in heights of a line, the cards stand in one column."""


class Line(QPushButton):
    """Words at the left, a figure at the right; the whole line opens."""

    def __init__(self, row: WorkbenchRow) -> None:
        super().__init__()
        self.setProperty("line", True)
        self.setAccessibleName(f"{row.text} {row.figure}".strip())
        self.clicked.connect(lambda _on=False: row.run())
        words, figure = Elided(row.text), QLabel(row.figure)
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
        self._heading.setProperty("title", True)
        self._columns = [QVBoxLayout() for _column in range(_COLUMNS)]
        self._beside = columns = QHBoxLayout()
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
        desk.safety.connect(self._when_seen)

    def reload(self) -> None:
        today = self._desk.today
        self._heading.setText(
            f"{today.year}年{today.month}月{today.day}日　星期{'一二三四五六日'[today.weekday()]}"
        )
        here = self._line_here()
        for card in self._cards:
            card.hide()
            card.deleteLater()
        shown = [section for section in self._sections() if section.rows or section.empty]
        self._cards = [_card(section) for section in shown]
        self._arrange()
        if here is not None:
            self._go_to_line(here)

    def take_cursor(self) -> None:
        """Put the cursor onto the first line; where there is none, the page is scrolled."""
        if self._line_here() is None:
            self._go_to_line(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let ↓ and ↑ go from line to line, as in a list."""
        here, step = self._line_here(), _STEPS.get(event.key())
        if here is None or step is None:
            super().keyPressEvent(event)
        else:
            self._go_to_line(max(0, here + step))

    def _lines(self) -> list[Line]:
        """List the lines as one sees them: column by column."""
        cards = [card for column in self._columns for card in _widgets(column)]
        return [line for card in cards for line in card.findChildren(Line)]

    def _line_here(self) -> int | None:
        window = self.window()
        here = window.focusWidget()
        return next((number for number, line in enumerate(self._lines()) if line is here), None)

    def _go_to_line(self, number: int) -> None:
        lines = self._lines()
        place: QWidget = lines[min(number, len(lines) - 1)] if lines else self
        place.setFocus(Qt.FocusReason.TabFocusReason)
        if number == 0:
            # Above the first line stand the day and the title of its card.
            self.verticalScrollBar().setValue(0)
        elif place is not self:
            self.ensureWidgetVisible(place, 20, 20)

    def _when_seen(self) -> None:
        if self.isVisible():
            self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._when_seen()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.reload()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _arrange(self) -> None:
        """Put each card where there is most room, in one column where the window is narrow."""
        used = [0] * (1 if self.width() < _NARROW_LINES * self.fontMetrics().height() else _COLUMNS)
        for number, column in enumerate(self._columns):
            self._beside.setStretch(number, int(number < len(used)))
            while column.count():
                column.takeAt(0)
        for card in self._cards:
            place = used.index(min(used))
            used[place] += card.sizeHint().height()
            self._columns[place].addWidget(card)
            # Shown now and not at the next turn of the event loop: a line may be given the cursor at once.
            card.show()
        for column in self._columns:
            column.addStretch()
        for above, below in pairwise(self._lines()):
            QWidget.setTabOrder(above, below)


def _widgets(column: QVBoxLayout) -> list[QWidget]:
    items = (column.itemAt(number) for number in range(column.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget for widget in widgets if widget is not None]


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
