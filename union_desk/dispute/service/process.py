"""Leading a case from the walk-in to the archive: each step a titled work, each act beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import Office, offices_in
from union_desk.casework.recent import touch
from union_desk.casework.steps import Turn, step_row
from union_desk.casework.timeline import EventText
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.dispute.queries.cases import case_of, form_of
from union_desk.dispute.queries.clocks import days_of
from union_desk.dispute.queries.life import HAND_OVER, TAKE_BACK, story_of
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import (
    CASE_ENTITY,
    DisputeCaseRecord,
    DisputeStepRecord,
)
from union_desk.dispute.rules.process import Step, check_case_step
from union_desk.dispute.rules.states import BOUND, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.service.acting import Place
from union_desk.dispute.service.acts import RECORDS, Act, write_act
from union_desk.dispute.service.case_acts import CaseAct, write_case_act
from union_desk.dispute.service.conflicts import conflicts_of
from union_desk.dispute.service.deadlines import DisputeDeadlines
from union_desk.dispute.service.facts import Bearings, bearings_of, facts_of
from union_desk.dispute.service.life import life_of
from union_desk.dispute.service.moving import HandedOver, check_movable, copied_case
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.dispute.service.settling import reverse_payment
from union_desk.dispute.service.taking_back import begin_anew, refuse_paid, restore, step_event
from union_desk.dispute.values import (
    Agreement,
    AssignedMediator,
    CaseConflict,
    CaseEvent,
    CaseLife,
    Payment,
)
from union_desk.store.work import Work

AnyAct = Act | CaseAct
_BY_CODE: Final = {step.code: step for step in STEPS}
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


class DisputeProcess(DisputeDeadlines):
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
            refuse_paid(story, last.code)
            back = Turn(TAKE_BACK, f"撤回：{last.title}", last.from_state, today, reason, last.uid)
            step_row(work, DisputeStepRecord, record, back, self._clock())
            record.state = last.from_state
            restore(work, record, story, last.uid)
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

    def receivers(self, actor: Actor, uid: str) -> tuple[Office, ...]:
        """Return the offices that a case can be handed over to."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = case_of(session, uid)
            return tuple(each for code, each in offices_in(session).items() if code != record.office)

    def hand_over(
        self, actor: Actor, uid: str, office: str, *, on: date | None = None, reason: str = ""
    ) -> HandedOver:
        """Hand a case to another office, which goes on with a case of its own; the clocks run on.

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
            turn = Turn(HAND_OVER, f"移交{receiver.short_name}", State.CLOSED, on or today, reason)
            row = step_row(work, DisputeStepRecord, record, turn, self._clock())
            work.session.add(step_event(work, record, row, "transferred", f"{turn.title}：{reason}"))
            record.state, record.closed_on = State.CLOSED, on or today
            record.result, record.result_text = "transferred", f"移交{receiver.name}。"
            record.transferred_to = receiver.name
            touch(work, CASE_ENTITY, record.uid, self._clock())
            return HandedOver(work.uid, moved.uid)

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
        turn = Turn(step.code, step.title, target, on, reason)
        row = step_row(work, DisputeStepRecord, record, turn, self._clock())
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
            begin_anew(at, on)
        if step.code in ("reopen", "reopen_closed"):
            record.closed_on = None
        if step.code in ("reopen", "take_back"):
            record.accepted_on = None
        touch(work, CASE_ENTITY, record.uid, self._clock())


def step_named(code: str) -> Step:
    """Return a declared step."""
    if code not in _BY_CODE:
        raise RuleBroken(f"没有名为“{code}”的步骤。")
    return _BY_CODE[code]


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
