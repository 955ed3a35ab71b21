"""Stored hardship files as pages, lists and searches show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from union_desk.casework.process import NextStep
from union_desk.hardship.values.computed import Decision, Figures, Missing
from union_desk.hardship.values.form import FileForm
from union_desk.people.values import PersonCard


@dataclass(frozen=True, slots=True)
class FileView:
    """All that a page shows of one stored file."""

    uid: str
    number: str  # ASCII, as in the QR code: BY-2026-00031
    number_shown: str  # 白杨-2026-00031
    office: str
    office_name: str
    state: str  # draft, in_file, refused
    state_label: str
    form: FileForm
    figures: Figures
    missing: tuple[Missing, ...]
    hints: tuple[str, ...]
    next_step: NextStep
    decision: Decision | None
    class_code: str  # 困难类别: by the decision, or as an old paper has it
    class_name: str
    may_edit: bool
    created_at: datetime
    changed_at: datetime
    # The last change set that was there when it was read: a save over a later one is refused.
    seen: int = field(default=0, compare=False, kw_only=True)
    temporary_number: str = ""
    enrolled_on: date | None = None
    refused_on: date | None = None
    refuse_reason: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of the list; identity numbers are masked."""

    uid: str
    number: str
    number_shown: str
    name: str
    sex: str
    age: int | None
    id_masked: str
    employer: str
    class_name: str
    level: str
    state: str
    state_label: str
    next_step: str
    due_on: date | None
    days_left: int | None  # until due_on; negative: overdue
    office: str
    office_name: str
    population: int
    main_cause: str
    applied_on: date | None
    enrolled_on: date | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FileFilter:
    """What the list shows; empty means everything. `text` is a search (name, pinyin, id tail, number …)."""

    text: str = ""
    states: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    class_codes: tuple[str, ...] = ()
    main_causes: tuple[str, ...] = ()
    farm_worker: bool | None = None
    incomplete: bool = False  # only drafts that lack a mandatory field
    due: str = ""  # overdue, today, week, month
    next_step: str = ""  # the code of a declared step, register, or mine: what I may do by now
    neglect: str = ""  # rules.neglect.Neglect


@dataclass(frozen=True, slots=True)
class FileReminders:
    """How many files the workbench reminds of: by the day on which something is due, and forgotten ones."""

    due: Mapping[str, int]  # overdue, today, week: each day from today on to the seventh
    forgotten: Mapping[str, int]  # by Neglect, those that have any


@dataclass(frozen=True, slots=True)
class FileSums:
    """What stands below a selection of the list."""

    files: int
    persons: int  # counted members, owners included
    by_state: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody with this identity number is here already."""

    card: PersonCard
    office_name: str
    roles: tuple[KnownRole, ...]
    sentence: str  # 已有档案 白杨-2026-00031（户主，在档）。
    blocking: bool  # a second file or household would be refused


@dataclass(frozen=True, slots=True)
class KnownRole:
    """Where a known person stands: owner or member of which file."""

    file_uid: str
    number_shown: str
    as_owner: bool
    relation: str
    state_label: str


@dataclass(frozen=True, slots=True)
class FileHit:
    """One find of the search box."""

    uid: str
    title: str  # 王芳  白杨-2026-00031
    detail: str  # 在档 · 相对困难 · 杭州某某电子


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did, for the quiet line at the bottom."""

    uid: str
    number: str
    number_shown: str
    work_uid: str
    missing: tuple[Missing, ...]
    created: bool
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that is asked for, or is in the file without being asked for; terms attachment_kind."""

    kind: str
    label: str
    step: str = ""  # from which step on it is asked for; "" where it is not
    why: str = ""
    due: bool = False  # the present step asks for it
    listed: bool = False  # it is on the form's list of papers
    files: tuple[str, ...] = ()  # uids of the scans

    @property
    def is_missing(self) -> bool:
        return self.due and not (self.listed or self.files)
