"""Leading a case of legal aid from the first visit to the archive: each step a work with its title."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.process import CaseClock
from union_desk.casework.recent import touch
from union_desk.casework.steps import Turn, step_row
from union_desk.casework.timeline import EventText
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.legal_aid.queries import case_of
from union_desk.legal_aid.queries.clocks import days_of
from union_desk.legal_aid.queries.life import TAKE_BACK, story_of
from union_desk.legal_aid.queries.touching import AID_ROWS
from union_desk.legal_aid.records import AID_ENTITY, AidCaseRecord, AidEventRecord, AidStepRecord
from union_desk.legal_aid.rules.process import Step, check_aid_step, late_words
from union_desk.legal_aid.rules.states import ENDED, State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.service.acting import Place
from union_desk.legal_aid.service.acts import DAYS_OF_EVENTS, RECORDS, AidAct, write_act
from union_desk.legal_aid.service.chronicle import AidChronicle
from union_desk.legal_aid.service.clocks import aid_clocks
from union_desk.legal_aid.service.due import due_lines
from union_desk.legal_aid.service.facts import Bearings, bearings_of, facts_of
from union_desk.legal_aid.service.life import life_of, remedy_of
from union_desk.legal_aid.service.means import means_in
from union_desk.legal_aid.service.providers import Providers
from union_desk.legal_aid.service.subsidies import Subsidies
from union_desk.legal_aid.service.taking_back import refuse_paid, restore
from union_desk.legal_aid.values import AidEvent, AidForm, AidItem, AidLife, AidService, MeansResult, Progress
from union_desk.store.database import Database
from union_desk.store.work import Work

Struck = Progress | AidService | AidItem | AidEvent
_BY_CODE: Final = {step.code: step for step in STEPS}
_TITLES: Final = {
    "AidApplication": "登记收到申请",
    "AidRules": "登记办理依据",
    "Supplement": "登记补正",
    "Urgency": "登记先行提供援助",
    "Decision": "登记援助决定",
    "Assignment": "登记承办人",
    "Progress": "登记办理进展",
    "AidService": "登记援助方式",
    "AidItem": "登记请求项目",
    "Ending": "登记办理结果",
    "Report": "填写结案报告",
    "Rating": "登记回访",
    "AidEvent": "登记事件",
}


class AidProcess(AidChronicle):
    """The process and the clocks of the cases of legal aid of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock, AID_ROWS, due_lines)
        self.providers = Providers(database, clock)
        self.subsidies = Subsidies(database, clock)

    # --- what stands

    def life(self, actor: Actor, uid: str) -> AidLife:
        """Return what happened to a case, what can happen next, and until when."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return life_of(actor, bearings_of(session, case_of(session, uid), self._today()))

    def remedy(self, actor: Actor, uid: str) -> str:
        """Return what the applicant can do against a refusal; its paper and the desk tell him."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return remedy_of(bearings_of(session, case_of(session, uid), self._today()))

    def means(self, actor: Actor, form: AidForm, on: date | None = None) -> tuple[MeansResult, ...]:
        """Judge the means of a form, stored or not, under the rules of each place."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return means_in(session, form, on or self._today())

    # --- steps

    def take_step(
        self,
        actor: Actor,
        uid: str,
        code: str,
        *,
        on: date | None = None,
        reason: str = "",
        act: AidAct | tuple[AidAct, ...] | None = None,
    ) -> str:
        """Take a declared step, with the acts that belong to it, in one work; return the work.

        RuleBroken names what is still missing and the place where it is put right.
        """
        require(actor, Right.VIEW)
        step = step_named(code)
        require(actor, step.right)
        reason, today = storable(reason).strip(), self._today()
        with self._database.write(step.title, actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            for each in act if isinstance(act, tuple) else (act,):
                if each is not None:
                    self._write(work, record, each)
            at = bearings_of(work.session, record, today)
            target = check_aid_step(step, at.state, facts_of(at, on or today, reason))
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
            require(actor, step_named(last.code).right)
            refuse_paid(story, last.code)
            back = Turn(TAKE_BACK, f"撤回：{last.title}", last.from_state, today, reason, last.uid)
            step_row(work, AidStepRecord, record, back, self._clock())
            record.state = last.from_state
            restore(work, record, last.uid, today, reason)
            text = f"撤回“{last.title}”，回到{term_label('aid_state', last.from_state)}：{reason}"
            self._happened(work, record, EventText(today, "correction", text))
            return work.uid

    def write_down(self, actor: Actor, uid: str, act: AidAct) -> str:
        """Write down a decision, an assignment, progress, the result, an event …, new or mended."""
        require(actor, Right.EDIT)
        with self._database.write(_TITLES[type(act).__name__], actor) as work:
            self._write(work, self._of_office(work.session, actor, uid), act)
            return work.uid

    def strike(self, actor: Actor, uid: str, act: Struck, reason: str) -> str:
        """Strike out what was wrongly written down; what it said stays readable in 修改记录."""
        require(actor, Right.EDIT)
        reason = storable(reason).strip()
        if not reason:
            raise RuleBroken("请写明删去的理由。", field="reason")
        title = _TITLES[type(act).__name__]
        with self._database.write(f"删去：{title}", actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            if State(record.state or State.REGISTERED) in ENDED:
                raise RuleBroken("案件已经结案，不能删改；写错的请先撤回最后一步。")
            row: Any = work.session.get(RECORDS[type(act)], act.uid)
            if row is None or row.case_uid != uid or row.removed:
                raise RuleBroken("这条记录已不在，请重新打开本页。")
            if isinstance(row, AidEventRecord) and row.step_uid:
                raise RuleBroken("这件事由办理步骤记下，请撤回那一步。")
            row.removed = True
            text = f"{title.removeprefix('登记')}的记录删去：{reason}"
            self._happened(work, record, EventText(self._today(), "correction", text))
            return work.uid

    # --- inside

    def _clocks(self, session: Session, uid: str) -> tuple[CaseClock, ...]:
        case_of(session, uid)
        return aid_clocks(session, self._today()).of(days_of(session, uid)).clocks

    def _due_of(self, session: Session) -> Mapping[str, CaseClock]:
        """Return what is due first in each open case."""
        of_cases = self._book.of_cases(session, self._today())
        return {uid: lines[0].clock for uid, lines in of_cases.items()}

    def _write(self, work: Work, record: AidCaseRecord, act: AidAct) -> None:
        work.session.flush()
        at = Place(record, story_of(work.session, record.uid), self._today(), self._clock())
        event = write_act(work, at, act)
        if event is not None:
            self._happened(work, record, event)
        else:
            touch(work, AID_ENTITY, record.uid, self._clock())
        work.session.flush()

    def _enter(self, work: Work, at: Bearings, step: Step, target: State, on: date, reason: str) -> None:
        """Lead the case into its next state, with the step on record and its event on the timeline."""
        record = at.record
        turn = Turn(step.code, step.title, target, on, reason)
        row = step_row(work, AidStepRecord, record, turn, self._clock())
        text = "。".join(part.rstrip("。") for part in _told(at, step, on, reason)) + "。"
        event = AidEventRecord(
            audience=record.audience,
            case_uid=record.uid,
            step_uid=row.uid,
            removed=None,
            kind=step.event,
            on=on,
            text=text,
            body=None,
            number=None,
            by=work.actor.user,
            recorded_at=row.at,
        )
        work.session.add(event)
        record.state = target
        if (column := DAYS_OF_EVENTS.get(step.event)) is not None:
            setattr(record, column, on)
        if step.event in ("aid_granted", "aid_refused"):
            _decided(at, step)
        touch(work, AID_ENTITY, record.uid, self._clock())


def step_named(code: str) -> Step:
    """Return a declared step."""
    if code not in _BY_CODE:
        raise RuleBroken(f"没有名为“{code}”的步骤。")
    return _BY_CODE[code]


def _decided(at: Bearings, step: Step) -> None:
    """Keep by which rules it was decided, and what they said of the means on that day."""
    record = at.record
    record.pack = at.pack
    found = next((each for each in at.means if each.pack == at.pack), None)
    record.means_steps = list(found.steps) if found is not None else None
    if step.event == "aid_granted":
        record.decision_reason = None


def _told(at: Bearings, step: Step, on: date, reason: str) -> list[str]:
    """Say what a step did: what is late is told, a refusal with its reason and its remedy."""
    said = [f"{step.title}：{reason}" if reason else step.title]
    if step.event == "aid_refused":
        label = term_label("aid_refusal", at.record.decision_reason or "")
        said = [f"{step.title}：{label}", at.record.decision_text or "", remedy_of(at)]
    elif step.event == "aid_terminated":
        said = [f"{step.title}：{term_label('aid_termination', at.record.termination or '')}"]
    for clock in at.clocks.of(at.days).clocks:
        rule = at.clocks.rules(at.pack).get(clock.code)
        if rule is not None and step.event in rule.ends and clock.answered_on in (None, on):
            said.append(late_words(clock.title, clock.due_on, on))
    return [each for each in said if each]
