"""The stored register of advice: which lines a filter leaves, what a line says, what they are together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from union_desk.casework.case_rows import cards_found
from union_desk.casework.chronicle import of_office
from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.legal_aid.records import ADVICE_ENTITY, ConsultationRecord
from union_desk.legal_aid.values import AdviceFilter, AdviceSums, Consultation, ConsultationRow
from union_desk.people.contacts import digits
from union_desk.people.queries import employer_card, held_values, person_card
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.values import NOBODY
from union_desk.store.dialect import among

_Advice: Final = ConsultationRecord
ADVICE_FIELDS: Final = (
    "office", "came_on", "from_time", "way", "name", "phone", "headcount", "topic", "question", "answer",
    "referral", "minutes", "adviser", "became", "became_uid",
)  # fmt: skip
NOTHING: Final = "none"
NOUN: Final = "咨询"
_GONE: Final = "这条咨询已不在，可能已被撤销。"

_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "came_on": _Advice.came_on,
    "way": _Advice.way,
    "name": _Advice.name,
    "topic": _Advice.topic,
    "question": _Advice.question,
    "answer": _Advice.answer,
    "minutes": _Advice.minutes,
    "adviser": _Advice.adviser,
    "became": _Advice.became,
    "office_name": _Advice.office,
}


def consultation_of(session: Session, uid: str) -> ConsultationRecord:
    record = session.get(ConsultationRecord, uid)
    if record is None:
        raise RuleBroken(_GONE)
    return record


def own_consultation(session: Session, actor: Actor, uid: str) -> ConsultationRecord:
    """Return a line of the register that this office may change."""
    return of_office(actor, consultation_of(session, uid), NOUN)


def advice_in(session: Session, record: ConsultationRecord) -> Consultation:
    """Return what a line of the register says."""
    person = session.get(PersonRecord, record.person_uid) if record.person_uid else None
    firm = session.get(EmployerRecord, record.employer_uid) if record.employer_uid else None
    return Consultation(
        uid=record.uid,
        person=person_card(person) if person is not None else NOBODY,
        employer=employer_card(firm),
        **held_values(record, Consultation, ADVICE_FIELDS),
    )


def advice_ids(session: Session, wanted: AdviceFilter, sort: str) -> Sequence[str]:
    """Return the ids of the lines that a filter leaves, in the order of a column; the latest day first."""
    name = sort.removeprefix("-")
    statement = _filtered(session, select(_Advice.uid), wanted)
    if name == "employer":
        statement = statement.outerjoin(EmployerRecord, EmployerRecord.uid == _Advice.employer_uid)
        column: InstrumentedAttribute[Any] = EmployerRecord.name
    else:
        column = _SORTS.get(name, _Advice.came_on)
    ordered = column.desc() if sort.startswith("-") else column.asc()
    later = (_Advice.came_on.desc(), _Advice.created_at.desc(), _Advice.uid)
    if name == "came_on" and not sort.startswith("-"):
        later = (_Advice.came_on.asc(), _Advice.created_at.asc(), _Advice.uid)
    return list(session.scalars(statement.order_by(ordered.nulls_last(), *later)))


def advice_rows(session: Session, uids: Sequence[str]) -> dict[str, ConsultationRow]:
    """Return these lines of the register, without those that are gone."""
    offices = offices_in(session)
    found: dict[str, ConsultationRow] = {}
    for chunk in chunks(uids):
        wanted = (
            select(_Advice, PersonRecord.name, EmployerRecord.name)
            .outerjoin(PersonRecord, PersonRecord.uid == _Advice.person_uid)
            .outerjoin(EmployerRecord, EmployerRecord.uid == _Advice.employer_uid)
            .where(_Advice.uid.in_(chunk))
        )
        for record, person, firm in session.execute(wanted):
            office = offices.get(record.office or "")
            found[record.uid] = ConsultationRow(
                uid=record.uid,
                came_on=record.came_on,
                way=term_label("advice_way", record.way),
                name=person or record.name or "",
                employer=firm or "",
                topic=term_label("advice_topic", record.topic),
                question=record.question or "",
                answer=record.answer or "",
                minutes=record.minutes,
                adviser=record.adviser or "",
                became=record.became or "",
                became_uid=record.became_uid or "",
                office_name=office.name if office is not None else record.office or "",
            )
    return found


def advice_sums(session: Session, uids: Sequence[str]) -> AdviceSums:
    """Return what these lines are together: a line without a headcount is one person."""
    chosen = among(_Advice.uid, uids, session.connection().dialect)
    persons, minutes = session.execute(
        select(func.sum(func.coalesce(_Advice.headcount, 1)), func.sum(_Advice.minutes)).where(chosen)
    ).one()
    counted = {
        column.key: {
            code: count
            for code, count in session.execute(select(column, func.count()).where(chosen).group_by(column))
            if code
        }
        for column in (_Advice.way, _Advice.topic, _Advice.became)
    }
    return AdviceSums(
        consultations=len(uids),
        persons=int(persons or 0),
        minutes=int(minutes or 0),
        by_way=counted["way"],
        by_topic=counted["topic"],
        became=counted["became"],
    )


def found_advice(session: Session, text: str, limit: int) -> list[str]:
    """Return the lines of the register that what was typed leads to, the latest first."""
    wanted = select(_Advice.uid).where(_found(session, text))
    return list(session.scalars(wanted.order_by(_Advice.came_on.desc(), _Advice.uid).limit(limit)))


def asked_before(session: Session, person_uid: str, phone: str, limit: int) -> list[str]:
    """Return the lines of somebody, by his card or by his telephone, the latest first."""
    same = []
    if person_uid:
        same.append(_Advice.person_uid == person_uid)
    if phone := digits(phone):
        # Kept as it was written: 138 0000 0000.
        written = func.replace(func.replace(_Advice.phone, " ", ""), "-", "")
        same.append(written == phone)
    if not same:
        return []
    latest = (_Advice.came_on.desc(), _Advice.created_at.desc(), _Advice.uid)
    return list(session.scalars(select(_Advice.uid).where(or_(*same)).order_by(*latest).limit(limit)))


def _filtered(session: Session, statement: Select[Any], wanted: AdviceFilter) -> Select[Any]:
    for column, values in (
        (_Advice.way, wanted.ways),
        (_Advice.topic, wanted.topics),
        (_Advice.office, wanted.offices),
    ):
        if values:
            statement = statement.where(column.in_(values))
    if wanted.from_on is not None:
        statement = statement.where(_Advice.came_on >= wanted.from_on)
    if wanted.to_on is not None:
        statement = statement.where(_Advice.came_on <= wanted.to_on)
    if wanted.adviser:
        statement = statement.where(_Advice.adviser == wanted.adviser)
    if wanted.became:
        nothing = wanted.became == NOTHING
        statement = statement.where(_Advice.became.is_(None) if nothing else _Advice.became == wanted.became)
    if wanted.text.strip():
        statement = statement.where(_found(session, wanted.text))
    return statement


def _found(session: Session, text: str) -> ColumnElement[bool]:
    """Restrict the register to what was typed: a name, an employer, or words of question and answer."""
    uids = cards_found(session, text, ADVICE_ENTITY)
    dialect, words = session.connection().dialect, text.strip()
    return or_(
        among(_Advice.uid, uids[ADVICE_ENTITY], dialect),
        among(_Advice.person_uid, uids["person"], dialect),
        among(_Advice.employer_uid, uids["employer"], dialect),
        _Advice.question.contains(words, autoescape=True),
        _Advice.answer.contains(words, autoescape=True),
    )
