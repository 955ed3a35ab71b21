"""The clocks of a case as a picture: events on a line of time, each period as a bar, today's line.

picture.show_story(Story(happened, periods, today, calendar))
picture.chosen.connect(list.go_to)           # the key of the event or period one is on; "" for none
← → go through what happened or what is due, ↑ ↓ from row to row, + − zoom, 0 shows all, F1 says why.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from union_desk.desk import style
from union_desk.desk.clock_painter import paint, type_of
from union_desk.paper.clocks.axis import Scale, fitting, near_days
from union_desk.paper.clocks.layout import Layout, Room, lay_out
from union_desk.paper.clocks.places import (
    beside,
    first_of,
    item_of,
    keys_at,
    outermost,
    place_of,
    rooms_of,
    row_from,
    told_of,
)
from union_desk.paper.clocks.story import Story

KEYS: Final = "← → 前一项、后一项　↑ ↓ 换行　+ − 放大、缩小　N 近期　0 全部　Shift+← → 移动　F1 为什么"
_LEAST_WIDTH: Final = 20
_ZOOM: Final = 1.5
_STEP: Final = 0.4
_WHY_WIDTH: Final = 34
_EMPTY: Final = "还没有可以画的日期。填写收到申请、送达这些日期以后，期限就画在这里。"


class ClockPicture(QWidget):
    """Draws a layout, and leads through it by keys."""

    chosen = Signal(str)
    opened = Signal(str)
    """Enter or a double click on an event or a period."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story: Story | None = None
        self._scale: Scale | None = None
        self._layout: Layout | None = None
        self._whole = False
        self._key = ""
        self._dragged: float | None = None
        self._widths: dict[tuple[str, bool], float] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("期限图")

    @property
    def layout_shown(self) -> Layout | None:
        return self._layout

    @property
    def key(self) -> str:
        """Return the key of the event or period one is on."""
        return self._key

    def show_story(self, story: Story, *, same: bool = False) -> None:
        """Show a story round today; of the `same` case one stays where one is, and in the same scale."""
        self._story = story
        if not same:
            self._scale, self._whole = None, False
        if item_of(story, self._key) is None:
            self._key = ""
        self._lay_out()
        self._announce()

    def zoom(self, factor: float) -> None:
        """Make days wider round what one is on, or round today."""
        if self._layout is None:
            return
        x = place_of(self._layout, self._key)
        self._zoom_at(factor, x if 0 <= x <= self.width() else self.width() / 2)

    def fit(self) -> None:
        """Show everything."""
        self._scale, self._whole = None, True
        self._lay_out()

    def show_near(self) -> None:
        """Show the days round today."""
        self._scale, self._whole = None, False
        self._lay_out()

    def go_to(self, key: str) -> None:
        """Go to an event or a period, and bring it into sight."""
        if self._story is None or item_of(self._story, key) is None or key == self._key:
            return
        self._key = key
        self._bring_into_sight()
        self._scroll_page()
        self.update()
        self._announce()

    def why(self) -> tuple[str, ...]:
        """Say all there is to say of what one is on."""
        return told_of(self._story, (self._key,)) if self._story is not None else ()

    # What the hand does.

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._takes(event)
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._hover(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._acts(event).get(_key(event))
        if act is None or not self._takes(event):
            super().keyPressEvent(event)
        else:
            act()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        keys = self._keys_at(event.position())
        if keys:
            # A second click on a group goes on to its next event.
            here = keys.index(self._key) + 1 if self._key in keys else 0
            self.go_to(keys[here % len(keys)])
        self._dragged = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the days to the left and right."""
        if self._dragged is not None:
            self._pan(self._dragged - event.position().x())
            self._dragged = event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._keys_at(event.position()):
            self.opened.emit(self._key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom where the mouse is; without Ctrl the page is scrolled."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self._zoom_at(_ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM, event.position().x())
            event.accept()
        else:
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:  # noqa: N802 - Qt's name
        """Say where one is: that is what a page scrolls into sight, for the whole may be higher than it."""
        rooms = self._rooms() if query == Qt.InputMethodQuery.ImCursorRectangle else []
        if not rooms:
            return super().inputMethodQuery(query)
        top, bottom = rooms[0].y, max(room.y + room.height for room in rooms)
        return QRect(round(rooms[0].x), round(top), 1, round(bottom - top))

    # Its size.

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 2 * _LEAST_WIDTH, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * _LEAST_WIDTH, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widths.clear()
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at what is due first, without moving the picture."""
        super().focusInEvent(event)
        if not self._key and self._layout is not None:
            self._key = first_of(self._layout)
            self._announce()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(style.BASE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._layout is None:
            painter.setPen(QColor(style.MUTED))
            unit = self.fontMetrics().height()
            room = self.rect().adjusted(unit // 2, 0, -unit // 2, 0)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), _EMPTY)
        else:
            paint(painter, self._layout, self.font())
        self._paint_place(painter)
        painter.end()

    # Inside.

    def _lay_out(self) -> None:
        story = self._story
        if story is None or story.is_empty or self.width() < 1:
            self._layout = None
            self.setFixedHeight(round(self.fontMetrics().height() * 3))
            self.update()
            return
        kind = type_of(self.font(), self._widths)
        days = None if self._whole else near_days(story)
        scale = self._scale or fitting(story, self.width(), kind, days)
        self._layout = lay_out(story, scale, self.width(), kind)
        self.setFixedHeight(round(self._layout.height))
        self.update()

    def _takes(self, event: QKeyEvent) -> bool:
        if self._layout is None:
            return False
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return plain == Qt.KeyboardModifier.NoModifier and _key(event) in self._acts(event)

    def _acts(self, event: QKeyEvent) -> dict[Qt.Key, Callable[[], None]]:
        key = Qt.Key
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            by = self.width() * _STEP
            return {
                key.Key_Left: lambda: self._pan(-by),
                key.Key_Right: lambda: self._pan(by),
                key.Key_Plus: lambda: self.zoom(_ZOOM),
            }
        return {
            key.Key_Left: lambda: self._go(beside, -1),
            key.Key_Right: lambda: self._go(beside, 1),
            key.Key_Up: lambda: self._go(row_from, -1),
            key.Key_Down: lambda: self._go(row_from, 1),
            key.Key_Home: lambda: self._go(outermost, 0),
            key.Key_End: lambda: self._go(outermost, -1),
            key.Key_Plus: lambda: self.zoom(_ZOOM),
            key.Key_Equal: lambda: self.zoom(_ZOOM),
            key.Key_Minus: lambda: self.zoom(1 / _ZOOM),
            key.Key_0: self.fit,
            key.Key_N: self.show_near,
            key.Key_F1: self.show_why,
            key.Key_Return: lambda: self.opened.emit(self._key),
            key.Key_Enter: lambda: self.opened.emit(self._key),
        }

    def show_why(self) -> None:
        """F1: write the article and the steps beside what one is on, and the keys."""
        rooms = self._rooms()
        corner = QPointF(rooms[0].x, rooms[0].y + rooms[0].height) if rooms else QPointF(0, 0)
        place = self.mapToGlobal(QPointF(min(max(corner.x(), 0.0), self.width()), corner.y()).toPoint())
        QToolTip.showText(place, self._html(self.why(), KEYS), self)

    def _hover(self, event: QHelpEvent) -> None:
        keys = self._keys_at(QPointF(event.pos()))
        if keys and self._story is not None:
            QToolTip.showText(event.globalPos(), self._html(told_of(self._story, keys)), self)
        else:
            QToolTip.hideText()

    def _html(self, lines: tuple[str, ...], foot: str = "") -> str:
        wide = self.fontMetrics().height() * _WHY_WIDTH
        body = "<br>".join(escape(line) for line in lines[1:])
        head = f"<b>{escape(lines[0])}</b><br>" if lines else ""
        end = f"<p style='color:{style.MUTED}; margin:6px 0 0 0'>{escape(foot)}</p>" if foot else ""
        return f"<table width='{wide}'><tr><td>{head}{body}{end}</td></tr></table>"

    def _go(self, to: Callable[[Layout, str, int], str], step: int) -> None:
        if self._layout is not None:
            self.go_to(to(self._layout, self._key, step))

    def _rooms(self) -> list[Room]:
        return rooms_of(self._layout, self._key) if self._layout is not None else []

    def _keys_at(self, place: QPointF) -> tuple[str, ...]:
        return keys_at(self._layout, place.x(), place.y()) if self._layout is not None else ()

    def _pan(self, by: float) -> None:
        if self._layout is not None:
            self._scale = self._layout.scale.moved(by)
            self._lay_out()

    def _zoom_at(self, factor: float, x: float) -> None:
        if self._story is not None and self._layout is not None:
            whole = fitting(self._story, self.width(), self._layout.type)
            if self._layout.scale.per_day * factor <= whole.per_day * 1.001:
                self.fit()
                return
            self._scale = self._layout.scale.zoomed(factor, x, whole.per_day, self._layout.type.unit)
            self._lay_out()

    def _bring_into_sight(self) -> None:
        if self._layout is None:
            return
        x, edge = place_of(self._layout, self._key), 2 * self._layout.type.unit
        if not edge <= x <= self.width() - edge:
            self._pan(x - self.width() / 2)

    def _scroll_page(self) -> None:
        """Scroll the page that this lies on to what one is on."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea) and self.hasFocus():
            above.ensureWidgetVisible(self, 0, 2 * self.fontMetrics().height())

    def _paint_place(self, painter: QPainter) -> None:
        """Frame what one is on; the frame of the whole says that the keys are heard here."""
        here = self.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.TEXT if here else style.LINE), 2 if here else 1))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1) if here else self.rect().adjusted(0, 0, -1, -1))
        rooms = self._rooms()
        if not rooms:
            return
        painter.setPen(QPen(QColor(style.TEXT if here else style.BORDER), 2 if here else 1))
        room = rooms[0]
        painter.drawRect(QRectF(room.x - 2, room.y - 1, room.width + 5, room.height + 2))

    def _announce(self) -> None:
        self.setAccessibleDescription("　".join(self.why()))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.chosen.emit(self._key)


def _key(event: QKeyEvent) -> Qt.Key:
    return Qt.Key(event.key())
