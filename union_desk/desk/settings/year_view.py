"""A year by months: days off and weekends worked in colour and in words, turned round with the keyboard."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from union_desk.core.arrangement import FIRST_YEAR, is_weekend, toggled
from union_desk.core.calendar import WEEKDAYS, Arrangement, Calendar, calendar_of
from union_desk.desk import style

_MONTHS: Final = 12
_WEEKS: Final = 6
_HEAD_LINES: Final = 2
_CELL: Final = (1.75, 1.3)
"""Width and height of a day in heights of a line."""
_GAP: Final = 0.9
_MOST_COLUMNS: Final = 4
_SHORT_WEEKDAYS: Final = "一二三四五六日"


class YearView(QWidget):
    """Arrows move, PageUp and PageDown go by months, Space turns the day round: 休 or 班."""

    changed = Signal(object)
    """The Arrangement after a day was turned round."""
    moved = Signal(str)
    """What the current day is, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrangement = Arrangement(FIRST_YEAR, frozenset(), frozenset())
        self._calendar: Calendar = calendar_of((self._arrangement,))
        self._current = date(FIRST_YEAR, 1, 1)
        self._editable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def arrangement(self) -> Arrangement:
        return self._arrangement

    @property
    def current(self) -> date:
        return self._current

    def show_year(self, arrangement: Arrangement, *, editable: bool = True) -> None:
        self._editable = editable
        if arrangement.year != self._arrangement.year:
            self._current = date(arrangement.year, 1, 1)
        self._arrangement, self._calendar = arrangement, calendar_of((arrangement,))
        self.setAccessibleName(f"{arrangement.year} 年年历")
        self.update()
        self._announce()

    def go_to(self, day: date) -> None:
        """Move to a day of the year; days of other years are passed over."""
        if day.year == self._arrangement.year:
            self._current = day
            self.update()
            self._announce()

    def words(self) -> str:
        """2027年2月15日 星期一：春节假期，放假"""
        day = self._current
        if day in self._arrangement.worked:
            what = "调休上班"
        elif self._calendar.is_working_day(day):
            what = "上班"
        else:
            what = "休息" if is_weekend(day) else "放假"
        name = self._calendar.name_of(day)
        named = "" if name in {"工作日", "调休上班日", *WEEKDAYS} else f"{name}，"
        return f"{day.year}年{day.month}月{day.day}日 {WEEKDAYS[day.weekday()]}：{named}{what}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        if key in steps:
            self.go_to(self._current + timedelta(days=steps[Qt.Key(key)]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._go_months(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            year = self._arrangement.year
            self.go_to(date(year, 1, 1) if key == Qt.Key.Key_Home else date(year, 12, 31))
        elif key == Qt.Key.Key_Space:
            self._turn()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        day = self._day_at(event.position().x(), event.position().y())
        if day is not None:
            self.go_to(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._day_at(event.position().x(), event.position().y()) == self._current:
            self._turn()

    def sizeHint(self) -> QSize:
        return QSize(round(self._month().width() * 3), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._month().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        for month in range(1, _MONTHS + 1):
            self._paint_month(painter, month)
        painter.end()

    def _turn(self) -> None:
        if self._editable:
            self.show_year(toggled(self._arrangement, self._current))
            self.changed.emit(self._arrangement)

    def _go_months(self, step: int) -> None:
        month = min(max(self._current.month + step, 1), _MONTHS)
        last = months.monthrange(self._current.year, month)[1]
        self.go_to(self._current.replace(month=month, day=min(self._current.day, last)))

    def _announce(self) -> None:
        text = self.words()
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.moved.emit(text)

    # Where things stand.

    def _cell(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(round(line * _CELL[0]), round(line * _CELL[1]))

    def _month(self) -> QSize:
        cell, gap = self._cell(), round(self.fontMetrics().height() * _GAP)
        return QSize(cell.width() * 7 + gap, cell.height() * (_WEEKS + _HEAD_LINES) + gap)

    def _columns(self) -> int:
        return max(1, min(_MOST_COLUMNS, self.width() // self._month().width()))

    def _height(self) -> int:
        rows = -(-_MONTHS // self._columns())
        return rows * self._month().height()

    def _corner(self, month: int) -> tuple[int, int]:
        row, column = divmod(month - 1, self._columns())
        size = self._month()
        return column * size.width(), row * size.height()

    def _place(self, day: date) -> QRect:
        x, y = self._corner(day.month)
        cell = self._cell()
        week, weekday = divmod(day.day - 1 + day.replace(day=1).weekday(), 7)
        return QRect(
            x + weekday * cell.width(), y + (week + _HEAD_LINES) * cell.height(), cell.width(), cell.height()
        )

    def _day_at(self, x: float, y: float) -> date | None:
        year = self._arrangement.year
        for month in range(1, _MONTHS + 1):
            for number in range(1, months.monthrange(year, month)[1] + 1):
                if self._place(date(year, month, number)).contains(int(x), int(y)):
                    return date(year, month, number)
        return None

    # How they look.

    def _paint_month(self, painter: QPainter, month: int) -> None:
        x, y = self._corner(month)
        cell, year = self._cell(), self._arrangement.year
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(style.TEXT))
        title = QRect(x, y, cell.width() * 7, cell.height())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, f"{month}月")
        painter.setFont(self.font())
        painter.setPen(QColor(style.MUTED))
        for column, word in enumerate(_SHORT_WEEKDAYS):
            box = QRect(x + column * cell.width(), y + cell.height(), cell.width(), cell.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        for number in range(1, months.monthrange(year, month)[1] + 1):
            self._paint_day(painter, date(year, month, number))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        """Write 休 or 班 beside the number: colour never speaks alone."""
        box = self._place(day)
        off = not self._calendar.is_working_day(day)
        marked = day in self._arrangement.worked or (off and not is_weekend(day))
        marked = marked or self._calendar.is_statutory_holiday(day)
        if marked:
            painter.fillRect(box.adjusted(1, 1, -1, -1), QColor(style.SELECTED if off else style.LINE))
        painter.setPen(QColor(style.RED if marked and off else style.MUTED if off else style.TEXT))
        word = ("休" if off else "班") if marked else ""
        painter.setFont(self.font())
        if not word:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        else:
            half = box.width() * 11 // 20
            left, right = box.adjusted(0, 0, half - box.width(), 0), box.adjusted(half, 0, 0, 0)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(day.day))
            small = self.font()
            small.setPointSizeF(small.pointSizeF() * 0.75)
            painter.setFont(small)
            painter.drawText(right, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f" {word}")
        if day == self._current:
            pen = QPen(QColor(style.TEXT if self.hasFocus() else style.BORDER))
            pen.setWidth(2 if self.hasFocus() else 1)
            painter.setPen(pen)
            painter.drawRect(box.adjusted(1, 1, -2, -2))
