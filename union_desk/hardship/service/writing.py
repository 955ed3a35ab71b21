"""From a checked form to the rows of its file: cards, household, members and items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.core.terms import term_label
from union_desk.hardship import rules
from union_desk.hardship.queries import (
    FILE_FIELDS,
    HOUSEHOLD_FIELDS,
    MEMBER_FIELDS,
    OPEN_STATES,
    ROW_KINDS,
    WHOSE,
    cards_of_number,
    places_of,
    row_fields,
)
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.values import OWNER, FileForm, MemberEntry, new_uid
from union_desk.people.records import HouseholdMemberRecord, HouseholdRecord
from union_desk.people.rules import FieldWarning
from union_desk.people.service import store_employer, store_person
from union_desk.people.values import PersonCard
from union_desk.store.tables import head
from union_desk.store.work import Work


def write_file(work: Work, record: HardshipFileRecord, form: FileForm, today: date) -> list[FieldWarning]:
    """Bring the rows of a file to what the form says; return what is worth a second look.

    Rows that the form no longer has are marked removed: they stay readable in 修改记录.
    """
    form = without_blank_rows(form)
    owner = store_person(work, form.owner, record.audience, today, "owner")
    warnings = list(owner.warnings)
    employer_uid = store_employer(work, form.employer, "employer")
    household = _household(work, record)
    change(household, stored_fields(form, HOUSEHOLD_FIELDS))
    change(record, {"owner_uid": owner.uid, "employer_uid": employer_uid, "household_uid": household.uid})
    change(record, stored_fields(form, FILE_FIELDS))
    work.session.flush()
    uid_of, member_warnings = _write_members(work, household, form, today)
    for name in ROW_KINDS:
        _write_rows(work, record, name, getattr(form, name), uid_of)
    return warnings + member_warnings


def held_places(
    work: Work, form: FileForm, own_file: str | None, number_shown: Any
) -> Iterable[rules.HeldPlace]:
    """Yield where the persons of a form stand in other open files of this store.

    A member who is not counted here, or there, does not belong to that household.
    """
    yield from _held(work, form.owner, own_file, number_shown, "owner.id_no")
    for index, member in enumerate(form.members):
        if member.counted:
            yield from _held(work, member.person, own_file, number_shown, f"members.{index}.person.id_no")


def _held(
    work: Work, card: PersonCard, own_file: str | None, number_shown: Any, field: str
) -> Iterable[rules.HeldPlace]:
    uids = {record.uid for record in cards_of_number(work.session, card.id_no)} if card.id_no else set()
    if card.uid:
        uids.add(card.uid)
    for record, member in places_of(work.session, uids):
        if record.uid == own_file or record.state not in OPEN_STATES:
            continue
        if member is None or member.counted:
            state = term_label("file_state", record.state or "draft")
            yield rules.HeldPlace(
                card.name or "此人",
                number_shown(record),
                member is None,
                state,
                field,
                file_uid=record.uid,
                member_uid=member.uid if member is not None else "",
                ours=work.actor.audience in {record.audience, DISTRICT_AUDIENCE},
            )


def _household(work: Work, record: HardshipFileRecord) -> HouseholdRecord:
    household = work.session.get(HouseholdRecord, record.household_uid) if record.household_uid else None
    if household is None:
        household = HouseholdRecord(audience=record.audience)
        work.session.add(household)
        work.session.flush()
    return household


def _write_members(
    work: Work, household: HouseholdRecord, form: FileForm, today: date
) -> tuple[dict[str, str | None], list[FieldWarning]]:
    """Write the family; return the row that each `whose` stands for, and warnings."""
    known = {
        row.uid: row
        for row in work.session.scalars(
            select(HouseholdMemberRecord).where(HouseholdMemberRecord.household_uid == household.uid)
        )
    }
    uid_of: dict[str, str | None] = {OWNER: None}
    warnings: list[FieldWarning] = []
    blank = blank_members(form)
    for position, entry in enumerate(form.members):
        if entry.uid in blank:
            continue
        person = store_person(work, entry.person, household.audience, today, f"members.{position}.person")
        warnings += person.warnings
        row = known.pop(entry.uid, None)
        if row is None:
            uid = _free_uid(work, HouseholdMemberRecord, entry.uid)
            row = HouseholdMemberRecord(uid=uid, audience=household.audience, household_uid=household.uid)
            work.session.add(row)
        change(row, {"person_uid": person.uid, "position": position, "removed": None})
        change(row, stored_fields(entry, MEMBER_FIELDS))
        uid_of[entry.uid] = row.uid
    _remove(known.values())
    work.session.flush()
    return uid_of, warnings


def _write_rows(
    work: Work, record: HardshipFileRecord, name: str, entries: tuple[Any, ...], uid_of: dict[str, str | None]
) -> None:
    kind, _ = ROW_KINDS[name]
    known = {row.uid: row for row in work.session.scalars(select(kind).where(kind.file_uid == record.uid))}
    for position, entry in enumerate(entries):
        row = known.pop(entry.uid, None)
        if row is None:
            uid = _free_uid(work, kind, entry.uid)
            row = kind(uid=uid, audience=record.audience, file_uid=record.uid)
            work.session.add(row)
        change(row, {"position": position, "removed": None})
        change(row, stored_fields(entry, row_fields(name)))
        if name in WHOSE:
            change(row, {"member_uid": uid_of[getattr(entry, WHOSE[name])]})
    _remove(known.values())


def _free_uid(work: Work, kind: type[Any], uid: str) -> str:
    """Return the uid that a row was typed with, or a fresh one where it was used before.

    Another file may have it (a copied form), or a row whose making was taken back: its log has ended.
    """
    used = exists().where(head.c.table_name == kind.__tablename__, head.c.uid == uid)
    return new_uid() if not uid or work.session.scalar(select(used)) else uid


def _remove(rows: Iterable[Any]) -> None:
    for row in rows:
        change(row, {"removed": True})


def without_blank_rows(form: FileForm) -> FileForm:
    """Drop items in which nothing was written: the empty line at the end of a grid is no income."""
    return replace(
        form,
        incomes=tuple(row for row in form.incomes if row.amount_fen is not None or row.evidence),
        outlays=tuple(row for row in form.outlays if row.amount_fen is not None or row.evidence),
        assets=tuple(row for row in form.assets if row.value_fen is not None or row.count is not None),
        exclusions=tuple(row for row in form.exclusions if row.code),
        attachments=tuple(row for row in form.attachments if row.kind or row.name),
        plan=tuple(row for row in form.plan if row.need or row.measure),
    )


def blank_members(form: FileForm) -> frozenset[str]:
    """Return the uids of member rows in which nothing was written and to which nothing belongs."""
    blank = {
        entry.uid
        for entry in form.members
        if entry == MemberEntry(uid=entry.uid, counted=entry.counted, person=PersonCard(uid=entry.person.uid))
    }
    held = {row.whose for row in form.incomes} | {row.whose for row in form.assets}
    return frozenset(blank - held - {row.payer for row in form.outlays})
