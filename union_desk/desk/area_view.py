"""One area in the window: its list and the pages opened from it, side by side where there is room.

view = AreaView(desk, area)
view.open("hardship_file", uid)              # in the page; beside=True in a second page at its right
view.next_record(1)                          # Ctrl+PageDown: saves and goes on
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from union_desk.desk.case_list import CaseList
from union_desk.desk.case_page import CasePage
from union_desk.desk.desk import Desk
from union_desk.desk.navigation import Area

_NARROW_LINES: Final = 53
"""Below this width (of list and page together, in heights of a line) the list folds away beside a page."""
_LIST_LINES: Final = 21
SET_BY_OFFICE: Final = frozenset({"office", "office_version", "threshold"})
"""Changes of these tables may show on every page: names, lines of the place, days off."""
"""How wide the list is, until another width was drawn with the mouse."""


class AreaView(QWidget):
    page_changed = Signal()

    def __init__(self, desk: Desk, area: Area, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.area = desk, area
        self.list: CaseList | None = area.make_list() if area.make_list is not None else None
        self.page: CasePage | None = None
        self.beside: CasePage | None = None
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        if self.list is not None:
            self.split.addWidget(self.list)
            self.list.opened.connect(self._open_from_list)
            self.list.reload()
        self.screen_of_its_own = area.make_screen() if area.make_screen is not None else None
        if self.screen_of_its_own is not None:
            self.split.addWidget(self.screen_of_its_own)
        self._list_lines = float(desk.preferences.get(f"area/{area.name}/list lines", _LIST_LINES))
        self._shown: list[bool] = []
        self.split.splitterMoved.connect(self._keep_width)
        desk.changed.connect(self._on_changed)

    @property
    def current_page(self) -> CasePage | None:
        """The page that has the cursor, else the one that is open."""
        if self.beside is not None and not self.beside.isHidden() and _has_cursor(self.beside):
            return self.beside
        return self.page if self.page is not None and not self.page.isHidden() else None

    def open(self, entity: str, uid: str, *, beside: bool = False) -> CasePage | None:
        """Show a record; what was being typed on the page is kept first."""
        if self.area.make_page is None:
            return None
        # What was said of the record before is over.
        self.desk.status("")
        page = (
            self._beside_page(entity, uid)
            if beside and self.page is not None
            else self._main_page(entity, uid)
        )
        page.keep_draft()
        left_new = not page.uid and page.is_changed
        page.open_record(uid)
        if left_new and not uid:
            self.desk.status("没填完的那份已留在工作台的“未完成”里。")
        page.show()
        if self.list is not None and uid:
            self.list.go_to(uid)
        self._arrange()
        self.page_changed.emit()
        return page

    def go_to_list(self) -> None:
        """Esc: back to the list, which unfolds where it was folded away; the page keeps what was typed."""
        if self.list is None:
            return
        for page in (self.page, self.beside):
            if page is not None:
                page.keep_draft()
        if self.beside is not None and not self.beside.isHidden():
            self.beside.hide()
        elif self._is_narrow() and self.page is not None:
            self.page.hide()
        self._arrange()
        self.list.take_cursor()
        self.page_changed.emit()

    def take_cursor(self) -> None:
        """Put the cursor into the page, or into the list where none is open."""
        page = self.current_page
        if page is not None:
            page.place.take()
        elif self.list is not None:
            self.list.take_cursor()
        elif self.screen_of_its_own is not None:
            self.screen_of_its_own.setFocus()

    def next_record(self, step: int) -> bool:
        """Save and go on to the next record of the list, with the cursor in the same field."""
        page = self.current_page
        if page is None or self.list is None:
            return False
        uid = self.list.neighbour(page.uid, step)
        if not uid:
            self.desk.status("已是最后一份。" if step > 0 else "已是第一份。")
            return False
        field = page.focused_field()
        if page.is_changed and not page.save():
            return False
        self.open(page.entity, uid)
        if field:
            page.goto(field)
        return True

    def keep_drafts(self) -> None:
        for page in (self.page, self.beside):
            if page is not None:
                page.keep_draft()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._shown = []
            self._arrange()

    def _main_page(self, entity: str, uid: str) -> CasePage:
        if self.page is None:
            self.page = self._make_page(entity, uid)
        return self.page

    def _beside_page(self, entity: str, uid: str) -> CasePage:
        if self.beside is None:
            self.beside = self._make_page(entity, uid)
        return self.beside

    def _make_page(self, entity: str, uid: str) -> CasePage:
        make_page = self.area.make_page
        if make_page is None:
            raise LookupError(f"{self.area.name} has no pages")
        page = make_page(entity, uid)
        self.split.addWidget(page)
        page.stored.connect(self._on_stored)
        page.altered.connect(lambda _changed: self.page_changed.emit())
        return page

    def _open_from_list(self, uid: str, beside: bool) -> None:
        if self.list is not None:
            page = self.open(self.list.entity, uid, beside=beside)
            if page is not None and not page.focused_field():
                page.show_section(0)

    def _on_stored(self, uid: str) -> None:
        if self.list is not None:
            self.list.reload()
            self.list.go_to(uid)

    def _on_changed(self, changed: object) -> None:
        rows = getattr(changed, "touched", ())
        touched = {uid for _table, uid in rows}
        of_all = any(table in SET_BY_OFFICE for table, _uid in rows)
        for page in (self.page, self.beside):
            if page is not None and page.uid and (of_all or page.concerns(touched)):
                page.reload()

    def _share_out(self) -> None:
        """Give the list its kept width, and the rest to what lies beside it, when other parts are shown."""
        parts = [self.split.widget(number) for number in range(self.split.count())]
        shown = [part is not None and not part.isHidden() for part in parts]
        if shown == self._shown:
            return
        self._shown = shown
        width = round(self._list_lines * self.fontMetrics().height())
        rest = max(1, self.width() - width)
        self.split.setSizes([width if part is self.list else rest for part in parts])

    def _keep_width(self) -> None:
        if self.list is not None:
            self._list_lines = round(self.list.width() / self.fontMetrics().height(), 2)
            self.desk.preferences.set(f"area/{self.area.name}/list lines", self._list_lines)

    def _is_narrow(self) -> bool:
        return self.width() < _NARROW_LINES * self.fontMetrics().height()

    def _arrange(self) -> None:
        """Fold the list away where list and page have no room together."""
        if self.list is None:
            return
        page_open = self.page is not None and not self.page.isHidden()
        both = self.beside is not None and not self.beside.isHidden()
        self.list.setVisible(not (page_open and (both or self._is_narrow())))
        if self.page is not None and self.page.isHidden() and not self._is_narrow():
            self.page.show()
        self._share_out()


def _has_cursor(page: CasePage) -> bool:
    here = page.window().focusWidget()
    return here is not None and page.isAncestorOf(here)
