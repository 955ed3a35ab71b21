"""修改记录 of a case of legal aid: itself, the cards of both sides, and all that happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.attachments import attached_to
from union_desk.casework.history import FieldHistory, HistoryRow, described, looks_at, openings
from union_desk.casework.offices import offices_in
from union_desk.casework.records import AttachedFileRecord
from union_desk.casework.volume_rows import volume_rows
from union_desk.dispute.rules.causes import every_cause
from union_desk.legal_aid.queries import CARDS
from union_desk.legal_aid.records import (
    ADVICE_ENTITY,
    AID_ENTITY,
    AidCaseRecord,
    AidEventRecord,
    AidItemRecord,
    AidMemberRecord,
    AidPaperRecord,
    AidServiceRecord,
    AidStepRecord,
    AssignmentRecord,
    ConsultationRecord,
    ProgressRecord,
    ProviderRecord,
    SubsidyRecord,
)
from union_desk.people.queries import employers, persons
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.store.changes import history_of

_WHO: Final = {"person": "申请人", "employer": "工作单位", "opponent": "对方单位"}
_CARDS: Final[Mapping[str, type[Any]]] = {
    "person": PersonRecord,
    "employer": EmployerRecord,
    "opponent": EmployerRecord,
}
# The rows of a case by what 修改记录 calls them.
_OF_CASE: Final[Mapping[str, type[Any]]] = {
    "家庭成员": AidMemberRecord,
    "援助服务": AidServiceRecord,
    "请求": AidItemRecord,
    "步骤": AidStepRecord,
    "期限事件": AidEventRecord,
    "指派": AssignmentRecord,
    "办理进展": ProgressRecord,
    "办案补贴": SubsidyRecord,
    "文书": AidPaperRecord,
}


def history_of_case(session: Session, uid: str, *, looks: bool = False) -> tuple[FieldHistory, ...]:
    """Return every change of a case and of what belongs to it, newest first.

    `looks`: also who had which masked number shown.
    """
    record = session.get(AidCaseRecord, uid)
    if record is None:
        return ()
    rows = [HistoryRow(AID_ENTITY, uid, "援助案件"), *_cards(record)]
    for subject, kind in _OF_CASE.items():
        uids = session.scalars(select(kind.uid).where(kind.case_uid == uid))
        rows += [HistoryRow(kind.__tablename__, row_uid, subject) for row_uid in uids]
    scans = attached_to(session, AID_ENTITY, uid)
    rows += [HistoryRow(AttachedFileRecord.__tablename__, scan_uid, "附件") for scan_uid in scans]
    rows += volume_rows(session, AID_ENTITY, uid)
    changes = described(session, rows, _names(session, AID_ENTITY, uid))
    if not looks:
        return changes
    looked = (*looks_at(session, AID_ENTITY, uid, _looked_at), *openings(session, scans))
    return tuple(sorted((*changes, *looked), key=lambda line: line.at, reverse=True))


def history_of_advice(session: Session, uid: str, *, looks: bool = False) -> tuple[FieldHistory, ...]:
    """Return every change of a line of the register, newest first; `looks`: also who saw which number."""
    rows = [HistoryRow(ADVICE_ENTITY, uid, "咨询")]
    changes = described(session, rows, _names(session, ADVICE_ENTITY, uid))
    if not looks:
        return changes
    looked = tuple(looks_at(session, ADVICE_ENTITY, uid, _looked_at))
    return tuple(sorted((*changes, *looked), key=lambda line: line.at, reverse=True))


def _cards(record: AidCaseRecord) -> Iterator[HistoryRow]:
    """Yield the cards of a case; an employer that is the opponent too is told once."""
    told: set[str] = set()
    for name, column in CARDS.items():
        uid = getattr(record, column)
        if uid and uid not in told:
            told.add(uid)
            yield HistoryRow(_CARDS[name].__tablename__, uid, _WHO[name])


def _names(session: Session, table: str, uid: str) -> dict[tuple[str, str], str]:
    """Return the names of what a changed link may show, of what it named before too."""
    ever: dict[str, set[str]] = {column: set() for column in CARDS.values()}
    for each in history_of(session, table, uid):
        if each.field in ever:
            ever[each.field] |= {str(value) for value in (each.before, each.after) if value}
    cards = persons(session, ever["person_uid"])
    names = {("person", uid): card.name or "" for uid, card in cards.items()}
    firms = employers(session, ever["employer_uid"] | ever["opponent_uid"])
    names |= {("employer", uid): firm.name or "" for uid, firm in firms.items()}
    names |= {("office", code): office.name for code, office in offices_in(session).items()}
    providers = session.execute(select(ProviderRecord.uid, ProviderRecord.name))
    names |= {("provider", uid): name or "" for uid, name in providers}
    return names | {("cause", cause.code): cause.name for cause in every_cause()}


def _looked_at(text: str) -> tuple[str, type[Any], str]:
    """Return whose number it was that was looked at, its row and its field."""
    whose, _dot, name = text.rpartition(".")
    if whose.startswith("members."):
        return "家庭成员", AidMemberRecord, name
    return _WHO.get(whose, "咨询"), _CARDS.get(whose, ConsultationRecord), name
