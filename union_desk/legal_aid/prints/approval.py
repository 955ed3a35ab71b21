"""法律援助申请审批表 (L3): what the case is about, whether the means allow aid, and what was decided."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import age_text, phone_of
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.application import request
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.values import MeansResult
from union_desk.legal_aid.values.on_paper import AidOnPaper

_URGENT: Final = "go_ahead"


def approval_fields(case: AidOnPaper) -> Fields:
    """申请审批表: examiner and approver sign by hand."""
    form, decision = case.view.form, case.life.decision
    person = form.person
    return {
        **parts.head(case),
        **parts.matter(case),
        **_means(case),
        "office": case.view.office_name,
        "sex": term_label("sex", person.sex),
        "age": age_text(person, form.applied_on or case.today),
        "education": term_label("education", person.education),
        "id_no": person.id_no,
        "phone": phone_of(person),
        "employer": form.employer.name,
        "categories": parts.labels("aid_category", form.categories),
        "source": form.source or None,
        "applied_on": form.applied_on,
        "claim": form.claim_fen,
        "request": request(form),
        "services": parts.services(form),
        "stage": form.stage or None,
        "facts": form.facts,
        "proposal": _proposal(case),
        "opinion": _opinion(case),
        "decided_on": decision.on if decision.granted is not None else None,
        "decision_no": parts.decision_number(case),
        **dict.fromkeys(("examiner", "examined_on", "approval", "approver", "approved_on")),
    }


def judged(case: AidOnPaper) -> MeansResult | None:
    """Return how the means are judged by the rules that the case is decided by."""
    return next((each for each in case.means if each.pack == case.pack), None)


def basis(case: AidOnPaper) -> str:
    """Say by what the means are proved, or why they need not be: 免予核查：农民工请求支付劳动报酬"""
    form = case.view.form
    told = (term_label("means_basis", form.means_basis), term_label("means_exemption", form.exemption))
    label = "：".join(part for part in told if part)
    return f"{label}（{case.file_number}）" if case.file_number and label else label


def _means(case: AidOnPaper) -> dict[str, object]:
    found, decision = judged(case), case.life.decision
    judgement = found.steps if found is not None and found.meets is not None else ()
    return {
        "basis": basis(case),
        "means": "".join(decision.steps or judgement),
        "meets": _meets(case, found),
        "rules": found.title if found is not None else "",
    }


def _meets(case: AidOnPaper, found: MeansResult | None) -> str | None:
    if found is None or found.meets is None:
        return None
    if not found.meets:
        return "no"
    return "exempt" if case.view.form.exemption else "yes"


def _proposal(case: AidOnPaper) -> str | None:
    granted = case.life.decision.granted
    if granted is not None:
        return "grant" if granted else "refuse"
    return "urgent" if parts.step_day(case, _URGENT) is not None else None


def _opinion(case: AidOnPaper) -> str:
    """Return what was written of the decision, else its ground."""
    decision = case.life.decision
    if decision.granted is None:
        return f"先行提供：{term_label('aid_urgency', case.life.urgency.reason)}。" if _proposal(case) else ""
    if decision.granted and not decision.text:
        ground = basis(case)
        return f"经审查，符合法律援助条件（{ground}）。" if ground else ""
    reason = f"{term_label('aid_refusal', decision.reason)}。" if decision.reason else ""
    return f"{reason}{decision.text}"


PAPERS: Final = (
    Paper(
        *("aid_approval", "法律援助申请审批表", approval_fields),
        due_in=frozenset({State.EXAMINING, State.GRANTED, State.URGENT, State.REFUSED}),
    ),
)
