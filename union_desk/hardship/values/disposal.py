"""到期销毁 as screens and paper see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DueFile:
    """A closed file whose years of keeping are over; `refusal` says why it cannot be listed yet."""

    uid: str
    number_shown: str
    owner: str
    office_name: str
    state_label: str
    closed_on: date
    kept_until_on: date
    pages: int | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A line of a 销毁清册; after the destruction its number and days are all that is left."""

    uid: str
    number: str
    number_shown: str
    pages: int | None
    closed_on: date | None
    kept_until_on: date | None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class DestructionList:
    """销毁清册: the files, and who signed for what on which day."""

    list_no: str
    files: tuple[ListedFile, ...]
    listed_by: str
    listed_on: date | None
    approved_by: str = ""
    approved_on: date | None = None
    supervised_by: str = ""
    destroyed_on: date | None = None

    @property
    def stage(self) -> str:
        """Say how far it is: 待批准, 待销毁, 已销毁."""
        if self.destroyed_on is not None:
            return "已销毁"
        return "待销毁" if self.approved_on is not None else "待批准"
