"""The papers of one assignment, where a case has had several, and of the ground that was chosen."""

from __future__ import annotations

from functools import partial

from union_desk.casework.print_log import PrintableForm
from union_desk.legal_aid.prints import assigning, change, entrust, means
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


def mandate_forms(service: LegalAidService, given: Assignment) -> tuple[PrintableForm, ...]:
    """Return what the applicant signs with who was given his case: agreement and mandates."""
    agreement = partial(entrust.agreement_fields, assignment_uid=given.uid)
    mandate = partial(entrust.mandate_fields, assignment_uid=given.uid)
    papers = (
        Paper("aid_agreement", "委托代理协议", agreement, copies=3),
        Paper("aid_mandate", "授权委托书（法律援助）", mandate, copies=2),
    )
    return tuple(printable(service, paper) for paper in papers)


def change_forms(service: LegalAidService, left: Assignment) -> tuple[PrintableForm, ...]:
    """Return what is printed when one is replaced: application with approval, then the notice."""
    asked = partial(change.change_fields, assignment_uid=left.uid)
    notice = partial(change.notice_fields, assignment_uid=left.uid)
    papers = (
        Paper("aid_change", "更换承办人申请审批表", asked),
        Paper("aid_change_notice", "更换承办人通知书", notice, copies=4),
    )
    return tuple(printable(service, paper) for paper in papers)


def means_form(service: LegalAidService, means_basis: str) -> PrintableForm | None:
    """Return the paper that proves the means on a ground; an exemption needs none."""
    if means_basis == "pledge":
        return printable(service, Paper("aid_pledge", "经济困难个人诚信承诺书", means.pledge_fields))
    if means_basis in ("proof", "hardship_file"):
        return printable(service, Paper("aid_means_proof", "经济困难证明", means.proof_fields))
    return None
