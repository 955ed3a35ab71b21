"""Keeps the cursor on a page: where the field that has it goes away, it goes back to the one before."""

from __future__ import annotations

from collections import deque
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

_REMEMBERED: Final = 12


class PageCursor(QObject):
    """Watches one page. Qt would give the cursor of a field that hides to what comes next in the window."""

    came = Signal(object)
    """The widget of the sheet that has the cursor now."""

    def __init__(self, page: QWidget, sheet: QWidget, scroller: QScrollArea) -> None:
        super().__init__(page)
        self._page, self._sheet, self._scroller = page, sheet, scroller
        self._places: deque[QWidget] = deque(maxlen=_REMEMBERED)
        self._lost = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._come_back)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def take(self) -> None:
        """Put the cursor where it was last, else into the first field; a page of words only is scrolled."""
        for place in reversed(self._places):
            if _takes_cursor(place):
                place.setFocus()
                return
        fields = (each for each in fields_in(self._sheet) if each.isEnabled())
        # A list of papers is looked at, not typed into.
        looked_at = QAbstractButton | QAbstractItemView
        first = next((each for each in fields if not isinstance(each, looked_at)), self._scroller)
        first.setFocus()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._page):
            return
        if before is not None and isValid(before) and self._page.isAncestorOf(before):
            # From a field that is still there somebody went on purpose.
            self._lost = not _takes_cursor(before)
            if self._lost:
                self._soon.start()
        elif now is not None:
            self._lost = False
        if now is not None and self._sheet.isAncestorOf(now):
            if not self._lost:
                self._remember(now)
            self.came.emit(now)

    def _remember(self, place: QWidget) -> None:
        if place in self._places:
            self._places.remove(place)
        self._places.append(place)

    def _come_back(self) -> None:
        lost, self._lost = self._lost, False
        if lost and self._page.isVisible() and not self._scroller.hasFocus():
            self.take()


def fields_in(widget: QWidget) -> list[QWidget]:
    """List the widgets inside that take the Tab key, in its order."""
    order: list[QWidget] = []
    each = widget.nextInFocusChain()
    while each is not None and each is not widget:
        if widget.isAncestorOf(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible():
            order.append(each)
        each = each.nextInFocusChain()
    return order


def _takes_cursor(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()
