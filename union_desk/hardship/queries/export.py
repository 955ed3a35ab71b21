"""The columns of a sheet for many files: one statement for each part of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.records import ConsentRecord
from union_desk.hardship.queries.lines import household_members
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.people.records import EmployerRecord, HouseholdRecord, PersonRecord

_HELD: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "file": HardshipFileRecord,
        "owner": PersonRecord,
        "employer": EmployerRecord,
        "household": HouseholdRecord,
    }
)
_LINKS: Final = (
    (PersonRecord, HardshipFileRecord.owner_uid),
    (EmployerRecord, HardshipFileRecord.employer_uid),
    (HouseholdRecord, HardshipFileRecord.household_uid),
)
# What is always needed to tell who may get it, and who was left out.
ALWAYS: Final = ("file.number", "file.office", "file.state", "file.owner_uid", "owner.name")


def exported_values(session: Session, uids: Sequence[str], paths: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return for each file what is held under these paths; those of no table are left to others."""
    wanted = list(dict.fromkeys((*ALWAYS, "file.audience", *paths)))
    held = [path for path in wanted if path.partition(".")[0] in _HELD]
    columns = [_column(path) for path in held]
    if "count.population" in wanted:
        held.append("count.population")
        columns.append(household_members() + 1)
    statement = select(HardshipFileRecord.uid, *columns).select_from(HardshipFileRecord)
    for record, link in _LINKS:
        statement = statement.outerjoin(record, record.uid == link)
    rows = session.connection().execute(statement.where(HardshipFileRecord.uid.in_(uids)))
    return {row[0]: dict(zip(held, row[1:], strict=True)) for row in rows}


def consenting(session: Session, uids: Sequence[str], kind: str, on: date) -> set[tuple[str, str]]:
    """Return file and person of each consent of a kind that is in force on a day."""
    found = session.execute(
        select(ConsentRecord.subject_uid, ConsentRecord.person_uid).where(
            ConsentRecord.subject == FILE_ENTITY,
            ConsentRecord.subject_uid.in_(uids),
            ConsentRecord.kind == kind,
            ConsentRecord.given_on <= on,
            func.coalesce(ConsentRecord.until_on, on) >= on,
            func.coalesce(ConsentRecord.withdrawn_on, date.max) > on,
        )
    )
    return {(file or "", person or "") for file, person in found}


def _column(path: str) -> Any:
    table, _dot, name = path.partition(".")
    return getattr(_HELD[table], name)
