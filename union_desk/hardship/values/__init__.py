"""A hardship file as screens and paper see it: frozen values, never rows."""

from __future__ import annotations

from union_desk.hardship.values.computed import (
    Assessment,
    ClassChoice,
    ClassComparison,
    Decision,
    Figures,
    Missing,
    PackResult,
    PackTrial,
)
from union_desk.hardship.values.form import (
    OWNER,
    AssetEntry,
    AttachmentEntry,
    ExclusionEntry,
    FileForm,
    IncomeEntry,
    MemberEntry,
    OutlayEntry,
    PlanEntry,
    new_uid,
)
from union_desk.hardship.values.views import (
    FileFilter,
    FileHit,
    FileRow,
    FileSums,
    FileView,
    KnownPerson,
    KnownRole,
    NextStep,
    Saved,
)

__all__ = [
    "OWNER",
    "Assessment",
    "AssetEntry",
    "AttachmentEntry",
    "ClassChoice",
    "ClassComparison",
    "Decision",
    "ExclusionEntry",
    "Figures",
    "FileFilter",
    "FileForm",
    "FileHit",
    "FileRow",
    "FileSums",
    "FileView",
    "IncomeEntry",
    "KnownPerson",
    "KnownRole",
    "MemberEntry",
    "Missing",
    "NextStep",
    "OutlayEntry",
    "PackResult",
    "PackTrial",
    "PlanEntry",
    "Saved",
    "new_uid",
]
