"""Leading a case from the walk-in to the archive: each step a titled work, each act beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.casework.recent import touch
from union_desk.casework.timeline import EventText
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, lacking, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.dispute.queries.cases import case_of, form_of
from union_desk.dispute.queries.clocks import days_of
from union_desk.dispute.queries.life import TAKE_BACK, Story, story_of
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import (
    CASE_ENTITY,
    DisputeCaseRecord,
    DisputeEventRecord,
    DisputeStepRecord,
)
from union_desk.dispute.rules.process import Step, check_case_step, lacks_of, steps_from
from union_desk.dispute.rules.roads import roads_from
from union_desk.dispute.rules.serving import served
from union_desk.dispute.rules.states import BOUND, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.service.acting import Place
from union_desk.dispute.service.acts import RECORDS, Act, serving_of, write_act
from union_desk.dispute.service.case_acts import CaseAct, write_case_act
from union_desk.dispute.service.clocks import LIMITATION, CaseClocks, Reckoned
from union_desk.dispute.service.conflicts import conflicts_of
from union_desk.dispute.service.deadlines import CaseDeadlines
from union_desk.dispute.service.facts import Bearings, bearings_of, facts_of, road_facts
from union_desk.dispute.service.moving import check_movable, copied_case
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.dispute.service.settling import reverse_payment
from union_desk.dispute.values import (
    Agreement,
    AssignedMediator,
    CaseConflict,
    CaseEvent,
    CaseLife,
    OfferedStep,
    Payment,
    RoadView,
    Service,
    StepLack,
)
from union_desk.store.changes import history_of
from union_desk.store.work import Work

AnyAct = Act | CaseAct
HAND_OVER: Final = "hand_over"
_BY_CODE: Final = {step.code: step for step in STEPS}
_WHO: Final = {Right.EDIT: "经办人", Right.DECIDE: "经办人", Right.REVIEW: "审核人"}
# What a case that is taken up again has to settle anew; taking the step back puts it there again.
_ANEW: Final = (
    *("received_on", "opponent_agrees", "opponent_answered_on", "extended_to_on"),
    *("extension_applicant", "extension_respondent", "extension_signed_on"),
)
_TITLES: Final = {
    "AssignedMediator": "登记调解员",
    "Agent": "登记代理人",
    "Hearing": "登记调解会",
    "Offer": "登记调解方案",
    "Agreement": "登记调解协议",
    "Payment": "登记付款",
    "FollowUp": "登记回访",
    "Service": "登记送达",
    "CaseEvent": "登记事件",
    "LimitationFact": "登记时效事由",
    "Application": "登记收到申请",
    "NotOursFound": "登记受理范围",
    "Referral": "登记转办单位",
    "OpponentAnswer": "登记对方意见",
    "Extension": "登记调解延期",
    "Advised": "登记书面告知",
    "Closing": "填写结案登记表",
    "Consents": "登记同意协议",
    "Representatives": "登记推举代表",
}


class DisputeProcess(CaseDeadlines):
    """The process of the cases of one store."""

    def life(self, actor: Actor, uid: str) -> CaseLife:
        """Return what happened to a case, what can happen next, and until when."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return life_of(actor, bearings_of(session, case_of(session, uid), self._today()))

    def conflicts(self, actor: Actor, uid: str) -> tuple[CaseConflict, ...]:
        """Return who was met before on another side, who stands on both, and who must not mediate."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = case_of(session, uid)
            story = story_of(session, uid)
            return conflicts_of(session, uid, form_of(session, record), story.mediators)

    def take_step(
        self,
        actor: Actor,
        uid: str,
        code: str,
        *,
        on: date | None = None,
        reason: str = "",
        act: AnyAct | tuple[AnyAct, ...] | None = None,
    ) -> str:
        """Take a declared step, with the acts that belong to it, in one work; return the work.

        RuleBroken names what is still missing and the place where it is put right.
        """
        require(actor, Right.VIEW)
        step = step_named(code)
        require(actor, step.right)
        reason, today = storable(reason).strip(), self._today()
        if step.target is State.REGISTERED:
            self._fetch_block(actor)
        with self._database.write(step.title, actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            for each in act if isinstance(act, tuple) else (act,):
                if each is not None:
                    self._write(work, record, each)
            at = bearings_of(work.session, record, today)
            target = check_case_step(step, at.state, facts_of(at, on or today, reason))
            self._enter(work, at, step, target, on or today, reason)
            return work.uid

    def take_back_step(self, actor: Actor, uid: str, reason: str) -> str:
        """Take the last step of a case back by a step of its own; what it was stays readable."""
        require(actor, Right.DECIDE)
        reason, today = storable(reason).strip(), self._today()
        if not reason:
            raise RuleBroken("请写明撤回这一步的理由。", field="reason")
        with self._database.write("撤回上一步", actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            story = story_of(work.session, uid)
            last = next(iter(story.standing), None)
            if last is None or last.to_state != record.state:
                raise RuleBroken("没有可以撤回的步骤。")
            if last.code == HAND_OVER:
                raise RuleBroken("案件已由接收单位继续办理；要收回的，请由接收单位移交回来。")
            require(actor, step_named(last.code).right if last.code in _BY_CODE else Right.DECIDE)
            _refuse_paid(story, last.code)
            row = self._step_row(work, record, State(last.from_state), today, reason)
            row.code, row.title, row.takes_back_uid = TAKE_BACK, f"撤回：{last.title}", last.uid
            record.state = last.from_state
            _restore(work, record, story, last.uid)
            text = f"撤回“{last.title}”，回到{term_label('dispute_state', last.from_state)}：{reason}"
            self._happened(work, record, EventText(today, "correction", text))
            return work.uid

    def write_down(self, actor: Actor, uid: str, act: AnyAct) -> str:
        """Write down a meeting, an offer, the agreement, a payment, an event …, new or mended."""
        require(actor, Right.EDIT)
        with self._database.write(_TITLES[type(act).__name__], actor) as work:
            self._write(work, self._of_office(work.session, actor, uid), act)
            return work.uid

    def strike(self, actor: Actor, uid: str, act: Act, reason: str) -> str:
        """Strike out what was wrongly written down; a payment is taken back by a line of its own."""
        require(actor, Right.EDIT)
        reason = storable(reason).strip()
        if not reason:
            raise RuleBroken("请写明删去的理由。", field="reason")
        title = "冲正付款" if isinstance(act, Payment) else f"删去：{_TITLES[type(act).__name__]}"
        with self._database.write(title, actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            at = self._place(work.session, record)
            if isinstance(act, Payment):
                self._happened(work, record, reverse_payment(work, at, act, reason))
            else:
                text = _struck(work, at, act, reason)
                self._happened(work, record, EventText(at.today, "correction", text))
            return work.uid

    def hand_over(
        self, actor: Actor, uid: str, office: str, *, on: date | None = None, reason: str = ""
    ) -> str:
        """Hand a case to another office, which goes on with it; return its case. The clocks run on.

        What was printed keeps its number; the office that had it closes its case as 转办.
        """
        require(actor, Right.DECIDE)
        reason, today = storable(reason).strip(), self._today()
        if not reason:
            raise RuleBroken("请写明移交的理由。", field="reason")
        if (on or today) > today:
            raise RuleBroken("移交的日期不能晚于今天。", field="on")
        with self._database.write("移交案件", actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            offices = offices_in(work.session)
            receiver = check_movable(actor, record, offices.get(office))
            before = shown_number(record.number, record.office, offices) or "未编号"
            moved = copied_case(work, record, receiver, today)
            if State(record.state or "") is not State.ADVICE:
                self._give_number(work, moved)
            text = f"由{before}移交{receiver.name}继续办理：{reason}"
            self._happened(work, moved, EventText(on or today, "transfer", text))
            row = self._step_row(work, record, State.CLOSED, on or today, reason)
            row.code, row.title = HAND_OVER, f"移交{receiver.short_name}"
            work.session.add(step_event(work, record, row, "transferred", f"{row.title}：{reason}"))
            record.state, record.closed_on = State.CLOSED, on or today
            record.result, record.result_text = "transferred", f"移交{receiver.name}。"
            record.transferred_to = receiver.name
            touch(work, CASE_ENTITY, record.uid, self._clock())
            return moved.uid

    # --- inside

    def _place(self, session: Session, record: DisputeCaseRecord) -> Place:
        session.flush()
        today = self._today()
        end = case_clocks(session, today).mediation_end(days_of(session, record.uid))
        return Place(record, story_of(session, record.uid), today, self._clock(), end)

    def _write(self, work: Work, record: DisputeCaseRecord, act: AnyAct) -> None:
        at = self._place(work.session, record)
        event = write_case_act(work, at, act) if isinstance(act, CaseAct) else write_act(work, at, act)
        if event is not None:
            self._happened(work, record, event)
        else:
            touch(work, CASE_ENTITY, record.uid, self._clock())
        work.session.flush()

    def _enter(self, work: Work, at: Bearings, step: Step, target: State, on: date, reason: str) -> None:
        """Lead the case into its next state, with the step on record and its event on the timeline."""
        record = at.record
        row = self._step_row(work, record, target, on, reason)
        row.code, row.title = step.code, step.title
        text = f"{step.title}：{reason}" if reason else f"{step.title}。"
        work.session.add(step_event(work, record, row, step.event, text))
        record.state = target
        if target is State.REGISTERED:
            self._give_number(work, record)
        elif target is State.ACCEPTED:
            record.accepted_on = on
        elif target is State.CLOSED:
            record.closed_on = on
        elif target is State.ARCHIVED:
            record.archived_on = on
        if step.code == "reopen":
            _begin_anew(at, on)
        if step.code in ("reopen", "reopen_closed"):
            record.closed_on = None
        if step.code in ("reopen", "take_back"):
            record.accepted_on = None
        touch(work, CASE_ENTITY, record.uid, self._clock())

    def _step_row(
        self, work: Work, record: DisputeCaseRecord, target: State, on: date, reason: str
    ) -> DisputeStepRecord:
        known = work.session.scalar(
            select(func.max(DisputeStepRecord.number)).where(DisputeStepRecord.case_uid == record.uid)
        )
        row = DisputeStepRecord(
            audience=record.audience,
            case_uid=record.uid,
            number=(known or 0) + 1,
            code=None,
            title=None,
            from_state=record.state,
            to_state=target.value,
            on=on,
            reason=reason or None,
            by=work.actor.user,
            at=self._clock(),
            takes_back_uid=None,
        )
        work.session.add(row)
        return row


def step_event(
    work: Work, record: DisputeCaseRecord, row: DisputeStepRecord, kind: str, text: str
) -> DisputeEventRecord:
    """Return the dated event of a step, which starts and stops clocks."""
    return DisputeEventRecord(
        audience=record.audience,
        case_uid=record.uid,
        step_uid=row.uid,
        removed=None,
        kind=kind,
        on=row.on,
        text=text,
        body=None,
        number=None,
        amount_fen=None,
        evidence=None,
        by=work.actor.user,
        recorded_at=row.at,
    )


def step_named(code: str) -> Step:
    """Return a declared step."""
    if code not in _BY_CODE:
        raise RuleBroken(f"没有名为“{code}”的步骤。")
    return _BY_CODE[code]


def offered_steps(actor: Actor, at: Bearings) -> tuple[OfferedStep, ...]:
    """Return the steps that lead on from here, each with what it lacks, the main road first."""
    facts = facts_of(at, at.today)
    return tuple(
        OfferedStep(
            code=step.code,
            title=step.title,
            who=_WHO[step.right],
            reasoned=step.reasoned,
            lacks=tuple(StepLack(lack.sentence, lack.place) for lack in lacks_of(step, facts)),
            refusal=lacking(actor, step.right),
        )
        for step in steps_from(STEPS, at.state)
    )


def life_of(actor: Actor, at: Bearings) -> CaseLife:
    story = at.story
    reckoned = at.clocks.of(at.days)
    return CaseLife(
        steps=story.steps,
        events=story.events,
        mediators=story.mediators,
        hearings=story.hearings,
        offers=story.offers,
        agreement=story.agreement,
        payments=story.payments,
        follow_ups=story.follow_ups,
        services=_served(at),
        limitation_facts=story.limitation_facts,
        offered=offered_steps(actor, at),
        clocks=reckoned.clocks,
        roads=_roads(at, reckoned),
        conflicts=at.conflicts,
        warnings=reckoned.warnings,
        marks=_marks(at),
    )


def _served(at: Bearings) -> tuple[Service, ...]:
    """Return the services with the day on which each counts as served, and why."""
    return tuple(_with_day(each, at.clocks, collective=at.days.collective) for each in at.story.services)


def _with_day(each: Service, clocks: CaseClocks, *, collective: bool) -> Service:
    if each.sent_on is None:
        return each
    serving = serving_of(each, each.sent_on, collective=collective)
    try:
        found = served(serving, clocks.rules["A11"], clocks.calendar)
    except RuleBroken as broken:
        return replace(each, why=(broken.message,))
    return replace(each, served_on=found.on, why=found.steps)


def _roads(at: Bearings, reckoned: Reckoned) -> tuple[RoadView, ...]:
    limits = [clock for clock in reckoned.clocks if clock.code == LIMITATION]
    first = min((clock.safe_on or clock.due_on for clock in limits), default=None)
    found = []
    for road in roads_from(at.state, road_facts(at), at.clocks.rules, at.clocks.calendar, at.today):
        due_on = road.deadline.due_on if road.deadline is not None else None
        warning = road.warning
        if road.road.code == "arbitration" and first is not None:
            due_on = first
            if any(clock.light == "black" for clock in limits):
                warning = warning or "仲裁时效可能已过，仍可以申请，请告知风险。"
        found.append(
            RoadView(
                road.road.code,
                road.road.title,
                road.road.law,
                road.road.leads_to,
                due_on,
                road.closed,
                warning,
            )
        )
    return tuple(found)


def _marks(at: Bearings) -> tuple[CaseEvent, ...]:
    """Return every dated mark of the case, the stored ones with their own uid."""
    stored = {(event.kind, event.on): event for event in at.story.events}
    found = []
    for kind, on, text in sorted(at.clocks.marks(at.days, []), key=lambda mark: (mark[1], mark[0])):
        event = stored.get((kind, on))
        found.append(event if event is not None else CaseEvent(uid="", kind=kind, on=on, text=text))
    return tuple(found)


def _begin_anew(at: Bearings, on: date) -> None:
    """Count a case that is mediated once more from its new application, and ask the other side again.

    A later day of receipt that was typed before stays.
    """
    record, last = at.record, next(iter(at.story.standing), None)
    if record.received_on is None or (last is not None and record.received_on <= last.on):
        record.received_on = on
    for name in _ANEW[1:]:
        setattr(record, name, None)


def _refuse_paid(story: Story, code: str) -> None:
    paid = sum(payment.amount_fen or 0 for payment in story.payments)
    if code in ("agree", "watch") and paid > 0:
        raise RuleBroken("协议已经有付款记录，不能撤回这一步；登记错的付款请先冲正。")


def _restore(work: Work, record: DisputeCaseRecord, story: Story, gone_uid: str) -> None:
    """Put the days of the case back as they were before a step that is taken back."""
    event = select(DisputeEventRecord).where(DisputeEventRecord.step_uid == gone_uid)
    for row in work.session.scalars(event):
        row.removed = True
    gone = next(step for step in story.standing if step.uid == gone_uid)
    left = [step for step in story.standing if step.uid != gone_uid]
    accepted = next((step for step in left if step.code in ("accept", "reopen", "take_back")), None)
    record.accepted_on = accepted.on if accepted is not None and accepted.code == "accept" else None
    closed = left[0] if left and left[0].to_state in (State.CLOSED, State.ARCHIVED) else None
    if closed is not None:
        record.closed_on = next(step.on for step in left if step.to_state == State.CLOSED)
    else:
        record.closed_on = None
    record.archived_on = closed.on if closed is not None and closed.to_state == State.ARCHIVED else None
    if gone.code == "reopen":
        _as_before(work, record, gone_uid)


def _as_before(work: Work, record: DisputeCaseRecord, step_uid: str) -> None:
    """Give the case again what the step had it settle anew, as the change log tells it."""
    made = next(iter(history_of(work.session, DisputeStepRecord.__tablename__, step_uid)), None)
    if made is None:
        return
    for line in history_of(work.session, CASE_ENTITY, record.uid):
        if line.work_uid == made.work_uid and line.field in _ANEW:
            setattr(record, line.field, line.before)


def _struck(work: Work, at: Place, act: Act, reason: str) -> str:
    if isinstance(act, AssignedMediator):
        raise RuleBroken("调解员不能删去，请登记回避和事由。")
    if isinstance(act, Agreement) and at.state in BOUND:
        raise RuleBroken("协议已经生效，不能删去；写错的请先撤回“达成协议”这一步。")
    if at.state is State.ARCHIVED:
        raise RuleBroken("案件已归档，不能删改。")
    row: Any = work.session.get(RECORDS[type(act)], act.uid)
    if row is None or row.case_uid != at.record.uid or row.removed:
        raise RuleBroken("这条记录已不在，请重新打开本页。")
    if isinstance(act, CaseEvent) and row.step_uid:
        raise RuleBroken("这件事由办理步骤记下，请撤回那一步。")
    row.removed = True
    return f"{_TITLES[type(act).__name__].removeprefix('登记')}的记录删去：{reason}"
