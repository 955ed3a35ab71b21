"""一人一事: what all records tell of one person, its money counted once, as screens and paper see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from union_desk.people.dealings import Dealing
from union_desk.people.values import PersonCard

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Way(StrEnum):
    """Which way a sum went: given to a needy worker, or recovered from who owed it."""

    GIVEN = "given"
    RECOVERED = "recovered"


class Counting(StrEnum):
    """Whether a sum counts in the totals of a person."""

    COUNTED = "counted"
    ELSEWHERE = "elsewhere"  # 并计: another of his records counts it (C5)
    NOT = "not"


# --- what an area tells


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum that a record shows. `fen` is None for goods and services.

    `why_not` says why it is not this person's; `counted_in` is the record that counts it instead.
    """

    uid: str
    way: Way
    on: date | None
    fen: int | None
    text: str
    by: str = ""
    why_not: str = ""
    counted_in: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated event of a record; `office` is a code, `at` when it was written down."""

    on: date
    kind: str
    text: str
    by: str = ""
    office: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One record with a part in the story; `same_matter` is the record in which the same money may stand."""

    dealing: Dealing
    entries: tuple[Entry, ...] = ()
    sums: tuple[Sum, ...] = ()
    same_matter: str = ""


class PersonStories(Protocol):
    """Implemented by an area that keeps records of persons."""

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        """Return the records in which persons stand, each with whom."""
        ...

    def chapters(self, session: Session, uids: Sequence[str]) -> Sequence[Chapter]:
        """Return the records in which these cards stand; one human's, so each sum is told from his side."""
        ...

    def others(self, session: Session, record_uids: Sequence[str]) -> Sequence[str]:
        """Return the names that stand in these records, in their order: persons, firms, who handled them."""
        ...


# --- what is made of it


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line of the timeline: an event, or a sum with how it counts and why."""

    on: date | None
    kind_title: str  # 劳动争议
    title: str  # number of the record
    entity: str
    uid: str  # of the record
    kind: str  # 来访, 帮扶给付
    text: str
    by: str = ""
    office: str = ""
    way: Way | None = None
    fen: int | None = None
    counting: Counting = Counting.NOT
    why: str = ""

    @property
    def is_sum(self) -> bool:
        return self.way is not None


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A record in which the person stands, with the money that counts there."""

    dealing: Dealing
    role: str  # 配偶（李强一户）: of a household it is said whose it is, where it is not his own
    office: str
    given_fen: int = 0
    recovered_fen: int = 0
    elsewhere_fen: int = 0

    @property
    def uid(self) -> str:
        return self.dealing.uid


@dataclass(frozen=True, slots=True)
class Total:
    """A total and how many lines make it up."""

    fen: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One person: who he is on all his cards, his records, one timeline (newest first), and the totals."""

    uid: str
    title: str
    person: PersonCard
    offices: tuple[str, ...]  # of each card
    names: tuple[str, ...]  # as his cards write it
    records: tuple[StoryRecord, ...]
    lines: tuple[StoryLine, ...]
    given: Total
    recovered: Total
    elsewhere: Total
    today: date
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryHit:
    """A person as the search finds him: once, with all his offices and records."""

    uid: str
    title: str
    detail: str
