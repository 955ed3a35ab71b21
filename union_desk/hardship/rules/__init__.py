"""What the law and the office ask of a hardship file: plain functions on values."""

from __future__ import annotations

from union_desk.hardship.rules.facts import Asset, Facts, Income, Member, Outlay
from union_desk.hardship.rules.means import (
    ClassAssessment,
    ClassFound,
    ClassTest,
    Exclusion,
    assess,
    pack_for,
)

__all__ = [
    "Asset",
    "ClassAssessment",
    "ClassFound",
    "ClassTest",
    "Exclusion",
    "Facts",
    "Income",
    "Member",
    "Outlay",
    "assess",
    "pack_for",
]
