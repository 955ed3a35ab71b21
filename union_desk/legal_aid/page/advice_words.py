"""What the register of advice calls things: what a line can become, and by which key."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.legal_aid.values import Consultation

ENTITY: Final = "consultation"
DISPUTE: Final = "dispute_case"
AID: Final = "aid_case"
NAMELESS: Final = "未留姓名"
MAKES: Final = {DISPUTE: ("转为争议案件", "Alt+Z"), AID: ("转为援助案件", "Alt+Y")}
"""What a line can become, as the button and the menu say it, and the key."""
BECAME: Final = {DISPUTE: "已转争议", AID: "已转援助"}
DONE: Final = {DISPUTE: "已转为争议案件", AID: "已转为援助案件"}


def asked_words(form: Consultation) -> str:
    """劳动报酬 · 杭州某某电子科技有限公司"""
    parts = (term_label("advice_topic", form.topic), form.employer.name)
    return " · ".join(part for part in parts if part)


def when_words(form: Consultation) -> str:
    """2026-11-23 14:30"""
    day = form.came_on.isoformat() if form.came_on is not None else ""
    return " ".join(part for part in (day, form.from_time) if part)
