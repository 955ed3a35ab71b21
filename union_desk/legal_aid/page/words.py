"""What the page and the list say about a case of legal aid: whom it is for, and against whom."""

from __future__ import annotations

from union_desk.legal_aid.values import AidForm


def opponent_name(form: AidForm) -> str:
    return form.opponent.name or form.opponent_name


def sides_words(form: AidForm) -> str:
    """王芳 对 某某电子"""
    return " 对 ".join(name for name in (form.person.name, opponent_name(form)) if name)
