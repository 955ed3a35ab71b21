"""What the register of advice calls things: what a line can become, and by which key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.core.terms import term_label
from union_desk.legal_aid.values import Consultation, ConsultationRow

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


def before_words(whose: str, lines: Sequence[ConsultationRow]) -> str:
    """王芳以前咨询过 2 次，最近一次 2026-10-08（劳动报酬）：两个月没有发工资。"""
    latest = lines[0]
    topic = f"（{latest.topic}）" if latest.topic else ""
    said = f"：{latest.question.rstrip('。')}" if latest.question else ""
    end = "" if said.endswith(("？", "！")) else "。"
    return f"{whose}以前咨询过 {len(lines)} 次，最近一次 {latest.came_on}{topic}{said}{end}"


def when_words(form: Consultation) -> str:
    """2026-11-23 14:30"""
    day = form.came_on.isoformat() if form.came_on is not None else ""
    return " ".join(part for part in (day, form.from_time) if part)
