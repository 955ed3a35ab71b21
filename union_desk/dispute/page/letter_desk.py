"""What the window offers of the union's own letters: the screens, from a case too, and what is waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from union_desk.core.rights import Right
from union_desk.desk.days import left_words
from union_desk.desk.navigation import Command, WorkbenchRow, WorkbenchSection

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk
    from union_desk.dispute.service.incidents import Incidents
    from union_desk.dispute.service.letters import Letters

_CASE: Final = "dispute_case"
_LETTER_WORDS: Final = "jdws jdyjs jys 监督意见书 建议书"
_REPORT_WORDS: Final = "zdzycb qtxsj 群体性事件"
_MOST: Final = 8


class LetterDesk:
    """Opens 监督文书 and 重大争议呈报; `case` says which dispute is on the screen, "" for none."""

    def __init__(self, desk: Desk, letters: Letters, incidents: Incidents) -> None:
        self._desk, self._letters, self._incidents = desk, letters, incidents
        self.case: Callable[[], str] = str

    def commands(self) -> tuple[Command, ...]:
        letters, reports, edit = _LETTER_WORDS, _REPORT_WORDS, Right.EDIT
        begin_letter, begin_report = self._begin(self.show_letters), self._begin(self.show_reports)
        return (
            Command("letters", "监督文书…", self.show_letters, menu="工具", words=letters),
            Command("incidents", "重大争议呈报…", self.show_reports, menu="工具", words=reports),
            Command(
                "letters.case",
                "发监督意见书…",
                begin_letter,
                enabled=self._on_case,
                shown=self._on_case,
                words=letters,
                right=edit,
            ),
            Command(
                "incidents.case",
                "呈报重大争议…",
                begin_report,
                enabled=self._on_case,
                shown=self._on_case,
                words=reports,
                right=edit,
            ),
        )

    def sections(self) -> tuple[WorkbenchSection, ...]:
        """Name the opinions that wait for an answer and are of no case: a case has its own clocks."""
        waiting = [each for each in self._letters.due(self._desk.actor) if not each.letter.case_uid]
        if not waiting:
            return ()
        rows = [
            WorkbenchRow(
                f"{each.letter.addressee}　{each.letter.number}",
                self.show_letters,
                left_words(each.days_left or 0),
                urgent=each.overdue,
            )
            for each in waiting[:_MOST]
        ]
        return (WorkbenchSection("监督意见书等答复", tuple(rows)),)

    def show_letters(self, case_uid: str = "") -> None:
        """Show the letters; of a case an opinion is begun at once."""
        from union_desk.dispute.page.letters import LettersScreen  # noqa: PLC0415 - loaded when first opened

        screen = LettersScreen(self._desk, self._letters, self._open_case, QApplication.activeWindow())
        screen.open()
        if case_uid:
            screen.write(case_uid=case_uid)

    def show_reports(self, case_uid: str = "") -> None:
        """Show the reports of major disputes; of a case one is begun at once."""
        from union_desk.dispute.page.letters import IncidentsScreen  # noqa: PLC0415 - loaded when first opened

        screen = IncidentsScreen(self._desk, self._incidents, self._open_case, QApplication.activeWindow())
        screen.open()
        if case_uid:
            screen.write(case_uid=case_uid)

    # --- inside

    def _on_case(self) -> bool:
        return bool(self.case())

    def _begin(self, show: Callable[[str], None]) -> Callable[[], None]:
        return lambda: show(self.case())

    def _open_case(self, uid: str) -> None:
        self._desk.open(_CASE, uid)
