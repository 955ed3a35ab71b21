"""The acts of a file in one line each."""

from __future__ import annotations

from datetime import date

from union_desk.assistance.values import Grant
from union_desk.casework.consents import Consent
from union_desk.casework.opinions import Opinion
from union_desk.casework.process import TakenStep
from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.desk.days import left_words
from union_desk.hardship.rules.rechecks import change_words
from union_desk.hardship.values import Exit, HomeVisit, MeansCheck, Objection, Publicity, Recheck, Transfer


def _joined(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def visit(one: HomeVisit) -> str:
    """2026-10-14　沈佳、李强　结论：符合　租住 46 平方米"""
    conclusion = f"结论：{term_label('visit_conclusion', one.conclusion)}" if one.conclusion else ""
    return _joined(str(one.on or ""), "、".join(one.visitors), conclusion, one.housing)


def publicity(one: Publicity, today: date) -> str:
    """2026-10-15 至 2026-10-22　社区公告栏　因病　还在公示（剩 2 天）"""
    if one.result:
        state = f"结果：{one.result}（{one.result_on} {one.signer}）"
    elif one.to_on is not None and today <= one.to_on:
        state = f"公示中（{left_words((one.to_on - today).days)}）"
    else:
        state = "已期满，还没有填写结果"
    purpose = term_label("publicity_purpose", one.purpose)
    return _joined(
        f"{one.from_on} 至 {one.to_on}", purpose, one.place, term_label("publicity_cause", one.cause), state
    )


def objection(one: Objection) -> str:
    told = f"异议 {one.on} {one.who}：{one.text}"
    if one.handled_on is None:
        return f"{told}　（还没有处理）"
    return f"{told}　{'成立' if one.upheld else '不成立'}（{one.handled_on}）：{one.handling}"


def opinion(one: Opinion) -> str:
    """2026-10-26　系统（街道）工会　建档　同意　周明　已盖章　情况属实"""
    return _joined(
        str(one.on),
        term_label("opinion_stage", one.stage),
        term_label("opinion_matter", one.matter),
        "同意" if one.agreed else "不同意",
        one.signer,
        "已盖章" if one.sealed else "",
        one.text,
    )


def check(one: MeansCheck) -> str:
    asked = f"{one.asked_on} 提请{one.asked_of}"
    if one.answered_on is None:
        return f"{asked}　还没有收到结果"
    accord = {True: "与申报一致", False: "与申报不一致", None: ""}[one.consistent]
    return _joined(asked, f"{one.answered_on} 收到结果", accord, one.report_no, one.text, one.handling)


def transfer(one: Transfer) -> str:
    received = f"{one.received_on} 已接收" if one.received_on else "还没有接收回执"
    return _joined(str(one.on or ""), f"移交给{one.receiver}", one.papers, received)


def recheck(one: Recheck) -> str:
    """2026-11-24　2026 年度　续档　人均纯收入 783.33 → 1,266.67，+483.34（+61.7%）　陈明"""
    net = ""
    before, after = one.before, one.after
    if after is not None and after.net_percap_fen is not None:
        net = f"人均纯收入 {format_fen(after.net_percap_fen)}"
        if before is not None and before.net_percap_fen is not None:
            was, now = before.net_percap_fen, after.net_percap_fen
            net = f"人均纯收入 {format_fen(was)} → {format_fen(now)}，{change_words(was, now)}"
    year, label = f"{one.year} 年度", term_label("review_outcome", one.outcome)
    return _joined(str(one.on or ""), year, label, net, one.by, one.text)


def leaving(one: Exit) -> str:
    """2026-11-23　脱困　到最后一个月为止连续 6 个月高于标准 ≥ 6 个月。"""
    why = term_label("exit_reason", one.reason)
    tested = one.steps[-1] if one.steps else ""
    return _joined(str(one.on or ""), term_label("review_outcome", one.kind), why, one.text, tested)


def step(one: TakenStep) -> str:
    """2026-10-26　审核通过　审核 → 审批　周明"""
    way = f"{term_label('file_state', one.from_state)} → {term_label('file_state', one.to_state)}"
    back = f"（已撤回 {one.taken_back}）" if one.taken_back else ""
    return _joined(str(one.on), one.title, way, one.by, one.reason) + back


def consent(one: Consent | None, today: date) -> str:
    """Say a consent in a cell: 未签, 10-12 已签, 已撤回, 已过期."""
    if one is None:
        return "未签"
    if one.withdrawn_on is not None and one.withdrawn_on <= today:
        return f"{_day(one.withdrawn_on, today)} 撤回"
    if one.until_on is not None and one.until_on < today:
        return f"{_day(one.until_on, today)} 到期"
    return f"{_day(one.given_on, today)} 已签"


def _day(day: date, today: date) -> str:
    """10-12, in another year 2025-10-12"""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def grant(one: Grant) -> str:
    """2026-11-16　生活救助　打卡　3,000.00 元　本级工会经费　沈佳"""
    worth = f"{format_fen(one.amount_fen)} 元" if one.amount_fen is not None else ""
    goods = f"{one.goods}{f' {one.quantity} 份' if one.quantity else ''}"
    back = f"（已冲正：{one.reversed_why}）" if one.reversed_why is not None else ""
    return (
        _joined(
            str(one.on or ""),
            term_label("aid_kind", one.kind),
            term_label("aid_form", one.form),
            worth,
            goods,
            term_label("funding_source", one.source),
            one.handler,
            one.remark,
        )
        + back
    )


def yearly(grants: tuple[Grant, ...]) -> str:
    """2026 年 2 次 3,500.00 元 · 2025 年 1 次 1,000.00 元 · 合计 3 次 4,500.00 元"""
    held = [one for one in grants if one.reversed_why is None and one.on is not None]
    years = sorted({one.on.year for one in held if one.on is not None}, reverse=True)
    parts = [_sum(f"{year} 年", [one for one in held if one.on and one.on.year == year]) for year in years]
    return " · ".join([*parts, _sum("合计", held)] if len(years) > 1 else parts)


def _sum(what: str, grants: list[Grant]) -> str:
    return f"{what} {len(grants)} 次 {format_fen(sum(one.amount_fen or 0 for one in grants))} 元"
