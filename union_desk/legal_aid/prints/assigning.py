"""指派通知书 (L6) and 法律援助公函 (L7): who does the work, told to him and to whom the case is before."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import joined, named, phone_of
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import WITH_COUNSEL, State
from union_desk.legal_aid.values import AidService, Assignment
from union_desk.legal_aid.values.on_paper import AidOnPaper

_NOBODY: Final = Assignment(uid="")
_BEFORE_A_BODY: Final = ("enforcement", "court", "arbitration")
_ARBITRATION: Final = "arbitration"
# What the union's own form says; the Act leaves it to the notice.
_USUAL: Final = "3 个工作日"


def assignment_fields(case: AidOnPaper, assignment_uid: str = "") -> Fields:
    """指派通知书 with its counterfoil: who signs it and who takes it sign by hand."""
    given = parts.assignment_of(case, assignment_uid) or _NOBODY
    form, provider = case.view.form, given.provider
    return {
        **parts.head(case),
        **parts.matter(case),
        "paper_no": _assignment_number(case, given),
        "firm": parts.firm_of(provider),
        "counsel": provider.name,
        "licence": provider.licence_no,
        "services": parts.services(form),
        "decided": _decided(case),
        "client": joined(named("联系电话", phone_of(form.person)), named("住", form.person.address)),
        "days": case.periods.get("L08", _USUAL),
        "report": f"{case.periods['L07']}内" if "L07" in case.periods else "及时",
        "handler": form.handler,
        "phone": case.office.phone,
        "issued_on": given.assigned_on,
    }


def _decided(case: AidOnPaper) -> str:
    """Say in a sentence by which decision aid is given: ahead of it, that it goes ahead."""
    if case.life.decision.granted:
        number = parts.decision_number(case)
        return f"决定给予法律援助（{number}）" if number else "决定给予法律援助"
    return "决定先行提供法律援助" if parts.step_day(case, "go_ahead") is not None else ""


def letter_fields(case: AidOnPaper, assignment_uid: str = "") -> Fields:
    """法律援助公函: to whom the case is before; written by hand where nobody has named it."""
    given = parts.assignment_of(case, assignment_uid) or _NOBODY
    before = _before(case)
    return {
        **parts.head(case),
        **parts.matter(case),
        "counsel": joined(given.provider.firm, given.provider.name, sign=""),
        "assignment_no": _assignment_number(case, given),
        "paper_no": parts.letter_number(case, given) if given.uid else "",
        "body": before.body or (case.arbitration if before.kind == _ARBITRATION else ""),
        "body_no": before.body_number,
        "licence": given.provider.licence_no,
        "counsel_phone": given.provider.phone,
        "position": term_label("aid_position", case.view.form.position),
        "services": term_label("aid_service", before.kind) or parts.services(case.view.form),
        "phone": case.office.phone,
        "issued_on": given.assigned_on,
    }


def _assignment_number(case: AidOnPaper, given: Assignment) -> str:
    return parts.assignment_number(case, given) if given.uid else ""


def _before(case: AidOnPaper) -> AidService:
    """Return the service in which somebody acts before a committee or a court: the last one of these."""
    acting = [each for each in case.view.form.services if each.kind in _BEFORE_A_BODY]
    open_ones = [each for each in acting if each.to_on is None]
    return (open_ones or acting or [AidService(uid="")])[-1]


PAPERS: Final = (
    Paper("aid_assignment", "法律援助指派通知书", assignment_fields, frozenset({State.ASSIGNED})),
    Paper("aid_letter", "法律援助公函", letter_fields, WITH_COUNSEL, copies=2),
)
