"""The rows of hardship files as lists, searches and forms ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache, partial
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from union_desk.casework.case_rows import cards_found, cases_found
from union_desk.casework.fields import codes
from union_desk.casework.records import TouchRecord
from union_desk.core.batches import chunks
from union_desk.hardship.queries.incomplete import incomplete_draft
from union_desk.hardship.records import (
    FILE_ENTITY,
    AssetRecord,
    AttachmentRecord,
    DecisionRecord,
    ExclusionRecord,
    HardshipFileRecord,
    IncomeRecord,
    OutlayRecord,
    PlanRecord,
)
from union_desk.hardship.rules.states import OPEN
from union_desk.hardship.values import (
    AssetEntry,
    AttachmentEntry,
    ExclusionEntry,
    FileFilter,
    FileForm,
    IncomeEntry,
    MemberEntry,
    OutlayEntry,
    PlanEntry,
)
from union_desk.people.queries import (
    employer_card,
    employers,
    held_values,
    members_of,
    person_card,
    persons,
    persons_with_id,
)
from union_desk.people.records import EmployerRecord, HouseholdMemberRecord, HouseholdRecord, PersonRecord
from union_desk.people.values import NOBODY

OPEN_STATES: Final = tuple(state.value for state in OPEN)
HOUSEHOLD_FIELDS: Final = (
    "house_type", "house_area_hundredths", "house_area_band", "single_parent", "zero_employment", "dibao",
    "dibao_cert", "dibao_amount_fen", "dibao_from_on", "gov_relief",
)  # fmt: skip
FILE_FIELDS: Final = (
    "applied_on", "level", "industry", "farm_worker", "self_help", "year_income_override_fen",
    "year_income_reason", "event", "event_text", "yearly_loss_fen", "main_cause", "minor_causes",
    "cause_text", "wishes", "relief_target", "relief_on", "key_group", "measures", "builder", "checker",
    "typist", "remark",
)  # fmt: skip
# A list's rows: their record and their value; what a row says is in the fields that both have.
ROW_KINDS: Final[Mapping[str, tuple[type[Any], type[Any]]]] = {
    "incomes": (IncomeRecord, IncomeEntry),
    "outlays": (OutlayRecord, OutlayEntry),
    "assets": (AssetRecord, AssetEntry),
    "exclusions": (ExclusionRecord, ExclusionEntry),
    "attachments": (AttachmentRecord, AttachmentEntry),
    "plan": (PlanRecord, PlanEntry),
}
# The field of a row that names a person of the family, in the store a member's uid.
WHOSE: Final = {"incomes": "whose", "outlays": "payer", "assets": "whose"}
MEMBER_FIELDS: Final = tuple(
    field.name for field in fields(MemberEntry) if field.name not in {"uid", "person"}
)

T = TypeVar("T")


@cache
def row_fields(name: str) -> tuple[str, ...]:
    """Return the fields that a row of a list has in the form and in the store alike."""
    _, entry = ROW_KINDS[name]
    return tuple(field.name for field in fields(entry) if field.name not in {"uid", WHOSE.get(name)})


def files(session: Session, uids: Sequence[str]) -> dict[str, HardshipFileRecord]:
    found: dict[str, HardshipFileRecord] = {}
    for chunk in chunks(uids):
        records = session.scalars(select(HardshipFileRecord).where(HardshipFileRecord.uid.in_(chunk)))
        found.update({record.uid: record for record in records})
    return found


def uid_of_number(session: Session, number: str) -> str | None:
    wanted = number.strip().upper()
    return session.scalars(
        select(HardshipFileRecord.uid).where(
            or_(HardshipFileRecord.number == wanted, HardshipFileRecord.temporary_number == wanted)
        )
    ).first()


def form_of(session: Session, record: HardshipFileRecord) -> FileForm:
    return forms_of(session, [record])[record.uid]


def forms_of(session: Session, records: Sequence[HardshipFileRecord]) -> dict[str, FileForm]:
    """Return what is written in these files; a dozen statements for any number of them."""
    uids = [record.uid for record in records]
    owners = persons(session, [record.owner_uid for record in records if record.owner_uid])
    firms = employers(session, [record.employer_uid for record in records if record.employer_uid])
    household_uids = [record.household_uid for record in records if record.household_uid]
    wanted = select(HouseholdRecord).where(HouseholdRecord.uid.in_(household_uids))
    households = {household.uid: household for household in session.scalars(wanted)}
    members = members_of(session, household_uids)
    rows = {name: _rows(session, name, uids) for name in ROW_KINDS}
    forms = {}
    for record in records:
        owner = owners.get(record.owner_uid or "")
        household = households.get(record.household_uid or "")
        lists: dict[str, Any] = {name: tuple(found.get(record.uid, ())) for name, found in rows.items()}
        forms[record.uid] = FileForm(
            owner=person_card(owner) if owner else NOBODY,
            employer=employer_card(firms.get(record.employer_uid or "")),
            members=tuple(_member(*pair) for pair in members.get(record.household_uid or "", [])),
            **_written(household, HOUSEHOLD_FIELDS) if household else {},
            **_written(record, FILE_FIELDS),
            **lists,
        )
    return forms


def decision_of(session: Session, file_uid: str) -> DecisionRecord | None:
    """Return the latest decision on a file's class."""
    return session.scalars(
        select(DecisionRecord)
        .where(DecisionRecord.file_uid == file_uid)
        .order_by(DecisionRecord.decided_at.desc(), DecisionRecord.uid)
    ).first()


def decisions_resting_on(session: Session, uid: str) -> int:
    """Return how many classes were decided by a version of a line or pack that the office has set."""
    return (
        session.scalar(
            select(func.count()).select_from(DecisionRecord).where(DecisionRecord.standards.contains(uid))
        )
        or 0
    )


def places_of(
    session: Session, person_uids: Iterable[str]
) -> list[tuple[HardshipFileRecord, HouseholdMemberRecord | None]]:
    """Return the files in which these cards stand: as owner (None) or as member."""
    uids = list(person_uids)
    owned = session.scalars(select(HardshipFileRecord).where(HardshipFileRecord.owner_uid.in_(uids)))
    places: list[tuple[HardshipFileRecord, HouseholdMemberRecord | None]] = [
        (record, None) for record in owned
    ]
    joined = session.execute(
        select(HardshipFileRecord, HouseholdMemberRecord)
        .join(
            HouseholdMemberRecord,
            HouseholdMemberRecord.household_uid == HardshipFileRecord.household_uid,
        )
        .where(HouseholdMemberRecord.person_uid.in_(uids), HouseholdMemberRecord.removed.is_(None))
    )
    return places + [(record, member) for record, member in joined]


def cards_of_number(session: Session, id_no: str) -> Sequence[PersonRecord]:
    """Return all cards of this store with a number: of one human, in whichever office."""
    return persons_with_id(session, id_no)


# --- the list

_SORTS: Final[Mapping[str, InstrumentedAttribute[Any] | ColumnElement[Any]]] = {
    "number": HardshipFileRecord.number,
    "number_shown": HardshipFileRecord.number,
    "name": PersonRecord.name,
    "sex": PersonRecord.sex,
    "age": PersonRecord.birth_on,
    "employer": EmployerRecord.name,
    "class_name": HardshipFileRecord.class_code,
    "level": HardshipFileRecord.level,
    "state": HardshipFileRecord.state,
    "state_label": HardshipFileRecord.state,
    "office": HardshipFileRecord.office,
    "office_name": HardshipFileRecord.office,
    "main_cause": HardshipFileRecord.main_cause,
    "applied_on": HardshipFileRecord.applied_on,
    "enrolled_on": HardshipFileRecord.enrolled_on,
    "changed_at": TouchRecord.changed_at,
}
_JOINS: Final[Mapping[type[Any], InstrumentedAttribute[Any]]] = {
    PersonRecord: HardshipFileRecord.owner_uid,
    EmployerRecord: HardshipFileRecord.employer_uid,
    HouseholdRecord: HardshipFileRecord.household_uid,
    TouchRecord: HardshipFileRecord.uid,
}


def file_ids(session: Session, wanted: FileFilter, sort: str) -> Sequence[str]:
    """Return the ids of the files that a filter leaves, in the order of a column."""
    column = _SORTS.get(sort.removeprefix("-"), HardshipFileRecord.number)
    statement = select(HardshipFileRecord.uid)
    for record, link in _JOINS.items():
        # A table that neither sorts nor filters would be looked up once for each file.
        if wanted.incomplete or getattr(column, "class_", None) is record:
            statement = statement.outerjoin(record, record.uid == link)
    statement = _filtered(session, statement, wanted)
    ordered = column.desc() if sort.startswith("-") else column.asc()
    statement = statement.order_by(ordered.nulls_last())
    if column is not HardshipFileRecord.number:
        statement = statement.order_by(HardshipFileRecord.number.desc())
    # Each of a hundred thousand rows would be wrapped: here they are gone as soon as they are read.
    cursor: Any = session.connection().execute(statement).cursor
    return [uid for (uid,) in cursor]


def _filtered(session: Session, statement: Select[Any], wanted: FileFilter) -> Select[Any]:
    for column, values in (
        (HardshipFileRecord.state, wanted.states),
        (HardshipFileRecord.office, wanted.offices),
        (HardshipFileRecord.class_code, wanted.class_codes),
        (HardshipFileRecord.main_cause, wanted.main_causes),
    ):
        if values:
            statement = statement.where(column.in_(values))
    if wanted.farm_worker is not None:
        statement = statement.where(HardshipFileRecord.farm_worker.is_(wanted.farm_worker))
    if wanted.incomplete:
        statement = statement.where(incomplete_draft())
    if wanted.text.strip():
        statement = statement.where(_found(session, wanted.text))
    return statement


def found_files(session: Session, text: str, limit: int) -> list[str]:
    """Return the files that what was typed leads to, the likeliest first."""
    employers = partial(_files_of_employers, limit=limit)
    return cases_found(session, text, FILE_ENTITY, limit, persons=_files_of_persons, employers=employers)


def _files_of_persons(session: Session, uids: Sequence[str]) -> dict[str, list[str]]:
    led: dict[str, list[str]] = {}
    for record, member in places_of(session, uids):
        person = member.person_uid if member else record.owner_uid
        led.setdefault(person or "", []).append(record.uid)
    return led


def _files_of_employers(session: Session, uids: Sequence[str], limit: int) -> dict[str, list[str]]:
    led: dict[str, list[str]] = {}
    for file_uid, employer_uid in session.execute(
        select(HardshipFileRecord.uid, HardshipFileRecord.employer_uid)
        .where(HardshipFileRecord.employer_uid.in_(uids))
        .order_by(HardshipFileRecord.number.desc())
        .limit(limit)
    ):
        led.setdefault(employer_uid or "", []).append(file_uid)
    return led


def _found(session: Session, text: str) -> ColumnElement[bool]:
    """Restrict a list to what was typed: owner, member, employer or number."""
    uids = cards_found(session, text, FILE_ENTITY)
    families = select(HouseholdMemberRecord.household_uid).where(
        HouseholdMemberRecord.person_uid.in_(uids["person"]), HouseholdMemberRecord.removed.is_(None)
    )
    return or_(
        HardshipFileRecord.uid.in_(uids[FILE_ENTITY]),
        HardshipFileRecord.owner_uid.in_(uids["person"]),
        HardshipFileRecord.employer_uid.in_(uids["employer"]),
        HardshipFileRecord.household_uid.in_(families),
    )


def _rows(session: Session, name: str, file_uids: Sequence[str]) -> dict[str, list[Any]]:
    record_type, entry_type = ROW_KINDS[name]
    whose = WHOSE.get(name)
    found: dict[str, list[Any]] = {}
    records = session.scalars(
        select(record_type)
        .where(record_type.file_uid.in_(file_uids), record_type.removed.is_(None))
        .order_by(record_type.position, record_type.uid)
    )
    for record in records:
        values = held_values(record, entry_type, row_fields(name))
        if whose:
            values[whose] = record.member_uid or ""
        found.setdefault(record.file_uid, []).append(entry_type(uid=record.uid, **values))
    return found


def _member(record: HouseholdMemberRecord, person: PersonRecord) -> MemberEntry:
    values = held_values(record, MemberEntry, MEMBER_FIELDS)
    return MemberEntry(uid=record.uid, person=person_card(person), **values)


def _written(record: object, names: Iterable[str]) -> dict[str, Any]:
    """Return fields of the form from a row; lists of codes are texts in the store."""
    values = held_values(record, FileForm, names)
    return {
        name: codes(getattr(record, name)) if isinstance(_EMPTY[name], tuple) else value
        for name, value in values.items()
    }


_EMPTY: Final = {field.name: field.default for field in fields(FileForm)}
