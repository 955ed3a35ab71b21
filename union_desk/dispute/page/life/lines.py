"""The acts of a case in one line each."""

from __future__ import annotations

from datetime import date, datetime

from union_desk.core.clock import local_time
from union_desk.core.deadline import day_text
from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.desk.days import left_words
from union_desk.dispute.page.life.ground import claim_words, item_words, party_name
from union_desk.dispute.page.sections import Case
from union_desk.dispute.rules.scope import not_ours
from union_desk.dispute.values import (
    Agreement,
    AssignedMediator,
    CaseEvent,
    FollowUp,
    Hearing,
    LimitationFact,
    Offer,
    Payment,
    RoadView,
    Service,
)


def joined(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def mediator(_case: Case, one: AssignedMediator) -> str:
    """沈佳（首席）　白杨街道总工会　2026-03-03 指定"""
    chief = "（首席）" if one.chief else ""
    assigned = f"{one.assigned_on} 指定" if one.assigned_on else ""
    aside = f"{_day(one.recused_on)} 回避：{one.recusal}" if one.recused_on else ""
    return joined(f"{one.mediator.name}{chief}", one.mediator.organisation, assigned, aside)


def scope(case: Case) -> str:
    """Say why the matter is not taken and where it goes, or to whom it was passed on."""
    form = case.view.form
    found = not_ours(form.not_ours)
    if found is not None:
        return f"不属受理范围：{found.reason}。去向：{found.where}（{found.law}）"
    return f"转给{form.transferred_to}" if form.transferred_to else ""


def answer(case: Case) -> str:
    """2026-03-05　对方同意调解"""
    form = case.view.form
    if form.opponent_agrees is None:
        return ""
    said = "对方同意调解" if form.opponent_agrees else "对方不同意调解"
    return joined(_day(form.opponent_answered_on), said)


def extension(case: Case) -> str:
    """双方同意延期至 2026-04-10　2026-03-20 签字"""
    form = case.view.form
    if form.extended_to_on is None:
        return ""
    signed = f"{form.extension_signed_on} 签字" if form.extension_signed_on else ""
    return joined(f"双方同意延期至 {form.extended_to_on}", signed)


def moment(at: datetime) -> str:
    """2026-03-20 14:30"""
    return f"{local_time(at):%Y-%m-%d %H:%M}"


def hearing(case: Case, one: Hearing) -> str:
    """第 1 次　调解会　2026-03-20 14:30–16:05　白杨街道调解室　笔录 42 句　另行安排"""
    kind = term_label("hearing_kind", one.kind)
    which = joined(f"第 {one.number} 次" if one.number and one.kind == "meeting" else "", kind)
    if one.held_on is not None:
        times = "–".join(time for time in (one.from_time, one.to_time) if time)
        when = f"{one.held_on} {times}".strip()
    else:
        when = f"约定 {moment(one.planned_at)}" if one.planned_at is not None else ""
    asked = party_name(case, one.asked_party_uid)
    return joined(
        which,
        when,
        one.place,
        f"被调查人 {asked}" if asked else "",
        f"笔录 {len(one.minutes)} 句" if one.minutes else "",
        term_label("hearing_result", one.result),
        one.result_text,
    )


def offer(_case: Case, one: Offer) -> str:
    """2026-03-20　申请人　18,000.00 元　一次付清　对方：提出新方案"""
    amount = f"{format_fen(one.amount_fen)} 元" if one.amount_fen is not None else ""
    said = f"对方：{term_label('offer_answer', one.answer)}" if one.answer else ""
    return joined(_day(one.on), term_label("dispute_side", one.side), amount, one.text, said)


def service(case: Case, one: Service) -> str:
    """第 2 号　调解通知书 → 杭州某某电子　直接送达　2026-03-06 发出　2026-03-07 送达"""
    papers = "、".join(f"{paper.title}{_copies(paper.copies)}" for paper in one.papers)
    to = party_name(case, one.party_uid)
    if one.served_on is not None:
        state = f"{one.served_on} 送达"
    else:
        days = (case.today - one.sent_on).days if one.sent_on is not None else 0
        state = f"还没有送达（发出 {days} 天）" if days > 0 else "还没有送达"
    back = "" if one.returned_on is not None or one.method != "direct" else "回证未退回"
    number = f"第 {one.number} 号" if one.number else ""
    sent = f"{one.sent_on} 发出" if one.sent_on else ""
    method = term_label("service_method", one.method)
    refused = f"拒收：{one.refusal}" if one.refused else ""
    return joined(number, f"{papers} → {to}", method, sent, state, refused, back, one.remark)


def why_served(one: Service) -> str:
    return "".join(one.why)


def _copies(copies: int) -> str:
    return f"{copies}份" if copies > 1 else ""


def payment(case: Case, one: Payment) -> str:
    """2026-04-10　经济补偿　6,000.00 元　转账回单"""
    agreement = case.life.agreement
    named = [item for item in agreement.items if item.uid == one.item_uid] if agreement is not None else []
    amount = f"{format_fen(one.amount_fen)} 元" if one.amount_fen is not None else ""
    what = "冲正" if one.reverses_uid else (item_words(named[0]) if named else "")
    return joined(_day(one.on), what, amount, party_name(case, one.party_uid), one.evidence, one.remark)


def performance(case: Case) -> str:
    """应付 18,000.00 元 · 已付 6,000.00 元 · 还欠 12,000.00 元，下一笔 6,000.00 元 2026-05-10（剩 3 天）"""
    agreement = case.life.agreement
    if agreement is None or not agreement.amount_fen:
        return ""
    owed, paid = agreement.amount_fen, case.life.paid_fen
    parts = [f"应付 {format_fen(owed)} 元", f"已付 {format_fen(paid)} 元"]
    if owed <= paid:
        return " · ".join([*parts, "已经付清"])
    following = next_due(agreement, paid)
    until = ""
    if following is not None:
        due, fen = following
        until = f"，下一笔 {format_fen(fen)} 元 {due}（{left_words((due - case.today).days)}）"
    return " · ".join([*parts, f"还欠 {format_fen(owed - paid)} 元{until}"])


def next_due(agreement: Agreement, paid_fen: int) -> tuple[date, int] | None:
    """Return what is due next once so much was paid: the day, and what is still owed of it."""
    owed = [(part.due_on, part.amount_fen) for item in agreement.items for part in item.plan]
    owed += [
        (item.due_on, item.amount_fen or 0)
        for item in agreement.items
        if item.due_on is not None and not item.plan
    ]
    for due, fen in sorted(owed):
        if paid_fen < fen:
            return due, fen - paid_fen
        paid_fen -= fen
    return None


def follow_up(_case: Case, one: FollowUp) -> str:
    """2026-05-12　电话　王芳　满意　款已收到　沈佳"""
    return joined(
        _day(one.on),
        term_label("follow_up_way", one.way),
        one.whom,
        term_label("satisfaction", one.satisfaction),
        one.text,
        one.by,
    )


def event(_case: Case, one: CaseEvent) -> str:
    """2026-06-01　申请仲裁　钱塘区仲裁委　钱塘劳仲〔2026〕31号　12,000.00 元"""
    amount = f"{format_fen(one.amount_fen)} 元" if one.amount_fen is not None else ""
    return joined(
        _day(one.on),
        term_label("dispute_event", one.kind),
        one.body,
        one.number,
        amount,
        one.text,
        one.evidence,
    )


def limitation_fact(case: Case, one: LimitationFact) -> str:
    """2026-02-01　向对方主张权利　只关系：拖欠工资　微信聊天记录"""
    claim = next((claim for claim in case.view.form.claims if claim.uid == one.claim_uid), None)
    only = f"只关系：{claim_words(claim)}" if claim is not None else ""
    proof = one.evidence or "还没有证据"
    return joined(_day(one.on), term_label("limitation_event", one.kind), only, proof)


def road(case: Case, one: RoadView) -> str:
    """共同申请司法确认　到 2026-04-01 为止（剩 12 天）　裁定有效后，…（《民事诉讼法》…）"""
    if one.closed:
        return joined(f"{one.title}　现在不能：{one.closed}", one.law)
    until = (
        f"到 {one.due_on} 为止（{left_words((one.due_on - case.today).days)}）"
        if one.due_on is not None
        else "现在可以"
    )
    return joined(one.title, until, one.warning and f"▲ {one.warning}", f"{one.leads_to}（{one.law}）")


def closing(case: Case) -> str:
    """调解协议　满意　双方各退一步，已付清"""
    form = case.view.form
    return joined(
        term_label("dispute_result", form.result),
        term_label("satisfaction", form.satisfaction),
        form.result_text,
    )


def told(case: Case) -> str:
    on = case.view.form.advised_on
    return f"{day_text(on)}已书面告知申请仲裁的权利和时效" if on is not None else ""
