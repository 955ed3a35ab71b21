"""The letters to the parties: invitation, acceptance, refusal, the day of the meeting, extension, the end."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from union_desk.core.clock import local_time
from union_desk.dispute.prints import parts
from union_desk.dispute.prints.agreement import signers
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.scope import SCOPE_LAW, not_ours
from union_desk.dispute.rules.states import State
from union_desk.dispute.values.on_paper import CaseOnPaper

_NOON: Final = 12
_ENDS: Final = {
    "fail": "双方当事人没有达成调解协议",
    "opponent_refuses": "被申请人不同意调解",
    "lapse": "调解期限届满没有达成调解协议",
    "withdraw": "申请人撤回调解申请",
}
_WITHOUT_AGREEMENT: Final = frozenset({State.FAILED, State.OPPONENT_REFUSED, State.LAPSED, State.WITHDRAWN})


def acceptance_fields(case: CaseOnPaper) -> Fields:
    """受理通知书: to the applicant."""
    return {
        **_letter(case, "applicant"),
        "mediators": parts.mediators_of(case),
        "phone": parts.mediator_phone(case),
        "end_on": parts.clock_day(case, "M03"),
        "limitation_on": case.limitation_on,
        "issued_on": parts.step_day(case, "accept"),
    }


def refusal_fields(case: CaseOnPaper) -> Fields:
    """不予受理通知书: why, where else, and the right to arbitrate."""
    known = not_ours(case.view.form.not_ours)
    said = parts.step_reason(case, "refuse").rstrip("。")
    reason = (
        f"你（单位）的申请属于“{known.reason}”，不属于劳动争议调解的受理范围" if known is not None else ""
    )
    if known is None or known.code == "other":
        reason = said
    return {
        **_letter(case, "applicant"),
        "reason": reason,
        "law": known.law if known is not None else SCOPE_LAW,
        "where": known.where if known is not None else "",
        "phone": case.office.phone,
        "limitation_on": case.limitation_on,
        "issued_on": parts.step_day(case, "refuse"),
    }


def invitation_fields(case: CaseOnPaper) -> Fields:
    """调解邀请函: nobody ticks the answer for the other side; it is printed once it was given."""
    form = case.view.form
    told = _letter(case, "respondent")
    return {
        **told,
        "applicant": parts.names_of(form.applicants),
        "claims": parts.claims_text(case),
        "mediators": parts.mediators_of(case),
        "phone": parts.mediator_phone(case),
        "address": case.office.address,
        "reply_by": None,
        "consent": None,
        "answer": None,
        "answered_on": None,
        "issued_on": parts.step_day(case, "ask", "accept"),
    }


def notice_fields(case: CaseOnPaper, hearing_uid: str = "") -> Fields:
    """调解通知书: the next meeting."""
    hearing = parts.hearing_of(case, "meeting", hearing_uid, planned=True)
    planned = (
        local_time(hearing.planned_at) if hearing is not None and hearing.planned_at is not None else None
    )
    form = case.view.form
    return {
        **parts.head(case),
        "addressee": parts.joined(
            parts.names_of(form.applicants), parts.names_of(form.respondents), sign="、"
        ),
        "applicant": parts.names_of(form.applicants),
        "respondent": parts.names_of(form.respondents),
        "cause": case.cause,
        "day": planned.date() if planned is not None else None,
        "time": clock_text(planned) if planned is not None else "",
        "place": hearing.place if hearing is not None else "",
        "mediators": parts.mediators_of(case),
        "phone": parts.mediator_phone(case),
        "issued_on": None,
    }


def clock_text(at: datetime) -> str:
    """下午2时30分"""
    half = "上午" if at.hour < _NOON else "下午"
    hour = at.hour if at.hour <= _NOON else at.hour - _NOON
    return f"{half}{hour}时" + (f"{at.minute}分" if at.minute else "")


def extension_fields(case: CaseOnPaper) -> Fields:
    """延期调解同意书: both sign, or it has no effect (调解仲裁法 art 14)."""
    form = case.view.form
    first = next((clock for clock in case.life.clocks if clock.code == "M03" and not clock.extended), None)
    return {
        **parts.head(case),
        **parts.sides(case),
        "end_on": first.due_on if first is not None else None,
        "extended_to": form.extended_to_on,
        "issued_on": form.extension_signed_on,
        "signers": signers(form),
    }


def end_fields(case: CaseOnPaper) -> Fields:
    """调解终止告知书: to both sides."""
    form = case.view.form
    taken = next((step for step in case.life.steps if step.code in _ENDS and not step.taken_back), None)
    return {
        **parts.head(case),
        **parts.sides(case),
        "addressee": parts.joined(
            parts.names_of(form.applicants), parts.names_of(form.respondents), sign="、"
        ),
        "reason": _ENDS[taken.code] if taken is not None else "",
        "ended_on": taken.on if taken is not None else None,
        "opinion": form.advice,
        "phone": parts.mediator_phone(case),
        "limitation_on": case.limitation_on,
        "issued_on": taken.on if taken is not None else None,
    }


def _letter(case: CaseOnPaper, whom: str) -> dict[str, object]:
    told = {**parts.head(case), **parts.sides(case)}
    told["addressee"] = parts.names_of(case.view.form.of_side(whom))
    if whom == "applicant":
        del told["applicant"]
    return told


PAPERS: Final = (
    Paper(
        *("mediation_invitation", "调解邀请函（征求意见书）", invitation_fields),
        due_in=frozenset({State.ACCEPTED, State.ASKING}),
    ),
    Paper("mediation_acceptance", "受理通知书", acceptance_fields, frozenset({State.ACCEPTED})),
    Paper("mediation_refusal", "不予受理通知书", refusal_fields, frozenset({State.REFUSED})),
    Paper(
        "mediation_notice", "调解通知书", notice_fields, frozenset({State.ASKING, State.MEDIATING}), copies=2
    ),
    Paper("mediation_extension", "延期调解同意书", extension_fields, copies=3),
    Paper("mediation_end", "调解终止告知书", end_fields, _WITHOUT_AGREEMENT, copies=2),
)
