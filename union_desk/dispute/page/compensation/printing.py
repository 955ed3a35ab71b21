"""The steps of a calculation through the print sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from union_desk.desk.desk import Desk
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.printing import PrintSheet
from union_desk.desk.register_job import RegisterJob
from union_desk.dispute.page.sections import Case
from union_desk.dispute.prints.calculation import STEPS_TITLE, SUMS_TITLE, render_sums, steps_form

if TYPE_CHECKING:
    from union_desk.paper.render import Printed


def print_steps(desk: Desk, case: Case, party_uid: str, whose: str, parent: QWidget) -> None:
    """Open the print sheet with what is kept of one worker."""
    offer = FormsToPrint((steps_form(case.service, party_uid),), desk.actor, desk.clock)
    PrintSheet(desk, FormJob(offer, (case.uid,), f"{STEPS_TITLE} · {whose}"), parent).open()


def print_sums(desk: Desk, case: Case, parent: QWidget) -> None:
    """Open the print sheet with a list of all workers and their sums."""
    service, actor = case.service, case.actor

    def make(
        uids: Sequence[str], progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed:
        del uids
        return render_sums(service, actor, case.uid, desk.clock(), progress, cancelled)

    def log(uids: Sequence[str], into_file: bool) -> None:
        service.log_register(actor, uids, SUMS_TITLE, into_file=into_file)

    PrintSheet(desk, RegisterJob(SUMS_TITLE, (case.uid,), make=make, log=log), parent).open()
