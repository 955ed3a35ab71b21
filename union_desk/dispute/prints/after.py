"""What follows an agreement: the roads to enforce it, its performance and the visits (M17 to M20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from union_desk.core.money import format_fen, in_capitals
from union_desk.core.terms import term_label
from union_desk.dispute.prints import authority, parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import BOUND, OWED, State
from union_desk.dispute.values import Agreement, AgreementItem, Party, Payment
from union_desk.dispute.values.on_paper import CaseOnPaper

_NONE: Final = Agreement(uid="")
_PARTY: Final = ("name", "id_no", "address", "phone", "legal", "agent")
# 拖欠劳动报酬, 工伤医疗费, 经济补偿, 赔偿金 (劳动争议调解仲裁法 art 16).
_ORDERED: Final = frozenset(
    {
        *("wages", "wage_gap", "overtime_hours", "overtime_rest", "overtime_holiday", "annual_leave"),
        *("double_pay", "severance", "unlawful_dismissal", "work_injury", "probation", "late_pay"),
    }
)


def confirmation_fields(case: CaseOnPaper) -> Fields:
    """司法确认申请书: the court is written by hand where nobody has named it."""
    return {**_together(case), "court": None}


def review_fields(case: CaseOnPaper) -> Fields:
    return {**_together(case), "arbitration": case.arbitration}


def _together(case: CaseOnPaper) -> dict[str, object]:
    """Return what both applications of the two parties tell."""
    form, agreed = case.view.form, case.life.agreement or _NONE
    both = (form.applicants, form.respondents)
    return {
        **parts.head(case),
        "name": parts.joined(*(parts.names_of(side) for side in both), sign="、"),
        "organisation": authority.organisation(case),
        **_side(case, "first", form.applicants),
        **_side(case, "second", form.respondents),
        "agreement_no": agreed.number or (case.view.number_shown if agreed.uid else ""),
        "agreed_on": agreed.signed_on,
        "facts": _course(case, agreed),
        **dict.fromkeys(("first_on", "second_on")),
    }


def _side(case: CaseOnPaper, prefix: str, parties: Sequence[Party]) -> dict[str, object]:
    """Return who stands on a side; of several the first one that speaks for them."""
    told: dict[str, object] = dict.fromkeys(f"{prefix}_{name}" for name in _PARTY)
    standing = authority.own_name(parties) or list(parties)
    if not standing:
        return told
    first = standing[0]
    agents = [agent.name for agent in case.view.form.agents if agent.party_uid == first.uid and agent.name]
    return {
        f"{prefix}_name": parts.names_of(parties),
        f"{prefix}_id_no": authority.number_of(first),
        f"{prefix}_address": authority.address_of(first),
        f"{prefix}_phone": authority.phone_of(first),
        f"{prefix}_legal": authority.leader_of(first),
        f"{prefix}_agent": "、".join(agents),
    }


def _course(case: CaseOnPaper, agreed: Agreement) -> str:
    """Say how the agreement came about and what it says."""
    form = case.view.form
    if agreed.signed_on is None:
        return ""
    asked = f"，于{parts.day(form.received_on)}" if form.received_on is not None else "，"
    said = [
        f"申请人双方因{authority.about(case)}发生争议{asked}向{authority.organisation(case)}申请调解。",
        f"经调解，双方于{parts.day(agreed.signed_on)}自愿达成调解协议：",
        "；".join([*(item_text(case, item) for item in agreed.items), *_acts(agreed)]) or "（见调解协议书）",
        f"。协议自{parts.day(agreed.signed_on)}起生效。",
    ]
    return "".join(said)


def item_text(case: CaseOnPaper, item: AgreementItem) -> str:
    """申请人二于2026年4月15日前向申请人一支付经济补偿26,468.75元"""
    last = last_day(item)
    until = f"于{parts.day(last)}前" if last is not None else ""
    spread = f"分{len(item.plan)}期" if len(item.plan) > 1 else ""
    whom = _payee(case, item) if len(own(case)) > 1 else "申请人一"
    amount = f"{format_fen(item.amount_fen)}元" if item.amount_fen is not None else ""
    return f"申请人二{until}{spread}向{whom}支付{_title(item)}{amount}"


def last_day(item: AgreementItem) -> date | None:
    """Return the last day on which something of an item is due."""
    return max((part.due_on for part in item.plan), default=item.due_on)


def own(case: CaseOnPaper) -> list[Party]:
    return [party for party in case.view.form.applicants if not party.is_blank]


def _payee(case: CaseOnPaper, item: AgreementItem) -> str:
    named = next((party.name for party in case.view.form.parties if party.uid == item.party_uid), "")
    return named or parts.names_of(case.view.form.applicants)


def _title(item: AgreementItem) -> str:
    return item.title or term_label("claim_item", item.kind)


def _acts(agreed: Agreement) -> list[str]:
    return [act.strip().rstrip("。；") for act in agreed.acts if act.strip()]


# --- the payment order


def order_fields(case: CaseOnPaper) -> Fields:
    """支付令申请书: one for each worker to whom something is owed past its day."""
    agreed = case.life.agreement or _NONE
    owed = owed_sums(agreed, case.life.payments, case.today)
    of_payee: dict[str, list[tuple[AgreementItem, int]]] = {}
    for item in agreed.items:
        if owed.get(item.uid) and (item.kind in _ORDERED or not item.kind):
            of_payee.setdefault(item.party_uid, []).append((item, owed[item.uid]))
    orders = [_order(case, agreed, uid, sums) for uid, sums in of_payee.items()]
    return {**parts.head(case), "orders": orders or [_order(case, agreed, "", [])]}


def owed_sums(agreed: Agreement, payments: Sequence[Payment], today: date) -> dict[str, int]:
    """Return what is owed on each item past its day; one missed instalment makes all due where agreed."""
    free = sum(payment.amount_fen or 0 for payment in payments if not payment.item_uid)
    found: dict[str, int] = {}
    for item in agreed.items:
        paid = sum(payment.amount_fen or 0 for payment in payments if payment.item_uid == item.uid)
        total = item.amount_fen or 0
        if item.plan:
            due = sum(part.amount_fen for part in item.plan if part.due_on < today)
        else:
            due = total if item.due_on is not None and item.due_on < today else 0
        if agreed.accelerated and item.plan and paid < due:
            due = total
        used = min(free, max(due - paid, 0))
        free -= used
        found[item.uid] = max(due - paid - used, 0)
    return found


def _order(
    case: CaseOnPaper, agreed: Agreement, payee: str, sums: Sequence[tuple[AgreementItem, int]]
) -> dict[str, object]:
    form = case.view.form
    creditors = [party for party in form.parties if party.uid == payee] or list(form.applicants)
    total = sum(fen for _, fen in sums)
    return {
        **_side(case, "first", creditors),
        **_side(case, "second", form.respondents),
        "items": "、".join(dict.fromkeys(_title(item) for item, _ in sums)),
        "amount": total or None,
        "capital": in_capitals(total) if total else "",
        "facts": _default(case, agreed, sums),
        "evidence": _evidence(case, agreed),
        "signed_on": None,
    }


def _default(case: CaseOnPaper, agreed: Agreement, sums: Sequence[tuple[AgreementItem, int]]) -> str:
    if agreed.signed_on is None or not sums:
        return ""
    terms = "；".join(
        f"{_title(item)}{format_fen(item.amount_fen or 0)}元，{_until(item)}" for item, _ in sums
    )
    left = "；".join(f"{_title(item)}{format_fen(fen)}元" for item, fen in sums)
    return (
        f"申请人与被申请人因{authority.about(case)}发生争议，{parts.day(agreed.signed_on)}在"
        f"{authority.organisation(case)}主持下达成调解协议（{agreed.number or case.view.number_shown}），"
        f"约定被申请人支付：{terms}。期限届满，被申请人尚有下列款项没有支付：{left}。"
        "申请人与被申请人没有其他债务纠纷。"
    )


def _until(item: AgreementItem) -> str:
    if len(item.plan) > 1:
        return f"分{len(item.plan)}期，到{parts.day(item.plan[-1].due_on)}付清"
    on = item.plan[0].due_on if item.plan else item.due_on
    return f"{parts.day(on)}前付清" if on is not None else "按协议付清"


def _evidence(case: CaseOnPaper, agreed: Agreement) -> str:
    number = f"（{agreed.number or case.view.number_shown}）" if agreed.uid else ""
    return f"1. 调解协议书{number}；2. 申请人身份证明；3. 被申请人的主体资格证明。"


# --- performance and visits


def performance_fields(case: CaseOnPaper) -> Fields:
    """履行情况、回访记录: each sum with what came of it, then the visits, the oldest first."""
    view, life = case.view, case.life
    agreed = life.agreement or _NONE
    visits = sorted(life.follow_ups, key=lambda visit: visit.on or date.max)
    total = agreed.amount_fen
    return {
        **parts.head(case),
        "organisation": authority.organisation(case),
        "respondent": parts.names_of(view.form.respondents),
        "cause": case.cause,
        "agreement_no": agreed.number or (view.number_shown if agreed.uid else ""),
        "agreed_on": agreed.signed_on,
        "due_on": agreed.performance_on,
        "agreed": total or None,
        "paid": life.paid_fen if agreed.uid else None,
        "owed": max(total - life.paid_fen, 0) if total else None,
        "acts": _acts_text(agreed),
        "payments": _payments(case, agreed),
        "visits": [
            {
                "no": str(number),
                "on": visit.on,
                "way": term_label("follow_up_way", visit.way),
                "whom": visit.whom,
                "text": visit.text,
                "satisfaction": term_label("satisfaction", visit.satisfaction),
                "by": visit.by,
            }
            for number, visit in enumerate(visits, start=1)
        ],
        "outcome": performed(case),
        "after": parts.step_reason(case, "default", "part", "close_owed"),
        "handler": view.form.handler,
        "handler_on": None,
    }


def performed(case: CaseOnPaper) -> str | None:
    """Return how far the agreement was performed, once somebody has said so."""
    found = {
        "perform": "performed",
        "part": "partly_performed",
        "default": "unperformed",
    }
    step = next((step for step in case.life.steps if step.code in found and not step.taken_back), None)
    return found[step.code] if step is not None else None


def _acts_text(agreed: Agreement) -> str:
    acts = "；".join(_acts(agreed))
    until = f"（{agreed.acts_due_on} 前）" if acts and agreed.acts_due_on is not None else ""
    return f"{acts}{until}"


def _payments(case: CaseOnPaper, agreed: Agreement) -> list[dict[str, object]]:
    """Return a line for each sum due, and for what came without a sum of its own."""
    lines: list[dict[str, object]] = []
    loose = [payment for payment in case.life.payments if not payment.item_uid]
    for item in agreed.items:
        came = [payment for payment in case.life.payments if payment.item_uid == item.uid]
        paid = sum(payment.amount_fen or 0 for payment in came)
        lines.append(
            _line(
                item=_title(item) + (f"（分{len(item.plan)}期）" if len(item.plan) > 1 else ""),
                whom=_payee(case, item),
                amount=item.amount_fen,
                due=last_day(item),
                paid=paid or None,
                on=max((payment.on for payment in came if payment.on is not None), default=None),
                evidence="、".join(dict.fromkeys(one.evidence for one in came if one.evidence)),
            )
        )
    lines += [
        _line(item="到账", paid=payment.amount_fen, on=payment.on, evidence=payment.evidence)
        for payment in loose
    ]
    return [{**line, "no": str(number)} for number, line in enumerate(lines, start=1)]


def _line(**said: object) -> dict[str, object]:
    names = ("no", "item", "whom", "amount", "due", "paid", "on", "evidence")
    return {**dict.fromkeys(names), **said}


PAPERS: Final = (
    # One for whom it is handed to, one for each side.
    Paper(
        *("confirmation_application", "司法确认申请书", confirmation_fields),
        due_in=frozenset({State.AGREED}),
        copies=3,
    ),
    Paper("review_application", "仲裁审查申请书", review_fields, copies=3),
    Paper("payment_order", "支付令申请书", order_fields, OWED, copies=2),
    Paper(
        *("performance_record", "调解协议履行情况、回访记录", performance_fields),
        due_in=BOUND - {State.AGREED},
    ),
)
