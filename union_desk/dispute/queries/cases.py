"""The rows of a dispute and the form that they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.case_rows import numbered, records_of
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.dispute.records import (
    AgentRecord,
    ClaimRecord,
    DisputeCaseRecord,
    EvidenceRecord,
    PartyRecord,
)
from union_desk.dispute.values import Agent, CaseForm, ClaimItem, Evidence, Party
from union_desk.people.queries import employer_card, employers, held_values, person_card, persons
from union_desk.people.values import NO_EMPLOYER, NOBODY, PersonCard

# A list's rows: their record and their value; what a row says is in the fields that both have.
ROW_KINDS: Final[Mapping[str, tuple[type[Any], type[Any]]]] = {
    "parties": (PartyRecord, Party),
    "agents": (AgentRecord, Agent),
    "claims": (ClaimRecord, ClaimItem),
    "evidence": (EvidenceRecord, Evidence),
}
CASE_FIELDS: Final = tuple(field.name for field in fields(CaseForm) if field.name not in ROW_KINDS)
_LINKED: Final = frozenset({"uid", "person", "employer"})


@cache
def row_fields(name: str) -> tuple[str, ...]:
    """Return the fields that a row of a list has in the form and in the store alike."""
    _, value = ROW_KINDS[name]
    return tuple(field.name for field in fields(value) if field.name not in _LINKED)


def case_of(session: Session, uid: str) -> DisputeCaseRecord:
    record = session.get(DisputeCaseRecord, uid)
    if record is None:
        raise RuleBroken("这件案件已不在，可能已被撤销。")
    return record


def cases(session: Session, uids: Sequence[str]) -> dict[str, DisputeCaseRecord]:
    return records_of(session, DisputeCaseRecord, uids)


def uid_of_number(session: Session, number: str) -> str | None:
    return numbered(session, DisputeCaseRecord, number)


def form_of(session: Session, record: DisputeCaseRecord) -> CaseForm:
    return forms_of(session, [record])[record.uid]


def forms_of(session: Session, records: Sequence[DisputeCaseRecord]) -> dict[str, CaseForm]:
    """Return what is written in these cases; half a dozen statements for any number of them."""
    uids = [record.uid for record in records]
    parties = _rows_of(session, "parties", uids)
    cards = _cards(session, (row for rows in parties.values() for row in rows))
    firm_uids = {row.employer_uid for rows in parties.values() for row in rows if row.employer_uid}
    firms = {uid: employer_card(record) for uid, record in employers(session, firm_uids).items()}
    rest = {name: _rows_of(session, name, uids) for name in ROW_KINDS if name != "parties"}
    forms = {}
    for record in records:
        lists: dict[str, Any] = {
            name: tuple(_entry(name, row) for row in rows.get(record.uid, ())) for name, rows in rest.items()
        }
        forms[record.uid] = CaseForm(
            parties=tuple(
                Party(
                    uid=row.uid,
                    person=cards.get(row.person_uid or "", NOBODY),
                    employer=firms.get(row.employer_uid or "", NO_EMPLOYER),
                    **held_values(row, Party, row_fields("parties")),
                )
                for row in parties.get(record.uid, ())
            ),
            **held_values(record, CaseForm, CASE_FIELDS),
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


def _cards(session: Session, parties: Iterable[PartyRecord]) -> dict[str, PersonCard]:
    uids = sorted({row.person_uid for row in parties if row.person_uid})
    found: dict[str, PersonCard] = {}
    for chunk in chunks(uids):
        found.update({uid: person_card(record) for uid, record in persons(session, chunk).items()})
    return found


def _entry(name: str, row: Any) -> Any:
    _record, value = ROW_KINDS[name]
    return value(uid=row.uid, **held_values(row, value, row_fields(name)))
