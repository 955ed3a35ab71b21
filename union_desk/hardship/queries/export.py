"""The columns of a sheet for many files: one statement for each part of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.records import ConsentRecord
from union_desk.core.batches import chunks
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
_LINKS: Final = {
    "owner": HardshipFileRecord.owner_uid,
    "employer": HardshipFileRecord.employer_uid,
    "household": HardshipFileRecord.household_uid,
}
_ALWAYS: Final = ("file.number", "file.office")
# For more files than this one statement over all of them is quicker than looking each one up.
_MANY: Final = 2000


@dataclass(frozen=True, slots=True)
class Standing:
    """What tells whether a file may go out."""

    audience: str
    state: str
    office: str
    number: str
    owner_uid: str


def standings(session: Session, uids: Sequence[str]) -> dict[str, Standing]:
    """Return how these files stand, without those that are gone."""
    record = HardshipFileRecord
    found: dict[str, Standing] = {}
    statement = select(
        record.uid, record.audience, record.state, record.office, record.number, record.owner_uid
    )
    wanted = set(uids)
    for uid, *values in _these(session, statement, record.uid, uids):
        if uid in wanted:
            found[uid] = Standing(*(value or "" for value in values))
    return found


def owner_names(session: Session, person_uids: Sequence[str]) -> dict[str, str]:
    """Return the names of persons by their uids."""
    statement = select(PersonRecord.uid, PersonRecord.name)
    rows = _these(session, statement, PersonRecord.uid, person_uids)
    return {uid: name or "" for uid, name in rows}


def exported_values(session: Session, uids: Sequence[str], paths: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return for each file what is held under these paths; those of no table are left to others."""
    wanted = list(dict.fromkeys((*_ALWAYS, *paths)))
    held = [path for path in wanted if path.partition(".")[0] in _HELD]
    columns = [_column(path) for path in held]
    if "count.population" in wanted:
        held.append("count.population")
        columns.append(household_members() + 1)
    statement = select(HardshipFileRecord.uid, *columns).select_from(HardshipFileRecord)
    parts = {path.partition(".")[0] for path in held}
    for name, link in _LINKS.items():
        if name in parts:
            statement = statement.outerjoin(_HELD[name], _HELD[name].uid == link)
    rows = session.connection().execute(statement.where(HardshipFileRecord.uid.in_(uids)))
    return {row[0]: dict(zip(held, row[1:], strict=True)) for row in rows}


def consenting(session: Session, uids: Sequence[str], kind: str, on: date) -> set[tuple[str, str]]:
    """Return file and person of each consent of a kind that is in force on a day."""
    statement = select(ConsentRecord.subject_uid, ConsentRecord.person_uid).where(
        ConsentRecord.subject == FILE_ENTITY,
        ConsentRecord.kind == kind,
        ConsentRecord.given_on <= on,
        func.coalesce(ConsentRecord.until_on, on) >= on,
        func.coalesce(ConsentRecord.withdrawn_on, date.max) > on,
    )
    rows = _these(session, statement, ConsentRecord.subject_uid, uids)
    return {(file or "", person or "") for file, person in rows}


def _these(session: Session, statement: Any, key: Any, uids: Sequence[str]) -> Iterator[Any]:
    """Return rows by some of their keys; of all rows where nearly all are wanted anyway."""
    connection = session.connection()
    if len(uids) > _MANY:
        yield from connection.execute(statement)
        return
    for chunk in chunks(uids):
        yield from connection.execute(statement.where(key.in_(chunk)))


def _column(path: str) -> Any:
    table, _dot, name = path.partition(".")
    return getattr(_HELD[table], name)
