"""Which cards are worth comparing: those that share a number, a phone, or the sound of a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.core.batches import chunks
from union_desk.people.dealings import PersonDealings
from union_desk.people.queries.links import Pair, pair_of
from union_desk.people.records import PersonRecord
from union_desk.people.rules.duplicates import (
    LIKELY_FROM,
    MOST_FOR_MEMBERS,
    SAME_EMPLOYER,
    Comparable,
    Likeness,
    cannot_be,
    comparable,
    full_number,
    likeness,
    sounds,
)
from union_desk.people.values import PersonCard
from union_desk.store.keys import LONGEST, Kind, fold
from union_desk.store.tables import search_ref, skey

_ENTITY: Final = PersonRecord.__tablename__
_FIELDS: Final = (
    "uid", "id_no", "name", "sex", "birth_on", "birth_precision", "mobile", "other_phone", "address",
    "card_no",
)  # fmt: skip
_COLUMNS: Final = tuple(getattr(PersonRecord, name) for name in _FIELDS)
# A phone on more cards than this is an office's or an employer's: only equal names are compared under it.
_OWN_PHONE: Final = 12
_OLD_NUMBER: Final = 15
_NUMBER: Final = 18
# Where everything but the circle was compared, the circle may still add so much.
_CIRCLE: Final = MOST_FOR_MEMBERS + SAME_EMPLOYER

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def comparables(session: Session, uids: Iterable[str]) -> dict[str, Comparable]:
    """Return what of these cards is compared, without those that are gone."""
    found: dict[str, Comparable] = {}
    for chunk in chunks(uids):
        for row in session.execute(sa.select(*_COLUMNS).where(PersonRecord.uid.in_(chunk))):
            found[row.uid] = comparable(_card(row))
    return found


def known_like(session: Session, cards: Sequence[Comparable]) -> list[Pair]:
    """Return pairs worth comparing: one of these cards, and one of the store; by the index of search keys."""
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for card in cards:
        for sought in _keys(card):
            wanted[sought].append(card.uid)
    pairs: dict[Pair, None] = {}
    for kind in sorted({kind for kind, _ in wanted}):
        keys = [key for each, key in wanted if each == kind]
        for key, uid in _holders(session, kind, keys):
            pairs.update(((own, uid), None) for own in wanted[kind, key] if own != uid)
    return list(pairs)


def pairs_within(session: Session, progress: Progress, cancelled: Cancelled) -> list[Pair]:
    """Return the pairs of the whole store that are worth comparing; a few reads, whatever its size."""
    found: dict[Pair, None] = {}
    steps = (_by_number, _by_phone, _by_sound_and_birth)
    for place, step in enumerate(steps):
        if cancelled():
            return []
        progress(place, len(steps) + 1)
        found.update(dict.fromkeys(step(session)))
    return list(found)


def compared(
    session: Session,
    pairs: Sequence[Pair],
    dealings: PersonDealings,
    own: dict[str, Comparable] | None = None,
    *,
    least: int = LIKELY_FROM,
) -> dict[Pair, Likeness]:
    """Score pairs and return those worth a look. `own` are cards that the store does not have (yet)."""
    known = comparables(session, (uid for pair in pairs for uid in pair))
    known.update(own or {})
    near: list[Pair] = []
    for one, other in pairs:
        first, second = known.get(one), known.get(other)
        if first is None or second is None or (least and cannot_be(first, second)):
            continue
        if likeness(first, second).points + _CIRCLE >= least:
            near.append((one, other))
    around = dealings.around(session, list(dict.fromkeys(uid for pair in near for uid in pair)))
    for uid, circle in around.items():
        known[uid] = replace(
            known[uid],
            employer=known[uid].employer or circle.employer,
            members=known[uid].members | circle.members,
        )
    scored = {pair: likeness(known[pair[0]], known[pair[1]]) for pair in near}
    return {pair: found for pair, found in scored.items() if found.points >= least}


# --- inside


def _card(row: sa.Row[tuple[object, ...]]) -> PersonCard:
    held = {name: getattr(row, name) for name in _FIELDS}
    return PersonCard(**{name: value for name, value in held.items() if value is not None})


def _keys(card: Comparable) -> Iterator[tuple[str, str]]:
    number = full_number(card.id_no) if card.id_no else ""
    if number:
        yield Kind.ID, number
        if len(number) == 18 and number[6:8] == "19":
            yield Kind.ID, number[:6] + number[8:17]
    yield from ((Kind.PHONE, phone) for phone in card.phones)
    if card.name:
        yield from ((Kind.PINYIN, sound[:LONGEST]) for sound in sounds(card.name))
        yield Kind.NAME, fold(card.name)[:LONGEST]


def _holders(session: Session, kind: str, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    for chunk in chunks(keys):
        rows = session.execute(
            sa.select(skey.c.key, search_ref.c.uid)
            .join(search_ref, search_ref.c.ref == skey.c.ref)
            .where(skey.c.entity == _ENTITY, skey.c.kind == kind, skey.c.key.in_(chunk))
        )
        for row in rows:
            yield row.key, row.uid


def _by_number(session: Session) -> Iterator[Pair]:
    """Pairs with one number, an old one of 15 digits brought to 18."""
    keys = list(_held_twice(session, Kind.ID))
    old = session.scalars(
        sa.select(skey.c.key).where(
            skey.c.entity == _ENTITY, skey.c.kind == Kind.ID, sa.func.length(skey.c.key) == _OLD_NUMBER
        )
    )
    upgraded = {number: full_number(number) for number in old}
    holders: dict[str, list[str]] = defaultdict(list)
    for key, uid in _holders(session, Kind.ID, [*keys, *upgraded, *upgraded.values()]):
        holders[upgraded.get(key, key)].append(uid)
    for uids in holders.values():
        yield from _pairs(uids)


def _by_phone(session: Session) -> Iterator[Pair]:
    holders: dict[str, list[str]] = defaultdict(list)
    for key, uid in _holders(session, Kind.PHONE, list(_held_twice(session, Kind.PHONE))):
        holders[key].append(uid)
    crowds: list[list[str]] = []
    for uids in holders.values():
        if len(uids) <= _OWN_PHONE:
            yield from _pairs(uids)
        else:
            crowds.append(uids)
    for uids in crowds:
        by_sound: dict[str, list[str]] = defaultdict(list)
        for uid, card in comparables(session, uids).items():
            for sound in sounds(card.name):
                by_sound[sound].append(uid)
        for group in by_sound.values():
            yield from _pairs(group)


def _by_sound_and_birth(session: Session) -> Iterator[Pair]:
    """Pairs whose names sound alike and who were born on one day, or whose numbers agree but for the day.

    A card without a day is compared by the name alone.
    """
    born: dict[date | str | None, list[tuple[str, str]]] = defaultdict(list)
    columns = (PersonRecord.uid, PersonRecord.name, PersonRecord.birth_on, PersonRecord.id_no)
    for row in session.execute(sa.select(*columns).execution_options(yield_per=5000)):
        if row.name:
            day = row.birth_on or comparable(PersonCard(id_no=row.id_no or "")).birth_on
            born[day].append((row.uid, row.name))
            number = full_number(row.id_no) if row.id_no else ""
            if len(number) == _NUMBER:
                born[number[:6] + number[14:17]].append((row.uid, row.name))
    bare = born.pop(None, [])
    for group in born.values():
        if len(group) > 1:
            yield from _alike_in(group)
    if bare:
        cards = [Comparable(uid=uid, name=name) for uid, name in bare]
        yield from (pair_of(*pair) for pair in known_like(session, cards))


def _alike_in(group: Sequence[tuple[str, str]]) -> Iterator[Pair]:
    by_sound: dict[str, list[str]] = defaultdict(list)
    for uid, name in group:
        for sound in sounds(name):
            by_sound[sound].append(uid)
    for uids in by_sound.values():
        yield from _pairs(uids)


def _held_twice(session: Session, kind: str) -> Iterable[str]:
    return session.scalars(
        sa.select(skey.c.key)
        .where(skey.c.entity == _ENTITY, skey.c.kind == kind)
        .group_by(skey.c.key)
        .having(sa.func.count() > 1)
    ).all()


def _pairs(uids: Sequence[str]) -> Iterator[Pair]:
    known = sorted(set(uids))
    for place, one in enumerate(known):
        for other in known[place + 1 :]:
            yield one, other
