"""A case with all that its papers tell of it, read for several cases at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.offices import Office, offices_in
from union_desk.casework.process import CaseClock
from union_desk.casework.retention import KeptYears
from union_desk.core.rights import Actor
from union_desk.dispute.rules.causes import cause_name
from union_desk.dispute.service.facts import Bearings
from union_desk.dispute.service.life import life_of
from union_desk.dispute.service.limits import LIMITATION
from union_desk.dispute.service.reading import office_of
from union_desk.dispute.values import CaseView
from union_desk.dispute.values.on_paper import CaseOnPaper


def on_paper(
    session: Session, actor: Actor, viewed: Iterable[tuple[CaseView, Bearings]], today: date
) -> list[CaseOnPaper]:
    """Return cases, in this order, with what happened to them."""
    offices, kept = offices_in(session), KeptYears(session, today)
    found = []
    for view, at in viewed:
        office, life = office_of(offices, view.office), life_of(actor, at)
        found.append(
            CaseOnPaper(
                view=view,
                life=life,
                office=office,
                cause=cause_name(view.form.cause),
                today=today,
                arbitration=arbitration_of(office, offices),
                limitation_on=last_safe_day(life.clocks, today),
                retention=kept.of("collective" if view.form.collective else "dispute", view.closed_on),
            )
        )
    return found


def last_safe_day(clocks: Iterable[CaseClock], today: date) -> date | None:
    """Return the first day on which a claim may be lost; a day that is over is no advice."""
    days = [clock.safe_on or clock.due_on for clock in clocks if clock.code == LIMITATION]
    first = min(days, default=None)
    return first if first is not None and first >= today else None


def arbitration_of(office: Office, offices: Mapping[str, Office]) -> str:
    """Return the commission to which a party may go; a street without one has that of its district."""
    above = offices.get(office.parent_code)
    return office.arbitration_name or (above.arbitration_name if above else "")
