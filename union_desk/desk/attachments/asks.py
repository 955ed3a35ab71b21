"""What is asked before something is done with attached files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.desk.widgets import DayEdit, GridColumn, TermBox, TextEdit


@dataclass(frozen=True, slots=True)
class Described:
    """Kind, name and day of a scan."""

    kind: str = ""
    name: str = ""
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Why something is done."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class GivenOut:
    """For whom or what originals leave the office."""

    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """Which pages go into which part."""

    pages: str = ""


DESCRIBE: Final = (
    GridColumn("kind", "材料类型", lambda parent: TermBox(parent, "attachment_kind")),
    GridColumn("name", "名称", TextEdit),
    GridColumn("taken_on", "拍摄日期", DayEdit),
)
REASON: Final = (GridColumn("why", "原因", TextEdit),)
GIVEN_OUT: Final = (GridColumn("purpose", "给谁、做什么用", TextEdit),)
SPLIT: Final = (GridColumn("pages", "怎样拆", TextEdit),)
