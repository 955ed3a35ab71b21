"""Who is in dispute with whom, by name only: for lists and searches, without reading what is on the cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from union_desk.core.batches import chunks
from union_desk.dispute.records import PartyRecord
from union_desk.people.records import EmployerRecord, PersonRecord

_Party: Final = PartyRecord
# Of more than so many one is named, with how many they are.
_NAMED: Final = 2


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side of a case: the first by name, how many they are, how many human or workers."""

    names: tuple[str, ...] = ()
    count: int = 0
    persons: int = 0
    workers: int = 0

    @property
    def words(self) -> str:
        """Say who they are: 王芳; 王芳、李强; 王芳 等 12 人."""
        if self.count <= _NAMED:
            return "、".join(name for name in self.names if name)
        return f"{self.names[0]} 等 {self.count} {'人' if self.persons == self.count else '方'}"


NO_SIDE: Final = Side()


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a case as a list names them."""

    applicant: Side = NO_SIDE
    respondent: Side = NO_SIDE

    @property
    def words(self) -> str:
        """Say it as a title: 王芳 诉 某某电子."""
        both = (self.applicant.words or "（未填申请人）", self.respondent.words)
        return " 诉 ".join(word for word in both if word)

    @property
    def workers(self) -> int:
        """How many workers it is about, whichever side they are on."""
        return max(self.applicant.workers + self.respondent.workers, 1)


NO_SIDES: Final = Sides()


def sides_of(session: Session, uids: Sequence[str]) -> dict[str, Sides]:
    """Return the sides of these cases; of five hundred workers the first ones are named."""
    found: dict[str, dict[str, list[Any]]] = {}
    for chunk in chunks(uids):
        for row in session.connection().execute(_first_parties(chunk)):
            found.setdefault(row.case_uid, {}).setdefault(row.side, []).append(row)
    return {
        uid: Sides(_side(sides.get("applicant", [])), _side(sides.get("respondent", [])))
        for uid, sides in found.items()
    }


def _side(rows: list[Any]) -> Side:
    if not rows:
        return NO_SIDE
    ordered = sorted(rows, key=lambda row: row.place)
    names = tuple(row.person or row.employer or "" for row in ordered)
    return Side(names, ordered[0].count, ordered[0].persons, ordered[0].workers)


def _first_parties(uids: Sequence[str]) -> Any:
    side: dict[str, Any] = {"partition_by": (_Party.case_uid, _Party.side)}
    worker = case((_Party.kind == "worker", _Party.person_uid))
    placed = (
        select(
            _Party.case_uid,
            _Party.side,
            _Party.person_uid,
            _Party.employer_uid,
            func.row_number().over(**side, order_by=(_Party.position, _Party.uid)).label("place"),
            func.count().over(**side).label("count"),
            func.count(_Party.person_uid).over(**side).label("persons"),
            func.count(worker).over(**side).label("workers"),
        )
        .where(_Party.case_uid.in_(uids), _Party.removed.is_(None))
        .subquery()
    )
    return (
        select(
            placed.c.case_uid,
            placed.c.side,
            placed.c.place,
            placed.c.count,
            placed.c.persons,
            placed.c.workers,
            PersonRecord.name.label("person"),
            EmployerRecord.name.label("employer"),
        )
        .outerjoin(PersonRecord, PersonRecord.uid == placed.c.person_uid)
        .outerjoin(EmployerRecord, EmployerRecord.uid == placed.c.employer_uid)
        .where(placed.c.place <= _NAMED)
    )


def cases_of_persons(session: Session, uids: Sequence[str]) -> dict[str, list[str]]:
    """Return the cases in which these cards stand, by card."""
    return _cases_by(session, _Party.person_uid, uids)


def cases_of_employers(session: Session, uids: Sequence[str]) -> dict[str, list[str]]:
    """Return the cases in which these employers stand, by employer."""
    return _cases_by(session, _Party.employer_uid, uids)


def cases_between(session: Session, persons: Sequence[str], firms: Sequence[str]) -> tuple[str, ...]:
    """Return the cases in which one of these persons and one of these employers stand on other sides."""
    one, other = aliased(_Party), aliased(_Party)
    wanted = (
        select(one.case_uid)
        .join(other, other.case_uid == one.case_uid)
        .where(
            one.person_uid.in_(persons),
            other.employer_uid.in_(firms),
            one.side != other.side,
            one.removed.is_(None),
            other.removed.is_(None),
        )
        .distinct()
    )
    return tuple(uid for uid in session.scalars(wanted) if uid)


def _cases_by(session: Session, column: Any, uids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for chunk in chunks(list(dict.fromkeys(uids))):
        wanted = select(column, _Party.case_uid).where(column.in_(chunk), _Party.removed.is_(None))
        for uid, case_uid in session.execute(wanted.order_by(_Party.case_uid)):
            if case_uid:
                found.setdefault(uid, []).append(case_uid)
    return found
