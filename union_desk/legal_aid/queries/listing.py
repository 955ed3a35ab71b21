"""The list of cases: which of them a filter leaves, in which order, and what a line says of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from union_desk.casework.case_rows import cards_found, cases_found, in_order_of, sorted_ids
from union_desk.casework.records import TouchRecord
from union_desk.core.batches import chunks
from union_desk.legal_aid.records import (
    AID_ENTITY,
    AidCaseRecord,
    AidItemRecord,
    AidServiceRecord,
    AssignmentRecord,
    ProviderRecord,
)
from union_desk.legal_aid.rules.states import OPEN
from union_desk.legal_aid.values import AidFilter
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.store.dialect import among

_Case: Final = AidCaseRecord
OPEN_STATES: Final = tuple(sorted(state.value for state in OPEN))

_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "number": _Case.number,
    "number_shown": _Case.number,
    "cause": _Case.cause,
    "state": _Case.state,
    "state_label": _Case.state,
    "next_step": _Case.state,
    "office": _Case.office,
    "office_name": _Case.office,
    "handler": _Case.handler,
    "came_on": _Case.came_on,
    "closed_on": _Case.closed_on,
    "changed_at": TouchRecord.changed_at,
}
COMPUTED_SORTS: Final = frozenset(
    {"applicant", "opponent", "services", "provider", "claimed_fen", "paid_fen"}
)


@dataclass(frozen=True, slots=True)
class AidLine:
    """A case without what is written in it, with the names of both sides."""

    uid: str
    number: str | None
    state: str | None
    office: str | None
    cause: str | None
    handler: str | None
    wanted: str | None
    came_on: date | None
    closed_on: date | None
    created_at: datetime | None
    changed_at: datetime | None
    applicant: str | None
    opponent: str | None
    opponent_name: str | None

    @property
    def against(self) -> str:
        return self.opponent or self.opponent_name or ""

    @property
    def words(self) -> str:
        """Say whom it is for and against whom: 王芳 对 某某电子."""
        both = (self.applicant or "（未填申请人）", self.against)
        return " 对 ".join(word for word in both if word)


@dataclass(frozen=True, slots=True)
class AidMoney:
    """What is claimed in a case, what was won and what was paid."""

    claimed_fen: int = 0
    won_fen: int = 0
    paid_fen: int = 0


NO_MONEY: Final = AidMoney()


def case_ids(session: Session, wanted: AidFilter, sort: str) -> Sequence[str]:
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
    values = _computed(session, uids, sort.removeprefix("-"))
    return in_order_of(uids, values, down=sort.startswith("-"))


def case_lines(session: Session, uids: Sequence[str]) -> dict[str, AidLine]:
    """Return what the list shows of these cases, without those that are gone."""
    found: dict[str, AidLine] = {}
    for chunk in chunks(uids):
        found |= {row[0]: AidLine(*row) for row in session.execute(_LINES.where(_Case.uid.in_(chunk)))}
    return found


def money_of(session: Session, uids: Sequence[str]) -> dict[str, AidMoney]:
    """Return the sums of these cases: their items, or where none is claimed what the case is about."""
    item, dialect = AidItemRecord, session.connection().dialect
    summed = (
        select(item.case_uid, func.sum(item.claimed_fen), func.sum(item.won_fen), func.sum(item.paid_fen))
        .where(item.removed.is_(None), among(item.case_uid, uids, dialect))
        .group_by(item.case_uid)
    )
    told = select(_Case.uid, _Case.claim_fen).where(
        _Case.claim_fen.is_not(None), among(_Case.uid, uids, dialect)
    )
    items = {uid: (claimed, won, paid) for uid, claimed, won, paid in session.execute(summed)}
    about = {uid: fen for uid, fen in session.execute(told) if fen}
    found = {}
    for uid in items.keys() | about.keys():
        claimed, won, paid = items.get(uid, (None, None, None))
        found[uid or ""] = AidMoney(int(claimed or about.get(uid or "", 0)), int(won or 0), int(paid or 0))
    return found


def counted_elsewhere(session: Session, uids: Sequence[str]) -> frozenset[str]:
    """Return those of the cases whose money another case counts (C5)."""
    dialect = session.connection().dialect
    wanted = select(_Case.uid).where(_Case.counted_elsewhere.is_(True), among(_Case.uid, uids, dialect))
    return frozenset(session.scalars(wanted))


def services_in(session: Session, uids: Sequence[str]) -> dict[str, list[str]]:
    """Return the kinds of the services given in these cases, one for each time."""
    service, dialect = AidServiceRecord, session.connection().dialect
    rows = session.execute(
        select(service.case_uid, service.kind)
        .where(service.removed.is_(None), among(service.case_uid, uids, dialect))
        .order_by(service.position, service.uid)
    )
    found: dict[str, list[str]] = {}
    for uid, kind in rows:
        found.setdefault(uid or "", []).append(kind or "")
    return found


def providers_in(session: Session, uids: Sequence[str]) -> dict[str, str]:
    """Return the name of who does each of these cases now; of several, all."""
    dialect = session.connection().dialect
    rows = session.execute(
        select(AssignmentRecord.case_uid, ProviderRecord.name)
        .join(ProviderRecord, ProviderRecord.uid == AssignmentRecord.provider_uid)
        .where(AssignmentRecord.ended_on.is_(None), among(AssignmentRecord.case_uid, uids, dialect))
        .order_by(AssignmentRecord.assigned_on, AssignmentRecord.uid)
    )
    found: dict[str, list[str]] = {}
    for uid, name in rows:
        found.setdefault(uid or "", []).append(name or "")
    return {uid: "、".join(dict.fromkeys(names)) for uid, names in found.items()}


def by_state(session: Session, uids: Sequence[str]) -> dict[str, int]:
    dialect = session.connection().dialect
    counted = select(_Case.state, func.count()).where(among(_Case.uid, uids, dialect)).group_by(_Case.state)
    return {state: count for state, count in session.execute(counted) if state}


def found_cases(session: Session, text: str, limit: int) -> list[str]:
    """Return the cases that what was typed leads to, the likeliest first."""
    return cases_found(
        session, text, AID_ENTITY, limit, persons=cases_of_persons, employers=cases_of_employers
    )


def cases_of_persons(session: Session, uids: Sequence[str]) -> dict[str, list[str]]:
    """Return the cases of the applicants with these cards, by card."""
    return _cases_by(session, _Case.person_uid, uids)


def cases_of_employers(session: Session, uids: Sequence[str]) -> dict[str, list[str]]:
    """Return the cases in which these employers stand, as the applicant's or against him."""
    found = _cases_by(session, _Case.opponent_uid, uids)
    for uid, case_uids in _cases_by(session, _Case.employer_uid, uids).items():
        found[uid] = list(dict.fromkeys((*found.get(uid, ()), *case_uids)))
    return found


def _cases_by(session: Session, column: Any, uids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for chunk in chunks(list(dict.fromkeys(uids))):
        wanted = select(column, _Case.uid).where(column.in_(chunk))
        for uid, case_uid in session.execute(wanted.order_by(_Case.number.desc(), _Case.uid)):
            found.setdefault(uid, []).append(case_uid)
    return found


def _filtered(session: Session, statement: Select[Any], wanted: AidFilter) -> Select[Any]:
    for column, values in ((_Case.state, wanted.states), (_Case.office, wanted.offices)):
        if values:
            statement = statement.where(column.in_(values))
    if wanted.open_only:
        statement = statement.where(_Case.state.in_(OPEN_STATES))
    if wanted.categories:
        statement = statement.where(or_(*(_has(_Case.categories, code) for code in wanted.categories)))
    if wanted.services:
        statement = statement.where(_serves(wanted.services))
    if wanted.provider_uid:
        doing = select(AssignmentRecord.case_uid).where(
            AssignmentRecord.provider_uid == wanted.provider_uid, AssignmentRecord.ended_on.is_(None)
        )
        statement = statement.where(_Case.uid.in_(doing))
    if wanted.text.strip():
        statement = statement.where(_found(session, wanted.text))
    return statement


def _has(column: Any, code: str) -> ColumnElement[bool]:
    """Tell whether a column with several codes has this one."""
    found: ColumnElement[bool] = ("," + column + ",").contains(f",{code},", autoescape=True)
    return found


def _serves(kinds: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether such a service is given, or is asked for where none is given yet."""
    service = AidServiceRecord
    standing = select(service.case_uid).where(service.removed.is_(None), service.case_uid.is_not(None))
    asked = or_(*(_has(_Case.wanted, kind) for kind in kinds))
    return or_(_Case.uid.in_(standing.where(service.kind.in_(kinds))), _Case.uid.not_in(standing) & asked)


def _found(session: Session, text: str) -> ColumnElement[bool]:
    """Restrict a list to what was typed: an applicant, an employer, an opponent or a number."""
    uids = cards_found(session, text, AID_ENTITY)
    dialect = session.connection().dialect
    return or_(
        among(_Case.uid, uids[AID_ENTITY], dialect),
        among(_Case.person_uid, uids["person"], dialect),
        among(_Case.employer_uid, uids["employer"], dialect),
        among(_Case.opponent_uid, uids["employer"], dialect),
    )


def _computed(session: Session, uids: Sequence[str], name: str) -> Mapping[str, Any]:
    if name in {"claimed_fen", "paid_fen"}:
        return {uid: getattr(money, name) for uid, money in money_of(session, uids).items()}
    if name == "services":
        return {uid: kinds[0] for uid, kinds in services_in(session, uids).items()}
    if name == "provider":
        return providers_in(session, uids)
    lines = case_lines(session, uids).values()
    return {line.uid: line.applicant if name == "applicant" else line.against for line in lines}


def _lines() -> Select[Any]:
    opponent = aliased(EmployerRecord)
    shown: tuple[Any, ...] = (
        *(_Case.uid, _Case.number, _Case.state, _Case.office, _Case.cause, _Case.handler, _Case.wanted),
        *(_Case.came_on, _Case.closed_on, _Case.created_at, TouchRecord.changed_at),
        *(PersonRecord.name, opponent.name, _Case.opponent_name),
    )
    return (
        select(*shown)
        .select_from(_Case)
        .outerjoin(TouchRecord, TouchRecord.uid == _Case.uid)
        .outerjoin(PersonRecord, PersonRecord.uid == _Case.person_uid)
        .outerjoin(opponent, opponent.uid == _Case.opponent_uid)
    )


_LINES: Final = _lines()
