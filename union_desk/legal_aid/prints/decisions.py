"""补正告知书 (L4), 给予 and 不予法律援助决定书 (L5): what the applicant is told of his application."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import joined
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.approval import basis, judged
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.values.on_paper import AidOnPaper

_OTHER: Final = "other"
_MEANS: Final = "means"


def supplement_fields(case: AidOnPaper) -> Fields:
    """补正告知书: all that is missing at once (法律援助法 art 43)."""
    asked = case.life.supplement
    return {
        **_letter(case),
        "papers": asked.papers,
        "due_on": asked.due_on,
        "address": parts.office_place(case.office),
        "issued_on": asked.asked_on,
    }


def grant_fields(case: AidOnPaper) -> Fields:
    """给予法律援助决定书: of a case that was refused without its day and number."""
    granted = case.life.decision.granted is True
    return {
        **_letter(case),
        "paper_no": parts.decision_number(case) if granted else "",
        "services": parts.services(case.view.form),
        "basis": _basis(case),
        "issued_on": case.life.decision.on if granted else None,
    }


def _basis(case: AidOnPaper) -> str:
    """Say on what ground the means allow aid, by the rules that the case is decided by."""
    found = judged(case)
    return joined(basis(case), found.basis if found is not None and found.meets else "")


def refusal_fields(case: AidOnPaper) -> Fields:
    """不予法律援助决定书: why, and what can be done against it."""
    decision = case.life.decision
    refused = decision.granted is False
    return {
        **_letter(case),
        "paper_no": parts.decision_number(case) if refused else "",
        "reason": _reason(case) if refused else "",
        "text": _told(case) if refused else "",
        "remedy": case.remedy,
        "issued_on": decision.on if refused else None,
    }


def _reason(case: AidOnPaper) -> str:
    """Say the ground inside a sentence; one that no list has in its own words."""
    decision = case.life.decision
    if decision.reason == _OTHER:
        return decision.text.rstrip("。")
    return term_label("aid_refusal", decision.reason)


def _told(case: AidOnPaper) -> str:
    """Return what was written of the refusal, and of the means how they were judged."""
    decision = case.life.decision
    text = decision.text if decision.reason != _OTHER else ""
    steps = "".join(decision.steps[-1:]) if decision.reason == _MEANS and not text else ""
    return text or steps


def _letter(case: AidOnPaper) -> dict[str, object]:
    """Return what a letter to the applicant begins with."""
    return {
        **parts.head(case),
        **parts.matter(case),
        "addressee": case.view.form.person.name,
        "applied_on": case.view.form.applied_on,
        "phone": case.office.phone,
        "limitation_on": case.limitation_on,
    }


PAPERS: Final = (
    Paper(
        *("aid_supplement", "补正告知书", supplement_fields), due_in=frozenset({State.SUPPLEMENT}), copies=2
    ),
    Paper(
        *("aid_grant", "给予法律援助决定书", grant_fields),
        due_in=frozenset({State.GRANTED}),
        copies=2,
    ),
    Paper(
        *("aid_refusal", "不予法律援助决定书", refusal_fields),
        due_in=frozenset({State.REFUSED}),
        copies=2,
    ),
)
