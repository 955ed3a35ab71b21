"""The papers of one assignment, where a case has had several."""

from __future__ import annotations

from functools import partial

from union_desk.casework.print_log import PrintableForm
from union_desk.legal_aid.prints import assigning
from union_desk.legal_aid.prints.paper import Paper, printable
from union_desk.legal_aid.service import LegalAidService
from union_desk.legal_aid.values import Assignment


def assignment_forms(service: LegalAidService, given: Assignment) -> tuple[PrintableForm, ...]:
    """Return what is printed of an assignment: its notice, then the letter to whom the case is before."""
    notice = partial(assigning.assignment_fields, assignment_uid=given.uid)
    letter = partial(assigning.letter_fields, assignment_uid=given.uid)
    papers = (
        Paper("aid_assignment", "法律援助指派通知书", notice),
        Paper("aid_letter", "法律援助公函", letter, copies=2),
    )
    return tuple(printable(service, paper) for paper in papers)
