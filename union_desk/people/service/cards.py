"""Cards of persons and employers: stored once in an office, found by number, changed for all who use them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.offices import SHARED_AUDIENCE
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.people.queries import (
    EMPLOYER_FIELDS,
    PERSON_FIELDS,
    employer_card,
    employer_like,
    person_card,
    persons_with_id,
)
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.rules import FieldWarning, same_employer, same_human, tidy_employer, tidy_person
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.store.database import Database
from union_desk.store.keys import search
from union_desk.store.work import Work


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A card as it was stored, with what is worth a second look."""

    uid: str
    warnings: tuple[FieldWarning, ...]


def store_person(work: Work, card: PersonCard, audience: str, today: date, at: str) -> StoredPerson:
    """Store a card, on the card that this office has of the same human already, if it has one.

    An empty field of a form that was typed anew does not wipe out what the office's card knows.
    """
    card, warnings = tidy_person(card, today, at)
    known = _own_record(work, card, audience)
    if known is not None and known.uid == card.uid:
        change(known, stored_fields(card, PERSON_FIELDS))
        return StoredPerson(known.uid, warnings)
    twin = persons_with_id(work.session, card.id_no, audience) if card.id_no else ()
    if twin:
        change(twin[0], _said(card, PERSON_FIELDS))
        return StoredPerson(twin[0].uid, warnings)
    record = PersonRecord(audience=audience, **stored_fields(card, PERSON_FIELDS))
    work.session.add(record)
    work.session.flush()
    return StoredPerson(record.uid, warnings)


def _said(card: PersonCard | EmployerCard, names: Iterable[str]) -> dict[str, Any]:
    """Return only what a card says, without its empty fields and the precision of days it does not know."""
    said = {name: value for name, value in stored_fields(card, names).items() if value is not None}
    return {
        name: value
        for name, value in said.items()
        if not name.endswith("_precision") or name.replace("_precision", "_on") in said
    }


def _own_record(work: Work, card: PersonCard, audience: str) -> PersonRecord | None:
    """Return the card that the form was filled from, unless it now means another human."""
    record = work.session.get(PersonRecord, card.uid) if card.uid else None
    if record is None or record.audience != audience or not same_human(card, person_card(record)):
        return None
    twins = persons_with_id(work.session, card.id_no, audience) if card.id_no else ()
    # The number was typed in later and belongs to a card that the office has already: that one is used.
    return record if not twins or record in twins else None


def store_employer(work: Work, card: EmployerCard, at: str) -> str | None:
    """Store an employer, on the one that is known by code or name already; None for an empty card."""
    card = tidy_employer(card, at)
    if card.is_blank:
        if card != EmployerCard(uid=card.uid):
            raise RuleBroken("请填写单位名称。", field=f"{at}.name")
        return None
    own = work.session.get(EmployerRecord, card.uid) if card.uid else None
    if own is not None and same_employer(card, employer_card(own)):
        change(own, stored_fields(card, EMPLOYER_FIELDS))
        return own.uid
    known = employer_like(work.session, card)
    if known is not None:
        change(known, _said(card, EMPLOYER_FIELDS))
        return known.uid
    record = EmployerRecord(audience=SHARED_AUDIENCE, **stored_fields(card, EMPLOYER_FIELDS))
    work.session.add(record)
    work.session.flush()
    return record.uid


class PeopleService:
    """What a screen can ask about persons and employers."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def card(self, actor: Actor, uid: str) -> PersonCard:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return person_card(session.get_one(PersonRecord, uid))

    def filled(self, card: PersonCard) -> PersonCard:
        """Return a card with what its identity number says; unchanged when the number is not valid.

        It reads nothing of the store, and so needs no right.
        """
        try:
            tidied, _ = tidy_person(card, local_day(self._clock()), "")
        except RuleBroken:
            return card
        return replace(tidied, uid=card.uid)

    def persons(self, actor: Actor, text: str, limit: int = 12) -> Sequence[PersonCard]:
        """Return this office's cards for what was typed: a part of the name, pinyin, the end of a number."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            hits = search(session, text, ("person",), limit * 2)
            wanted = select(PersonRecord).where(
                PersonRecord.uid.in_([hit.uid for hit in hits]), PersonRecord.audience == actor.audience
            )
            found = {record.uid: person_card(record) for record in session.scalars(wanted)}
            return tuple(found[hit.uid] for hit in hits if hit.uid in found)[:limit]

    def employers(self, actor: Actor, text: str, limit: int = 12) -> Sequence[EmployerCard]:
        """Return employers for what was typed: a part of the name, pinyin, initials or the credit code."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            hits = search(session, text, ("employer",), limit)
            wanted = select(EmployerRecord).where(EmployerRecord.uid.in_([hit.uid for hit in hits]))
            found = {record.uid: employer_card(record) for record in session.scalars(wanted)}
            return tuple(found[hit.uid] for hit in hits if hit.uid in found)
