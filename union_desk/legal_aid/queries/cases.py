"""The rows of a case of legal aid and the form that they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.case_rows import numbered, records_of
from union_desk.casework.fields import codes
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.legal_aid.records import AidCaseRecord, AidItemRecord, AidMemberRecord, AidServiceRecord
from union_desk.legal_aid.values import AidForm, AidItem, AidMember, AidService
from union_desk.people.queries import employer_card, employers, held_values, person_card, persons
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.values import NO_EMPLOYER, NOBODY, EmployerCard, PersonCard

# A list's rows: their record and their value; what a row says is in the fields that both have.
ROW_KINDS: Final[Mapping[str, tuple[type[Any], type[Any]]]] = {
    "members": (AidMemberRecord, AidMember),
    "services": (AidServiceRecord, AidService),
    "items": (AidItemRecord, AidItem),
}
CARDS: Final[Mapping[str, str]] = {
    "person": "person_uid",
    "employer": "employer_uid",
    "opponent": "opponent_uid",
}
# Fields with several codes of a list.
SEVERAL: Final = ("categories", "wanted", "papers_given", "income_kinds")
CASE_FIELDS: Final = tuple(
    field.name for field in fields(AidForm) if field.name not in ROW_KINDS and field.name not in CARDS
)
GONE: Final = "这件援助案件已不在，可能已被撤销。"


@cache
def row_fields(name: str) -> tuple[str, ...]:
    """Return the fields that a row of a list has in the form and in the store alike."""
    _, value = ROW_KINDS[name]
    return tuple(field.name for field in fields(value) if field.name != "uid")


def case_of(session: Session, uid: str) -> AidCaseRecord:
    record = session.get(AidCaseRecord, uid)
    if record is None:
        raise RuleBroken(GONE)
    return record


def cases(session: Session, uids: Sequence[str]) -> dict[str, AidCaseRecord]:
    return records_of(session, AidCaseRecord, uids)


def uid_of_number(session: Session, number: str) -> str | None:
    return numbered(session, AidCaseRecord, number)


def form_of(session: Session, record: AidCaseRecord) -> AidForm:
    return forms_of(session, [record])[record.uid]


def forms_of(session: Session, records: Sequence[AidCaseRecord]) -> dict[str, AidForm]:
    """Return what is written in these cases; half a dozen statements for any number of them."""
    uids = [record.uid for record in records]
    rows = {name: _rows_of(session, name, uids) for name in ROW_KINDS}
    people = _people(session, [record.person_uid for record in records if record.person_uid])
    firms = _firms(
        session, [uid for record in records for uid in (record.employer_uid, record.opponent_uid) if uid]
    )
    forms = {}
    for record in records:
        lists: dict[str, Any] = {
            name: tuple(_entry(name, row) for row in held.get(record.uid, ())) for name, held in rows.items()
        }
        typed = held_values(record, AidForm, CASE_FIELDS)
        forms[record.uid] = AidForm(
            person=people.get(record.person_uid or "", NOBODY),
            employer=firms.get(record.employer_uid or "", NO_EMPLOYER),
            opponent=firms.get(record.opponent_uid or "", NO_EMPLOYER),
            **typed | {name: codes(getattr(record, name)) for name in SEVERAL},
            **lists,
        )
    return forms


def _rows_of(session: Session, name: str, case_uids: Sequence[str]) -> dict[str, list[Any]]:
    record, _value = ROW_KINDS[name]
    found: dict[str, list[Any]] = {}
    for chunk in chunks(case_uids):
        rows = session.scalars(
            select(record)
            .where(record.case_uid.in_(chunk), record.removed.is_(None))
            .order_by(record.position, record.uid)
        )
        for row in rows:
            found.setdefault(row.case_uid or "", []).append(row)
    return found


def _people(session: Session, uids: Sequence[str]) -> dict[str, PersonCard]:
    found: dict[str, PersonRecord] = {}
    for chunk in chunks(uids):
        found |= persons(session, chunk)
    return {uid: person_card(record) for uid, record in found.items()}


def _firms(session: Session, uids: Sequence[str]) -> dict[str, EmployerCard]:
    found: dict[str, EmployerRecord] = {}
    for chunk in chunks(uids):
        found |= employers(session, chunk)
    return {uid: employer_card(record) for uid, record in found.items()}


def _entry(name: str, row: Any) -> Any:
    _record, value = ROW_KINDS[name]
    return value(uid=row.uid, **held_values(row, value, row_fields(name)))
