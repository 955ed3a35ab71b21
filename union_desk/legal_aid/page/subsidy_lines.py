"""The lines of the ledger of subsidies: their states and columns, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Final

from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.desk.table_model import Column
from union_desk.legal_aid.values.ledger import APPROVED, ASKED, PAID, REVERSAL, REVERSED, SubsidyEntry

STATES: Final = {ASKED: "待审批", APPROVED: "待发放", PAID: "已发放", REVERSED: "已冲正", REVERSAL: "冲正"}


def _day(name: str) -> Callable[[SubsidyEntry], str]:
    return lambda entry: str(getattr(entry.line, name) or "")


def money(entry: SubsidyEntry) -> str:
    return format_fen(entry.line.amount_fen or 0)


def _steps(entry: SubsidyEntry) -> str:
    return "\n".join(entry.line.steps)


def _whose(entry: SubsidyEntry) -> str:
    return "　".join(part for part in (entry.provider.name, entry.provider.firm) if part)


COLUMNS: Final[tuple[Column[SubsidyEntry], ...]] = (
    Column("state", "状态", lambda entry: STATES[entry.state], 6, urgent=lambda entry: entry.state == ASKED),
    Column("provider", "承办人", attrgetter("provider.name"), 7, tooltip=_whose),
    Column("service", "援助方式", lambda entry: term_label("aid_service", entry.service), 8),
    Column("stage", "阶段", lambda entry: term_label("subsidy_stage", entry.line.stage), 8),
    Column("amount", "金额（元）", money, 10, right=True, tooltip=_steps),
    Column("applicant", "受援人", attrgetter("applicant"), 7),
    Column("asked", "申报日期", _day("asked_on"), 10),
    Column("approved", "审批日期", _day("approved_on"), 10, tooltip=attrgetter("line.approver")),
    Column("paid", "发放日期", _day("paid_on"), 10),
    Column("voucher", "凭证号", attrgetter("line.voucher"), 13, tooltip=attrgetter("line.voucher")),
    Column("number", "案号", attrgetter("number_shown"), 25, tooltip=attrgetter("number_shown")),
    Column("remark", "备注", attrgetter("line.remark"), 12, tooltip=attrgetter("line.remark")),
    Column("office", "单位", attrgetter("office_name"), 14),
)


def cases_of(entries: Iterable[SubsidyEntry]) -> list[str]:
    return list(dict.fromkeys(entry.case_uid for entry in entries))


def counted(entries: Sequence[SubsidyEntry]) -> str:
    """3 笔，合计 7,500.00 元"""
    total = sum(entry.line.amount_fen or 0 for entry in entries)
    return f"{len(entries):,} 笔，合计 {format_fen(total)} 元"


def sums_words(entries: Iterable[SubsidyEntry]) -> str:
    """待审批 2 笔，合计 5,000.00 元；待发放 1 笔，合计 1,250.00 元；已发放 8 笔，合计 20,000.00 元。"""
    held = list(entries)
    parts = []
    for state in (ASKED, APPROVED, PAID):
        found = [entry for entry in held if entry.state == state]
        if found:
            parts.append(f"{STATES[state]} {counted(found)}")
    return f"{'；'.join(parts)}。" if parts else ""
