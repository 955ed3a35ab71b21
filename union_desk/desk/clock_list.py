"""The dated list below a picture of clocks: each day, what, how it stands, the article; its steps folded.

dates = ClockList(); dates.show_story(story); dates.chosen.connect(picture.go_to)
Space, Enter or → opens the steps of a line, ← closes them.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from union_desk.core.calendar import WEEKDAYS
from union_desk.core.deadline import day_text
from union_desk.desk import style
from union_desk.paper.clocks.story import (
    HEADINGS,
    Happened,
    Period,
    Standing,
    Story,
    day_of,
    in_days,
    list_texts,
    why_lines,
)

_KEY: Final = Qt.ItemDataRole.UserRole
_WIDTHS: Final = (7.6, 12.0, 11.0)
_MOST_ROWS: Final = 16
_SPACE: Final = 0.5


class ClockList(QTreeWidget):
    """One line for each event and for the last day of each period, in their order; today stands between."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, QTreeWidgetItem] = {}
        self._story: Story | None = None
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(list(HEADINGS))
        self.setAccessibleName("日期表")
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Wrapping(self))
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.itemActivated.connect(lambda item, _column: self._turn(item))
        self.currentItemChanged.connect(lambda item, _before: self._tell(item))
        self.itemExpanded.connect(lambda _item: self._fit())
        self.itemCollapsed.connect(lambda _item: self._fit())
        self._share_out()

    def show_story(self, story: Story) -> None:
        """Write the list anew; what was open stays open, and the line one is on stays the same."""
        opened = {key for key, line in self._lines.items() if line.isExpanded()}
        here = self._key_of(self.currentItem())
        self._story = story
        self.blockSignals(True)
        self.clear()
        # Put into the tree at once: it lays itself out anew for whatever is changed of a line that it has.
        made = [(item, self._line(item, story.today)) for item in in_days(story)]
        self._lines = {item.key: line for item, line in made}
        place = sum(day_of(item) <= story.today for item, _ in made)
        rows = [line for _, line in made]
        self.addTopLevelItems([*rows[:place], _today(story.today), *rows[place:]])
        self.setFirstColumnSpanned(place, QModelIndex(), True)
        for line in rows:
            for number in range(line.childCount()):
                self.setFirstColumnSpanned(number, self.indexFromItem(line), True)
        for key in opened & self._lines.keys():
            self._lines[key].setExpanded(True)
        if here in self._lines:
            self.setCurrentItem(self._lines[here])
        self.blockSignals(False)
        self._fit()

    def go_to(self, key: str) -> None:
        line = self._lines.get(key)
        if line is not None and key != self._key_of(self.currentItem()):
            self.blockSignals(True)
            self.setCurrentItem(line)
            self.blockSignals(False)
            self.scrollToItem(line)

    def open_why(self, key: str) -> None:
        """Open the steps of a period and put the cursor there."""
        line = self._lines.get(key)
        if line is not None:
            line.setExpanded(True)
            self.setCurrentItem(line)
            last = line.child(line.childCount() - 1)
            if last is not None:
                self.scrollToItem(last)
            self.scrollToItem(line)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._turn(self.currentItem())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_out()
            self.scheduleDelayedItemsLayout()
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_out()
            self._fit()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        first = self.topLevelItem(0)
        if not self._key_of(self.currentItem()) and first is not None:
            self.setCurrentItem(next(iter(self._lines.values()), first))

    def _line(self, item: Happened | Period, today: date) -> QTreeWidgetItem:
        """Make the line of an item, with its steps below it.

        What runs is written in bold letters, what is urgent in red, too; the words say it already.
        """
        line = QTreeWidgetItem(list(list_texts(item, today)))
        line.setData(0, _KEY, item.key)
        for column in range(self.columnCount()):
            line.setToolTip(column, line.text(column))
        details = why_lines(item, today)[1:] if isinstance(item, Period) else (item.text,)
        for detail in filter(None, details):
            below = QTreeWidgetItem(line, [detail])
            below.setForeground(0, QBrush(QColor(style.MUTED)))
        standing = item.standing(today) if isinstance(item, Period) else Standing.ANSWERED
        if standing not in (Standing.ANSWERED, Standing.IDLE):
            bold = QFont(self.font())
            bold.setBold(True)
            line.setFont(1, bold)
            line.setFont(2, bold)
        if standing in (Standing.OVERDUE, Standing.TODAY):
            line.setForeground(2, QBrush(QColor(style.RED)))
        return line

    def _turn(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            line = item.parent() or item
            line.setExpanded(not line.isExpanded())
            self.setCurrentItem(line)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (key := self._key_of(item)):
            self.chosen.emit(key)

    def _key_of(self, item: QTreeWidgetItem | None) -> str:
        if item is None:
            return ""
        return str((item.parent() or item).data(0, _KEY) or "")

    def _share_out(self) -> None:
        """Give each column the room of its words; in little room the article is left to the steps."""
        unit, room = self.fontMetrics().height(), self.viewport().width()
        day, what, state = (width * unit for width in _WIDTHS)
        narrow = room < day + what + state + 10 * unit
        self.setColumnHidden(len(HEADINGS) - 1, narrow)
        more = room - day - what - state - (0 if narrow else 18 * unit)
        if narrow:
            # Also less than they would like; the day is never broken.
            what, state = what + more * 0.5, state + more * 0.5
        elif more > 0:
            what, state = what + more * 0.4, state + more * 0.3
        for column, width in enumerate((day, what, state)):
            self.setColumnWidth(column, round(width))
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _fit(self) -> None:
        """Be as high as the list, and no higher than a page can hold."""
        self.doItemsLayout()
        unit = self.fontMetrics().height()
        height, index = 0, self.model().index(0, 0)
        most = round(_MOST_ROWS * (1 + _SPACE) * unit)
        while index.isValid() and height <= most:
            height += self.rowHeight(index)
            index = self.indexBelow(index)
        frame = 2 * self.frameWidth() + self.header().sizeHint().height() + 2
        self.setFixedHeight(min(height, most) + frame)


def _today(today: date) -> QTreeWidgetItem:
    """Make the line of today, which stands between what was and what comes; the keys pass over it."""
    line = QTreeWidgetItem([f"今天　{day_text(today)}　{WEEKDAYS[today.weekday()]}"])
    line.setFlags(Qt.ItemFlag.NoItemFlags)
    line.setForeground(0, QBrush(QColor(style.RED)))
    line.setBackground(0, QBrush(QColor(style.SELECTED)))
    line.setTextAlignment(0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return line


class _Wrapping(QStyledItemDelegate):
    """Makes a line high enough for its words; those of a step have the whole width."""

    def __init__(self, view: ClockList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = self._view.fontMetrics()
        unit, text = metrics.height(), str(index.data() or "")
        spanned = index.parent().isValid() or (not index.data(_KEY) and index.column() == 0)
        if spanned:
            width = self._view.viewport().width() - 2 * self._view.indentation()
        else:
            width = self._view.columnWidth(index.column())
            width -= self._view.indentation() if index.column() == 0 else 0
        room = max(width - unit, unit)
        if len(text) * unit <= room:
            # No character is wider than a line is high.
            return QSize(width, round((1 + _SPACE) * unit))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        needed = metrics.boundingRect(0, 0, room, 100_000, flags, text).height()
        return QSize(width, round(max(needed, unit) + _SPACE * unit))
