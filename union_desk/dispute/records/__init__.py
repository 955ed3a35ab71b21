"""How a labour dispute is stored, with all that belongs to it."""

from __future__ import annotations

from union_desk.dispute.records.case import (
    CASE_ENTITY,
    AgentRecord,
    CalculationRecord,
    ClaimRecord,
    DisputeCaseRecord,
    DisputeEventRecord,
    DisputePaperRecord,
    DisputeStepRecord,
    EmployerEventRecord,
    EvidenceRecord,
    LimitationEventRecord,
    MediatorRecord,
    PartyRecord,
)
from union_desk.dispute.records.mediation import (
    AgreementItemRecord,
    AgreementRecord,
    AssignedMediatorRecord,
    FollowUpRecord,
    HearingRecord,
    IncidentReportRecord,
    MinuteRecord,
    OfferRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)

__all__ = [
    "CASE_ENTITY",
    "AgentRecord",
    "AgreementItemRecord",
    "AgreementRecord",
    "AssignedMediatorRecord",
    "CalculationRecord",
    "ClaimRecord",
    "DisputeCaseRecord",
    "DisputeEventRecord",
    "DisputePaperRecord",
    "DisputeStepRecord",
    "EmployerEventRecord",
    "EvidenceRecord",
    "FollowUpRecord",
    "HearingRecord",
    "IncidentReportRecord",
    "LimitationEventRecord",
    "MediatorRecord",
    "MinuteRecord",
    "OfferRecord",
    "PartyRecord",
    "PaymentRecord",
    "ServiceRecord",
    "SupervisionLetterRecord",
]
