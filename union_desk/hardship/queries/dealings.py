"""What hardship files tell of persons: in which files they stand, who lives with them, where they work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.core.terms import term_label
from union_desk.hardship.queries.files import OPEN_STATES
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.people.dealings import Around, Dealing
from union_desk.people.records import EmployerRecord, HouseholdMemberRecord, PersonRecord
from union_desk.people.rules.duplicates import member_key

_TITLE: Final = "困难职工档案"
OWNER: Final = "建档职工"


class FileDealings:
    """Implements `people.dealings.PersonDealings` for hardship files."""

    def around(self, session: Session, uids: Sequence[str]) -> Mapping[str, Around]:
        """Return the employers and the household members of persons who stand in a file."""
        stands = _stands(session, uids)
        files = {file.uid: file for _, file, _ in stands}
        keys = _members(session, list(files.values()))
        firms = _employer_names(session, [file.employer_uid for file in files.values() if file.employer_uid])
        found: dict[str, Around] = {}
        for person_uid, file, role in stands:
            known = found.get(person_uid, Around())
            firm = firms.get(file.employer_uid or "", "") if role == OWNER else ""
            others = {key for uid, key in keys.get(file.uid, ()) if uid != person_uid and key}
            found[person_uid] = Around(known.employer or firm, known.members | others)
        return found

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        """Return the files in which persons stand, the open ones first."""
        words = {code: office.short_name for code, office in offices_in(session).items()}
        stands = _stands(session, uids)
        owners = _names(session, [file.owner_uid for _, file, _ in stands if file.owner_uid])
        found = [
            Dealing(
                entity=FILE_ENTITY,
                uid=file.uid,
                title=number_shown(file.number or "", words.get(file.office or "", file.office or "")),
                kind_title=_TITLE,
                person_uid=person_uid,
                role=role,
                office=file.office or "",
                state=term_label("file_state", file.state),
                is_open=file.state in OPEN_STATES,
                since_on=file.applied_on,
                household_uid=file.household_uid or "",
                whose=owners.get(file.owner_uid or "", ""),
            )
            for person_uid, file, role in stands
        ]
        return sorted(found, key=lambda each: (not each.is_open, each.title, each.role))

    def at_employer(self, session: Session, uid: str) -> Sequence[Dealing]:
        """Return the files whose owners work for an employer, the open ones first."""
        file = HardshipFileRecord
        named = session.execute(select(file.uid, file.owner_uid).where(file.employer_uid == uid)).all()
        uids, owners = {row.uid for row in named}, [row.owner_uid for row in named if row.owner_uid]
        return [each for each in self.dealings(session, owners) if each.uid in uids and each.role == OWNER]

    def of_employers(self, session: Session, uids: Sequence[str]) -> Mapping[str, int]:
        """Count the files that name these employers."""
        found: dict[str, int] = {}
        for chunk in chunks(uids):
            rows = session.execute(
                select(HardshipFileRecord.employer_uid, func.count())
                .where(HardshipFileRecord.employer_uid.in_(chunk))
                .group_by(HardshipFileRecord.employer_uid)
            )
            found.update({uid: count for uid, count in rows if uid})
        return found


def _stands(session: Session, uids: Sequence[str]) -> list[tuple[str, HardshipFileRecord, str]]:
    """Return persons with a file in which they stand and their part in it."""
    found: list[tuple[str, HardshipFileRecord, str]] = []
    for chunk in chunks(list(dict.fromkeys(uids))):
        owned = select(HardshipFileRecord).where(HardshipFileRecord.owner_uid.in_(chunk))
        found += [(file.owner_uid or "", file, OWNER) for file in session.scalars(owned)]
        lives = (
            select(HouseholdMemberRecord.person_uid, HardshipFileRecord, HouseholdMemberRecord.relation)
            .join(HardshipFileRecord, HardshipFileRecord.household_uid == HouseholdMemberRecord.household_uid)
            .where(HouseholdMemberRecord.person_uid.in_(chunk), HouseholdMemberRecord.removed.is_(None))
        )
        for person_uid, file, relation in session.execute(lives):
            found.append((person_uid or "", file, term_label("relation", relation) or "家庭成员"))
    return found


def _members(session: Session, files: Sequence[HardshipFileRecord]) -> dict[str, list[tuple[str, str]]]:
    """Return of each file the persons of its household: uid and the key by which a human is known again."""
    persons: dict[str, list[str]] = defaultdict(list)
    for file in files:
        if file.owner_uid:
            persons[file.uid].append(file.owner_uid)
    by_household = {file.household_uid: file.uid for file in files if file.household_uid}
    for chunk in chunks(list(by_household)):
        rows = session.execute(
            select(HouseholdMemberRecord.household_uid, HouseholdMemberRecord.person_uid).where(
                HouseholdMemberRecord.household_uid.in_(chunk), HouseholdMemberRecord.removed.is_(None)
            )
        )
        for household_uid, person_uid in rows:
            if person_uid:
                persons[by_household[household_uid or ""]].append(person_uid)
    every = [uid for uids in persons.values() for uid in uids]
    keys: dict[str, str] = {}
    columns = (PersonRecord.uid, PersonRecord.name, PersonRecord.id_no, PersonRecord.birth_on)
    for chunk in chunks(every):
        for row in session.execute(select(*columns).where(PersonRecord.uid.in_(chunk))):
            keys[row.uid] = member_key(row.name or "", row.id_no or "", row.birth_on)
    return {uid: [(each, keys.get(each, "")) for each in uids] for uid, uids in persons.items()}


def _names(session: Session, uids: Sequence[str]) -> dict[str, str]:
    return _column(session, PersonRecord, uids)


def _employer_names(session: Session, uids: Sequence[str]) -> dict[str, str]:
    return _column(session, EmployerRecord, uids)


def _column(session: Session, record: Any, uids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in chunks(list(dict.fromkeys(uids))):
        rows = session.execute(select(record.uid, record.name).where(record.uid.in_(chunk)))
        found.update({uid: name or "" for uid, name in rows})
    return found
