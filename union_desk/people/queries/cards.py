"""Questions to the cards of persons and employers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.people.records import EmployerRecord, HouseholdMemberRecord, PersonRecord
from union_desk.people.values import NO_EMPLOYER, EmployerCard, PersonCard

PERSON_FIELDS: Final = tuple(field.name for field in fields(PersonCard) if field.name != "uid")
EMPLOYER_FIELDS: Final = tuple(field.name for field in fields(EmployerCard) if field.name != "uid")


def person_card(record: PersonRecord) -> PersonCard:
    return PersonCard(uid=record.uid, **held_values(record, PersonCard, PERSON_FIELDS))


def employer_card(record: EmployerRecord | None) -> EmployerCard:
    if record is None:
        return NO_EMPLOYER
    return EmployerCard(uid=record.uid, **held_values(record, EmployerCard, EMPLOYER_FIELDS))


def persons_with_id(session: Session, id_no: str, audience: str | None = None) -> Sequence[PersonRecord]:
    """Return the cards with this normalised number, of one audience or of the whole store."""
    wanted = select(PersonRecord).where(PersonRecord.id_no == id_no).order_by(PersonRecord.uid)
    if audience is not None:
        wanted = wanted.where(PersonRecord.audience == audience)
    return session.scalars(wanted).all()


def persons(session: Session, uids: Iterable[str]) -> dict[str, PersonRecord]:
    found = session.scalars(select(PersonRecord).where(PersonRecord.uid.in_(list(uids))))
    return {record.uid: record for record in found}


def employers(session: Session, uids: Iterable[str]) -> dict[str, EmployerRecord]:
    found = session.scalars(select(EmployerRecord).where(EmployerRecord.uid.in_(list(uids))))
    return {record.uid: record for record in found}


def employer_like(session: Session, card: EmployerCard) -> EmployerRecord | None:
    """Return the employer with this credit code, else the one with exactly this name."""
    wanted = select(EmployerRecord).order_by(EmployerRecord.uid)
    if card.credit_code:
        coded = session.scalars(wanted.where(EmployerRecord.credit_code == card.credit_code)).first()
        if coded is not None:
            return coded
    if not card.name:
        return None
    named = session.scalars(wanted.where(EmployerRecord.name == card.name)).all()
    fits = [record for record in named if not (card.credit_code and record.credit_code)]
    return fits[0] if fits else None


def members_of(
    session: Session, household_uids: Iterable[str]
) -> dict[str, list[tuple[HouseholdMemberRecord, PersonRecord]]]:
    """Return the members of households besides the files' owners, in the order of the paper."""
    found: dict[str, list[tuple[HouseholdMemberRecord, PersonRecord]]] = {}
    wanted = (
        select(HouseholdMemberRecord, PersonRecord)
        .join(PersonRecord, PersonRecord.uid == HouseholdMemberRecord.person_uid)
        .where(
            HouseholdMemberRecord.household_uid.in_(list(household_uids)),
            HouseholdMemberRecord.removed.is_(None),
        )
        .order_by(HouseholdMemberRecord.position, HouseholdMemberRecord.uid)
    )
    for member, person in session.execute(wanted):
        found.setdefault(member.household_uid or "", []).append((member, person))
    return found


def held_values(record: object, kind: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return what a row holds for a value of a kind; what it does not hold is as in a new value."""
    unknown = _unknown(kind)
    held = {name: getattr(record, name) for name in names}
    return {name: unknown[name] if value is None else value for name, value in held.items()}


@cache
def _unknown(kind: Any) -> dict[str, Any]:
    return {field.name: field.default for field in fields(kind)}
