"""The list of cases: which of them a filter leaves, in which order, and what a line says of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from union_desk.casework.case_rows import cards_found, cases_found, in_order_of, sorted_ids
from union_desk.casework.records import TouchRecord
from union_desk.dispute.queries.parties import cases_of_employers, cases_of_persons
from union_desk.dispute.records import (
    CASE_ENTITY,
    AgreementItemRecord,
    AgreementRecord,
    ClaimRecord,
    DisputeCaseRecord,
    PartyRecord,
    PaymentRecord,
)
from union_desk.dispute.rules.states import OPEN
from union_desk.dispute.values import CaseFilter
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.store.dialect import among

_Case: Final = DisputeCaseRecord
_Party: Final = PartyRecord
# From so many on, what belongs to all cases is summed up faster than what belongs to these.
_MANY: Final = 2000
OPEN_STATES: Final = tuple(sorted(state.value for state in OPEN))

_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "number": _Case.number,
    "number_shown": _Case.number,
    "cause": _Case.cause,
    "grade": _Case.grade,
    "state": _Case.state,
    "state_label": _Case.state,
    "next_step": _Case.state,
    "office": _Case.office,
    "office_name": _Case.office,
    "handler": _Case.handler,
    "came_on": _Case.came_on,
    "received_on": _Case.received_on,
    "closed_on": _Case.closed_on,
    "changed_at": TouchRecord.changed_at,
}
COMPUTED_SORTS: Final = frozenset({"applicant", "respondent", "headcount", "claimed_fen", "paid_fen"})


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case without what is written in it."""

    uid: str
    number: str | None
    state: str | None
    office: str | None
    cause: str | None
    grade: str | None
    handler: str | None
    headcount: int | None
    came_on: date | None
    received_on: date | None
    closed_on: date | None
    created_at: datetime | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseMoney:
    """What is claimed in a case, what was agreed on it and what was paid."""

    claimed_fen: int = 0
    agreed_fen: int = 0
    paid_fen: int = 0


NO_MONEY: Final = CaseMoney()


def case_ids(session: Session, wanted: CaseFilter, sort: str) -> Sequence[str]:
    """Return the ids of the cases that a filter leaves, in the order of a column that the store keeps."""
    name = sort.removeprefix("-")
    column = _SORTS.get(name, _Case.number)
    statement = select(_Case.uid)
    if name == "changed_at":
        statement = statement.outerjoin(TouchRecord, TouchRecord.uid == _Case.uid)
    statement = _filtered(session, statement, wanted)
    return sorted_ids(session, _Case, statement, column, down=sort.startswith("-"))


def ordered_by(session: Session, uids: Sequence[str], sort: str) -> Sequence[str]:
    """Put ids, which are in the usual order, into that of a column that is computed; unknown ones last."""
    name = sort.removeprefix("-")
    values = _COMPUTED[name](session)
    return in_order_of(uids, values, down=sort.startswith("-"))


def case_lines(session: Session, uids: Sequence[str]) -> dict[str, CaseLine]:
    """Return what the list shows of these cases, without those that are gone."""
    found = session.connection().execute(_LINES.where(_Case.uid.in_(uids)))
    return {row[0]: CaseLine(*row) for row in found}


def money_of(session: Session, uids: Sequence[str]) -> dict[str, CaseMoney]:
    """Return the sums of these cases."""
    some = uids if len(uids) < _MANY else None
    claimed, agreed, paid = _claimed(session, some), _agreed(session, some), _paid(session, some)
    return {
        uid: CaseMoney(claimed.get(uid, 0), agreed.get(uid, 0), paid.get(uid, 0))
        for uid in uids
        if uid in claimed or uid in agreed or uid in paid
    }


def by_state(session: Session, uids: Sequence[str]) -> dict[str, int]:
    dialect = session.connection().dialect
    counted = select(_Case.state, func.count()).where(among(_Case.uid, uids, dialect)).group_by(_Case.state)
    return {state: count for state, count in session.execute(counted) if state}


def persons_in(session: Session, uids: Sequence[str]) -> int:
    """Count the workers of cases: the larger of those who stand in each and of those it was said to be."""
    standing = _headcounts(session, uids if len(uids) < _MANY else None)
    return sum(max(standing.get(uid, 0), 1) for uid in uids)


def found_cases(session: Session, text: str, limit: int) -> list[str]:
    """Return the cases that what was typed leads to, the likeliest first."""
    return cases_found(
        session, text, CASE_ENTITY, limit, persons=cases_of_persons, employers=cases_of_employers
    )


def _filtered(session: Session, statement: Select[Any], wanted: CaseFilter) -> Select[Any]:
    for column, values in (
        (_Case.state, wanted.states),
        (_Case.office, wanted.offices),
        (_Case.cause, wanted.causes),
        (_Case.grade, wanted.grades),
    ):
        if values:
            statement = statement.where(column.in_(values))
    if wanted.open_only:
        statement = statement.where(_Case.state.in_(OPEN_STATES))
    if wanted.collective is not None:
        is_so = _Case.collective.is_(True)
        statement = statement.where(is_so if wanted.collective else _Case.collective.is_not(True))
    if wanted.employer_uid:
        statement = statement.where(_Case.uid.in_(_standing(_Party.employer_uid == wanted.employer_uid)))
    if wanted.text.strip():
        statement = statement.where(_found(session, wanted.text))
    return statement


def _standing(whose: ColumnElement[bool]) -> Select[Any]:
    return select(_Party.case_uid).where(whose, _Party.removed.is_(None))


def _found(session: Session, text: str) -> ColumnElement[bool]:
    """Restrict a list to what was typed: a party, an employer or a number."""
    uids = cards_found(session, text, CASE_ENTITY)
    dialect = session.connection().dialect
    return or_(
        _Case.uid.in_(uids[CASE_ENTITY]),
        _Case.uid.in_(_standing(among(_Party.person_uid, uids["person"], dialect))),
        _Case.uid.in_(_standing(among(_Party.employer_uid, uids["employer"], dialect))),
    )


# --- what is computed of every case


def _sums(session: Session, wanted: Any, case_uid: Any, uids: Sequence[str] | None) -> dict[str, int]:
    if uids is not None:
        wanted = wanted.where(among(case_uid, uids, session.connection().dialect))
    rows = session.connection().execute(wanted.group_by(case_uid))
    return {uid: int(fen) for uid, fen in rows if uid and fen}


def _claimed(session: Session, uids: Sequence[str] | None = None) -> dict[str, int]:
    """Return what is claimed: the items, or where there are none the sums of the roster."""
    claim = ClaimRecord
    items = select(claim.case_uid, func.sum(claim.claimed_fen)).where(
        claim.removed.is_(None), claim.claimed_fen.is_not(None)
    )
    roster = select(_Party.case_uid, func.sum(_Party.claim_fen)).where(
        _Party.removed.is_(None), _Party.claim_fen.is_not(None)
    )
    return {
        **_sums(session, roster, _Party.case_uid, uids),
        **_sums(session, items, claim.case_uid, uids),
    }


def _agreed(session: Session, uids: Sequence[str] | None = None) -> dict[str, int]:
    frame, item = AgreementRecord, AgreementItemRecord
    wanted = (
        select(frame.case_uid, func.sum(item.amount_fen))
        .join(item, item.agreement_uid == frame.uid)
        .where(frame.removed.is_(None), item.removed.is_(None))
    )
    return _sums(session, wanted, frame.case_uid, uids)


def _paid(session: Session, uids: Sequence[str] | None = None) -> dict[str, int]:
    wanted = select(PaymentRecord.case_uid, func.sum(PaymentRecord.amount_fen))
    return _sums(session, wanted, PaymentRecord.case_uid, uids)


def _headcounts(session: Session, uids: Sequence[str] | None = None) -> dict[str, int]:
    """Return how many workers each case is about: those who stand in it, or those it was said to be."""
    humans = select(_Party.case_uid, func.count()).where(
        _Party.removed.is_(None), _Party.kind == "worker", _Party.person_uid.is_not(None)
    )
    said = select(_Case.uid, func.max(_Case.headcount)).where(_Case.headcount.is_not(None))
    found = _sums(session, humans, _Party.case_uid, uids)
    for uid, count in _sums(session, said, _Case.uid, uids).items():
        found[uid] = max(count, found.get(uid, 0))
    return found


def first_names(session: Session, side: str) -> dict[str, str]:
    """Return the name of the first party on a side of every case."""
    wanted = (
        select(_Party.case_uid, PersonRecord.name, EmployerRecord.name)
        .outerjoin(PersonRecord, PersonRecord.uid == _Party.person_uid)
        .outerjoin(EmployerRecord, EmployerRecord.uid == _Party.employer_uid)
        .where(_Party.side == side, _Party.removed.is_(None))
        .order_by(_Party.position.desc(), _Party.uid.desc())
    )
    # Backwards: the first one stays.
    rows = session.connection().execute(wanted)
    return {uid: person or firm or "" for uid, person, firm in rows if uid}


_COMPUTED: Final[Mapping[str, Any]] = {
    "applicant": partial(first_names, side="applicant"),
    "respondent": partial(first_names, side="respondent"),
    "headcount": _headcounts,
    "claimed_fen": _claimed,
    "paid_fen": _paid,
}


def _lines() -> Select[Any]:
    shown: tuple[Any, ...] = (
        *(_Case.uid, _Case.number, _Case.state, _Case.office, _Case.cause, _Case.grade, _Case.handler),
        *(_Case.headcount, _Case.came_on, _Case.received_on, _Case.closed_on, _Case.created_at),
        TouchRecord.changed_at,
    )
    return select(*shown).select_from(_Case).outerjoin(TouchRecord, TouchRecord.uid == _Case.uid)


_LINES: Final = _lines()
