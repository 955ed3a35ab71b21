"""修改记录 of a case: itself, its parties with their cards, its claims, and all that happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.attachments import attached_to
from union_desk.casework.history import FieldHistory, HistoryRow, described, looks_at, openings
from union_desk.casework.offices import offices_in
from union_desk.casework.records import AttachedFileRecord
from union_desk.casework.volume_rows import volume_rows
from union_desk.core.terms import term_label
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
    EvidenceRecord,
    FollowUpRecord,
    HearingRecord,
    IncidentReportRecord,
    LimitationEventRecord,
    MediatorRecord,
    MinuteRecord,
    OfferRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)
from union_desk.dispute.rules.causes import every_cause
from union_desk.dispute.rules.scope import NOT_OURS
from union_desk.people.queries import employers, persons
from union_desk.people.records import EmployerRecord, PersonRecord

_CALLED: Final = frozenset({PartyRecord.__tablename__, AgentRecord.__tablename__})
_LOOKED_AT: Final[Mapping[str, type[Any]]] = {
    "person": PersonRecord,
    "employer": EmployerRecord,
    "parties": PartyRecord,
    "agents": AgentRecord,
    "agreement_items": AgreementItemRecord,
}
# The rows of a case by what 修改记录 calls them.
_OF_CASE: Final[Mapping[str, type[Any]]] = {
    "代理人": AgentRecord,
    "请求": ClaimRecord,
    "证据": EvidenceRecord,
    "期限事件": DisputeEventRecord,
    "时效事由": LimitationEventRecord,
    "赔偿测算": CalculationRecord,
    "文书": DisputePaperRecord,
    "调解员": AssignedMediatorRecord,
    "调解会": HearingRecord,
    "调解方案": OfferRecord,
    "调解协议": AgreementRecord,
    "履行": PaymentRecord,
    "回访": FollowUpRecord,
    "送达": ServiceRecord,
    "监督文书": SupervisionLetterRecord,
    "重大争议呈报": IncidentReportRecord,
}


def history_of_case(session: Session, uid: str, *, looks: bool = False) -> tuple[FieldHistory, ...]:
    """Return every change of a case and of what belongs to it, newest first.

    `looks`: also who had which masked number shown.
    """
    if session.get(DisputeCaseRecord, uid) is None:
        return ()
    rows = [HistoryRow(CASE_ENTITY, uid, "案件"), *_party_rows(session, uid)]
    for subject, kind in _OF_CASE.items():
        uids = session.scalars(select(kind.uid).where(kind.case_uid == uid))
        rows += [HistoryRow(kind.__tablename__, row_uid, subject) for row_uid in uids]
    rows += _deeper(session, uid)
    scans = attached_to(session, CASE_ENTITY, uid)
    rows += [HistoryRow(AttachedFileRecord.__tablename__, scan_uid, "附件") for scan_uid in scans]
    rows += volume_rows(session, CASE_ENTITY, uid)
    changes = described(session, rows, _names(session, rows))
    if not looks:
        return changes
    called = {row.uid: row.subject for row in rows if row.table in _CALLED}
    looks_told = looks_at(session, CASE_ENTITY, uid, partial(_looked_at, called=called))
    looked = (*looks_told, *openings(session, scans))
    return tuple(sorted((*changes, *looked), key=lambda line: line.at, reverse=True))


def _party_rows(session: Session, uid: str) -> Iterator[HistoryRow]:
    """Yield the parties with their cards, each by its side and name: 申请人王芳."""
    parties = session.scalars(select(PartyRecord).where(PartyRecord.case_uid == uid)).all()
    people = persons(session, {party.person_uid for party in parties if party.person_uid})
    firms = employers(session, {party.employer_uid for party in parties if party.employer_uid})
    told: set[str] = set()
    for party in parties:
        card, firm = people.get(party.person_uid or ""), firms.get(party.employer_uid or "")
        name = (card.name if card is not None else firm.name if firm is not None else "") or ""
        who = f"{term_label('dispute_side', party.side)}{name}"
        yield HistoryRow(PartyRecord.__tablename__, party.uid, who)
        for held in (card, firm):
            if held is not None and held.uid not in told:
                told.add(held.uid)
                yield HistoryRow(held.__tablename__, held.uid, who)


def _deeper(session: Session, uid: str) -> Iterator[HistoryRow]:
    """Yield what belongs to a meeting or an agreement of the case."""
    for subject, kind, link, parent in (
        ("笔录", MinuteRecord, MinuteRecord.hearing_uid, HearingRecord),
        ("给付项", AgreementItemRecord, AgreementItemRecord.agreement_uid, AgreementRecord),
    ):
        of_case = select(parent.uid).where(parent.case_uid == uid)
        for row_uid in session.scalars(select(kind.uid).where(link.in_(of_case))):
            yield HistoryRow(kind.__tablename__, row_uid, subject)


def _names(session: Session, rows: list[HistoryRow]) -> dict[tuple[str, str], str]:
    """Return the names of what a changed link may show."""
    uids = {kind: [row.uid for row in rows if row.table == kind] for kind in ("person", "employer")}
    names = {("person", uid): card.name or "" for uid, card in persons(session, uids["person"]).items()}
    firms = employers(session, uids["employer"])
    names |= {("employer", uid): firm.name or "" for uid, firm in firms.items()}
    names |= {("office", code): office.name for code, office in offices_in(session).items()}
    mediators = session.execute(select(MediatorRecord.uid, MediatorRecord.name))
    names |= {("mediator", uid): name or "" for uid, name in mediators}
    names |= {("not_ours", each.code): each.reason for each in NOT_OURS}
    return names | {("cause", cause.code): cause.name for cause in every_cause()}


def _looked_at(text: str, called: Mapping[str, str]) -> tuple[str, type[Any], str]:
    """Return whose number it was that was looked at, its row and its field."""
    group, _dot, rest = text.partition(".")
    whose, _dot, path = rest.partition(".")
    kind = _LOOKED_AT[path.partition(".")[0] if "." in path else group]
    return called.get(whose, "当事人"), kind, path.rpartition(".")[2]
