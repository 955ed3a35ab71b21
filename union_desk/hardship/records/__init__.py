"""How a hardship file is stored, with all that belongs to it."""

from __future__ import annotations

from union_desk.hardship.records.file import (
    FILE_ENTITY,
    AssetRecord,
    AttachmentRecord,
    DecisionRecord,
    ExclusionRecord,
    HardshipFileRecord,
    IncomeRecord,
    OutlayRecord,
    PlanRecord,
)
from union_desk.hardship.records.life import (
    DestructionRecord,
    ExitRecord,
    HomeVisitRecord,
    MeansCheckRecord,
    MergerRecord,
    ObjectionRecord,
    PublicityRecord,
    RecheckRecord,
    StepRecord,
    TransferRecord,
)

__all__ = [
    "FILE_ENTITY",
    "AssetRecord",
    "AttachmentRecord",
    "DecisionRecord",
    "DestructionRecord",
    "ExclusionRecord",
    "ExitRecord",
    "HardshipFileRecord",
    "HomeVisitRecord",
    "IncomeRecord",
    "MeansCheckRecord",
    "MergerRecord",
    "ObjectionRecord",
    "OutlayRecord",
    "PlanRecord",
    "PublicityRecord",
    "RecheckRecord",
    "StepRecord",
    "TransferRecord",
]
