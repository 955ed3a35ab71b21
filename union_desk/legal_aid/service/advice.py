"""The register of advice (L13): a line in a minute, and one act that makes a case of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.case_numbers import lend_run
from union_desk.casework.chronicle import CaseChronicle
from union_desk.casework.fields import change, stored_fields
from union_desk.casework.history import LOOKED, REVEAL, FieldHistory
from union_desk.casework.offices import DISTRICT_AUDIENCE, offices_in
from union_desk.casework.recent import touch
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.casework.timeline import EventText
from union_desk.core.clock import Clock, local_day, local_time
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.dispute.records import CASE_ENTITY as DISPUTE_ENTITY
from union_desk.dispute.service import DisputeService
from union_desk.dispute.service.chronicle import SERIES as DISPUTE_SERIES
from union_desk.dispute.values import Saved
from union_desk.legal_aid.queries.advice import (
    ADVICE_FIELDS,
    NOUN,
    advice_ids,
    advice_in,
    advice_rows,
    advice_sums,
    asked_before,
    consultation_of,
    found_advice,
    own_consultation,
)
from union_desk.legal_aid.queries.links import advice_of, held_file_of, made_of_advice
from union_desk.legal_aid.records import ADVICE_ENTITY, ConsultationRecord
from union_desk.legal_aid.rules.times import kept_time
from union_desk.legal_aid.service.chronicle import SERIES as AID_SERIES
from union_desk.legal_aid.service.history import history_of_advice
from union_desk.legal_aid.service.links import BECAME, aid_of_advice, dispute_of_advice, with_proof
from union_desk.legal_aid.service.reading import office_of
from union_desk.legal_aid.service.service import LegalAidService
from union_desk.legal_aid.service.writing import is_nobody
from union_desk.legal_aid.values import (
    AdviceFilter,
    AdviceOnPaper,
    AdviceSaved,
    AdviceSums,
    AdviceView,
    AidHit,
    AidSaved,
    Consultation,
    ConsultationRow,
    LinkedCase,
    new_uid,
)
from union_desk.people.contacts import check_phone, phone_doubt
from union_desk.people.rules import FieldWarning, check_codes, stripped
from union_desk.people.service import store_employer, store_person
from union_desk.store.database import Database
from union_desk.store.tables import head
from union_desk.store.work import Work

_MOST_BEFORE: Final = 20
_LISTS: Final = {"way": ("advice_way", "咨询方式"), "topic": ("advice_topic", "咨询事项")}
# What a save writes; what a line became is written by the act that makes a case of it.
_TYPED: Final = tuple(name for name in ADVICE_FIELDS if name not in ("office", "became", "became_uid"))
_SECRETS: Final = frozenset(
    {"phone", "person.id_no", "person.mobile", "person.other_phone", "employer.phone"}
)


class Advice(CaseChronicle[ConsultationRecord]):
    """The register of advice of one store."""

    _entity = ADVICE_ENTITY
    _noun = NOUN

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._aid = LegalAidService(database, clock)
        self._disputes = DisputeService(database, clock)

    # --- the line

    def new_form(self, actor: Actor) -> Consultation:
        """Return an empty line with what is certain already: day, time, and who answers."""
        require(actor, Right.VIEW)
        now = local_time(self._clock())
        return Consultation(came_on=now.date(), from_time=f"{now:%H:%M}", adviser=actor.user)

    def form(self, actor: Actor, uid: str) -> Consultation:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return advice_in(session, consultation_of(session, uid))

    def view(self, uid: str, actor: Actor) -> AdviceView:
        """Return all that a page shows of a line; RuleBroken when it is gone."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return _view(session, actor, self._record(session, uid))

    def save(self, actor: Actor, advice: Consultation, loaded: Consultation | None = None) -> AdviceSaved:
        """Store a line, new or changed; who asks may stay unnamed, but something must be said.

        ChangedMeanwhile when the line is no longer what it was as it was `loaded`.
        """
        require(actor, Right.EDIT)
        advice = _checked(advice, local_day(self._clock()))
        with self._database.read() as session:
            created = session.get(ConsultationRecord, advice.uid) is None
        with self._database.write("登记咨询" if created else "修改咨询", actor) as work:
            if created:
                record = self._new_record(work, actor, advice)
            else:
                record = own_consultation(work.session, actor, advice.uid)
                if loaded is not None and advice_in(work.session, record) != loaded:
                    changes = history_of_advice(work.session, record.uid)[:1]
                    raise ChangedMeanwhile(changes, local_day(self._clock()), "这条咨询")
            warnings = self._write(work, record, advice)
            return AdviceSaved(record.uid, work.uid, created, tuple(warnings))

    def reveal(self, actor: Actor, uid: str, field: str) -> str:
        """Return a masked value in full (phone, person.id_no …); the act is logged."""
        require(actor, Right.REVEAL)
        if field not in _SECRETS:
            raise RuleBroken("没有这一项。", field=field)
        with self._database.write(LOOKED, actor) as work:
            record = own_consultation(work.session, actor, uid)
            held: object = advice_in(work.session, record)
            for name in field.split("."):
                held = getattr(held, name)
            work.note_access(REVEAL, ADVICE_ENTITY, uid, field)
            return str(held)

    # --- the register

    def ids(self, actor: Actor, wanted: AdviceFilter, sort: str = "-came_on") -> Sequence[str]:
        """Return the ids of the register; `sort` is a column of ConsultationRow, `-` turns it round."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return advice_ids(session, replace(wanted, text=storable(wanted.text)), sort)

    def rows(self, actor: Actor, ids: Sequence[str]) -> dict[str, ConsultationRow]:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return advice_rows(session, ids)

    def sums(self, actor: Actor, ids: Sequence[str]) -> AdviceSums:
        """Count a selection: lines, persons, minutes, by way and by topic, and what they became."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return advice_sums(session, ids)

    def search(self, actor: Actor, text: str, limit: int = 20) -> tuple[AidHit, ...]:
        """Find lines by who asked, by an employer, or by words of the question and the answer."""
        require(actor, Right.VIEW)
        if not text.strip():
            return ()
        with self._database.read() as session:
            rows = advice_rows(session, found_advice(session, storable(text), limit))
        return tuple(_hit(row) for row in rows.values())

    def of_case(self, actor: Actor, uid: str) -> LinkedCase | None:
        """Return the line that a dispute or a case of aid came of."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return advice_of(session, uid)

    def before(self, actor: Actor, person_uid: str, phone: str = "") -> tuple[ConsultationRow, ...]:
        """Return what somebody asked before, known by his card or by his telephone; the latest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = asked_before(session, person_uid, storable(phone), _MOST_BEFORE)
            rows = advice_rows(session, found)
        return tuple(rows[uid] for uid in found)

    # --- papers

    def on_paper(self, actor: Actor, uids: Sequence[str]) -> Sequence[AdviceOnPaper]:
        """Return lines, in this order, as the register and its form print them."""
        require(actor, Right.PRINT)
        with self._database.read() as session:
            offices = offices_in(session)
            views = [_view(session, actor, self._record(session, uid)) for uid in uids]
            return [AdviceOnPaper(view, office_of(offices, view.office), self._today()) for view in views]

    def with_number(self, actor: Actor, number: str) -> str | None:
        """Return None: a line of the register has no number."""
        require(actor, Right.VIEW)
        del number
        return None

    # --- what it becomes

    def as_dispute(self, actor: Actor, uid: str) -> Saved:
        """Make a dispute of a line, nothing retyped; the line says what it became."""
        require(actor, Right.EDIT)
        today = local_day(self._clock())
        lend_run(self._database, actor, DISPUTE_SERIES, today)
        with self._database.write("由咨询登记争议", actor) as work:
            record, advice = self._becoming(work, actor, uid)
            made = self._disputes.register(actor, work, dispute_of_advice(advice, today, actor.user))
            change(record, {"became": DISPUTE_ENTITY, "became_uid": made.uid})
            told = f"转为争议案件 {made.number_shown}。"
            self._happened(work, record, EventText(self._today(), "note", told))
            return made

    def as_aid(self, actor: Actor, uid: str) -> AidSaved:
        """Make a case of legal aid of a line, nothing retyped; the line says what it became."""
        require(actor, Right.EDIT)
        today = local_day(self._clock())
        lend_run(self._database, actor, AID_SERIES, today)
        with self._database.write("由咨询登记援助案件", actor) as work:
            _record, advice = self._becoming(work, actor, uid)
            form = aid_of_advice(advice, today, actor.user)
            form = with_proof(form, held_file_of(work.session, form.person.uid))
            return self._aid.register(actor, work, form)

    # --- inside

    def _record(self, session: Session, uid: str) -> ConsultationRecord:
        return consultation_of(session, uid)

    def _day_of(self, record: ConsultationRecord) -> date | None:
        return record.came_on

    def _history(self, session: Session, uid: str, *, looks: bool) -> tuple[FieldHistory, ...]:
        return history_of_advice(session, uid, looks=looks)

    def _becoming(self, work: Work, actor: Actor, uid: str) -> tuple[ConsultationRecord, Consultation]:
        record = own_consultation(work.session, actor, uid)
        if record.became:
            raise RuleBroken(BECAME)
        return record, advice_in(work.session, record)

    def _new_record(self, work: Work, actor: Actor, advice: Consultation) -> ConsultationRecord:
        used = select(head.c.uid).where(head.c.table_name == ADVICE_ENTITY, head.c.uid == advice.uid)
        taken = not advice.uid or work.session.scalars(used).first() is not None
        record = ConsultationRecord(
            uid=new_uid() if taken else advice.uid,
            audience=actor.audience,
            office=actor.office,
            created_at=self._clock(),
        )
        work.session.add(record)
        return record

    def _write(self, work: Work, record: ConsultationRecord, advice: Consultation) -> list[FieldWarning]:
        work.session.flush()
        held = advice_in(work.session, record)
        change(record, stored_fields(advice, _TYPED))
        warnings: list[FieldWarning] = []
        if doubt := phone_doubt(advice.phone):
            warnings.append(("phone", doubt))
        if advice.person != held.person:
            person_uid = None
            if not is_nobody(advice.person):
                today = local_day(self._clock())
                stored = store_person(work, advice.person, record.audience, today, "person")
                person_uid, warnings = stored.uid, [*warnings, *stored.warnings]
            change(record, {"person_uid": person_uid})
        if advice.employer != held.employer:
            change(record, {"employer_uid": store_employer(work, advice.employer, "employer")})
        touch(work, ADVICE_ENTITY, record.uid, self._clock())
        work.session.flush()
        return warnings


def _view(session: Session, actor: Actor, record: ConsultationRecord) -> AdviceView:
    office = office_of(offices_in(session), record.office)
    same_office = actor.audience in {record.audience, DISTRICT_AUDIENCE}
    return AdviceView(
        uid=record.uid,
        form=advice_in(session, record),
        office=office.code,
        office_name=office.name,
        is_ours=same_office,
        may_edit=same_office and actor.may(Right.EDIT),
        became=made_of_advice(session, record),
    )


def _checked(advice: Consultation, today: date) -> Consultation:
    """Return a line as it is stored; RuleBroken names the field that is wrong."""
    advice = stripped(advice)
    check_codes(advice, _LISTS, "")
    check_phone(advice.phone, "phone")
    if advice.came_on is None:
        advice = replace(advice, came_on=today)
    elif advice.came_on > today:
        raise RuleBroken("咨询日期不能晚于今天。", field="came_on")
    if advice.from_time:
        advice = replace(advice, from_time=kept_time(advice.from_time, "from_time"))
    if advice.headcount is not None and advice.headcount < 1:
        raise RuleBroken("咨询人数应在 1 人以上。", field="headcount")
    if advice.minutes is not None and advice.minutes < 0:
        raise RuleBroken("用时不能是负数。", field="minutes")
    if not (advice.topic or advice.question):
        raise RuleBroken("请选择咨询事项，或者写明咨询内容。", field="question")
    return advice


def _hit(row: ConsultationRow) -> AidHit:
    day = row.came_on.isoformat() if row.came_on is not None else ""
    title = "　".join(part for part in (row.name or "未留姓名", row.topic, day) if part)
    return AidHit(row.uid, title, row.question or row.answer)
