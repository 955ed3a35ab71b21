"""修改记录 of a hardship file: the file, its persons, household, items and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.attachments import attached_to
from union_desk.casework.history import FieldHistory, HistoryRow, described, looks_at, openings
from union_desk.casework.offices import offices_in
from union_desk.casework.records import AttachedFileRecord
from union_desk.casework.volume_rows import volume_rows
from union_desk.core.terms import term_label
from union_desk.hardship.queries import ROW_KINDS
from union_desk.hardship.records import FILE_ENTITY, DecisionRecord, HardshipFileRecord
from union_desk.people.queries import employers, persons
from union_desk.people.records import HouseholdMemberRecord, PersonRecord
from union_desk.store.records import Record

_ROW_SUBJECTS = {
    "incomes": "收入",
    "outlays": "刚性支出",
    "assets": "财产",
    "exclusions": "负面清单",
    "attachments": "附件",
    "plan": "一户一策",
}


def history_of_file(session: Session, uid: str, *, looks: bool = False) -> tuple[FieldHistory, ...]:
    """Return every change of a file and of what belongs to it, newest first.

    `looks`: also who had which masked number shown.
    """
    record = session.get(HardshipFileRecord, uid)
    if record is None:
        return ()
    members = session.scalars(
        select(HouseholdMemberRecord).where(HouseholdMemberRecord.household_uid == record.household_uid)
    ).all()
    cards = persons(session, [member.person_uid for member in members if member.person_uid])
    cards |= persons(session, [record.owner_uid] if record.owner_uid else [])
    names = {("person", card.uid): card.name or "" for card in cards.values()}
    names |= {
        ("member", member.uid): names.get(("person", member.person_uid or ""), "") for member in members
    }
    firms = employers(session, [record.employer_uid] if record.employer_uid else [])
    names |= {("employer", firm.uid): firm.name or "" for firm in firms.values()}
    names |= {("office", code): office.name for code, office in offices_in(session).items()}
    rows = [HistoryRow(FILE_ENTITY, uid, "档案")]
    rows += [HistoryRow("household", record.household_uid, "家庭")] if record.household_uid else []
    rows += [HistoryRow("person", record.owner_uid, "建档职工")] if record.owner_uid else []
    rows += [HistoryRow("employer", firm.uid, "工作单位") for firm in firms.values()]
    for member in members:
        relation = term_label("relation", member.relation)
        who = f"{names['member', member.uid] or '家庭成员'}{relation and f'（{relation}）'}"
        rows.append(HistoryRow("household_member", member.uid, who))
        rows += [HistoryRow("person", member.person_uid, who)] if member.person_uid else []
    for name, (kind, _) in ROW_KINDS.items():
        uids = session.scalars(select(kind.uid).where(kind.file_uid == uid))
        rows += [HistoryRow(kind.__tablename__, row_uid, _ROW_SUBJECTS[name]) for row_uid in uids]
    decisions = session.scalars(select(DecisionRecord.uid).where(DecisionRecord.file_uid == uid))
    rows += [HistoryRow(DecisionRecord.__tablename__, row_uid, "类别认定") for row_uid in decisions]
    scans = attached_to(session, FILE_ENTITY, uid)
    rows += [HistoryRow(AttachedFileRecord.__tablename__, scan_uid, "附件") for scan_uid in scans]
    rows += volume_rows(session, FILE_ENTITY, uid)
    changes = described(session, rows, names)
    if not looks:
        return changes
    called = {row.uid: row.subject for row in rows if row.table == HouseholdMemberRecord.__tablename__}
    looks_told = looks_at(session, FILE_ENTITY, uid, partial(_looked_at, called=called))
    looked = (*looks_told, *openings(session, scans))
    return tuple(sorted((*changes, *looked), key=lambda line: line.at, reverse=True))


def _looked_at(text: str, called: Mapping[str, str]) -> tuple[str, type[Record], str]:
    """Return whose number it was that was looked at, its row and its field."""
    whose, _dot, rest = text.partition(".")
    who = "建档职工" if whose == "owner" else called.get(rest.partition(".")[0], "家庭成员")
    return who, PersonRecord, rest.rpartition(".")[2]
