"""A case with all that its papers tell of it."""

from __future__ import annotations

from datetime import date

from union_desk.casework.offices import Office
from union_desk.dispute.rules.causes import cause_name
from union_desk.dispute.service.clocks import LIMITATION
from union_desk.dispute.values import CaseLife, CaseView
from union_desk.dispute.values.on_paper import CaseOnPaper

_NO_OFFICE = Office("", "", "")


def case_on_paper(view: CaseView, life: CaseLife, office: Office | None, today: date) -> CaseOnPaper:
    """Return what the papers of a case are filled with."""
    held = office or _NO_OFFICE
    return CaseOnPaper(
        view=view,
        life=life,
        office=held,
        cause=cause_name(view.form.cause),
        today=today,
        arbitration=held.arbitration_name,
        limitation_on=_last_safe_day(life, today),
    )


def _last_safe_day(life: CaseLife, today: date) -> date | None:
    """Return the first day on which a claim may be lost; a day that is over is no advice."""
    days = [clock.safe_on or clock.due_on for clock in life.clocks if clock.code == LIMITATION]
    first = min(days, default=None)
    return first if first is not None and first >= today else None
