"""更换承办人 (L9): what was asked, what was done until then, and the notice of who takes over."""

from __future__ import annotations

from datetime import date
from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import joined, phone_of
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.values import Assignment, Provider
from union_desk.legal_aid.values.on_paper import AidOnPaper

_NOBODY: Final = Assignment(uid="", provider=Provider(uid=""))


def change_fields(case: AidOnPaper, assignment_uid: str = "") -> Fields:
    """申请审批表: opinions and signatures are written by hand."""
    old, new = changed(case, assignment_uid)
    form, stands = case.view.form, old or parts.assignment_of(case) or _NOBODY
    return {
        **parts.head(case),
        **parts.matter(case),
        "organisation": case.office.name,
        "phone": phone_of(form.person),
        "services": parts.services(form),
        "stage": term_label("aid_stage", form.stage),
        "decision_no": parts.decision_number(case),
        "assignment_no": parts.assignment_number(case, stands) if stands.uid else "",
        "old_firm": stands.provider.firm,
        "old_name": stands.provider.name,
        "old_phone": stands.provider.phone,
        "assigned_on": stands.assigned_on,
        "asker": None,
        "asked_on": stands.change_asked_on,
        "reason": stands.change_reason,
        "done": _done(case, stands),
        "new_firm": new.provider.firm if new is not None else "",
        "new_name": new.provider.name if new is not None else "",
        "new_licence": new.provider.licence_no if new is not None else "",
        "new_phone": new.provider.phone if new is not None else "",
        **dict.fromkeys(("opinion", "approval", "applicant_on", "examiner_on", "approver_on")),
    }


def notice_fields(case: AidOnPaper, assignment_uid: str = "") -> Fields:
    """通知书: to the applicant and both units."""
    old, new = changed(case, assignment_uid)
    name = case.view.form.person.name
    units = dict.fromkeys(parts.firm_of(each.provider) for each in (old, new) if each is not None)
    return {
        **parts.head(case),
        **parts.matter(case),
        "paper_no": parts.assignment_number(case, new) if new is not None else "",
        "addressee": joined(name, *units, sign="、"),
        "assignment_no": parts.assignment_number(case, old) if old is not None else "",
        "old_counsel": _named(old),
        "new_counsel": _named(new),
        "new_phone": new.provider.phone if new is not None else "",
        "reason": old.change_reason.rstrip("。") if old is not None else "",
        "changed_on": old.ended_on if old is not None else None,
        "phone": case.office.phone,
        "issued_on": old.ended_on if old is not None else None,
    }


def changed(case: AidOnPaper, assignment_uid: str = "") -> tuple[Assignment | None, Assignment | None]:
    """Return who was replaced, the last one unless another is meant, or is asked to be; and who took over."""
    order = parts.assignments_in_order(case)
    meant = [each for each in order if each.uid == assignment_uid] if assignment_uid else order
    asked = next((each for each in meant if each.ended_on is None and each.change_asked_on), None)
    left = [each for each in meant if each.ended_on is not None]
    old = asked or max(left, key=lambda each: each.ended_on or date.min, default=None)
    if old is None or old.ended_on is None:
        return old, None
    after = (each for each in order[order.index(old) + 1 :] if (each.assigned_on or date.min) >= old.ended_on)
    return old, next(after, None)


def _named(given: Assignment | None) -> str:
    return joined(given.provider.firm, given.provider.name, sign="") if given is not None else ""


def _done(case: AidOnPaper, given: Assignment) -> str:
    """Say what was done while he had the case, the oldest first."""
    own = [
        step
        for step in reversed(case.life.progress)
        if step.on is not None and (given.assigned_on or step.on) <= step.on <= (given.ended_on or step.on)
    ]
    return "；".join(
        joined(f"{step.on} {term_label('aid_progress', step.kind)}", step.text.rstrip("。"), sign="：")
        for step in own
    )


PAPERS: Final = (
    Paper("aid_change", "更换承办人申请审批表", change_fields),
    Paper("aid_change_notice", "更换承办人通知书", notice_fields, copies=4),
)
