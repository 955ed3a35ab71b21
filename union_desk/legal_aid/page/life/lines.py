"""The acts of a case of legal aid in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.legal_aid.page.life.ground import item_words, provider_words, service_words
from union_desk.legal_aid.page.sections import Case
from union_desk.legal_aid.values import (
    AidEvent,
    AidItem,
    AidService,
    Assignment,
    Decision,
    Ending,
    Progress,
    Rating,
    Report,
    Subsidy,
    Supplement,
    Urgency,
)

_MOST: Final = 60


def joined(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _day(day: date | None, what: str = "") -> str:
    return f"{day} {what}".strip() if day is not None else ""


def _money(what: str, fen: int | None) -> str:
    return f"{what} {format_fen(fen)} 元" if fen is not None else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:_MOST]}…" if len(line) > _MOST else line


def hours(tenths: int | None) -> str:
    """2.5 小时"""
    if not tenths:
        return ""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest} 小时" if rest else f"{whole} 小时"


def supplement(_case: Case, one: Supplement) -> str:
    """2026-10-13 告知　2026-10-20 前补正　劳动合同、工资单　2026-10-16 已补正"""
    due = f"{one.due_on} 前补正" if one.due_on else ""
    return joined(_day(one.asked_on, "告知"), due, one.papers, _day(one.came_on, "已补正"))


def urgency(_case: Case, one: Urgency) -> str:
    """2026-10-13　距法定时效或者期限届满不足七日"""
    return joined(_day(one.on), term_label("aid_urgency", one.reason))


def decision(case: Case, one: Decision) -> str:
    """2026-10-15　给予援助　钱塘工援决字〔2026〕第1号　审查人 王芳　审批人 虞一"""
    refused = case.life.decision.granted is False
    said = {True: "给予援助", False: "不予援助", None: "（还没有作出决定）"}[case.life.decision.granted]
    reason = term_label("aid_refusal", one.reason) if one.reason else ""
    remedy = case.service.remedy(case.actor, case.uid) if refused else ""
    head = joined(
        *(_day(one.on), said, reason, one.number),
        f"审查人 {one.examiner}" if one.examiner else "",
        f"审批人 {one.approver}" if one.approver else "",
        one.text,
    )
    return f"{head}\n　　{remedy}" if remedy else head


def assignment(_case: Case, one: Assignment) -> str:
    """陈律（浙江某某律师事务所）　2026-10-16 指派　指1　2026-10-16 告知受援人　2026-10-19 签订委托协议"""
    gone = joined(_day(one.ended_on, "不再承办"), one.change_reason)
    return joined(
        provider_words(one),
        one.provider.phone,
        _day(one.assigned_on, "指派"),
        one.number,
        _day(one.told_on, "告知受援人"),
        _day(one.contract_on, "签订委托协议"),
        _day(one.change_asked_on, "要求更换"),
        gone,
    )


def service(_case: Case, one: AidService) -> str:
    """仲裁代理（仲裁）　2026-10-19 至 2026-12-01　钱塘区仲裁委　钱塘劳仲〔2026〕31号　全部支持"""
    days = "" if one.from_on is None and one.to_on is None else f"{_day(one.from_on)} 至 {_day(one.to_on)}"
    return joined(
        service_words(one),
        days.strip(),
        one.body,
        one.body_number,
        term_label("aid_result", one.result),
        one.result_text,
    )


def progress(case: Case, one: Progress) -> str:
    """2026-10-20　会见、约谈　1.5 小时　核对工资单　陈律"""
    of = next((each for each in case.view.form.services if each.uid == one.service_uid), None)
    return joined(
        _day(one.on),
        term_label("aid_progress", one.kind),
        service_words(of) if of is not None else "",
        hours(one.hours_tenths),
        one.text,
        one.by,
    )


def progress_sum(found: Iterable[Progress]) -> str:
    """共 4 次，用时 6.5 小时，其中开庭 1 次"""
    acts = tuple(found)
    if not acts:
        return ""
    parts = [f"共 {len(acts)} 次"]
    if took := hours(sum(one.hours_tenths or 0 for one in acts)):
        parts.append(f"用时 {took}")
    if hearings := sum(one.kind == "hearing" for one in acts):
        parts.append(f"其中开庭 {hearings} 次")
    return "，".join(parts)


def item(_case: Case, one: AidItem) -> str:
    """拖欠工资　请求 12,000.00 元　支持 11,000.00 元　到账 11,000.00 元（2026-12-10）"""
    paid = _money("到账", one.paid_fen)
    return joined(
        item_words(one),
        _money("请求", one.claimed_fen),
        _money("支持", one.won_fen),
        f"{paid}（{one.paid_on}）" if paid and one.paid_on else paid,
    )


def money(case: Case) -> str:
    """请求 12,000.00 元 · 支持 11,000.00 元 · 到账 11,000.00 元；并计入调解案件"""
    view = case.view
    named = (("请求", view.claimed_fen), ("支持", view.won_fen), ("到账", view.paid_fen))
    parts = [_money(what, fen) for what, fen in named if fen]
    if not parts:
        return ""
    elsewhere = "（金额并计入关联的调解案件，统计时只算一次）" if view.form.counted_elsewhere else ""
    return " · ".join(parts) + elsewhere


def ending(_case: Case, one: Ending) -> str:
    """2026-12-05　全部支持　裁决支付工资 12,000 元"""
    said = (
        f"终止援助：{term_label('aid_termination', one.termination)}"
        if one.termination
        else term_label("aid_result", one.result)
    )
    return joined(_day(one.on), said, one.text)


def report(_case: Case, one: Report) -> str:
    return joined(
        _day(one.on), _short(one.text), f"问题和建议：{_short(one.problems)}" if one.problems else ""
    )


def rating(_case: Case, one: Rating) -> str:
    return joined(
        _day(one.on),
        term_label("follow_up_way", one.way),
        term_label("satisfaction", one.rating),
        _short(one.words),
        one.by,
    )


def event(_case: Case, one: AidEvent) -> str:
    """2026-10-25　申请仲裁　钱塘区仲裁委　钱塘劳仲〔2026〕31号"""
    return joined(_day(one.on), term_label("dispute_event", one.kind), one.body, one.number, one.text)


def subsidy(case: Case, one: Subsidy) -> str:
    """仲裁代理（仲裁）　首个阶段　2,500.00 元　陈律　2026-12-08 申报　2026-12-09 审批（虞一）　…发放"""
    of = next((each for each in case.view.form.services if each.uid == one.service_uid), None)
    given = next((each for each in case.life.assignments if each.uid == one.assignment_uid), None)
    approver = f"（{one.approver}）" if one.approver else ""
    return joined(
        "冲正" if one.reverses_uid else "",
        service_words(of) if of is not None else "",
        term_label("subsidy_stage", one.stage),
        f"{one.parties} 人" if (one.parties or 0) > 1 else "",
        _money("", one.amount_fen).strip(),
        given.provider.name if given is not None else "",
        _day(one.asked_on, "申报" if not one.reverses_uid else ""),
        f"{one.approved_on} 审批{approver}" if one.approved_on else "",
        _day(one.paid_on, "发放"),
        one.voucher,
        one.remark,
    )


def drafted_report(case: Case) -> str:
    """Begin a closing report with what was written down on the way, the oldest first."""
    told = [
        "".join((f"{one.on} ", term_label("aid_progress", one.kind), f"：{one.text.rstrip('。')}。"))
        for one in reversed(case.life.progress)
    ]
    if total := progress_sum(case.life.progress):
        told.append(f"{total}。")
    ended = case.life.ending
    if ended.result:
        told.append(f"结果：{term_label('aid_result', ended.result)}。{ended.text}")
    elif ended.termination:
        told.append(f"终止援助：{term_label('aid_termination', ended.termination)}。{ended.text}")
    if sums := money(case):
        told.append(f"{sums}。")
    return "\n".join(line for line in told if line)
