"""Two cards beside one another, and what was decided about them, as screens see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from union_desk.people.dealings import Dealing


class Entity(StrEnum):
    """Whose cards are compared."""

    PERSON = "person"
    EMPLOYER = "employer"


class Verdict(StrEnum):
    """What holds about a pair; OPEN: nobody has decided yet."""

    OPEN = "open"
    LATER = "later"
    SAME = "same"
    DIFFERENT = "different"


class Differs(StrEnum):
    """How a field of two cards compares."""

    NOT = ""
    LACKING = "lacking"  # only one card has it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both cards as it is shown; numbers are masked, and compared in full."""

    label: str
    first: str
    second: str
    differs: Differs


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line of the work list."""

    first_uid: str
    second_uid: str
    title: str  # 王芳, or 张晓燕／张小燕
    offices: str  # 白杨 · 下沙
    points: int
    alike: str  # 几乎可以肯定, 很可能; "" where it was decided
    verdict: Verdict
    said: str = ""  # 2026-11-23 陈明：同一户籍本
    link_uid: str = ""

    @property
    def uid(self) -> str:
        return f"{self.first_uid} {self.second_uid}"


@dataclass(frozen=True, slots=True)
class WorkList:
    """All pairs: those that wait come first."""

    rows: tuple[PairRow, ...]

    def of(self, *verdicts: Verdict) -> tuple[PairRow, ...]:
        return tuple(row for row in self.rows if row.verdict in verdicts)


@dataclass(frozen=True, slots=True)
class CardSide:
    """One of the two cards: whose it is, and the records in which it stands."""

    uid: str
    title: str
    office: str
    dealings: tuple[Dealing, ...] = ()
    told: str = ""  # of an employer: how many records name it


@dataclass(frozen=True, slots=True)
class PairView:
    """Both cards of a pair with what tells them apart."""

    row: PairRow
    first: CardSide
    second: CardSide
    fields: tuple[FieldPair, ...]
    reasons: tuple[str, ...]
    story: tuple[str, ...]  # what was decided before, the latest first
    refusal: str = ""  # why this actor may not decide; "" when he may


@dataclass(frozen=True, slots=True)
class JoinedEvent:
    """One line of the timeline of all records of a joined person."""

    on: date
    kind: str
    text: str
    by: str
    office: str
    title: str  # number of the record


@dataclass(frozen=True, slots=True)
class Joint:
    """One link that joins two of the cards, and can be parted."""

    link_uid: str
    words: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A person or an employer with all cards that were joined."""

    entity: Entity
    title: str
    sides: tuple[CardSide, ...]
    joints: tuple[Joint, ...]
    events: tuple[JoinedEvent, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class JoinedHit:
    """A joined person as the search finds him: once, with all his offices."""

    uid: str
    title: str
    detail: str
    offices: tuple[str, ...] = field(default=())
