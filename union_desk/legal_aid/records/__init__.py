"""How legal aid is stored, with all that belongs to it."""

from __future__ import annotations

from union_desk.legal_aid.records.case import (
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
    SubsidyRateRecord,
    SubsidyRecord,
)

__all__ = [
    "ADVICE_ENTITY",
    "AID_ENTITY",
    "AidCaseRecord",
    "AidEventRecord",
    "AidItemRecord",
    "AidMemberRecord",
    "AidPaperRecord",
    "AidServiceRecord",
    "AidStepRecord",
    "AssignmentRecord",
    "ConsultationRecord",
    "ProgressRecord",
    "ProviderRecord",
    "SubsidyRateRecord",
    "SubsidyRecord",
]
