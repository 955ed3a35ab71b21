"""Leading a file from application to its end: each step a titled work, each act written down beside it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from union_desk.assistance.queries import grants_of
from union_desk.assistance.service import record_grant, reverse_grant
from union_desk.assistance.values import Grant
from union_desk.casework.calendars import calendar_in
from union_desk.casework.consents import Consent, consents_of, give_consent, withdraw_consent
from union_desk.casework.opinions import Opinion, add_opinion, opinion_words, opinions_of
from union_desk.casework.process import OfferedStep, StepLack
from union_desk.casework.recent import touch
from union_desk.casework.steps import Turn, step_row
from union_desk.casework.timeline import EventText
from union_desk.core.deadline import Deadline
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.hardship.queries import form_of
from union_desk.hardship.queries.life import TAKE_BACK
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord, StepRecord
from union_desk.hardship.rules.clocks import publicity_end
from union_desk.hardship.rules.process import Step, check_process_step, lacks_of, steps_from
from union_desk.hardship.rules.states import CLOSED, ENDED, State
from union_desk.hardship.rules.steps import STEPS
from union_desk.hardship.service.acts import Act, write_act
from union_desk.hardship.service.chronicle import FileChronicle, file_of, subject_of
from union_desk.hardship.service.periods import clocks_of_files, process_pack
from union_desk.hardship.service.standing import Bearings, bearings_of, facts_of
from union_desk.hardship.values import DueDay, FileLife, Transfer
from union_desk.store.work import Work

_BY_CODE = {step.code: step for step in STEPS}
_ENROLS = frozenset({"approve", "enrol"})
_OPENS_AGAIN = frozenset({"relapse", "come_back"})


class FileProcess(FileChronicle):
    """The process of the files of one store."""

    def life(self, actor: Actor, uid: str) -> FileLife:
        """Return what happened to a file, what can happen next, and until when."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            return _life(session, actor, at)

    def take_step(
        self,
        actor: Actor,
        uid: str,
        code: str,
        *,
        on: date | None = None,
        reason: str = "",
        act: Act | Opinion | tuple[Act | Opinion, ...] | None = None,
    ) -> str:
        """Take a declared step, with the acts that belong to it, in one work; return the work.

        RuleBroken names what is still missing and the place where it is put right.
        """
        require(actor, Right.VIEW)
        step = step_named(code)
        require(actor, step.hand.right)
        reason, today = storable(reason).strip(), self._today()
        with self._database.write(step.title, actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            for each in act if isinstance(act, tuple) else (act,):
                if each is not None:
                    self._write(work, record, each)
            at = bearings_of(work.session, record, today)
            facts = facts_of(work.session, at, on or today, reason)
            target = check_process_step(step, at.state, facts, at.pack)
            if at.state in ENDED:
                self._open_again(work, record)
            self._enter(work, record, step, target, EventText(on or today, step.event, reason), at)
            return work.uid

    def take_back_step(self, actor: Actor, uid: str, reason: str) -> str:
        """Take the last step of a file back by a step of its own; what it was stays readable."""
        require(actor, Right.DECIDE)
        reason, today = storable(reason).strip(), self._today()
        if not reason:
            raise RuleBroken("请写明撤回这一步的理由。", field="reason")
        with self._database.write("撤回上一步", actor, reason=reason) as work:
            record = self._of_office(work.session, actor, uid)
            at = bearings_of(work.session, record, today)
            last = next(iter(at.story.standing), None)
            if last is None or last.to_state != at.state:
                raise RuleBroken("没有可以撤回的步骤。")
            require(actor, step_named(last.code).hand.right if last.code in _BY_CODE else Right.DECIDE)
            back = Turn(TAKE_BACK, f"撤回：{last.title}", last.from_state, today, reason, last.uid)
            self._put(work, record, back)
            record.state = last.from_state
            _set_standing(record, at, without=last.uid)
            text = f"撤回“{last.title}”，回到{term_label('file_state', last.from_state)}：{reason}"
            self._happened(work, record, EventText(today, "correction", text))
            return work.uid

    def write_down(self, actor: Actor, uid: str, act: Act | Opinion) -> str:
        """Write down a visit, a publicity, an objection, a check, an opinion …, new or mended."""
        require(actor, Right.DECIDE if isinstance(act, Opinion) else Right.EDIT)
        with self._database.write(_title(act), actor) as work:
            record = self._of_office(work.session, actor, uid)
            if State(record.state or "draft") in CLOSED and not _is_receipt(record, act):
                raise RuleBroken("档案已经离档，不能再补记；写错的请先撤回最后一步。")
            self._write(work, record, act)
            return work.uid

    def publicity_end(self, actor: Actor, from_on: date) -> Deadline:
        """Return the last day of a publicity that begins on a day, and how it is counted."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            pack = process_pack(session, self._today())
            return publicity_end(from_on, calendar_in(session), pack)

    def opinions(self, actor: Actor, uid: str) -> tuple[Opinion, ...]:
        """Return the opinions on a file, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return opinions_of(session, FILE_ENTITY, uid)

    def consents(self, actor: Actor, uid: str) -> tuple[Consent, ...]:
        """Return the consents of the household, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return consents_of(session, FILE_ENTITY, uid)

    def consent(self, actor: Actor, uid: str, consent: Consent) -> str:
        """Note that a person of the household signed a consent."""
        require(actor, Right.EDIT)
        with self._database.write("登记同意书", actor) as work:
            record = self._of_office(work.session, actor, uid)
            form = form_of(work.session, record)
            cards = {card.uid: card for card in (form.owner, *(each.person for each in form.members))}
            card = cards.get(consent.person_uid)
            if card is None or not card.uid:
                raise RuleBroken("请选择家庭中已保存的人。", field="person_uid")
            give_consent(work, subject_of(record), consent, card.birth_on, self._today())
            text = f"{card.name}同意{term_label('consent_kind', consent.kind)}。"
            self._happened(work, record, EventText(consent.given_on, "material", text))
            return work.uid

    def withdraw(self, actor: Actor, uid: str, consent_uid: str, on: date, text: str = "") -> str:
        """Note that a person took a consent back (PIPL art 15)."""
        require(actor, Right.EDIT)
        with self._database.write("撤回同意", actor) as work:
            record = self._of_office(work.session, actor, uid)
            taken = withdraw_consent(work, consent_uid, on, text, self._today())
            said = f"撤回同意：{term_label('consent_kind', taken.kind)}。{storable(text).strip()}"
            self._happened(work, record, EventText(on, "material", said))
            return work.uid

    def grants(self, actor: Actor, uid: str) -> tuple[Grant, ...]:
        """Return what was given, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return grants_of(session, FILE_ENTITY, uid)

    def grant(self, actor: Actor, uid: str, grant: Grant) -> str:
        """Record a help by hand; the first one makes the file 帮扶中."""
        require(actor, Right.DECIDE)
        today = self._today()
        with self._database.write("登记帮扶", actor) as work:
            record = self._of_office(work.session, actor, uid)
            state = State(record.state or "draft")
            if state in CLOSED:
                raise RuleBroken("档案已经离档，不能再登记帮扶。")
            has_file = record.enrolled_on is not None
            record_grant(work, subject_of(record), grant, record.enrolled_on, today, has_file=has_file)
            if state is State.IN_FILE:
                self._put(work, record, Turn("aid", "开始帮扶", State.AIDED, grant.on or today))
                record.state = State.AIDED
            touch(work, FILE_ENTITY, record.uid, self._clock())
            return work.uid

    def reverse(self, actor: Actor, uid: str, grant_uid: str, reason: str) -> str:
        """Take a wrongly recorded help back by a line of its own."""
        require(actor, Right.DECIDE)
        with self._database.write("冲正帮扶记录", actor, reason=storable(reason)) as work:
            record = self._of_office(work.session, actor, uid)
            reverse_grant(work, subject_of(record), grant_uid, reason, self._today())
            touch(work, FILE_ENTITY, record.uid, self._clock())
            return work.uid

    def register(self, actor: Actor, uid: str, number: str, on: date) -> str:
        """Note the number that the national system gave a file."""
        require(actor, Right.EDIT)
        number = storable(number).strip()
        if not number:
            raise RuleBroken("请填写全国系统的编号。", field="number")
        if on > self._today():
            raise RuleBroken("录入日期不能晚于今天。", field="on")
        with self._database.write("登记全国系统编号", actor) as work:
            record = self._of_office(work.session, actor, uid)
            record.system_no, record.registered_on = number, on
            self._happened(work, record, EventText(on, "enrol", f"已录入全国系统，编号 {number}。"))
            return work.uid

    # --- inside

    def _open_again(self, work: Work, record: HardshipFileRecord) -> None:
        """Refuse to take a file up again whose persons stand in another open one by now."""
        raise NotImplementedError

    def _write(self, work: Work, record: HardshipFileRecord, act: Act | Opinion) -> None:
        today = self._today()
        if isinstance(act, Opinion):
            add_opinion(work, subject_of(record), act, today)
            kind = "approve" if act.stage == "district" else "review"
            self._happened(work, record, EventText(act.on, kind, opinion_words(act)))
        else:
            written = write_act(work, record, act, today)
            self._happened(work, record, written.event)
        work.session.flush()

    def _enter(
        self,
        work: Work,
        record: HardshipFileRecord,
        step: Step,
        target: State,
        event: EventText,
        at: Bearings,
    ) -> None:
        """Lead the file into its next state, with the step on record and on the timeline."""
        row = self._put(work, record, Turn(step.code, step.title, target, event.on, event.text))
        row.pack = f"{at.pack.name} {at.pack.version}"
        record.state = target
        if step.code in _ENROLS:
            record.enrolled_on = event.on
        if target is State.REFUSED:
            record.refused_on, record.refuse_reason = event.on, event.text
        elif step.code == "reopen":
            record.refused_on = record.refuse_reason = None
        if target in CLOSED:
            record.closed_on = event.on
        elif step.code in _OPENS_AGAIN:
            record.closed_on = None
        words = f"{step.title}：{event.text}" if event.text else f"{step.title}。"
        self._happened(work, record, EventText(event.on, step.event, words))

    def _put(self, work: Work, record: HardshipFileRecord, turn: Turn) -> StepRecord:
        return step_row(work, StepRecord, record, turn, self._clock(), owner="file_uid")


def step_named(code: str) -> Step:
    """Return a declared step."""
    if code not in _BY_CODE:
        raise RuleBroken(f"没有名为“{code}”的步骤。")
    return _BY_CODE[code]


def _life(session: Session, actor: Actor, at: Bearings) -> FileLife:
    facts = facts_of(session, at, at.today)
    offered = tuple(
        OfferedStep(
            code=step.code,
            title=step.title,
            who=step.hand.who,
            reasoned=step.reasoned,
            lacks=tuple(StepLack(lack.sentence, lack.place) for lack in lacks_of(step, facts)),
            refusal="" if actor.may(step.hand.right) else _refusal(actor, step),
        )
        for step in steps_from(STEPS, at.state, at.pack)
    )
    due = tuple(
        DueDay(clock.code, clock.title, clock.deadline.due_on, clock.why, clock.deadline.steps)
        for clock in clocks_of_files(session, [at.record], at.calendar, at.pack)[at.record.uid]
    )
    story = at.story
    return FileLife(
        steps=story.steps,
        visits=story.visits,
        publicities=story.publicities,
        means_checks=story.means_checks,
        rechecks=story.rechecks,
        exits=story.exits,
        transfers=story.transfers,
        offered=offered,
        due=due,
    )


def _refusal(actor: Actor, step: Step) -> str:
    try:
        require(actor, step.hand.right)
    except RuleBroken as broken:
        return broken.message
    return ""


def _set_standing(record: HardshipFileRecord, at: Bearings, without: str) -> None:
    """Put the days of the file back as they were before a step that is taken back."""
    left = [step for step in at.story.standing if step.uid != without]
    gone = next(step for step in at.story.standing if step.uid == without)
    if gone.code in _ENROLS:
        record.enrolled_on = next((step.on for step in left if step.code in _ENROLS), None)
    if gone.to_state in CLOSED:
        record.closed_on = None
    if gone.from_state in CLOSED:
        record.closed_on = next((step.on for step in left if step.to_state in CLOSED), None)
    if State.REFUSED in (gone.to_state, gone.from_state):
        refused = next((step for step in left if step.to_state == State.REFUSED), None)
        again = gone.from_state == State.REFUSED and refused is not None
        record.refused_on = refused.on if again and refused else None
        record.refuse_reason = refused.reason if again and refused else None


def _is_receipt(record: HardshipFileRecord, act: Act | Opinion) -> bool:
    """Tell whether an act says when the receiver of a file signed for it, which comes after its closing."""
    return record.state == State.TRANSFERRED and isinstance(act, Transfer)


def _title(act: Act | Opinion) -> str:
    titles = {
        "HomeVisit": "登记入户核查",
        "Publicity": "登记公示",
        "Objection": "登记异议",
        "MeansCheck": "登记经济状况核对",
        "Recheck": "登记年度复核",
        "Exit": "登记离档情况",
        "Transfer": "登记移交",
        "Opinion": "登记意见",
    }
    return titles[type(act).__name__]
