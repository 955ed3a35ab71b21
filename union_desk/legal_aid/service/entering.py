"""Entering a case of legal aid: typed, or out of a dispute or advice with nothing retyped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.case_numbers import lend_run
from union_desk.casework.chronicle import of_office
from union_desk.casework.fields import change, stored_fields
from union_desk.casework.offices import offices_in
from union_desk.casework.recent import touch
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.dispute.queries import case_of as dispute_of
from union_desk.dispute.queries import form_of as dispute_form
from union_desk.dispute.queries.parties import cases_of_persons as disputes_of
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.service import DisputeService
from union_desk.dispute.service.chronicle import NOUN as DISPUTE_NOUN
from union_desk.dispute.service.chronicle import SERIES as DISPUTE_SERIES
from union_desk.dispute.service.reading import state_of as dispute_state
from union_desk.dispute.values import Saved
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.service import HardshipService
from union_desk.legal_aid.queries import case_of, form_of
from union_desk.legal_aid.queries.advice import advice_in, consultation_of, own_consultation
from union_desk.legal_aid.queries.life import story_of
from union_desk.legal_aid.queries.links import (
    HeldFile,
    aid_of_disputes,
    aid_on_file,
    disputes_to_link,
    has_agreement,
    held_file_of,
    same_persons,
)
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import ADVICE_ENTITY, AID_ENTITY, AidCaseRecord, ConsultationRecord
from union_desk.legal_aid.rules.states import OPEN, State
from union_desk.legal_aid.service.checks import check_closed, checked, doubts
from union_desk.legal_aid.service.facts import check_applied_on
from union_desk.legal_aid.service.history import history_of_case
from union_desk.legal_aid.service.links import (
    BECAME,
    aid_of_advice,
    aid_of_dispute,
    aid_of_file,
    dispute_of_aid,
    with_family,
    with_proof,
)
from union_desk.legal_aid.service.process import AidProcess
from union_desk.legal_aid.service.reading import state_of
from union_desk.legal_aid.service.writing import is_nobody, write_case
from union_desk.legal_aid.values import (
    AidForm,
    AidSaved,
    AidView,
    LinkedCase,
)
from union_desk.people.rules import FieldWarning
from union_desk.store.changes import works_since
from union_desk.store.database import Database
from union_desk.store.work import Work

_LINKED: Final = "这件援助案件已经关联争议，请直接打开那件争议。"


class AidEntering(AidProcess):
    """How cases of legal aid come into one store, and how they are changed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._disputes = DisputeService(database, clock)
        self.files = HardshipService(database, clock)
        """The hardship files, whose paper proves the means."""

    # --- the form

    def new_form(self, actor: Actor) -> AidForm:
        """Return an empty form with what is certain already: the day and who takes it in."""
        require(actor, Right.VIEW)
        return AidForm(came_on=self._today(), handler=actor.user)

    def form(self, actor: Actor, uid: str) -> AidForm:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return form_of(session, case_of(session, uid))

    def save(
        self, actor: Actor, form: AidForm, uid: str | None = None, loaded: AidView | None = None
    ) -> AidSaved:
        """Store half or all of a case; RuleBroken(field=path) for what is wrong, not for what is missing.

        ChangedMeanwhile when the case is no longer what it was as it was `loaded` into the form. A new case
        gets its number. A hardship file that is held of the applicant proves his means unless another
        ground was chosen.
        """
        require(actor, Right.EDIT)
        form = self._checked(form)
        self._fetch_block(actor)
        with self._database.write("保存援助案件" if uid else "登记援助案件", actor) as work:
            record = self._opened(work, actor, uid) if uid else self._new_record(work, actor)
            if loaded is not None:
                self._refuse_stale(work.session, record, loaded)
            if state_of(record) is State.CLOSED:
                check_closed(form_of(work.session, record), form)
            return self._written(work, record, form, created=not uid)

    def register(self, actor: Actor, work: Work, form: AidForm) -> AidSaved:
        """Store a new case within the work of another act, such as that which makes one of advice."""
        require(actor, Right.EDIT)
        return self._written(work, self._new_record(work, actor), self._checked(form), created=True)

    # --- one matter in several registers

    def from_dispute(self, actor: Actor, dispute_uid: str, party_uid: str = "") -> AidForm:
        """Return the application of a worker of a dispute, of the first one unless another is chosen."""
        require(actor, Right.EDIT)
        with self._database.read() as session:
            record = of_office(actor, dispute_of(session, dispute_uid), DISPUTE_NOUN)
            form = aid_of_dispute(
                dispute_form(session, record),
                dispute_uid,
                dispute_state(record),
                self._today(),
                actor.user,
                party_uid,
            )
            form = replace(form, counted_elsewhere=has_agreement(session, dispute_uid))
            return with_proof(form, held_file_of(session, form.person.uid))

    def from_file(self, actor: Actor, file_uid: str) -> AidForm:
        """Return the application of whose hardship file it is, with his family and its income."""
        require(actor, Right.EDIT)
        view = self.files.view(file_uid, actor)
        form = aid_of_file(view.form, view.figures, self._today(), actor.user)
        with self._database.read() as session:
            return with_proof(form, held_file_of(session, form.person.uid))

    def with_family(self, actor: Actor, form: AidForm) -> AidForm:
        """Return a form with family, income and dwelling of the applicant's own hardship file."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            held = held_file_of(session, form.person.uid)
        if held is None or not held.is_own:
            raise RuleBroken("申请人没有自己的在档困难职工档案，请直接填写。", field="members")
        view = self.files.view(held.uid, actor)
        return with_family(form, view.form, view.figures)

    def from_consultation(self, actor: Actor, consultation_uid: str) -> AidForm:
        """Return the application of who asked for advice; saving it tells the register what it became."""
        require(actor, Right.EDIT)
        with self._database.read() as session:
            advice = advice_in(session, own_consultation(session, actor, consultation_uid))
            if advice.became:
                raise RuleBroken(BECAME)
            form = aid_of_advice(advice, self._today(), actor.user)
            return with_proof(form, held_file_of(session, form.person.uid))

    def to_dispute(self, actor: Actor, uid: str) -> Saved:
        """Register the dispute that a case of aid is about, linked with it, and return it."""
        require(actor, Right.EDIT)
        lend_run(self._database, actor, DISPUTE_SERIES, self._today())
        with self._database.write("由援助案件登记争议", actor) as work:
            record = self._opened(work, actor, uid)
            if record.dispute_uid:
                raise RuleBroken(_LINKED, field="dispute_uid")
            form = dispute_of_aid(form_of(work.session, record), self._today())
            made = self._disputes.register(actor, work, form)
            change(record, {"dispute_uid": made.uid})
            self._happened(
                work, record, EventText(self._today(), "mediation", f"登记争议 {made.number_shown}。")
            )
            return made

    def disputes_to_link(self, actor: Actor, uid: str) -> tuple[LinkedCase, ...]:
        """Return the disputes in which the applicant stands and that a case could be linked with."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return disputes_to_link(session, case_of(session, uid))

    def of_dispute(self, actor: Actor, dispute_uid: str) -> tuple[LinkedCase, ...]:
        """Return the cases of aid that belong to a dispute; `counted`: their money is not the dispute's."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return aid_of_disputes(session, [dispute_uid]).get(dispute_uid, ())

    def of_file(self, actor: Actor, file_uid: str) -> tuple[LinkedCase, ...]:
        """Return the cases of aid whose means a hardship file proves."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return aid_on_file(session, file_uid)

    def held_file(self, actor: Actor, uid: str) -> HeldFile | None:
        """Return the hardship file that is held of the applicant or of his household, None for none."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return held_file_of(session, case_of(session, uid).person_uid or "")

    # --- inside

    def _checked(self, form: AidForm) -> AidForm:
        form = checked(form, self._today())
        if is_nobody(form.person) and form.opponent.is_blank and not (form.opponent_name or form.matter):
            raise RuleBroken("请先填写申请人、对方当事人或者申请事项，再保存。", field="person.name")
        return form

    def _new_record(self, work: Work, actor: Actor) -> AidCaseRecord:
        record = AidCaseRecord(
            audience=actor.audience,
            office=actor.office,
            state=State.REGISTERED,
            created_at=self._clock(),
        )
        work.session.add(record)
        return record

    def _opened(self, work: Work, actor: Actor, uid: str) -> AidCaseRecord:
        record = self._of_office(work.session, actor, uid)
        if state_of(record) is State.ARCHIVED:
            raise RuleBroken("这件援助案件已归档，不能修改。")
        return record

    def _refuse_stale(self, session: Session, record: AidCaseRecord, loaded: AidView) -> None:
        if form_of(session, record) != loaded.form:
            later = works_since(session, loaded.seen)
            changes = [line for line in history_of_case(session, record.uid) if line.work_uid in later]
            raise ChangedMeanwhile(changes, self._today(), "这件援助案件")

    def _written(self, work: Work, record: AidCaseRecord, form: AidForm, *, created: bool) -> AidSaved:
        _check_links(work.session, form)
        check_applied_on(story_of(work.session, record.uid), form.applied_on)
        before = record.person_uid
        warnings = [*doubts(form), *write_case(work, record, form, self._today())]
        if record.decided_on is not None and before and record.person_uid != before:
            raise RuleBroken("已经作出决定，不能换申请人；是另一个人的，请另行登记。", field="person.name")
        warnings += self._with_file(work, record, form)
        warnings += _stranger(work.session, form, record.person_uid or "")
        self._give_number(work, record)
        if created:
            self._happened(work, record, _came(form, form.came_on or self._today()))
            self._tell_register(work, record)
        touch(work, AID_ENTITY, record.uid, self._clock())
        work.session.flush()
        return AidSaved(
            uid=record.uid,
            number=record.number or "",
            number_shown=shown_number(record.number, record.office, offices_in(work.session)),
            work_uid=work.uid,
            created=created,
            warnings=tuple(warnings),
        )

    def _with_file(self, work: Work, record: AidCaseRecord, form: AidForm) -> list[FieldWarning]:
        """Let a hardship file that is held prove the means; warn of one that is not the applicant's."""
        if record.decided_on is not None or state_of(record) not in OPEN:
            return []
        stored = form_of(work.session, record)
        held = held_file_of(work.session, stored.person.uid)
        proved = with_proof(stored, held)
        if proved != stored:
            change(record, stored_fields(proved, ("file_uid", "means_basis", "categories")))
        if form.means_basis == "hardship_file" and held is None:
            return [("means_basis", "申请人没有在档的困难职工档案，请核对经济困难依据。")]
        return []

    def _tell_register(self, work: Work, record: AidCaseRecord) -> None:
        """Write into the register of advice what a line of it became."""
        if not record.consultation_uid:
            return
        advice = consultation_of(work.session, record.consultation_uid)
        if advice.became:
            raise RuleBroken(BECAME, field="consultation_uid")
        change(advice, {"became": AID_ENTITY, "became_uid": record.uid})
        shown = shown_number(record.number, record.office, offices_in(work.session))
        told = EventText(self._today(), "note", f"转为援助案件 {shown}。")
        add_event(work, Subject(ADVICE_ENTITY, advice.uid, advice.audience), told, self._clock())


def _check_links(session: Session, form: AidForm) -> None:
    """Refuse a link with a record that is not there."""
    for uid, kind, field, noun in (
        (form.dispute_uid, DisputeCaseRecord, "dispute_uid", "争议"),
        (form.file_uid, HardshipFileRecord, "file_uid", "困难职工档案"),
        (form.consultation_uid, ConsultationRecord, "consultation_uid", "咨询"),
    ):
        if uid and session.get(kind, uid) is None:
            raise RuleBroken(f"关联的{noun}已不在，请重新选择。", field=field)


def _stranger(session: Session, form: AidForm, person_uid: str) -> list[FieldWarning]:
    """Warn of a dispute in which the applicant does not stand."""
    if not form.dispute_uid or not person_uid:
        return []
    cards = same_persons(session, person_uid)
    if form.dispute_uid in {uid for uids in disputes_of(session, cards).values() for uid in uids}:
        return []
    return [("dispute_uid", "申请人不是这件争议的当事人，请核对。")]


def _came(form: AidForm, on: date) -> EventText:
    """Say on the timeline how the case came."""
    kind = {"visit": "visit", "hotline": "phone"}.get(form.source, "application")
    return EventText(on, kind, "登记法律援助案件。")
