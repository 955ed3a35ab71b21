"""Section 期限: the clocks of a case as a picture with the dated list, printed and as a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.core.rights import Right, lacking
from union_desk.desk.clock_sheet import ClockSheet
from union_desk.desk.printing import PrintSheet
from union_desk.desk.register_job import RegisterJob
from union_desk.dispute.page.sections import Case, CaseSection, Doing
from union_desk.dispute.prints.timeline import TITLE, case_story, render_timeline

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk
    from union_desk.dispute.service import DisputeService
    from union_desk.paper.job import Printed

WITHOUT_OTHERS: Final = f"{TITLE}（其他人用甲、乙代称）"
_NEW: Final = "保存以后，这里画出这件案件的期限。"


class Clocks(CaseSection):
    """Shows the clocks; nothing is typed here: what moves a clock is the day of its event."""

    title = "期限"

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        self._case: Case | None = None
        self.sheet = ClockSheet(self)
        self.warnings, self._new = QLabel(), QLabel(_NEW)
        self.warnings.setWordWrap(True)
        self._new.setProperty("muted", True)
        refusal = lacking(doing.actor, Right.PRINT)
        for text, hidden in (("打印期限图…", False), ("打印期限图（甲、乙代称）…", True)):
            button = self.sheet.add_act(text, partial(self.print_picture, others_hidden=hidden))
            button.setEnabled(not refusal)
            button.setToolTip(refusal)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (self._new, self.warnings, self.sheet):
            lines.addWidget(part)
        self.show_case(None)

    def show_case(self, case: Case | None) -> None:
        same = case is not None and self._case is not None and case.uid == self._case.uid
        self._case = case
        self._new.setHidden(case is not None)
        self.sheet.setHidden(case is None)
        told = case.life.warnings if case is not None else ()
        self.warnings.setText("\n".join(f"△ {sentence}" for sentence in told))
        self.warnings.setHidden(not told)
        if case is not None:
            story = case_story(case.view, case.life, case.today, case.service.calendar(case.actor))
            self.sheet.show_story(story, same=same)

    def print_picture(self, *, others_hidden: bool) -> None:
        """Ask for the printer, or for the file that the picture goes into."""
        if self._case is not None and self.doing.save():
            job = picture_job(
                self.doing.desk, self._case.service, (self._case.uid,), others_hidden=others_hidden
            )
            PrintSheet(self.doing.desk, job, self.window()).open()


def picture_job(
    desk: Desk, service: DisputeService, uids: Sequence[str], *, others_hidden: bool = False
) -> RegisterJob:
    """Return the picture of cases as something to print or to save as a PDF."""
    title = WITHOUT_OTHERS if others_hidden else TITLE

    def make(
        chosen: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed:
        return render_timeline(
            service, desk.actor, chosen, desk.clock(), progress, cancelled, others_hidden=others_hidden
        )

    def log(printed: Sequence[str], into_file: bool) -> None:
        service.log_register(desk.actor, printed, title, into_file=into_file)

    return RegisterJob(title, uids, make=make, log=log)
