"""调解申请书 and 受理登记表: who applies, against whom, what is claimed and on what proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints import parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import CaseForm, ClaimItem, Party
from union_desk.dispute.values.on_paper import CaseOnPaper

_DECISIONS: Final = frozenset({"accept", "refuse", "transfer"})
_APPLYING: Final = frozenset({State.REGISTERED, State.APPLIED})


def application_fields(case: CaseOnPaper) -> Fields:
    """调解申请书: of a collective dispute its representatives; the roster is a paper of its own."""
    form = case.view.form
    applicants, respondents = spoken_for(form.applicants), spoken_for(form.respondents)
    return {
        **parts.head(case),
        "people": people(form, applicants),
        "units": units(applicants),
        "many": _many(form.applicants),
        "against_units": units(respondents),
        "against_people": people(form, respondents),
        "agents": [
            {
                "name": agent.name,
                "whose": next((party.name for party in form.parties if party.uid == agent.party_uid), ""),
                "kind": term_label("agent_kind", agent.kind),
                "authority": term_label("agent_authority", agent.authority),
                "phone": agent.phone,
            }
            for agent in form.agents
            if agent.name
        ],
        "claims": claim_rows(form),
        "total": form.claimed_fen or None,
        "facts": form.facts or form.matter,
        "evidence": evidence_rows(form, "applicant"),
        "applied_on": form.received_on,
    }


def spoken_for(parties: Iterable[Party]) -> list[Party]:
    """Return who stands on a paper by himself: not who is only in the roster."""
    return [party for party in parties if not party.is_blank and (not party.roster or party.representative)]


def _many(parties: Sequence[Party]) -> str:
    if not any(party.roster for party in parties):
        return ""
    chosen = "、".join(party.name for party in parties if party.representative)
    named = f"，推举{chosen}为代表" if chosen else ""
    return f"申请人共{len(parties)}人{named}，名册附后。"


def people(form: CaseForm, parties: Iterable[Party]) -> list[dict[str, object]]:
    """Return the persons of a side; a worker's employer is who stands on the other side."""
    found: list[dict[str, object]] = []
    for party in parties:
        if not party.is_human:
            continue
        card = party.person
        others = form.respondents if party.side == "applicant" else form.applicants
        employer = next((other.name for other in others if not other.is_human), "")
        found.append(
            {
                "name": card.name,
                "sex": term_label("sex", card.sex),
                "ethnic": term_label("ethnic", card.ethnic),
                "birth": card.birth_on if card.birth_precision == "day" else None,
                "id_no": card.id_no,
                "phone": parts.phone_of(card),
                "address": card.address,
                "employer": party.employer.name or (employer if party.kind == "worker" else party.relation),
                "post": party.post,
                "entry": party.entry_on,
                "term": party.contract_term,
                "wage": party.monthly_wage_fen,
            }
        )
    return found


def units(parties: Iterable[Party]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for party in parties:
        unit = party.employer
        if not party.is_human:
            found.append(
                {
                    "name": unit.name,
                    "code": unit.credit_code or unit.reg_no,
                    "address": unit.address,
                    "legal_rep": unit.legal_rep,
                    "title": unit.legal_rep_title,
                    "phone": unit.phone,
                    "contact": unit.contact,
                }
            )
    return found


def claim_rows(form: CaseForm) -> list[dict[str, object]]:
    return [
        {
            "no": str(number),
            "claim": _claim(form, claim),
            "period": _period(claim),
            "amount": claim.claimed_fen,
        }
        for number, claim in enumerate(form.claims, start=1)
    ]


def _claim(form: CaseForm, claim: ClaimItem) -> str:
    whose = next((party.name for party in form.parties if party.uid == claim.party_uid), "")
    said = parts.claim_title(claim)
    return f"{said}（{whose}）" if whose and len(form.applicants) > 1 else said


def _period(claim: ClaimItem) -> str:
    return "至".join(on.isoformat() for on in (claim.from_on, claim.to_on) if on is not None)


def evidence_rows(form: CaseForm, side: str) -> list[dict[str, object]]:
    own = [one for one in form.evidence if one.side == side]
    return [
        {
            "no": str(number),
            "name": one.name,
            "proves": one.proves,
            "pages": str(one.pages) if one.pages is not None else "",
            "original": {True: "原件", False: "复印件", None: ""}[one.original],
        }
        for number, one in enumerate(own, start=1)
    ]


def register_fields(case: CaseOnPaper) -> Fields:
    """受理登记表: what was taken in, what was decided, and who mediates; they sign by hand."""
    form = case.view.form
    first = next(iter(spoken_for(form.applicants)), None)
    against = next(iter(spoken_for(form.respondents)), None)
    decided = next(
        (step for step in case.life.steps if step.code in _DECISIONS and not step.taken_back), None
    )
    serving = [one for one in case.life.mediators if one.recused_on is None]
    return {
        **parts.head(case),
        "name": parts.names_of(form.applicants),
        "received_on": form.received_on,
        "source": term_label("dispute_source", form.source),
        "oral": form.oral,
        "phone": phone_of(first),
        "headcount": str(form.headcount or len(form.applicants)),
        "collective": form.collective,
        "respondent": parts.names_of(form.respondents, most=9),
        "respondent_phone": phone_of(against),
        "respondent_address": against.employer.address or against.person.address
        if against is not None
        else "",
        "cause": case.cause,
        "grade": form.grade or None,
        "union_role": form.union_role or None,
        "claims": claim_rows(form),
        "total": form.claimed_fen or None,
        "facts": form.facts or form.matter,
        "receptionist": form.receptionist,
        "registered_on": form.came_on or form.received_on,
        "decision": decided.code if decided is not None else None,
        "opinion": decided.reason if decided is not None else "",
        "decided_on": decided.on if decided is not None else None,
        "decider": None,
        "chief": "、".join(one.mediator.name for one in serving if one.chief),
        "mediators": "、".join(one.mediator.name for one in serving if not one.chief),
        "assigned_on": min((one.assigned_on for one in serving if one.assigned_on), default=None),
        "leader": None,
    }


def phone_of(party: Party | None) -> str:
    if party is None:
        return ""
    return parts.phone_of(party.person) if party.is_human else party.employer.phone


PAPERS: Final = (
    Paper("mediation_application", "调解申请书", application_fields, _APPLYING, copies=2),
    Paper("mediation_register", "受理登记表", register_fields, frozenset({State.APPLIED, State.ACCEPTED})),
)
