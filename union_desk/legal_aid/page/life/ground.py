"""What the sheets of a case of legal aid begin with: services, counsel, and the choices they offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from union_desk.core.terms import term_label, terms
from union_desk.desk.acts.half import HalfActs
from union_desk.dispute.rules.steps import STEPS as DISPUTE_STEPS
from union_desk.legal_aid.page.sections import Acting, Case, Doing
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.values import AidItem, AidService, Assignment

if TYPE_CHECKING:
    from union_desk.legal_aid.service.providers import ProviderChoice

HALF_AREA: Final = "aid_act"
Choice = tuple[str, str]
# Written by the program itself, by another sheet, or only of a mediation.
_NOT_ASKED: Final = (
    {step.event for step in (*STEPS, *DISPUTE_STEPS)}
    | {"hearing", "hearing_planned", "hearing_notified", "extended", "followed_up", "performance_due"}
    | {"registered", "advised", "aid_applied", "aid_contract_signed", "aid_change_asked"}
)


def acting(doing: Doing) -> Acting:
    return Acting(doing, HalfActs(doing.desk, HALF_AREA))


def holder(case: Case) -> Assignment | None:
    """Return who has the case at present."""
    return next((one for one in case.life.assignments if one.ended_on is None), None)


def offered(case: Case, *codes: str) -> str:
    """Return the first of these steps that leads on from here, "" for none."""
    open_codes = {step.code for step in case.life.offered}
    return next((code for code in codes if code in open_codes), "")


def service_words(one: AidService) -> str:
    """仲裁代理（仲裁）"""
    stage = term_label("aid_stage", one.stage)
    return f"{term_label('aid_service', one.kind)}{f'（{stage}）' if stage else ''}"


def services(case: Case) -> list[Choice]:
    return [(one.uid, service_words(one)) for one in case.view.form.services]


def item_words(one: AidItem) -> str:
    """拖欠工资（三个月）"""
    label = term_label("claim_item", one.kind)
    if not one.text or label in one.text:
        return one.text or label
    return f"{label}（{one.text}）"


def provider_words(one: Assignment) -> str:
    """陈律（浙江某某律师事务所）"""
    firm = f"（{one.provider.firm}）" if one.provider.firm else ""
    return f"{one.provider.name}{firm}"


def assignments(case: Case) -> list[Choice]:
    return [(one.uid, provider_words(one)) for one in case.life.assignments]


def choices(case: Case) -> tuple[ProviderChoice, ...]:
    """Return whom the case can be given to, without the one who has it."""
    held = holder(case)
    found = case.service.providers.choices(case.actor, case.uid, case.today)
    return tuple(one for one in found if held is None or one.provider.uid != held.provider.uid)


def providers(case: Case) -> list[Choice]:
    """Offer the fittest first; who is barred stands last and says so."""
    return [(one.provider.uid, _choice_words(one)) for one in choices(case)]


def _choice_words(one: ProviderChoice) -> str:
    card = one.provider
    words = [f"{card.name}（{card.firm}）" if card.firm else card.name, f"在办 {one.open_cases} 件"]
    if one.bars:
        words.append("不能指派")
    elif one.doubts:
        words.append("请核对")
    return "　".join(words)


def event_kinds(_case: Case) -> list[Choice]:
    """Offer what happens outside of the desk: the objection first, then arbitration, court, employment."""
    found = [term for term in terms("dispute_event") if term.code not in _NOT_ASKED]
    found.sort(key=lambda term: not term.code.startswith("aid_"))
    return [(term.code, term.label) for term in found]


def packs(case: Case) -> list[Choice]:
    """Offer the rules of each place."""
    return [(one.pack, one.title) for one in case.life.means]
