"""One matter in another register with nothing retyped: a dispute or advice as a case of aid, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from union_desk.core.money import nearest_fen
from union_desk.dispute.rules.states import IN_MEDIATION, State
from union_desk.dispute.values import CaseForm, ClaimItem, Party
from union_desk.hardship.values import Figures, FileForm
from union_desk.legal_aid.queries.links import HeldFile
from union_desk.legal_aid.values import AidForm, AidItem, AidMember, Consultation
from union_desk.people.contacts import digits
from union_desk.people.values import NO_EMPLOYER, NOBODY, EmployerCard, PersonCard

BECAME: Final = "这条咨询已经转为案件，请直接打开那件案件。"
_OTHER_SIDE: Final = {"applicant": "respondent", "respondent": "applicant", "third": "respondent"}
# What advice is about, as the cause of a case where it can be no other.
_CAUSES: Final = {"wages": "186.5", "injury": "187.2"}
# How somebody came, where the registers of cases have the same word; a letter counts as a visit.
_SOURCES: Final = frozenset({"hotline", "online", "patrol"})
_MOBILE_DIGITS: Final = 11
_MONTHS: Final = 12


def aid_of_dispute(
    form: CaseForm, uid: str, state: State, today: date, handler: str, party_uid: str = ""
) -> AidForm:
    """Return an application for one worker of a dispute: the chosen one, else the first."""
    worker = _worker(form, party_uid)
    firm = _first_firm(form, _OTHER_SIDE[worker.side])
    human = _first_human(form, _OTHER_SIDE[worker.side]) if firm.is_blank else ""
    claims = [claim for claim in form.claims if claim.party_uid in ("", worker.uid)]
    items = tuple(
        AidItem(kind=claim.kind, text=claim.text, claimed_fen=claim.claimed_fen) for claim in claims
    )
    claimed = sum(item.claimed_fen or 0 for item in items) or worker.claim_fen or None
    return AidForm(
        source="dispute",
        person=worker.person,
        position=worker.side,
        employer=firm,
        post=worker.post,
        entry_on=worker.entry_on,
        monthly_wage_fen=worker.monthly_wage_fen,
        opponent=firm,
        opponent_name=human,
        cause=form.cause,
        matter=form.matter,
        facts=form.facts,
        stage="mediation" if state in IN_MEDIATION else "before",
        claim_fen=claimed,
        came_on=today,
        known_on=form.known_on,
        dispute_uid=uid,
        handler=handler,
        items=items,
    )


def dispute_of_aid(form: AidForm, today: date) -> CaseForm:
    """Return the dispute that a case of aid is about."""
    side = "respondent" if form.position == "respondent" else "applicant"
    worker = Party(
        side=side,
        person=form.person,
        post=form.post,
        entry_on=form.entry_on,
        monthly_wage_fen=form.monthly_wage_fen,
    )
    firm = form.opponent if not form.opponent.is_blank else form.employer
    against = Party(side=_OTHER_SIDE[side], kind="employer", employer=firm)
    if form.opponent.is_blank and form.opponent_name:
        person = PersonCard(name=form.opponent_name)
        against = Party(side=_OTHER_SIDE[side], kind="operator", person=person)
    claims = tuple(
        ClaimItem(party_uid=worker.uid, kind=item.kind, text=item.text, claimed_fen=item.claimed_fen)
        for item in form.items
    )
    return CaseForm(
        source=_source(form.source),
        cause=form.cause,
        matter=form.matter,
        facts=form.facts,
        came_on=form.came_on or today,
        known_on=form.known_on,
        receptionist=form.handler,
        handler=form.handler,
        parties=(worker,) if against.is_blank else (worker, against),
        claims=claims,
    )


def aid_of_file(form: FileForm, figures: Figures, today: date, handler: str) -> AidForm:
    """Return the application of whose family a hardship file is about."""
    categories = (*(("migrant",) if form.farm_worker else ()), *(("dibao",) if form.dibao else ()))
    return with_family(
        AidForm(
            person=form.owner,
            categories=categories,
            employer=form.employer,
            monthly_wage_fen=figures.own_month_income_fen or None,
            came_on=today,
            handler=handler,
        ),
        form,
        figures,
    )


def with_family(form: AidForm, file: FileForm, figures: Figures) -> AidForm:
    """Return the form with family, income and dwelling of a hardship file, where they are not written yet."""
    members = tuple(
        AidMember(
            name=entry.person.name,
            relation=entry.relation,
            id_no=entry.person.id_no,
            workplace=entry.workplace or entry.school,
            income_fen=figures.month_income_of.get(entry.uid),
        )
        for entry in file.members
    )
    year = figures.year_income_fen
    told: dict[str, Any] = {
        "members": members,
        "population": figures.population or None,
        "month_income_fen": nearest_fen(Fraction(year, _MONTHS)) if year is not None else None,
        "year_income_fen": year,
        "house_address": file.owner.address,
        "house_area_hundredths": file.house_area_hundredths,
    }
    blank = {name: value for name, value in told.items() if getattr(form, name) in (None, "", ())}
    return replace(form, **blank)


def aid_of_advice(advice: Consultation, today: date, handler: str) -> AidForm:
    """Return an application for who asked for advice."""
    return AidForm(
        source=_source(advice.way),
        person=_card(advice),
        employer=advice.employer,
        opponent=advice.employer,
        cause=_CAUSES.get(advice.topic, ""),
        matter=advice.question,
        came_on=advice.came_on or today,
        consultation_uid=advice.uid,
        handler=handler,
        remark=_asked(advice),
    )


def dispute_of_advice(advice: Consultation, today: date, handler: str) -> CaseForm:
    """Return the dispute of who asked for advice."""
    worker = Party(person=_card(advice))
    firm = Party(side="respondent", kind="employer", employer=advice.employer)
    return CaseForm(
        source=_source(advice.way),
        cause=_CAUSES.get(advice.topic, ""),
        matter=advice.question,
        advice=advice.answer,
        headcount=advice.headcount,
        came_on=advice.came_on or today,
        receptionist=advice.adviser or handler,
        handler=handler,
        parties=tuple(party for party in (worker, firm) if not party.is_blank),
    )


def with_proof(form: AidForm, held: HeldFile | None) -> AidForm:
    """Return the form with the hardship file that proves the means, where no other ground was chosen (C5)."""
    if held is None or form.means_basis not in ("", "hardship_file") or form.exemption:
        return form
    categories = form.categories
    if held.is_own and "hardship" not in categories:
        categories = (*categories, "hardship")
    return replace(
        form, file_uid=form.file_uid or held.uid, means_basis="hardship_file", categories=categories
    )


def _source(came: str) -> str:
    return came if came in _SOURCES else "visit"


def _worker(form: CaseForm, party_uid: str) -> Party:
    """Return the worker for whom aid is asked; a blank one where a dispute names none."""
    humans = [party for party in form.parties if party.is_human and not party.person.is_blank]
    chosen = [party for party in humans if party.uid == party_uid]
    ordered = sorted(humans, key=lambda party: (party.kind != "worker", party.side != "applicant"))
    return next(iter((*chosen, *ordered)), Party(person=NOBODY))


def _first_firm(form: CaseForm, side: str) -> EmployerCard:
    firms = (party.employer for party in form.of_side(side) if not party.employer.is_blank)
    return next(firms, NO_EMPLOYER)


def _first_human(form: CaseForm, side: str) -> str:
    return next((party.name for party in form.of_side(side) if party.is_human), "")


def _card(advice: Consultation) -> PersonCard:
    """Return the card of who asked; one who only said his name gets one of what he said."""
    if not advice.person.is_blank:
        return advice.person
    phone = digits(advice.phone)
    if len(phone) == _MOBILE_DIGITS and phone.startswith("1"):
        return PersonCard(name=advice.name, mobile=phone)
    return PersonCard(name=advice.name, other_phone=advice.phone)


def _asked(advice: Consultation) -> str:
    return f"咨询答复：{advice.answer}" if advice.answer else ""
