"""Who serves the other side of a case of legal aid: never both sides from one office (C2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.dispute.queries.numbers import shown_number as dispute_number
from union_desk.dispute.records import (
    AgentRecord,
    AssignedMediatorRecord,
    DisputeCaseRecord,
    MediatorRecord,
    PartyRecord,
)
from union_desk.legal_aid.queries.links import same_persons
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import AidCaseRecord, AssignmentRecord, ProviderRecord
from union_desk.legal_aid.values import AidForm, Provider
from union_desk.people.queries.links import EMPLOYER, together
from union_desk.people.records import PersonRecord


@dataclass(frozen=True, slots=True)
class Served:
    """Somebody serves the other side in a case; `same_matter`: in this one."""

    case: str
    name: str
    firm: str
    same_matter: bool
    provider_uid: str = ""


def served_sides(session: Session, record: AidCaseRecord, form: AidForm) -> list[Served]:
    """Return who serves the other side of a case, in this matter or elsewhere."""
    return [*_disputes_of_opponent(session, form), *_aid_of_others(session, record, form)]


def _disputes_of_opponent(session: Session, form: AidForm) -> Iterator[Served]:
    """Yield who acts in disputes for the other side of this case."""
    party, agent, case = PartyRecord, AgentRecord, DisputeCaseRecord
    firms = together(session, EMPLOYER, form.opponent.uid) if form.opponent.uid else ()
    ours = party.employer_uid.in_(sorted(firms))
    linked = case.uid == form.dispute_uid if form.dispute_uid else case.uid.is_(None)
    wanted = (
        select(case.uid, case.number, case.office, agent.name, agent.workplace, party.employer_uid)
        .join(party, party.uid == agent.party_uid)
        .join(case, case.uid == agent.case_uid)
        .where(agent.removed.is_(None), party.removed.is_(None), or_(ours, linked))
    )
    offices = offices_in(session)
    same = _matters_of(session, form)
    for uid, number, office, name, firm, employer in session.execute(wanted):
        if employer is None:
            continue
        shown = dispute_number(number, office, offices) or "未编号的争议"
        yield Served(shown, name or "", firm or "", uid in same)


def _matters_of(session: Session, form: AidForm) -> frozenset[str]:
    """Return the disputes in which the applicant stands himself."""
    found = {form.dispute_uid} - {""}
    if form.person.uid:
        party = PartyRecord
        wanted = select(party.case_uid).where(
            party.person_uid.in_(same_persons(session, form.person.uid)),
            party.removed.is_(None),
            party.case_uid.is_not(None),
        )
        found |= {uid for uid in session.scalars(wanted) if uid}
    return frozenset(found)


def mediators_of(session: Session, dispute_uid: str) -> frozenset[str]:
    """Name who mediates between the two: he acts for neither of them."""
    given, card = AssignedMediatorRecord, MediatorRecord
    wanted = (
        select(card.name)
        .join(given, given.mediator_uid == card.uid)
        .where(given.case_uid == dispute_uid, given.recused_on.is_(None))
    )
    return frozenset(name for name in session.scalars(wanted) if name)


def _aid_of_others(session: Session, record: AidCaseRecord, form: AidForm) -> Iterator[Served]:
    """Yield who has a case of legal aid of the other side of this one."""
    case, given, person = AidCaseRecord, AssignmentRecord, PersonRecord
    crossed: list[Any] = []
    if form.dispute_uid:
        crossed.append((case.dispute_uid == form.dispute_uid) & (case.position != form.position))
    if form.opponent_name and form.person.name:
        crossed.append((person.name == form.opponent_name) & (case.opponent_name == form.person.name))
    if not crossed:
        return
    wanted = (
        select(case.number, case.office, given.provider_uid, ProviderRecord.name, ProviderRecord.firm)
        .join(given, given.case_uid == case.uid)
        .join(ProviderRecord, ProviderRecord.uid == given.provider_uid)
        .outerjoin(person, person.uid == case.person_uid)
        .where(case.uid != record.uid, or_(*crossed))
    )
    offices = offices_in(session)
    for number, office, uid, name, firm in session.execute(wanted):
        shown = shown_number(number, office, offices) or "未编号的援助案件"
        yield Served(shown, name or "", firm or "", same_matter=True, provider_uid=uid or "")


def serves(card: Provider, name: str, firm: str, provider_uid: str) -> bool:
    """Tell whether it is this provider or his office: volunteers and staff have none of their own."""
    if provider_uid and provider_uid == card.uid:
        return True
    if card.firm and firm:
        return card.firm.strip() == firm.strip()
    return bool(name) and name == card.name


def related(card: Provider, form: AidForm) -> str:
    if card.name and card.name in (form.opponent.legal_rep, form.opponent_name):
        return "对方当事人或者其法定代表人"
    if card.firm and card.firm == form.opponent.name:
        return "在对方单位工作"
    return ""
