"""Writing down the agreement, what was paid on it, and the look back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.timeline import EventText
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.queries.life import plan_body
from union_desk.dispute.records import (
    AgreementItemRecord,
    AgreementRecord,
    ClaimRecord,
    FollowUpRecord,
    PartyRecord,
    PaymentRecord,
)
from union_desk.dispute.rules import yuan
from union_desk.dispute.rules.states import BOUND
from union_desk.dispute.service.acting import (
    Place,
    check_code,
    check_money,
    empty_row,
    past_day,
    plain,
    row_in_case,
    row_of,
)
from union_desk.dispute.values import Agreement, AgreementItem, FollowUp, Payment
from union_desk.store.work import Work


def write_agreement(work: Work, at: Place, act: Agreement) -> EventText | None:
    if at.state in BOUND:
        raise RuleBroken("协议已经生效，不能修改；写错的请先撤回“达成协议”这一步。", field="signed_on")
    if at.story.agreement is not None and at.story.agreement.uid != act.uid:
        raise RuleBroken("本案已有一份协议，请在那一份上修改。", field="signed_on")
    _check_signing(at, act)
    for number, item in enumerate(act.items):
        _check_item(work, at, item, f"items.{number}")
    row = row_of(work, at, AgreementRecord, act.uid)
    change(row, {**stored_fields(act, plain(Agreement)), "acts": "\n".join(act.acts) or None})
    work.session.flush()
    _write_items(work, row, act.items)
    before = at.story.agreement
    if act.in_force and not (before is not None and before.in_force):
        said = f"双方签订调解协议，共 {yuan(act.amount_fen)} 元。"
        return EventText(act.signed_on or at.today, "agreement", said)
    return EventText(at.today, "agreement", "起草调解协议。") if before is None else None


def _check_signing(at: Place, act: Agreement) -> None:
    """Refuse an agreement before its application was received, and signatures without a day."""
    received = at.record.received_on
    if act.signed_on is None:
        signed = act.signed_applicant or act.signed_respondent or act.signed_mediator or act.sealed
        if signed:
            raise RuleBroken("请填写签订日期。", field="signed_on")
        return
    past_day(act.signed_on, at.today, "签订日期", "signed_on")
    if received is None:
        raise RuleBroken("还没有收到调解申请，不能签订协议；请先填写收到申请的日期。", field="signed_on")
    if act.signed_on < received:
        raise RuleBroken(f"签订日期不能早于收到申请的日期 {day_text(received)}。", field="signed_on")
    if at.mediation_end_on is not None and act.signed_on > at.mediation_end_on:
        check = f"调解期限已于 {day_text(at.mediation_end_on)}届满，双方同意延期后才能签订协议。"
        raise RuleBroken(check, field="signed_on")


def _check_item(work: Work, at: Place, item: AgreementItem, path: str) -> None:
    check_money(item.amount_fen, f"{path}.amount_fen")
    if item.kind:
        check_code("claim_item", item.kind, "请选择给付项目。", f"{path}.kind")
    if item.method:
        check_code("payment_method", item.method, "请选择付款方式。", f"{path}.method")
    if item.party_uid:
        row_in_case(work, at, PartyRecord, item.party_uid, "收款人不是本案当事人。", f"{path}.party_uid")
    if item.claim_uid:
        row_in_case(work, at, ClaimRecord, item.claim_uid, "对应的请求不在本案。", f"{path}.claim_uid")


def _write_items(work: Work, row: AgreementRecord, items: Sequence[AgreementItem]) -> None:
    wanted = select(AgreementItemRecord).where(AgreementItemRecord.agreement_uid == row.uid)
    stored = {each.uid: each for each in work.session.scalars(wanted)}
    for position, item in enumerate(items):
        held = stored.pop(item.uid, None)
        if held is None:
            held = empty_row(AgreementItemRecord, item.uid, row.audience, agreement_uid=row.uid)
            work.session.add(held)
        values = stored_fields(item, plain(AgreementItem))
        plan = plan_body(item.plan)
        change(held, {**values, "plan": plan, "position": position, "removed": None})
    for left in stored.values():
        change(left, {"removed": True})


def write_payment(work: Work, at: Place, act: Payment) -> EventText | None:
    agreement = at.story.agreement
    if agreement is None or not agreement.in_force or agreement.signed_on is None:
        raise RuleBroken("还没有生效的协议，不能登记付款。", field="on")
    if work.session.get(PaymentRecord, act.uid) is not None:
        raise RuleBroken("已登记的付款不能改，请冲正后重新登记。", field="amount_fen")
    on = past_day(act.on, at.today, "到账日期", "on")
    if on < agreement.signed_on:
        raise RuleBroken(f"到账日期不能早于签订协议 {day_text(agreement.signed_on)}。", field="on")
    if act.amount_fen is None or act.amount_fen <= 0:
        raise RuleBroken("请填写到账金额。", field="amount_fen")
    if act.item_uid and act.item_uid not in {item.uid for item in agreement.items}:
        raise RuleBroken("请从协议的给付项目中选择。", field="item_uid")
    if act.party_uid:
        row_in_case(work, at, PartyRecord, act.party_uid, "收款人不是本案当事人。", "party_uid")
    left = agreement.amount_fen - sum(paid.amount_fen or 0 for paid in at.story.payments)
    if act.amount_fen > left:
        raise RuleBroken(f"到账金额超过尚欠的 {yuan(max(left, 0))} 元，请核对。", field="amount_fen")
    row = row_of(work, at, PaymentRecord, act.uid)
    change(row, {**stored_fields(act, plain(Payment)), "by": work.actor.user, "recorded_at": at.at})
    return EventText(on, "performance", f"收到付款 {yuan(act.amount_fen)} 元。")


def reverse_payment(work: Work, at: Place, act: Payment, reason: str) -> EventText:
    """Take a payment back by a line of its own."""
    held = next((paid for paid in at.story.payments if paid.uid == act.uid), None)
    if held is None or held.reverses_uid:
        raise RuleBroken("请选择要冲正的付款。")
    if any(paid.reverses_uid == held.uid for paid in at.story.payments):
        raise RuleBroken("这笔付款已经冲正过。")
    row = row_of(work, at, PaymentRecord, Payment().uid)
    values = {
        "item_uid": held.item_uid or None,
        "party_uid": held.party_uid or None,
        "on": held.on,
        "amount_fen": -(held.amount_fen or 0),
        "reverses_uid": held.uid,
        "remark": reason,
        "by": work.actor.user,
        "recorded_at": at.at,
    }
    change(row, values)
    return EventText(at.today, "performance", f"冲正付款 {yuan(held.amount_fen or 0)} 元：{reason}")


def write_follow_up(work: Work, at: Place, act: FollowUp) -> EventText | None:
    on = past_day(act.on, at.today, "回访日期", "on")
    check_code("follow_up_way", act.way, "请选择回访方式。", "way")
    if act.satisfaction:
        check_code("satisfaction", act.satisfaction, "请选择满意度。", "satisfaction")
    if not act.text:
        raise RuleBroken("请填写回访情况。", field="text")
    known = any(each.uid == act.uid for each in at.story.follow_ups)
    row = row_of(work, at, FollowUpRecord, act.uid)
    change(row, {**stored_fields(act, plain(FollowUp)), "by": act.by or work.actor.user})
    return None if known else EventText(on, "follow_up", act.text)
