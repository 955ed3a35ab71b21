"""Who acts for whom and where papers reach him: 授权委托书, 推举代表书, 送达地址确认书 (M14 to M16)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints import parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import Agent, Party
from union_desk.dispute.values.on_paper import CaseOnPaper

_OTHER: Final = {"applicant": "respondent", "respondent": "applicant", "third": "applicant"}
_MOST_AGENTS: Final = 2
_AGENT: Final = ("name", "sex", "kind", "id_no", "phone", "workplace", "address", "authority", "powers")
_WITHOUT_MANDATE: Final = "guardian"


def mandate_fields(case: CaseOnPaper) -> Fields:
    """授权委托书: one for each party that somebody acts for; before that one for each, to be filled in."""
    form = case.view.form
    agents = {party.uid: _agents(case, party) for party in form.parties}
    acted_for = [party for party in form.parties if agents[party.uid]]
    shown = acted_for or own_name(form.parties) or [Party(uid="")]
    return {
        **parts.head(case),
        "organisation": organisation(case),
        "mandates": [_mandate(case, party, agents.get(party.uid, ())) for party in shown],
    }


def organisation(case: CaseOnPaper) -> str:
    """Return who mediates; without a name of its own the office does."""
    return case.office.mediation_name or case.office.name


def own_name(parties: Sequence[Party]) -> list[Party]:
    """Return the parties that stand for themselves, without the rest of a roster."""
    return [party for party in parties if not party.is_blank and (not party.roster or party.representative)]


def _agents(case: CaseOnPaper, party: Party) -> tuple[Agent, ...]:
    return tuple(
        agent
        for agent in case.view.form.agents
        if agent.party_uid == party.uid and agent.name and agent.kind != _WITHOUT_MANDATE
    )


def _mandate(case: CaseOnPaper, party: Party, agents: Sequence[Agent]) -> dict[str, object]:
    first = agents[0] if agents else None
    told: dict[str, object] = {
        "side": term_label("dispute_side", party.side) if party.uid else "",
        "who": party.name,
        "id_no": number_of(party),
        "address": address_of(party),
        "phone": phone_of(party),
        "legal": leader_of(party),
        "matter": _matter(case, party),
        "from_on": first.from_on if first is not None else None,
        "to_on": first.to_on if first is not None else None,
        **dict.fromkeys(("principal_on", "agent_on")),
    }
    for place in range(_MOST_AGENTS):
        agent = agents[place] if place < len(agents) else None
        told |= {f"agent{place + 1}_{name}": value for name, value in _agent(agent).items()}
    return told


def _agent(agent: Agent | None) -> dict[str, object]:
    if agent is None:
        return dict.fromkeys(_AGENT)
    return {
        "name": agent.name,
        "sex": term_label("sex", agent.sex),
        "kind": term_label("agent_kind", agent.kind),
        "id_no": agent.id_no,
        "phone": agent.phone,
        "workplace": agent.workplace,
        "address": agent.address,
        "authority": agent.authority or None,
        "powers": agent.powers,
    }


def _matter(case: CaseOnPaper, party: Party) -> str:
    others = parts.names_of(case.view.form.of_side(_OTHER.get(party.side, "respondent")))
    if not (others and party.uid):
        return ""
    return (
        f"因与{others}{case.cause or '劳动争议'}一案，委托上列受委托人在{organisation(case)}"
        "主持的调解中作为委托人的代理人。"
    )


def number_of(party: Party) -> str:
    if party.is_human:
        return party.person.id_no
    return party.employer.credit_code or party.employer.reg_no


def address_of(party: Party) -> str:
    return party.person.address if party.is_human else party.employer.address


def phone_of(party: Party) -> str:
    return parts.phone_of(party.person) if party.is_human else party.employer.phone


def leader_of(party: Party) -> str:
    if party.is_human:
        return ""
    return parts.joined(party.employer.legal_rep, party.employer.legal_rep_title)


def representatives_fields(case: CaseOnPaper) -> Fields:
    """推举代表书 with all who choose: each signs in the roster by his own hand."""
    form = case.view.form
    workers = [party for party in form.applicants if party.is_human and not party.is_blank]
    leaders = [party for party in workers if party.representative]
    claims = [party.claim_fen for party in workers if party.claim_fen is not None]
    return {
        **parts.head(case),
        "respondent": parts.names_of(form.respondents),
        "cause": about(case),
        "headcount": str(len(workers)) if workers else "",
        "chosen": str(len(leaders)) if leaders else "",
        "signed_on": None,
        "leaders": [
            {
                "no": str(number),
                "name": party.name,
                "sex": term_label("sex", party.person.sex),
                "id_no": party.person.id_no,
                "phone": parts.phone_of(party.person),
                "signature": "",
            }
            for number, party in enumerate(leaders, start=1)
        ],
        "workers": [
            {
                "no": str(number),
                "name": party.name,
                "id_no": party.person.id_no,
                "post": party.post,
                "claim": party.claim_fen,
                "signature": "",
                "remark": "代表" if party.representative else "",
            }
            for number, party in enumerate(workers, start=1)
        ],
        "total": sum(claims) if claims else None,
    }


def about(case: CaseOnPaper) -> str:
    """Say the cause inside a sentence: 追索劳动报酬."""
    return case.cause.removesuffix("纠纷") or "劳动争议"


def address_fields(case: CaseOnPaper) -> Fields:
    """送达地址确认书: one for each party; it is the party that confirms it."""
    shown = own_name(case.view.form.parties) or [Party(uid="", side="")]
    return {
        **parts.head(case),
        "organisation": organisation(case),
        "cause": case.cause,
        "parties": [
            {
                "side": term_label("dispute_side", party.side) if party.side else "",
                "who": party.name,
                "id_no": number_of(party),
                "phone": phone_of(party),
                "address": party.served_address or address_of(party),
                "postcode": party.person.postcode if party.is_human else "",
                "receiver": party.name if party.is_human else party.employer.contact,
                "receiver_phone": party.served_phone or phone_of(party),
                "electronic": "yes" if party.electronic_address else None,
                "electronic_address": party.electronic_address,
                **dict.fromkeys(("agent", "agent_relation", "agent_phone", "agent_address")),
                **dict.fromkeys(("signed_on", "clerk_on")),
            }
            for party in shown
        ],
    }


_EARLY: Final = frozenset({State.REGISTERED, State.APPLIED, State.ACCEPTED})
PAPERS: Final = (
    Paper("power_of_attorney", "授权委托书", mandate_fields, copies=2),
    Paper("representatives", "推举代表书", representatives_fields),
    Paper("service_address", "送达地址确认书", address_fields, _EARLY),
)
