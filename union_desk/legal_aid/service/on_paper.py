"""A case of legal aid with all that its papers tell of it, read for several cases at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.casework.retention import KeptYears
from union_desk.core.rights import Actor
from union_desk.dispute.rules.causes import cause_name
from union_desk.dispute.service.on_paper import arbitration_of, last_safe_day
from union_desk.hardship.records import HardshipFileRecord
from union_desk.legal_aid.queries.links import file_shown
from union_desk.legal_aid.service.facts import Bearings
from union_desk.legal_aid.service.life import life_of, remedy_of
from union_desk.legal_aid.service.reading import office_of
from union_desk.legal_aid.values import AidView
from union_desk.legal_aid.values.on_paper import AidOnPaper


def on_paper(
    session: Session, actor: Actor, viewed: Iterable[tuple[AidView, Bearings]], today: date
) -> list[AidOnPaper]:
    """Return cases, in this order, with what happened to them."""
    offices, kept = offices_in(session), KeptYears(session, today)
    found = []
    for view, at in viewed:
        office, life = office_of(offices, view.office), life_of(actor, at)
        found.append(
            AidOnPaper(
                view=view,
                life=life,
                office=office,
                cause=cause_name(view.form.cause),
                today=today,
                means=at.means,
                pack=at.pack,
                remedy=remedy_of(at),
                file_number=file_shown(session, session.get(HardshipFileRecord, at.record.file_uid or "")),
                arbitration=arbitration_of(office, offices),
                limitation_on=last_safe_day(life.clocks, today),
                retention=kept.of("legal_aid", view.closed_on),
                periods=_periods(at),
            )
        )
    return found


def _periods(at: Bearings) -> dict[str, str]:
    rules = at.clocks.rules(at.pack).items()
    return {code: str(rule.length) for code, rule in rules if rule.length is not None}
