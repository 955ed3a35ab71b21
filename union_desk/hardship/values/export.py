"""What a list of hardship files can tell in a sheet: its columns, and who is to get them for what."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from union_desk.core.resources import resource


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column that a sheet can have; `path` says where it is held: `owner.name`, `file.number`."""

    name: str
    title: str
    group: str
    path: str
    kind: str = "text"  # as sheets.writing names it; and yes_no, division, hundredths, age, part_day
    terms: str = ""
    several: bool = False  # several codes with commas
    mask: str = ""  # how it is masked: id, card, phone, address, health
    total: bool = False
    alike: tuple[str, ...] = ()  # other headings that mean the same in tables of others


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


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that does not go into the sheet, and why."""

    uid: str
    shown: str  # 王芳 白杨-2026-00031
    reason: str


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is wanted: which columns under which headings, for whom and for what."""

    title: str = "困难职工名单"
    columns: tuple[tuple[str, str], ...] = ()  # name, and another heading than its own
    provided: bool = True  # to somebody outside this office, which needs the consent of each person
    receiver: str = ""
    purpose: str = ""
    full: bool = False  # numbers in full
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sieved:
    """Which of the files may go out in this way."""

    uids: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    files: int
    left_out: tuple[LeftOut, ...]
    work_uid: str
