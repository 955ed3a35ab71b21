"""Tables that are taken in: judged row by row first, written as one work only when a person agrees."""

from __future__ import annotations

from union_desk.casework.intake.service import Intake
from union_desk.casework.intake.values import (
    Applied,
    Cancelled,
    CellFault,
    Counts,
    FieldChange,
    ImportLine,
    IntakeKind,
    IntakeOrder,
    Judged,
    Judging,
    Preview,
    ReadRow,
    Verdict,
)

__all__ = [
    "Applied",
    "Cancelled",
    "CellFault",
    "Counts",
    "FieldChange",
    "ImportLine",
    "Intake",
    "IntakeKind",
    "IntakeOrder",
    "Judged",
    "Judging",
    "Preview",
    "ReadRow",
    "Verdict",
]
