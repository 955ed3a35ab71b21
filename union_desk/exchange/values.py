"""Packages, what they would bring, conflicts and the handover log as screens and paper see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class PackageKind(StrEnum):
    """What a package is for."""

    ISSUE = "issue"  # the district gives a street its store
    RETURN = "return"  # a street hands in what it has entered
    RECEIPT = "receipt"  # the district confirms, and sends what it has changed


class SiteState(StrEnum):
    """Whether packages of a store are still taken."""

    ACTIVE = "active"
    REVOKED = "revoked"


class RowChange(StrEnum):
    """What a package would do to one row."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"


class Choice(StrEnum):
    """How a person settles a conflict: by the keys 1, 2, 3, or with a value typed by hand."""

    OURS = "ours"
    THEIRS = "theirs"
    ORIGINAL = "original"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Site:
    """One store file of an office that exchanges packages with this one."""

    uid: str
    office: str  # code
    office_name: str
    word: str  # 下沙: how a sentence names its stream
    level: str
    state: SiteState
    is_own: bool
    issued_at: datetime | None
    issued_by: str
    revoked_at: datetime | None
    revoked_why: str
    received_at: datetime | None  # its last package that was taken in here
    received_number: int
    sent_at: datetime | None  # the last package that was made here for it
    waiting: int  # change sets here that were not sent to it yet


@dataclass(frozen=True, slots=True)
class Span:
    """A run of change sets of one office in a package: 下沙 第 41–57 号."""

    word: str
    first: int
    last: int

    @property
    def shown(self) -> str:
        numbers = f"{self.first}–{self.last}" if self.last > self.first else str(self.first)
        return f"{self.word} 第 {numbers} 号"


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """What a package says of itself, once its signature has been found right."""

    path: Path
    kind: PackageKind
    number: int
    sender: str  # the office's short name
    receiver: str
    made_at: datetime
    made_by: str
    program: str
    sets: int
    lines: int
    files: int  # attachments that it carries
    size: int  # bytes of the file
    sha256: str  # of the whole file, as the 交接单 shows it
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TableCount:
    """How many rows of one kind a package touches."""

    table: str
    title: str
    new: int
    changed: int
    removed: int
    same: int
    """Rows that are in it but hold here already what it brings."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row that a package would change, named as far as it may be shown."""

    table: str
    uid: str
    kind_title: str  # 困难职工档案
    title: str  # number and name, as a list shows them
    change: RowChange
    fields: tuple[str, ...]  # their Chinese labels


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the values that a field was given, with who gave it and when."""

    choice: Choice
    shown: str  # as a caseworker reads it; "" where it was emptied
    by: str
    office: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field to which two offices gave different values; `field` is "" where one deleted, one changed."""

    table: str
    uid: str
    field: str
    kind_title: str
    title: str
    label: str
    shown: Choice  # which one stands on the screen until somebody decides
    alternatives: tuple[Alternative, ...]
    root_table: str = ""
    root_uid: str = ""
    """The record to open for it (a file, a case, a person)."""
    is_text: bool = False
    """Whether another value may be typed where it is decided; else it is entered in the record."""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.uid, self.field

    @property
    def is_deletion(self) -> bool:
        return not self.field


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person has decided about one conflict; `value` is a list with one plain value for OTHER."""

    table: str
    uid: str
    field: str
    choice: Choice
    value: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class PerhapsSame:
    """A person in the package who may be known here already."""

    uid: str  # the card in the package
    name: str
    known_uid: str  # the card here
    known_name: str
    known_office: str
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a package in would do; nothing of it was written."""

    info: PackageInfo
    counts: tuple[TableCount, ...]
    rows: tuple[PreviewRow, ...]  # the first few hundred
    rows_in_all: int
    conflicts: tuple[Conflict, ...]
    perhaps_same: tuple[PerhapsSame, ...]
    missing: tuple[Span, ...]  # what has to be taken in before
    destroyed: int  # rows that were destroyed by law over there, and will be blanked here
    known_already: bool  # everything in it is here: taking it in again does nothing
    notice: str  # a sentence about that, "" if there is nothing to say
    refused: str = ""  # why it cannot be taken in, "" when it can

    @property
    def may_apply(self) -> bool:
        return not self.refused and not self.missing and not self.known_already


@dataclass(frozen=True, slots=True)
class PackageMade:
    """A package that was written."""

    handover_uid: str
    info: PackageInfo
    opening_code: str = ""
    """Of an issue: what is typed at the street's PC. It is shown once and never stored."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a package in."""

    handover_uid: str
    info: PackageInfo
    counts: tuple[TableCount, ...]
    sets: int
    conflicts: int
    destroyed: int
    known_already: bool
    backup: Path | None


@dataclass(frozen=True, slots=True)
class Handover:
    """One line of the 交接 log: a package that went out or came in."""

    uid: str
    at: datetime
    by: str
    kind: PackageKind
    outgoing: bool
    number: int
    other: str  # the other office's short name
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    size: int
    sets: int
    lines: int
    conflicts: int
    spans: tuple[Span, ...]
    counts: tuple[TableCount, ...]
    taken_back_at: datetime | None
    taken_back_by: str
    why_not_back: str
    """Why it cannot be taken back any more; "" when it can. Only of one that came in."""

    @property
    def title(self) -> str:
        words = {"issue": "发放", "return": "上报", "receipt": "回执"}
        return f"{'发给' if self.outgoing else '收到'} {self.other} {words[self.kind]}第 {self.number} 号"


@dataclass(frozen=True, slots=True)
class IssuedUser:
    """A colleague for whom a street's store is made: the first one chooses his password when opening it."""

    user: str
    roles: frozenset[str]
