"""Stored supervision letters and incident reports, and the values that they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.fields import stored_fields
from union_desk.core.errors import RuleBroken
from union_desk.dispute.records import DisputeCaseRecord, IncidentReportRecord, SupervisionLetterRecord
from union_desk.dispute.rules.letters import SUGGESTION
from union_desk.dispute.values import IncidentReport, SupervisionLetter
from union_desk.people.queries import employers, held_values

_LINKED: Final = frozenset({"uid", "employer_uid", "employer_name"})
LETTER_FIELDS: Final = tuple(each.name for each in fields(SupervisionLetter) if each.name not in _LINKED)
REPORT_FIELDS: Final = tuple(each.name for each in fields(IncidentReport) if each.name not in _LINKED)


def letter_record(session: Session, uid: str) -> SupervisionLetterRecord:
    record = session.get(SupervisionLetterRecord, uid)
    if record is None or record.removed:
        raise RuleBroken("这份监督文书已不在，可能已被撤销。")
    return record


def report_record(session: Session, uid: str) -> IncidentReportRecord:
    record = session.get(IncidentReportRecord, uid)
    if record is None or record.removed:
        raise RuleBroken("这份呈报已不在，可能已被撤销。")
    return record


def letters_where(
    session: Session, *, case_uid: str = "", employer_uid: str = ""
) -> list[SupervisionLetterRecord]:
    """Return letters, the drafts first and then the latest; of one case or employer where one is named."""
    letter = SupervisionLetterRecord
    wanted = select(letter).where(letter.removed.is_(None))
    if case_uid:
        wanted = wanted.where(letter.case_uid == case_uid)
    if employer_uid:
        wanted = wanted.where(letter.employer_uid == employer_uid)
    found = session.scalars(wanted.order_by(letter.issued_on.desc(), letter.number.desc(), letter.uid)).all()
    return sorted(found, key=lambda record: record.issued_on is not None)


def reports_where(
    session: Session, *, case_uid: str = "", employer_uid: str = ""
) -> list[IncidentReportRecord]:
    """Return reports, the latest event first."""
    report = IncidentReportRecord
    wanted = select(report).where(report.removed.is_(None))
    if case_uid:
        wanted = wanted.where(report.case_uid == case_uid)
    if employer_uid:
        wanted = wanted.where(report.employer_uid == employer_uid)
    found = session.scalars(wanted.order_by(report.uid)).all()
    return sorted(found, key=lambda each: (each.happened_at is None, each.happened_at), reverse=True)


def letter_of(record: SupervisionLetterRecord, names: Mapping[str, str]) -> SupervisionLetter:
    return SupervisionLetter(
        uid=record.uid,
        employer_uid=record.employer_uid or "",
        employer_name=names.get(record.employer_uid or "", ""),
        **held_values(record, SupervisionLetter, LETTER_FIELDS),
    )


def report_of(record: IncidentReportRecord, names: Mapping[str, str]) -> IncidentReport:
    return IncidentReport(
        uid=record.uid,
        employer_uid=record.employer_uid or "",
        employer_name=names.get(record.employer_uid or "", ""),
        **held_values(record, IncidentReport, REPORT_FIELDS),
    )


def letter_columns(letter: SupervisionLetter) -> dict[str, object]:
    """Return a letter as its columns hold it, without its employer."""
    return stored_fields(letter, LETTER_FIELDS)


def report_columns(report: IncidentReport) -> dict[str, object]:
    return stored_fields(report, REPORT_FIELDS)


def names_of(
    session: Session, records: Sequence[SupervisionLetterRecord | IncidentReportRecord]
) -> dict[str, str]:
    """Return the names of the employers that these are about."""
    wanted = {record.employer_uid for record in records if record.employer_uid}
    return {uid: record.name or "" for uid, record in employers(session, wanted).items()}


def follow_ups(session: Session, uids: Sequence[str]) -> dict[str, str]:
    """Return for each opinion the suggestion that was made of it."""
    letter = SupervisionLetterRecord
    wanted = select(letter.follows_uid, letter.uid).where(
        letter.follows_uid.in_(uids), letter.kind == SUGGESTION, letter.removed.is_(None)
    )
    return {follows or "": uid for follows, uid in session.execute(wanted)}


def numbers_given(session: Session, office: str, kind: str) -> list[str]:
    """Return the numbers that an office has given to its letters of a kind."""
    letter = SupervisionLetterRecord
    wanted = select(letter.number).where(letter.office == office, letter.kind == kind)
    return [number for number in session.scalars(wanted) if number]


def case_records(session: Session, uids: Sequence[str | None]) -> dict[str, DisputeCaseRecord]:
    wanted = {uid for uid in uids if uid}
    found = session.scalars(select(DisputeCaseRecord).where(DisputeCaseRecord.uid.in_(wanted)))
    return {record.uid: record for record in found}
