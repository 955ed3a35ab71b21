"""What the page and the list say about a case: its state, who is in dispute, its days and its changes."""

from __future__ import annotations

from datetime import date
from typing import Final

from union_desk.core.packs import load_pack
from union_desk.core.terms import term_label
from union_desk.desk.days import left_words
from union_desk.dispute.rules.causes import CAUSES_KIND, COURT, causes
from union_desk.dispute.rules.figure import yuan
from union_desk.dispute.values import CaseForm, CaseView, Party

_NAMED: Final = 1


def sides_words(form: CaseForm) -> str:
    """王芳 诉 某某电子, 王芳等 12 人 诉 某某电子、某某人力"""
    applicants = _names(form.applicants)
    respondents = _names(form.respondents)
    if applicants and respondents:
        return f"{applicants} 诉 {respondents}"
    return applicants or respondents


def _names(parties: tuple[Party, ...]) -> str:
    named = [party.name for party in parties if party.name]
    if len(named) > _NAMED + 1:
        return f"{named[0]}等 {len(named)} 人" if parties[0].is_human else f"{named[0]}等 {len(named)} 家"
    return "、".join(named)


def matter_line(form: CaseForm) -> str:
    """追索劳动报酬纠纷 · 请求 12,000.00 元"""
    cause = causes(load_pack(CAUSES_KIND, COURT)).get(form.cause)
    claimed = f"请求 {yuan(form.claimed_fen)} 元" if form.claimed_fen else ""
    return " · ".join(part for part in (cause.name if cause else "", claimed) if part)


def state_words(view: CaseView | None, today: date) -> str:
    """调解中 · 重大, 已受理 · 已超期 3 天"""
    if view is None:
        return ""
    grade = term_label("dispute_grade", view.form.grade) if view.form.grade == "major" else ""
    due = view.next_step.due_on
    late = left_words((due - today).days) if due is not None and due < today else ""
    return " · ".join(part for part in (view.state_label, grade, late) if part)


def state_tone(view: CaseView | None, today: date) -> str:
    if view is None:
        return "plain"
    if _is_late(view, today) or view.state == "unperformed":
        return "urgent"
    return "good" if view.state in {"agreed", "performing", "performed"} else "plain"


def _is_late(view: CaseView, today: date) -> bool:
    due = view.next_step.due_on
    return due is not None and due < today
