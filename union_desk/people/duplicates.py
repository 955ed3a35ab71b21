"""Who of some cards may be known here already: asked before cards of another office are taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.people.dealings import NoDealings, PersonDealings
from union_desk.people.queries.candidates import compared, known_like
from union_desk.people.queries.cards import persons
from union_desk.people.queries.links import DIFFERENT, PERSON, SAME, decided, pair_of
from union_desk.people.records import PersonRecord
from union_desk.people.rules.duplicates import Alike, comparable
from union_desk.people.values import PersonCard


@dataclass(frozen=True, slots=True)
class PerhapsKnown:
    """One of the cards, and a card here that may mean the same human; `reasons` are sentences."""

    uid: str
    name: str
    known_uid: str
    known_name: str
    known_office: str  # short name of the office whose card it is
    points: int
    alike: Alike
    reasons: tuple[str, ...]


def perhaps_same(
    session: Session, cards: Sequence[PersonCard], dealings: PersonDealings | None = None
) -> tuple[PerhapsKnown, ...]:
    """Compare cards that need not be stored with all cards of the store; the likeliest first.

    A card has its `uid`, by which it is told from itself where the store has it. Pairs that were joined, or
    were said not to be the same, are left out. `dealings` tells employer and household members.
    """
    own = {card.uid: comparable(card) for card in cards}
    pairs = known_like(session, list(own.values()))
    scored = compared(session, pairs, dealings or NoDealings(), own)
    said = decided(session, PERSON, own)
    records: dict[str, PersonRecord] = {}
    for chunk in chunks(known for _, known in scored):
        records.update(persons(session, chunk))
    words = {office.audience: office.short_name for office in reversed(offices_in(session).values())}
    found: dict[tuple[str, str], PerhapsKnown] = {}
    for (uid, known_uid), like in scored.items():
        pair = pair_of(uid, known_uid)
        if said.get(pair) in {SAME, DIFFERENT} or pair in found:
            continue
        record = records[known_uid]
        office = words.get(record.audience, record.audience)
        found[pair] = PerhapsKnown(
            uid, own[uid].name, known_uid, record.name or "", office, like.points, like.alike, like.sentences
        )
    return tuple(sorted(found.values(), key=lambda each: (-each.points, each.name, each.uid, each.known_uid)))
