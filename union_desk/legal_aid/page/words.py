"""What the page and the list say about a case of legal aid: whom it is for, against whom, and its days."""

from __future__ import annotations

from datetime import date
from typing import Final

from union_desk.core.terms import term_label
from union_desk.desk.days import left_words
from union_desk.dispute.rules.causes import cause_name
from union_desk.dispute.rules.figure import yuan
from union_desk.legal_aid.values import AidForm, AidView

_GOOD: Final = frozenset({"granted", "urgent", "assigned", "handling", "ended", "reported"})
_URGENT: Final = frozenset({"terminated"})


def opponent_name(form: AidForm) -> str:
    return form.opponent.name or form.opponent_name


def sides_words(form: AidForm) -> str:
    """王芳 对 某某电子"""
    return " 对 ".join(name for name in (form.person.name, opponent_name(form)) if name)


def matter_line(form: AidForm) -> str:
    """追索劳动报酬纠纷 · 仲裁代理 · 请求 12,000.00 元"""
    wanted = "、".join(term_label("aid_service", code) for code in form.wanted)
    claimed = sum(item.claimed_fen or 0 for item in form.items) or form.claim_fen or 0
    sum_words = f"请求 {yuan(claimed)} 元" if claimed else ""
    return " · ".join(part for part in (cause_name(form.cause), wanted, sum_words) if part)


def state_words(view: AidView | None, today: date) -> str:
    """承办中, 审查中 · 已超期 3 天"""
    if view is None:
        return ""
    due = view.next_step.due_on
    late = left_words((due - today).days) if due is not None and due < today else ""
    return " · ".join(part for part in (view.state_label, late) if part)


def state_tone(view: AidView | None, today: date) -> str:
    if view is None:
        return "plain"
    due = view.next_step.due_on
    if (due is not None and due < today) or view.state in _URGENT:
        return "urgent"
    return "good" if view.state in _GOOD else "plain"
