"""Writing down what happens to a case: meetings, offers, the agreement, serving, payments, events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from sqlalchemy import func, select

from union_desk.casework.calendars import calendar_in
from union_desk.casework.fields import change, stored_fields
from union_desk.casework.timeline import EventText
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.dispute.queries.life import papers_body
from union_desk.dispute.records import (
    AgentRecord,
    AgreementRecord,
    AssignedMediatorRecord,
    ClaimRecord,
    DisputeEventRecord,
    DisputeStepRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    MediatorRecord,
    OfferRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
)
from union_desk.dispute.rules import LimitationEvent
from union_desk.dispute.rules.limitation import EventKind, in_order
from union_desk.dispute.rules.serving import Serving, served
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.service.acting import (
    EARLIEST,
    Place,
    check_code,
    check_money,
    next_number,
    past_day,
    plain,
    row_in_case,
    row_of,
    tidied,
)
from union_desk.dispute.service.meetings import write_hearing, write_offer
from union_desk.dispute.service.rulebook import rules_in
from union_desk.dispute.service.settling import write_agreement, write_follow_up, write_payment
from union_desk.dispute.values import (
    Agent,
    Agreement,
    AssignedMediator,
    CaseEvent,
    FollowUp,
    Hearing,
    LimitationFact,
    Offer,
    Payment,
    ServedPaper,
    Service,
)
from union_desk.store.work import Work

Act = (
    AssignedMediator
    | Hearing
    | Offer
    | Agreement
    | Payment
    | FollowUp
    | Service
    | CaseEvent
    | LimitationFact
    | Agent
)

MOST_PAPERS: Final = 6
MOST_AGENTS: Final = 2
# Days that lie ahead by their nature.
AHEAD: Final = frozenset({"hearing_set", "performance_due"})
_NOTICE: Final = "调解通知书"
_NOTICE_FORM: Final = "mediation_notice"
OF_STEPS: Final = frozenset(step.event for step in STEPS)
# What goes on after a case was closed: the roads taken from there.
_AFTER_CLOSING: Final = (CaseEvent, Service, LimitationFact, FollowUp, Payment)
_LATEST: Final = timedelta(days=3660)


def write_act(work: Work, at: Place, act: Act) -> EventText | None:
    """Store an act of a case, new or mended; return what the timeline says.

    RuleBroken names its field.
    """
    if at.state in ENDED and not (at.state is State.CLOSED and isinstance(act, _AFTER_CLOSING)):
        raise RuleBroken(f"案件{at.state.words}，不能再补记；写错的请先撤回最后一步，或者重新办理。")
    writer = cast("Callable[[Work, Place, Any], EventText | None]", _WRITERS[type(act)])
    return writer(work, at, tidied(act))


def _mediator(work: Work, at: Place, act: AssignedMediator) -> EventText | None:
    card = work.session.get(MediatorRecord, act.mediator.uid) if act.mediator.uid else None
    if card is None:
        raise RuleBroken("请从调解员名册中选择。", field="mediator")
    on = past_day(act.assigned_on, at.today, "指定日期", "assigned_on")
    known = next((each for each in at.story.mediators if each.uid == act.uid), None)
    twice = any(each.mediator.uid == card.uid and each.uid != act.uid for each in at.story.sitting)
    if twice and act.recused_on is None:
        raise RuleBroken(f"{card.name}已经是本案调解员。", field="mediator")
    if known is None and card.suspended:
        raise RuleBroken(f"{card.name}已暂停调解工作，请另选调解员。", field="mediator")
    if known is None and not _in_term(card, on):
        raise RuleBroken(f"{card.name}的聘期不包括 {day_text(on)}，请先更新名册。", field="mediator")
    if act.recused_on is not None:
        past_day(act.recused_on, at.today, "回避日期", "recused_on")
        if not act.recusal:
            raise RuleBroken("请写明回避的事由。", field="recusal")
    row = row_of(work, at, AssignedMediatorRecord, act.uid)
    values = stored_fields(act, ("chief", "assigned_on", "recused_on", "recusal"))
    change(row, {**values, "mediator_uid": card.uid})
    if act.chief and act.recused_on is None:
        _only_chief(work, at, act.uid)
    if act.recused_on is not None:
        said = f"{card.name}回避：{act.recusal}。"
        return EventText(act.recused_on, "mediation", said.replace("。。", "。"))
    if known is None:
        return EventText(on, "mediation", f"指定{card.name}为{'首席' if act.chief else ''}调解员。")
    return None


def _in_term(card: MediatorRecord, on: date) -> bool:
    return (card.from_on is None or card.from_on <= on) and (card.to_on is None or on <= card.to_on)


def _only_chief(work: Work, at: Place, uid: str) -> None:
    for each in at.story.mediators:
        if each.uid != uid and each.chief:
            work.session.get_one(AssignedMediatorRecord, each.uid).chief = False


def _agent(work: Work, at: Place, act: Agent) -> EventText | None:
    party = row_in_case(work, at, PartyRecord, act.party_uid, "请选择委托人。", "party_uid")
    if not act.name:
        raise RuleBroken("请填写代理人姓名。", field="name")
    check_code("agent_kind", act.kind, "请选择代理人身份。", "kind")
    check_code("agent_authority", act.authority, "请选择代理权限。", "authority")
    if act.authority == "special" and not act.powers:
        raise RuleBroken("特别授权要写明承认、放弃、变更请求或者和解等事项。", field="powers")
    others = select(func.count()).where(
        AgentRecord.party_uid == party.uid, AgentRecord.removed.is_(None), AgentRecord.uid != act.uid
    )
    if (work.session.scalar(others) or 0) >= MOST_AGENTS:
        raise RuleBroken(f"一方最多委托 {MOST_AGENTS} 名代理人。", field="party_uid")
    known = work.session.get(AgentRecord, act.uid) is not None
    row = row_of(work, at, AgentRecord, act.uid)
    change(row, stored_fields(act, plain(Agent)))
    if known:
        return None
    row.position = next_number(work, at, AgentRecord, AgentRecord.position)
    label = term_label("agent_authority", act.authority)
    return EventText(at.today, "mediation", f"登记代理人{act.name}（{label}）。")


def _service(work: Work, at: Place, act: Service) -> EventText | None:
    sent = past_day(act.sent_on, at.today, "发出日期", "sent_on")
    check_code("service_method", act.method, "请选择送达方式。", "method")
    papers = tuple(paper for paper in act.papers if paper.title.strip())
    if not papers:
        raise RuleBroken("请填写送达的文书。", field="papers")
    if len(papers) > MOST_PAPERS:
        raise RuleBroken(f"一张送达回证最多写 {MOST_PAPERS} 份文书，请分两张。", field="papers")
    if act.party_uid:
        row_in_case(work, at, PartyRecord, act.party_uid, "受送达人不是本案当事人。", "party_uid")
    for day, words, name in (
        (act.received_on, "收到日期", "received_on"),
        (act.reached_on, "到达日期", "reached_on"),
        (act.returned_on, "回证退回日期", "returned_on"),
    ):
        if day is not None:
            past_day(day, at.today, words, name)
    if act.starts:
        check_code("dispute_event", act.starts, "请选择送达后起算的事件。", "starts")
    serving = serving_of(act, sent, collective=bool(at.record.collective))
    found = served(serving, rules_in(work.session, at.today)["A11"], calendar_in(work.session))
    known = next((each for each in at.story.services if each.uid == act.uid), None)
    row = row_of(work, at, ServiceRecord, act.uid)
    number = act.number or (known.number if known is not None else 0)
    values = {
        **stored_fields(act, plain(Service)),
        "number": number or next_number(work, at, ServiceRecord, ServiceRecord.number),
        "papers": papers_body(papers),
        "starts": act.starts or _begun_by(papers) or None,
        "servers": "\n".join(act.servers) or None,
        "witnesses": "\n".join(act.witnesses) or None,
    }
    change(row, values)
    named = "、".join(f"《{paper.title}》" for paper in papers)
    if found.on is not None and found.on <= at.today:
        return EventText(found.on, "serving", f"{named}送达。")
    if known is None:
        return EventText(sent, "serving", f"{term_label('service_method', act.method)}：{named}。")
    return None


def _begun_by(papers: Sequence[ServedPaper]) -> str:
    """Return the event that papers of our own begin by their service."""
    notice = any(paper.form == _NOTICE_FORM or paper.title == _NOTICE for paper in papers)
    return "hearing_notified" if notice else ""


def serving_of(act: Service, sent_on: date, *, collective: bool) -> Serving:
    return Serving(
        act.method,
        sent_on,
        act.received_on,
        act.reached_on,
        len(act.witnesses),
        refused=act.refused,
        collective=collective,
    )


def _event(work: Work, at: Place, act: CaseEvent) -> EventText | None:
    held = work.session.get(DisputeEventRecord, act.uid)
    if act.on is None:
        raise RuleBroken("请填写日期。", field="on")
    if act.kind in AHEAD:
        if not EARLIEST <= act.on <= at.today + _LATEST:
            raise RuleBroken("日期不对，请核对年份。", field="on")
    else:
        past_day(act.on, at.today, "日期", "on")
    if held is not None and held.step_uid:
        _move_step(work, at, held, act, act.on)
        return None
    check_code("dispute_event", act.kind, "请选择事件。", "kind")
    if act.kind in OF_STEPS or act.kind.startswith("aid_"):
        label = term_label("dispute_event", act.kind)
        raise RuleBroken(f"“{label}”由办理步骤登记，不能另记。", field="kind")
    check_money(act.amount_fen, "amount_fen")
    row = row_of(work, at, DisputeEventRecord, act.uid)
    values = stored_fields(act, plain(CaseEvent))
    change(row, {**values, "by": row.by or work.actor.user, "recorded_at": row.recorded_at or at.at})
    return None


def _move_step(work: Work, at: Place, held: DisputeEventRecord, act: CaseEvent, on: date) -> None:
    """Correct the day of a step: it stays between the steps before and after, and moves its clocks."""
    if act.kind != held.kind:
        raise RuleBroken("步骤记下的事件只能更正日期。", field="kind")
    received = at.record.received_on
    if received is not None and on < received and act.kind != "registered":
        raise RuleBroken(f"日期不能早于收到申请的日期 {day_text(received)}。", field="on")
    standing = list(reversed(at.story.standing))
    place = next((number for number, step in enumerate(standing) if step.uid == held.step_uid), None)
    if place is None:
        raise RuleBroken("这一步已经撤回，不能更正。", field="on")
    if place and on < standing[place - 1].on:
        raise RuleBroken(f"日期不能早于上一步 {day_text(standing[place - 1].on)}。", field="on")
    if place + 1 < len(standing) and on > standing[place + 1].on:
        raise RuleBroken(f"日期不能晚于下一步 {day_text(standing[place + 1].on)}。", field="on")
    change(held, {"on": on, "text": act.text or held.text})
    change(work.session.get_one(DisputeStepRecord, held.step_uid), {"on": on})
    kept = {"accepted": "accepted_on", "closed": "closed_on", "archived": "archived_on"}
    if act.kind in kept:
        change(at.record, {kept[act.kind]: on})


def _limitation(work: Work, at: Place, act: LimitationFact) -> EventText | None:
    on = past_day(act.on, at.today, "日期", "on")
    check_code("limitation_event", act.kind, "请选择时效事由。", "kind")
    if act.claim_uid:
        row_in_case(work, at, ClaimRecord, act.claim_uid, "请选择本案的请求。", "claim_uid")
    others = [fact for fact in at.story.limitation_facts if fact.uid != act.uid]
    known = len(others) < len(at.story.limitation_facts)
    together = [
        LimitationEvent(fact.on, EventKind(fact.kind))
        for fact in (act, *others)
        if fact.on is not None and fact.claim_uid in ("", act.claim_uid)
    ]
    try:
        in_order(together)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="kind") from None
    change(row_of(work, at, LimitationEventRecord, act.uid), stored_fields(act, plain(LimitationFact)))
    label = term_label("limitation_event", act.kind)
    return None if known else EventText(on, "note", f"仲裁时效：{label}。{act.evidence}")


_WRITERS: Final[dict[type[Any], Any]] = {
    AssignedMediator: _mediator,
    Agent: _agent,
    Hearing: write_hearing,
    Offer: write_offer,
    Agreement: write_agreement,
    Payment: write_payment,
    FollowUp: write_follow_up,
    Service: _service,
    CaseEvent: _event,
    LimitationFact: _limitation,
}
RECORDS: Final[dict[type[Any], type[Any]]] = {
    AssignedMediator: AssignedMediatorRecord,
    Agent: AgentRecord,
    Hearing: HearingRecord,
    Offer: OfferRecord,
    Agreement: AgreementRecord,
    Payment: PaymentRecord,
    FollowUp: FollowUpRecord,
    Service: ServiceRecord,
    CaseEvent: DisputeEventRecord,
    LimitationFact: LimitationEventRecord,
}
