"""The commands 期限一览… and 导出期限日历…, and what is due on the workbench, for the cases of every area."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.casework.due import in_order_of_days
from union_desk.core.rights import Right
from union_desk.desk.due.sections import DueWanted, due_sections
from union_desk.desk.navigation import Command, WorkbenchSection

if TYPE_CHECKING:
    from union_desk.desk.case_page import CasePage
    from union_desk.desk.desk import Desk
    from union_desk.desk.due.areas import DueArea
    from union_desk.desk.due.screen import DueScreen

# So far ahead the workbench tells what is due.
_SOON: Final = timedelta(days=30)
_CLOCKS: Final = "期限"


def _none() -> CasePage | None:
    return None


class DueDesk:
    """Offers the clocks of all cases of one window; `page` names the page that is on the screen."""

    def __init__(self, desk: Desk, areas: Sequence[DueArea], offices: Mapping[str, str]) -> None:
        self._desk, self._areas, self._offices = desk, tuple(areas), offices
        self._screen: DueScreen | None = None
        self.page: Callable[[], CasePage | None] = _none

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("due", "期限一览…", self.show, menu="工具", words="qxyl 超期 今天"),
            Command(
                "due.calendar",
                "导出期限日历…",
                self.export,
                menu="数据",
                words="dcqxrl ics",
                right=Right.EXPORT,
            ),
        )

    def sections(self) -> tuple[WorkbenchSection, ...]:
        """Count what is due by day, name the most urgent, and say whose it is."""
        actor, until = self._desk.actor, self._desk.today + _SOON
        lines = in_order_of_days(each.service.due(actor, until) for each in self._areas)
        return due_sections(lines, self._offices, self.show, self.open_clocks)

    def show(self, wanted: DueWanted | None = None) -> None:
        """Show the clocks of all cases beside the work, once."""
        from union_desk.desk.due.screen import DueScreen  # noqa: PLC0415 - loaded when first opened

        if self._screen is None or not isValid(self._screen):
            self._screen = DueScreen(
                self._desk,
                self._areas,
                tuple(self._offices.items()),
                self.open_clocks,
                QApplication.activeWindow(),
            )
        self._screen.look()
        if wanted is not None:
            self._screen.show_only(wanted)
        self._screen.show()
        self._screen.activateWindow()

    def export(self) -> None:
        self.show()
        if self._screen is not None:
            self._screen.export()

    def open_clocks(self, entity: str, uid: str) -> None:
        """Open a case where its clocks are."""
        self._desk.open(entity, uid)
        page = self.page()
        titles = [section.title for section in page.sections] if page is not None else []
        if page is not None and page.uid == uid and _CLOCKS in titles:
            page.show_section(titles.index(_CLOCKS))
