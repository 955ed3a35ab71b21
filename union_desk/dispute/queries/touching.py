"""Which rows move the clocks of a dispute, or are named in its line."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from union_desk.casework.due_book import CaseRows, Reach, owned_by_case
from union_desk.dispute.records import (
    CASE_ENTITY,
    AgreementItemRecord,
    AgreementRecord,
    ClaimRecord,
    DisputeEventRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)
from union_desk.people.records import EmployerRecord, PersonRecord

_OWNED: Final = (
    AgreementRecord,
    ClaimRecord,
    DisputeEventRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)
_OF_AN_AGREEMENT: Final = select(AgreementItemRecord.uid, AgreementRecord.case_uid).join(
    AgreementRecord, AgreementRecord.uid == AgreementItemRecord.agreement_uid
)
DISPUTE_ROWS: Final = CaseRows(
    CASE_ENTITY,
    (
        *(owned_by_case(record) for record in _OWNED),
        Reach(AgreementItemRecord.__tablename__, _OF_AN_AGREEMENT, owned=True),
        Reach(PersonRecord.__tablename__, select(PartyRecord.person_uid, PartyRecord.case_uid)),
        Reach(EmployerRecord.__tablename__, select(PartyRecord.employer_uid, PartyRecord.case_uid)),
    ),
)
