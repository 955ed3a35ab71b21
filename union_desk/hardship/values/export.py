"""What a list of hardship files can tell in a sheet, and the usual choices of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from union_desk.casework.exports import ExportColumn
from union_desk.core.resources import resource


@cache
def export_columns() -> Mapping[str, ExportColumn]:
    """Return all columns by name, in the order in which they are offered."""
    with resource("sheets", "hardship_columns.csv").open(encoding="utf-8", newline="") as file:
        found = [
            ExportColumn(
                row["name"],
                row["title"],
                row["group"],
                row["path"],
                row["kind"] or "text",
                row["terms"],
                several=row["several"] == "1",
                mask=row["mask"],
                total=row["total"] == "1",
                alike=tuple(word for word in row["alike"].split("|") if word),
            )
            for row in csv.DictReader(file)
        ]
    return MappingProxyType({column.name: column for column in found})


# In the order in which the paper asks; the format of the national system's own file is not public.
REENTRY: Final = (
    "name", "sex", "ethnic", "id_type", "id_no", "birth_on", "political", "marital", "health",
    "disability_type", "disability_level", "work_status", "model_worker", "house_type", "house_area",
    "mobile", "other_phone", "postcode", "work_start_on", "industry", "hukou_type", "hukou_division",
    "insured", "single_parent", "address", "employer", "employer_nature", "employer_state",
    "own_month_income", "other_year_income", "year_income", "population", "month_percap", "rigid_outlay",
    "net_percap", "self_help", "zero_employment", "main_cause", "minor_causes", "cause_text", "bank",
    "bank_branch", "card_no", "class_name", "level", "relief_target", "relief_on", "key_group", "measures",
    "enrolled_on", "builder", "typist", "remark",
)  # fmt: skip
SUMMARY: Final = (
    "number", "name", "sex", "id_no", "employer", "level", "class_name", "population", "main_cause", "state",
    "enrolled_on", "given_times", "given_amount", "remark",
)  # fmt: skip
CONTACTS: Final = ("number", "name", "employer", "mobile", "other_phone", "address")
DELIVERED: Final = (("汇总表", SUMMARY), ("补录（全国系统）", REENTRY), ("联系名单", CONTACTS))
