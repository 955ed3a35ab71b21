"""Every subsidy of every case, the latest asked first, with whose it is and how far it got."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.case_rows import newest
from union_desk.casework.offices import offices_in
from union_desk.legal_aid.queries.life import provider_cards, subsidy_line
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import AidCaseRecord, AidServiceRecord, AssignmentRecord, SubsidyRecord
from union_desk.legal_aid.values import Provider
from union_desk.legal_aid.values.ledger import APPROVED, ASKED, PAID, REVERSAL, REVERSED, SubsidyEntry
from union_desk.people.records import PersonRecord


def ledger(session: Session, audience: str | None) -> tuple[SubsidyEntry, ...]:
    """Return the lines; `audience`: whose cases are one's own, None for those of every office."""
    wanted = (
        select(
            SubsidyRecord,
            AidCaseRecord,
            PersonRecord.name,
            AssignmentRecord.provider_uid,
            AidServiceRecord.kind,
        )
        .join(AidCaseRecord, AidCaseRecord.uid == SubsidyRecord.case_uid)
        .outerjoin(PersonRecord, PersonRecord.uid == AidCaseRecord.person_uid)
        .outerjoin(AssignmentRecord, AssignmentRecord.uid == SubsidyRecord.assignment_uid)
        .outerjoin(AidServiceRecord, AidServiceRecord.uid == SubsidyRecord.service_uid)
        .order_by(*newest(SubsidyRecord.asked_on))
    )
    rows = session.execute(wanted).all()
    offices = offices_in(session)
    cards = provider_cards(session, {row.provider_uid for row in rows if row.provider_uid})
    gone = {row[0].reverses_uid for row in rows if row[0].reverses_uid}
    found = []
    for record, case, applicant, provider_uid, kind in rows:
        office = offices.get(case.office or "")
        entry = SubsidyEntry(
            line=subsidy_line(record),
            case_uid=case.uid,
            number_shown=shown_number(case.number, case.office, offices),
            applicant=applicant or "",
            provider=cards.get(provider_uid or "", Provider(uid="")),
            service=kind or "",
            state=_state(record, gone),
            office=case.office or "",
            office_name=office.name if office is not None else case.office or "",
            is_ours=audience is None or case.audience == audience,
        )
        found.append(entry)
    return tuple(found)


def waiting(session: Session, audience: str | None) -> dict[str, int]:
    """Count the lines that wait for their approval, and those that wait to be paid."""
    gone = select(SubsidyRecord.reverses_uid).where(SubsidyRecord.reverses_uid.is_not(None))
    approved = SubsidyRecord.approved_on.is_not(None)
    wanted = (
        select(approved, func.count())
        .where(
            SubsidyRecord.reverses_uid.is_(None),
            SubsidyRecord.paid_on.is_(None),
            SubsidyRecord.uid.not_in(gone),
        )
        .group_by(approved)
    )
    if audience is not None:
        wanted = wanted.where(SubsidyRecord.audience == audience)
    return {APPROVED if is_approved else ASKED: count for is_approved, count in session.execute(wanted)}


def _state(record: Any, gone: Collection[str]) -> str:
    if record.reverses_uid:
        return REVERSAL
    if record.uid in gone:
        return REVERSED
    if record.paid_on is not None:
        return PAID
    return APPROVED if record.approved_on is not None else ASKED
