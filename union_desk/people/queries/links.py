"""What persons decided about two cards: which are one, which are not, and what waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from union_desk.core.batches import chunks
from union_desk.people.records import SameAsRecord

SAME: Final = "same"
DIFFERENT: Final = "different"
LATER: Final = "later"
PERSON: Final = "person"
EMPLOYER: Final = "employer"
HOUSEHOLD: Final = "household"
"""Two files of one household, by the uids of the files."""

Pair = tuple[str, str]


def pair_of(one: str, other: str) -> Pair:
    """Return two uids in the order in which they are kept."""
    return (one, other) if one < other else (other, one)


def standing(session: Session, entity: str, verdicts: Sequence[str] = ()) -> list[SameAsRecord]:
    """Return the decisions that hold, the latest first. Of two about one pair only the later one holds."""
    wanted = select(SameAsRecord).where(SameAsRecord.entity == entity, SameAsRecord.ended_at.is_(None))
    found = _latest(session.scalars(wanted))
    return [link for link in found if not verdicts or link.verdict in verdicts]


def links_of(session: Session, entity: str, uids: Iterable[str]) -> list[SameAsRecord]:
    """Return the decisions that hold about any of these cards, the latest first."""
    found: dict[str, SameAsRecord] = {}
    for chunk in chunks(uids):
        wanted = select(SameAsRecord).where(
            SameAsRecord.entity == entity,
            SameAsRecord.ended_at.is_(None),
            or_(SameAsRecord.first_uid.in_(chunk), SameAsRecord.second_uid.in_(chunk)),
        )
        found.update({link.uid: link for link in session.scalars(wanted)})
    return _latest(found.values())


def story_of(session: Session, entity: str, one: str, other: str) -> list[SameAsRecord]:
    """Return all that was ever decided about two cards, the latest first."""
    first, second = pair_of(one, other)
    wanted = select(SameAsRecord).where(
        SameAsRecord.entity == entity,
        SameAsRecord.first_uid == first,
        SameAsRecord.second_uid == second,
    )
    return sorted(session.scalars(wanted), key=_order, reverse=True)


def decided(session: Session, entity: str, uids: Iterable[str]) -> dict[Pair, str]:
    """Return what holds about the pairs of these cards."""
    return {_pair(link): link.verdict or "" for link in links_of(session, entity, uids)}


def together(session: Session, entity: str, uid: str) -> tuple[str, ...]:
    """Return a card with all that were joined to it, directly or through others; itself first."""
    found = [uid]
    seen = {uid}
    fresh = [uid]
    while fresh:
        links = [link for link in links_of(session, entity, fresh) if link.verdict == SAME]
        fresh = sorted({each for link in links for each in _pair(link)} - seen)
        found += fresh
        seen.update(fresh)
    return tuple(found)


def groups(links: Iterable[SameAsRecord]) -> dict[str, frozenset[str]]:
    """Return for each joined card all cards of the same one."""
    found: dict[str, set[str]] = {}
    for link in links:
        if link.verdict != SAME:
            continue
        first, second = _pair(link)
        both = found.get(first, {first}) | found.get(second, {second})
        found.update(dict.fromkeys(both, both))
    return {uid: frozenset(group) for uid, group in found.items()}


def _pair(link: SameAsRecord) -> Pair:
    return link.first_uid or "", link.second_uid or ""


def _order(link: SameAsRecord) -> tuple[str, str]:
    return (link.decided_at.isoformat() if link.decided_at else "", link.uid)


def _latest(links: Iterable[SameAsRecord]) -> list[SameAsRecord]:
    """Keep the latest decision about each pair: two offices may have decided without knowing of it."""
    found: dict[Pair, SameAsRecord] = {}
    for link in sorted(links, key=_order, reverse=True):
        found.setdefault(_pair(link), link)
    return list(found.values())
