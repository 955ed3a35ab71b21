"""The steps of a calculation through the print sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from union_desk.desk.desk import Desk
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.printing import PrintSheet
from union_desk.dispute.page.sections import Case
from union_desk.dispute.prints.calculation import STEPS_TITLE, steps_form


def print_steps(desk: Desk, case: Case, party_uid: str, whose: str, parent: QWidget) -> None:
    """Open the print sheet with what is kept of one worker."""
    offer = FormsToPrint((steps_form(case.service, party_uid),), desk.actor, desk.clock)
    PrintSheet(desk, FormJob(offer, (case.uid,), f"{STEPS_TITLE} · {whose}"), parent).open()
