"""A case goes on in another office: that office gets all its rows as its own, and with them its clocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from union_desk.casework.offices import DISTRICT_AUDIENCE, Office
from union_desk.casework.records import AttachedFileRecord, EventRecord
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.dispute.records import (
    CASE_ENTITY,
    AgentRecord,
    AgreementItemRecord,
    AgreementRecord,
    AssignedMediatorRecord,
    CalculationRecord,
    ClaimRecord,
    DisputeCaseRecord,
    DisputeEventRecord,
    DisputePaperRecord,
    DisputeStepRecord,
    EvidenceRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    MinuteRecord,
    OfferRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
)
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.values import new_uid
from union_desk.people.queries import person_card, persons
from union_desk.people.service.cards import store_person
from union_desk.store.work import Work

# In the order in which they may be written: what a row points to comes first.
_OF_CASE: Final[tuple[type[Any], ...]] = (
    PartyRecord,
    AgentRecord,
    ClaimRecord,
    EvidenceRecord,
    DisputeStepRecord,
    DisputeEventRecord,
    LimitationEventRecord,
    CalculationRecord,
    AssignedMediatorRecord,
    HearingRecord,
    OfferRecord,
    AgreementRecord,
    FollowUpRecord,
    ServiceRecord,
)
# What belongs to a row of the case, by the column that names it.
_OF_ROWS: Final[tuple[tuple[type[Any], str], ...]] = (
    (MinuteRecord, "hearing_uid"),
    (AgreementItemRecord, "agreement_uid"),
    (PaymentRecord, "case_uid"),
    (DisputePaperRecord, "case_uid"),
)
_FIXED: Final = frozenset({"uid", "audience", "row_version"})


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What handing a case over made: the work, and the case of the office that goes on with it."""

    work_uid: str
    case_uid: str


def check_movable(actor: Actor, record: DisputeCaseRecord, office: Office | None) -> Office:
    """Refuse a move that cannot be: to nowhere, to where it is, by who keeps only one of both offices."""
    if office is None:
        raise RuleBroken("请从列表中选择接收单位。", field="office")
    if office.code == record.office:
        raise RuleBroken(f"案件已经在{office.name}。", field="office")
    if actor.audience != DISTRICT_AUDIENCE:
        raise RuleBroken("案件由区总工会移交到另一个单位；请先把案件报给区总工会。", field="office")
    state = State(record.state or State.REGISTERED)
    if state not in OPEN:
        raise RuleBroken(f"{state.words}的案件不能移交。", field="office")
    return office


def copied_case(work: Work, record: DisputeCaseRecord, office: Office, today: date) -> DisputeCaseRecord:
    """Write the case with all that belongs to it as rows of an office; each keeps its days."""
    work.session.flush()
    held = _values(record)
    moved = DisputeCaseRecord(
        audience=office.audience,
        **{**held, "office": office.code, "number": None, "temporary_number": None, "advice_uid": record.uid},
    )
    work.session.add(moved)
    now_called = {record.uid: moved.uid}
    rows = list(_rows_of(work, record.uid))
    now_called |= {row.uid: new_uid() for row in rows}
    now_called |= _cards(work, rows, office.audience, today)
    for row in rows:
        values = {name: _called(value, now_called) for name, value in _values(row).items()}
        work.session.add(type(row)(uid=now_called[row.uid], audience=office.audience, **values))
    work.session.flush()
    return moved


def _rows_of(work: Work, uid: str) -> Iterator[Any]:
    found: dict[type[Any], list[str]] = {DisputeCaseRecord: [uid]}
    for record in _OF_CASE:
        rows = work.session.scalars(select(record).where(record.case_uid == uid)).all()
        found[record] = [row.uid for row in rows]
        yield from rows
    owners = {"hearing_uid": found[HearingRecord], "agreement_uid": found[AgreementRecord], "case_uid": [uid]}
    for record, column in _OF_ROWS:
        for chunk in chunks(owners[column]):
            yield from work.session.scalars(select(record).where(getattr(record, column).in_(chunk)))
    for told in (EventRecord, AttachedFileRecord):
        wanted = select(told).where(told.subject == CASE_ENTITY, told.subject_uid == uid)
        yield from work.session.scalars(wanted)


def _cards(work: Work, rows: list[Any], audience: str, today: date) -> dict[str, str]:
    """Give the office a card of its own of every person of the case; return which card became which."""
    uids = sorted({row.person_uid for row in rows if isinstance(row, PartyRecord) and row.person_uid})
    cards: dict[str, str] = {}
    for chunk in chunks(uids):
        for uid, held in persons(work.session, chunk).items():
            cards[uid] = store_person(work, person_card(held), audience, today, "person").uid
    return cards


def _called(value: Any, now_called: Mapping[str, str]) -> Any:
    return now_called.get(value, value) if isinstance(value, str) else value


def _values(row: Any) -> dict[str, Any]:
    return {
        column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in _FIXED
    }
