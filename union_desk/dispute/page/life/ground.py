"""What the sheets of a case are begun with: the case, its people by name, and the choices that they offer."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label, terms
from union_desk.desk.acts.half import HalfActs
from union_desk.dispute.page.sections import Acting, Case, Doing
from union_desk.dispute.rules.scope import NOT_OURS
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.values import AgreementItem, ClaimItem, Party

HALF_AREA: Final = "dispute_act"
Choice = tuple[str, str]
# Written by the program itself, or by another sheet.
_NOT_ASKED: Final = {step.event for step in STEPS} | {"hearing", "extended", "followed_up", "performance_due"}


def acting(doing: Doing) -> Acting:
    return Acting(doing, HalfActs(doing.desk, HALF_AREA))


def party_words(party: Party) -> str:
    """王芳（申请人）"""
    return f"{party.name or '（未填）'}（{term_label('dispute_side', party.side)}）"


def party_name(case: Case, uid: str) -> str:
    return next((party.name for party in case.view.form.parties if party.uid == uid), "")


def parties(case: Case) -> list[Choice]:
    """Offer those who stand in the case themselves; a roster is acted for by its representatives."""
    shown = [party for party in case.view.form.parties if not party.roster or party.representative]
    return [(party.uid, party_words(party)) for party in shown]


def payees(case: Case) -> list[Choice]:
    return [(party.uid, party.name) for party in case.view.form.applicants]


def claim_words(claim: ClaimItem) -> str:
    return claim.text or term_label("claim_item", claim.kind)


def claims(case: Case) -> list[Choice]:
    return [(claim.uid, claim_words(claim)) for claim in case.view.form.claims]


def item_words(item: AgreementItem) -> str:
    return item.title or term_label("claim_item", item.kind) or "给付"


def items(case: Case) -> list[Choice]:
    agreement = case.life.agreement
    named = {party.uid: party.name for party in case.view.form.parties}
    several = agreement is not None and len({item.party_uid for item in agreement.items}) > 1
    return [
        (item.uid, f"{named.get(item.party_uid, '')} {item_words(item)}" if several else item_words(item))
        for item in (agreement.items if agreement is not None else ())
    ]


def event_kinds(_case: Case) -> list[Choice]:
    """Offer what happens outside of the mediation: court, arbitration, inspection, the employment itself."""
    return [
        (term.code, term.label)
        for term in terms("dispute_event")
        if term.code not in _NOT_ASKED and not term.code.startswith("aid_")
    ]


def receivers(case: Case) -> list[Choice]:
    return [(office.code, office.name) for office in case.service.receivers(case.actor, case.uid)]


def reasons_not_ours(_case: Case) -> list[Choice]:
    return [(each.code, each.reason) for each in NOT_OURS]
