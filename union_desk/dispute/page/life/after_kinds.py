"""The kinds of acts after the mediation: performance, follow-up, other roads, telling, closing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.act_list import ActKind
from union_desk.desk.acts.reasons import Reasoned
from union_desk.dispute.page.life import lines, plans
from union_desk.dispute.page.life.serving import told_on
from union_desk.dispute.page.life.sheets import closing_of, ending, needed
from union_desk.dispute.page.life.typed import (
    Ending,
)
from union_desk.dispute.page.sections import Case
from union_desk.dispute.values import (
    Advised,
    CaseEvent,
    FollowUp,
    LimitationFact,
    Payment,
)


def _paying(case: Case) -> Payment:
    agreement = case.life.agreement
    item = next(iter(agreement.items), None) if agreement is not None else None
    several = agreement is not None and len(agreement.items) > 1
    if item is None or several:
        return Payment(on=case.today)
    left = (item.amount_fen or 0) - case.life.paid_fen
    return Payment(
        item_uid=item.uid, party_uid=item.party_uid, on=case.today, amount_fen=left if left > 0 else None
    )


def _paid(typed: Payment, _before: object) -> Payment:
    if typed.amount_fen is None:
        raise RuleBroken("请填写金额。", field="amount_fen")
    return replace(typed, on=needed(typed.on, "on", "到账日期"))


def _reversed(case: Case, one: Payment) -> bool:
    taken_back = {each.reverses_uid for each in case.life.payments}
    return bool(one.reverses_uid) or one.uid in taken_back


PAYMENTS: Final[ActKind[Case]] = ActKind(
    "payment",
    "履行",
    "履行",
    plans.PAY,
    begin=_paying,
    found=lambda case: case.life.payments,
    line=lines.payment,
    empty="还没有履行记录。",
    act=_paid,
    strike="冲正",
    mended=False,
    gone=_reversed,
    late=True,
)


def _following(case: Case) -> FollowUp:
    whom = next((party.name for party in case.view.form.applicants), "")
    return FollowUp(on=case.today, whom=whom, by=case.actor.user)


FOLLOW_UPS: Final[ActKind[Case]] = ActKind(
    "follow_up",
    "回访",
    "回访",
    plans.FOLLOW_UP,
    begin=_following,
    found=lambda case: case.life.follow_ups,
    line=lines.follow_up,
    empty="还没有回访。",
    late=True,
)
EVENTS: Final[ActKind[Case]] = ActKind(
    "event",
    "法院、仲裁、监察等进展",
    "进展",
    plans.EVENT,
    begin=lambda case: CaseEvent(on=case.today),
    found=lambda case: tuple(one for one in case.life.events if not one.of_step),
    line=lines.event,
    empty="还没有记下本案在法院、仲裁委、监察等处的进展。",
    late=True,
)
LIMITATION: Final[ActKind[Case]] = ActKind(
    "limitation",
    "时效的中断和中止",
    "时效事实",
    plans.LIMITATION,
    begin=lambda case: LimitationFact(on=case.today),
    found=lambda case: case.life.limitation_facts,
    line=lines.limitation_fact,
    empty="还没有记下中断或者中止时效的事实。",
    late=True,
)
TOLD: Final[ActKind[Case]] = ActKind(
    "told",
    "仲裁权利告知",
    "书面告知",
    plans.TOLD,
    begin=lambda case: Reasoned(told_on(case) or case.today),
    found=lambda case: (case.view.form,) if case.view.form.advised_on else (),
    line=lambda case, _form: lines.told(case),
    empty="还没有书面告知申请仲裁的权利和时效。",
    typed=lambda form: Reasoned(form.advised_on),
    act=lambda typed, _before: Advised(typed.on),
    strike="",
    late=True,
    single=True,
    uid=lambda _form: "",
)


def _closing(typed: Ending, _before: object) -> Any:
    return closing_of(typed)


CLOSING: Final[ActKind[Case]] = ActKind(
    "closing",
    "结案登记",
    "结案登记",
    plans.CLOSING,
    begin=ending,
    found=lambda case: (ending(case),) if case.view.form.result else (),
    line=lambda case, _one: lines.closing(case),
    empty="结案时填写。",
    act=_closing,
    strike="",
    verb="填写",
    late=True,
    single=True,
    uid=lambda _one: "",
)
