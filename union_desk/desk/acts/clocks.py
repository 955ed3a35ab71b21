"""Section 期限: the clocks of a case as a picture with the dated list, printed and as a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.core.rights import Right, lacking
from union_desk.desk.acts.section import CaseSection, Doing, ShownCase
from union_desk.desk.clock_sheet import ClockSheet
from union_desk.desk.printing import PrintSheet
from union_desk.desk.register_job import RegisterJob
from union_desk.paper.clocks.story import Story

if TYPE_CHECKING:
    from union_desk.paper.job import Printed

Case = TypeVar("Case", bound=ShownCase)
Service = TypeVar("Service")
Rendering = Callable[[Callable[[int, int], None], Callable[[], bool]], "Printed"]
_WITHOUT_OTHERS: Final = "（其他人用甲、乙代称）"
_NEW: Final = "保存以后，这里画出这件案件的期限。"


class ClockSection(CaseSection[Case, Service]):
    """Shows the clocks; nothing is typed here: what moves a clock is the day of its event."""

    title: ClassVar = "期限"
    paper: ClassVar[str] = ""
    """What the printed picture is called."""

    def __init__(self, doing: Doing[Service], parent: QWidget | None = None) -> None:
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

    # What an area writes.

    def story(self, case: Case) -> Story:
        """Return what the picture of a case tells."""
        raise NotImplementedError

    def told(self, case: Case) -> tuple[str, ...]:
        """Return what the days of a case warn of."""
        raise NotImplementedError

    def printing(self, uids: Sequence[str], *, others_hidden: bool) -> Rendering:
        """Return what prints the pictures of these cases."""
        raise NotImplementedError

    # The page asks.

    def show_case(self, case: Case | None) -> None:
        same = case is not None and self._case is not None and case.uid == self._case.uid
        self._case = case
        self._new.setHidden(case is not None)
        self.sheet.setHidden(case is None)
        told = self.told(case) if case is not None else ()
        self.warnings.setText("\n".join(f"△ {sentence}" for sentence in told))
        self.warnings.setHidden(not told)
        if case is not None:
            self.sheet.show_story(self.story(case), same=same)

    def print_picture(self, *, others_hidden: bool) -> None:
        """Ask for the printer, or for the file that the picture goes into."""
        if self._case is not None and self.doing.save():
            job = self.job((self._case.uid,), others_hidden=others_hidden)
            PrintSheet(self.doing.desk, job, self.window()).open()

    def job(self, uids: Sequence[str], *, others_hidden: bool = False) -> RegisterJob:
        """Return the picture of cases as something to print or to save as a PDF."""
        title = f"{self.paper}{_WITHOUT_OTHERS}" if others_hidden else self.paper
        service: Any = self.doing.service

        def make(
            chosen: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
        ) -> Printed:
            return self.printing(chosen, others_hidden=others_hidden)(progress, cancelled)

        def log(printed: Sequence[str], into_file: bool) -> None:
            service.log_register(self.doing.actor, printed, title, into_file=into_file)

        return RegisterJob(title, uids, make=make, log=log)
