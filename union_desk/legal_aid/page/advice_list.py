"""The list of the register of advice: its columns, its rows and their sums, and what the box on top finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from union_desk.core.terms import term_label, terms
from union_desk.desk.acts.columns import dated, told
from union_desk.desk.table_model import Column
from union_desk.legal_aid.page.advice_words import BECAME
from union_desk.legal_aid.values import AdviceSums, ConsultationRow

if TYPE_CHECKING:
    pass

TITLE: Final = "咨询"
COLUMNS: Final[tuple[Column[ConsultationRow], ...]] = (
    dated("came_on", "日期", hidden=False),
    told("name", "咨询人", 7),
    told("way", "方式", 8),
    told("topic", "事项", 8),
    told("question", "咨询内容", 22),
    told("employer", "用人单位", 16),
    Column("became", "去向", lambda row: BECAME.get(row.became, ""), 7, sort="became"),
    Column(
        "minutes",
        "用时",
        lambda row: f"{row.minutes} 分" if row.minutes is not None else "",
        6,
        right=True,
        sort="minutes",
    ),
    told("adviser", "答复人", 6),
    told("answer", "答复内容", 22, hidden=True),
    told("office_name", "登记单位", 14, hidden=True),
)


def sums_said(sums: AdviceSums) -> str:
    """41 人次 · 用时 320 分钟 · 来访 12、电话12351 8 · 劳动报酬 9、工伤 3 · 已转争议 2"""
    if not sums.consultations:
        return ""
    became = [f"{BECAME[kind]} {sums.became[kind]:,}" for kind in BECAME if sums.became.get(kind)]
    parts = (
        f"{sums.persons:,} 人次",
        f"用时 {sums.minutes:,} 分钟" if sums.minutes else "",
        _counted("advice_way", sums.by_way),
        _counted("advice_topic", sums.by_topic),
        "、".join(became),
    )
    return " · ".join(part for part in parts if part)


def _counted(listed: str, counts: Mapping[str, int]) -> str:
    ordered = [each.code for each in terms(listed) if counts.get(each.code)]
    return "、".join(f"{term_label(listed, code)} {counts[code]:,}" for code in ordered)
