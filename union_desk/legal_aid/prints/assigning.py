"""法律援助公函 (L7): who does the work, told to whom the case is before."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import WITH_COUNSEL
from union_desk.legal_aid.values import AidService, Assignment
from union_desk.legal_aid.values.on_paper import AidOnPaper

_NOBODY: Final = Assignment(uid="")
_BEFORE_A_BODY: Final = ("enforcement", "court", "arbitration")
_ARBITRATION: Final = "arbitration"


def letter_fields(case: AidOnPaper, assignment_uid: str = "") -> Fields:
    """法律援助公函: to whom the case is before; written by hand where nobody has named it."""
    given = parts.assignment_of(case, assignment_uid) or _NOBODY
    before = _before(case)
    return {
        **parts.head(case),
        **parts.matter(case),
        **counsel(case, given),
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


def counsel(case: AidOnPaper, given: Assignment) -> dict[str, object]:
    """Return to whom a case is given; who has no firm stands for himself."""
    return {
        "firm": given.provider.firm,
        "counsel": given.provider.name,
        "assignment_no": parts.assignment_number(case, given) if given.uid else "",
    }


def _before(case: AidOnPaper) -> AidService:
    """Return the service in which somebody acts before a committee or a court: the last one of these."""
    acting = [each for each in case.view.form.services if each.kind in _BEFORE_A_BODY]
    open_ones = [each for each in acting if each.to_on is None]
    return (open_ones or acting or [AidService(uid="")])[-1]


PAPERS: Final = (Paper("aid_letter", "法律援助公函", letter_fields, WITH_COUNSEL, copies=2),)
