"""What is said of a table that is to be taken in, and of each of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy.orm import Session

from union_desk.core.rights import Actor
from union_desk.sheets.columns import Field
from union_desk.sheets.layout import Table
from union_desk.store.database import Database
from union_desk.store.work import Work


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        return {"new": "新增", "changed": "更改", "same": "相同", "doubtful": "疑似", "refused": "拒收"}[self]


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell; `field` is "" for what concerns the whole row."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that gets another value, both as a screen shows them."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its number in the sheet, from 1, and what its cells mean; empty ones are left out."""

    number: int
    values: Mapping[str, Any]
    faults: tuple[CellFault, ...] = ()
    place: int = 0  # among the rows of the table
    doubts: tuple[str, ...] = ()
    """What was left out of it: words that are in no list."""

    def of(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class Judged:
    """What taking in a row would do; `plan` is what its kind needs for writing it."""

    row: ReadRow
    verdict: Verdict
    shown: str
    changes: tuple[FieldChange, ...] = ()
    faults: tuple[CellFault, ...] = ()
    doubt: str = ""
    plan: Any = field(default=None, compare=False, repr=False)

    @property
    def words(self) -> str:
        """Say why, or what changes: 手机号码 138****0001 → 139****0002."""
        if self.faults:
            return "".join(dict.fromkeys(fault.message for fault in self.faults))
        changes = "；".join(f"{one.label} {one.before or '（空）'} → {one.after}" for one in self.changes)
        return "。".join(part.rstrip("。") for part in (changes, self.doubt, *self.row.doubts) if part)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of each verdict, and how many were no entries at all."""

    new: int = 0
    changed: int = 0
    same: int = 0
    doubtful: int = 0
    refused: int = 0
    passed_over: int = 0

    @classmethod
    def of(cls, judged: Sequence[Judged], passed_over: int) -> Counts:
        found = Counter(one.verdict for one in judged)
        return cls(**{verdict.value: found[verdict] for verdict in Verdict}, passed_over=passed_over)

    @property
    def words(self) -> str:
        """新增 12 · 更改 3 · 相同 40 · 疑似 1 · 拒收 2"""
        return " · ".join(f"{verdict.words} {getattr(self, verdict.value):,}" for verdict in Verdict)


@dataclass(frozen=True, slots=True)
class IntakeOrder:
    """What is taken in as what: the list of a sheet, and the field of each of its columns."""

    kind: str
    file_name: str
    sha256: str
    table: Table
    columns: Mapping[int, str]
    sender: str = ""
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class Judging:
    """What a kind may know while it judges and writes."""

    actor: Actor
    today: date
    at: datetime
    site: str
    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    mapped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a table in would do; nothing is written yet."""

    order: IntakeOrder
    judged: tuple[Judged, ...]
    counts: Counts
    seen: int
    """The last change set that was known when the rows were judged."""


@dataclass(frozen=True, slots=True)
class Applied:
    work_uid: str
    counts: Counts
    """Doubtful rows that were taken count as new, the others as refused."""
    title: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of the log of imports."""

    kind: str
    file_name: str
    sheet: str
    sender: str
    added: int
    changed: int
    same: int
    refused: int
    by: str
    at: datetime


class IntakeKind(Protocol):
    """What can be taken in: its fields, what a row of it means, and how rows are written."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def fields(self) -> tuple[Field, ...]: ...

    @property
    def hint(self) -> str:
        """Say by what rows are compared with what is stored."""
        ...

    def judge(self, session: Session, rows: Sequence[ReadRow], judging: Judging) -> list[Judged]:
        """Return a verdict for each row, in their order."""
        ...

    def prepare(self, database: Database, rows: Sequence[Judged], judging: Judging) -> frozenset[str]:
        """Do what must stand before, in works that no undo of the import takes back; return these works."""
        ...

    def write(self, work: Work, rows: Sequence[Judged], judging: Judging) -> None:
        """Write the rows that are new or changed."""
        ...


class Cancelled(Exception):
    """The person does not want to go on; nothing was written."""
