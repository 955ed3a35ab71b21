"""What the law and the office ask of a hardship file: plain functions on values."""

from __future__ import annotations

from union_desk.hardship.rules.doubts import application_doubt, family_doubts
from union_desk.hardship.rules.facts import Asset, Facts, Income, Member, Outlay
from union_desk.hardship.rules.file import (
    MANDATORY,
    OTHER_CAUSE,
    HeldElsewhere,
    HeldPlace,
    Mandatory,
    check_causes,
    check_nobody_twice,
    check_one_file,
    farm_worker_doubt,
    house_area_band,
    is_working_age,
    missing_fields,
    owner_doubts,
    yearly_fen,
    zero_employment,
)
from union_desk.hardship.rules.means import (
    PACK_KIND,
    ClassAssessment,
    ClassFound,
    ClassTest,
    Exclusion,
    assess,
    decisive,
    pack_for,
)
from union_desk.hardship.rules.states import State
from union_desk.hardship.rules.working import checked_override, is_counted

__all__ = [
    "MANDATORY",
    "OTHER_CAUSE",
    "PACK_KIND",
    "Asset",
    "ClassAssessment",
    "ClassFound",
    "ClassTest",
    "Exclusion",
    "Facts",
    "HeldElsewhere",
    "HeldPlace",
    "Income",
    "Mandatory",
    "Member",
    "Outlay",
    "State",
    "application_doubt",
    "assess",
    "check_causes",
    "check_nobody_twice",
    "check_one_file",
    "checked_override",
    "decisive",
    "family_doubts",
    "farm_worker_doubt",
    "house_area_band",
    "is_counted",
    "is_working_age",
    "missing_fields",
    "owner_doubts",
    "pack_for",
    "yearly_fen",
    "zero_employment",
]
