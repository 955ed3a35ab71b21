"""Which open files of different offices have the same humans in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.core.terms import term_label
from union_desk.hardship.queries.files import OPEN_STATES
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.values.two_offices import FileSide, SharedMember, TwoOffices
from union_desk.people.queries.links import Pair, pair_of
from union_desk.people.records import HouseholdMemberRecord, PersonRecord

# Fewer humans in common are relatives as often as one household.
LEAST_SHARED: Final = 2
_OWNER: Final = "建档职工"


@dataclass(frozen=True, slots=True)
class _Stand:
    """A human in an open file."""

    file: HardshipFileRecord
    member_uid: str
    role: str


def households_in_two(session: Session, alike: Mapping[Pair, str]) -> list[TwoOffices]:
    """Return pairs of open files of two offices that share humans; `alike`: pairs of cards, and how alike."""
    stands = _stands(session, {uid for pair in alike for uid in pair})
    names = _names(session, stands)
    found: dict[Pair, list[SharedMember]] = defaultdict(list)
    files: dict[str, HardshipFileRecord] = {}
    for (one, other), words in alike.items():
        for first in stands.get(one, ()):
            for second in stands.get(other, ()):
                if first.file.audience == second.file.audience:
                    continue
                turned = first.file.uid > second.file.uid
                left, right = (second, first) if turned else (first, second)
                left_uid, right_uid = (other, one) if turned else (one, other)
                files.update({left.file.uid: left.file, right.file.uid: right.file})
                found[left.file.uid, right.file.uid].append(
                    SharedMember(
                        names.get(left_uid, ""),
                        left.role,
                        left.member_uid,
                        names.get(right_uid, ""),
                        right.role,
                        right.member_uid,
                        words,
                    )
                )
    owners = _owner_names(session, files.values())
    words_of = {code: office.short_name for code, office in offices_in(session).items()}
    sides = {uid: _side(file, owners, words_of) for uid, file in files.items()}
    pairs = [
        TwoOffices(sides[first], sides[second], tuple(shared))
        for (first, second), shared in found.items()
        if _humans(shared) >= LEAST_SHARED
    ]
    return sorted(pairs, key=lambda each: (each.title, each.uid))


def _humans(shared: Collection[SharedMember]) -> int:
    """Count the humans on the side where they are fewer: three cards of one man are one man."""
    return min(
        len({(each.first_member_uid or _OWNER) for each in shared}),
        len({(each.second_member_uid or _OWNER) for each in shared}),
    )


def joined_pairs(groups: Iterable[frozenset[str]]) -> set[Pair]:
    """Return every pair of cards that were joined, directly or through others."""
    return {pair_of(one, other) for group in groups for one in group for other in group if one != other}


def _stands(session: Session, uids: Collection[str]) -> dict[str, list[_Stand]]:
    found: dict[str, list[_Stand]] = defaultdict(list)
    for chunk in chunks(sorted(uids)):
        owned = select(HardshipFileRecord).where(
            HardshipFileRecord.owner_uid.in_(chunk), HardshipFileRecord.state.in_(OPEN_STATES)
        )
        for file in session.scalars(owned):
            found[file.owner_uid or ""].append(_Stand(file, "", _OWNER))
        lives = (
            select(HouseholdMemberRecord, HardshipFileRecord)
            .join(HardshipFileRecord, HardshipFileRecord.household_uid == HouseholdMemberRecord.household_uid)
            .where(
                HouseholdMemberRecord.person_uid.in_(chunk),
                HouseholdMemberRecord.removed.is_(None),
                HardshipFileRecord.state.in_(OPEN_STATES),
            )
        )
        for member, file in session.execute(lives):
            role = term_label("relation", member.relation) or "家庭成员"
            found[member.person_uid or ""].append(_Stand(file, member.uid, role))
    return found


def _names(session: Session, uids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in chunks(sorted(uids)):
        rows = session.execute(select(PersonRecord.uid, PersonRecord.name).where(PersonRecord.uid.in_(chunk)))
        found.update({uid: name or "" for uid, name in rows})
    return found


def _owner_names(session: Session, files: Iterable[HardshipFileRecord]) -> dict[str, str]:
    return _names(session, {file.owner_uid for file in files if file.owner_uid})


def _side(file: HardshipFileRecord, owners: Mapping[str, str], words: Mapping[str, str]) -> FileSide:
    office = words.get(file.office or "", file.office or "")
    return FileSide(
        file.uid,
        number_shown(file.number or "", office),
        office,
        owners.get(file.owner_uid or "", "") or "（未填姓名）",
        term_label("file_state", file.state),
    )
