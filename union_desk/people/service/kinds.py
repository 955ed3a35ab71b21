"""What differs between comparing persons and comparing employers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.casework.fields import ColumnWords, words_of
from union_desk.casework.history import shown
from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.core.divisions import division_name
from union_desk.people.dealings import Dealing, PersonDealings
from union_desk.people.pairs import Differs, FieldPair
from union_desk.people.queries import EMPLOYER_FIELDS, PERSON_FIELDS, employer_card
from union_desk.people.queries.candidates import compared, pairs_within
from union_desk.people.queries.links import Pair
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.rules.alike_employers import (
    ComparedEmployer,
    employer_likeness,
    organisation_code,
)
from union_desk.people.rules.duplicates import LIKELY_FROM, Likeness
from union_desk.store.records import LoggedRecord

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_PLACE: Final = re.compile(r"[^省市区县]{2,}?(?=[省市区县])")
_CORE_ENDS: Final = 3
# Employers that share no more than an ending of their names are compared among so many at most.
_MOST_IN_GROUP: Final = 60


class CardKind(Protocol):
    """The cards of one entity: how they are found, compared and shown."""

    entity: str
    record: type[LoggedRecord]
    fields: tuple[str, ...]

    def find(self, session: Session, progress: Progress, cancelled: Cancelled) -> dict[Pair, Likeness]: ...

    def compare(self, session: Session, one: str, other: str) -> Likeness: ...

    def dealings(self, session: Session, uids: Sequence[str]) -> dict[str, tuple[Dealing, ...]]: ...

    def told(self, session: Session, uids: Sequence[str]) -> dict[str, str]: ...


class Persons:
    """The cards of humans."""

    entity = PersonRecord.__tablename__
    record: type[LoggedRecord] = PersonRecord
    fields = PERSON_FIELDS

    def __init__(self, dealings: PersonDealings) -> None:
        self._dealings = dealings

    def find(self, session: Session, progress: Progress, cancelled: Cancelled) -> dict[Pair, Likeness]:
        return compared(session, pairs_within(session, progress, cancelled), self._dealings)

    def compare(self, session: Session, one: str, other: str) -> Likeness:
        found = compared(session, [(one, other)], self._dealings, least=0)
        return found.get((one, other), Likeness(0, ()))

    def dealings(self, session: Session, uids: Sequence[str]) -> dict[str, tuple[Dealing, ...]]:
        found: dict[str, list[Dealing]] = defaultdict(list)
        for dealing in self._dealings.dealings(session, uids):
            found[dealing.person_uid].append(dealing)
        return {uid: tuple(each) for uid, each in found.items()}

    def told(self, session: Session, uids: Sequence[str]) -> dict[str, str]:
        del session, uids
        return {}


class Employers:
    """The cards of employers; there are thousands, not a hundred thousand: they are read at once."""

    entity = EmployerRecord.__tablename__
    record: type[LoggedRecord] = EmployerRecord
    fields = EMPLOYER_FIELDS

    def __init__(self, dealings: PersonDealings) -> None:
        self._dealings = dealings

    def find(self, session: Session, progress: Progress, cancelled: Cancelled) -> dict[Pair, Likeness]:
        places = places_of(session)
        known = {
            record.uid: ComparedEmployer(employer_card(record), places)
            for record in session.scalars(sa.select(EmployerRecord))
        }
        pairs = sorted(_employer_pairs(known))
        found: dict[Pair, Likeness] = {}
        for place, (one, other) in enumerate(pairs):
            if place % 500 == 0:
                progress(place, len(pairs))
                if cancelled():
                    break
            like = employer_likeness(known[one], known[other])
            if like.points >= LIKELY_FROM:
                found[one, other] = like
        return found

    def compare(self, session: Session, one: str, other: str) -> Likeness:
        places = places_of(session)
        first, second = (employer_card(session.get(EmployerRecord, uid)) for uid in (one, other))
        return employer_likeness(ComparedEmployer(first, places), ComparedEmployer(second, places))

    def dealings(self, session: Session, uids: Sequence[str]) -> dict[str, tuple[Dealing, ...]]:
        del session, uids
        return {}

    def told(self, session: Session, uids: Sequence[str]) -> dict[str, str]:
        counts = self._dealings.of_employers(session, uids)
        return {uid: f"{counts.get(uid, 0)} 份档案、案件填了这个单位" for uid in uids}


def places_of(session: Session) -> tuple[str, ...]:
    """Return the places of this federation's offices, which names of employers begin with or leave out."""
    found: dict[str, None] = {}
    for office in offices_in(session).values():
        name = division_name(office.division) if office.division else None
        found.update(dict.fromkeys(_PLACE.findall(re.sub(r"[省市区县](?=.)", r"\g<0> ", name or ""))))
    return tuple(place.strip() for place in found)


def field_pairs(kind: CardKind, one: LoggedRecord, other: LoggedRecord) -> Iterator[FieldPair]:
    """Yield the fields that at least one card has, in the order of the card."""
    table: sa.Table = kind.record.metadata.tables[kind.entity]
    for name in kind.fields:
        words = words_of(table, name)
        first, second = getattr(one, name), getattr(other, name)
        if words is None or (first in {None, ""} and second in {None, ""}):
            continue
        yield FieldPair(
            words.label, _shown(words, name, first), _shown(words, name, second), _differs(first, second)
        )


def records_of(session: Session, kind: CardKind, uids: Iterable[str]) -> dict[str, Any]:
    """Return the cards that are still there."""
    found: dict[str, Any] = {}
    for chunk in chunks(uids):
        rows = session.scalars(sa.select(kind.record).where(kind.record.uid.in_(chunk)))
        found.update({row.uid: row for row in rows})
    return found


def _shown(words: ColumnWords, name: str, value: Any) -> str:
    return shown(words, name, value, {})


def _differs(first: Any, second: Any) -> Differs:
    if first == second:
        return Differs.NOT
    return Differs.LACKING if first in {None, ""} or second in {None, ""} else Differs.OTHER


def _employer_pairs(known: dict[str, ComparedEmployer]) -> set[Pair]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for uid, each in known.items():
        for key in _employer_keys(each):
            groups[key].append(uid)
    pairs: set[Pair] = set()
    for (kind, _), uids in groups.items():
        if kind in {"begin", "end"} and len(uids) > _MOST_IN_GROUP:
            continue
        ordered = sorted(uids)
        pairs.update((one, other) for place, one in enumerate(ordered) for other in ordered[place + 1 :])
    return pairs


def _employer_keys(each: ComparedEmployer) -> Iterator[tuple[str, str]]:
    card, core = each.card, each.core
    if card.credit_code:
        yield "code", card.credit_code
        if organisation := organisation_code(card.credit_code):
            yield "organisation", organisation
    if card.reg_no:
        yield "registration", card.reg_no
    if core:
        yield "core", core
        yield "begin", core[:_CORE_ENDS]
        yield "end", core[-_CORE_ENDS:]
