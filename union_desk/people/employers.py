"""An employer as a page shows it: its card, what was seen there, its disputes, files and workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import uuid4

from union_desk.core.rights import Actor
from union_desk.people.dealings import Dealing
from union_desk.people.values import EmployerCard


def _new_uid() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class EmployerEvent:
    """职情跟踪: what was seen or done at an employer, and when somebody looks again."""

    uid: str = field(default_factory=_new_uid)
    on: date | None = None
    kind: str = ""  # terms employer_event
    text: str = ""
    next_on: date | None = None
    by: str = ""
    office_name: str = ""
    may_mend: bool = True


@dataclass(frozen=True, slots=True)
class Owed:
    """An agreement on which something is owed past its day."""

    case_uid: str
    number_shown: str
    parties: str
    fen: int
    since_on: date
    days: int


@dataclass(frozen=True, slots=True)
class SentThere:
    """A letter of the union's supervision to the employer, or a report about it, and how it stands."""

    on: date | None
    title: str
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class EmployerView:
    """All that a page shows of an employer; who works or worked there are names only."""

    card: EmployerCard
    street_name: str = ""
    events: tuple[EmployerEvent, ...] = ()  # the latest first
    disputes: tuple[Dealing, ...] = ()
    owed: tuple[Owed, ...] = ()
    others: tuple[Dealing, ...] = ()  # hardship files of its workers, legal aid, what was asked about it
    sent: tuple[SentThere, ...] = ()  # 监督意见书, 建议书, 重大争议呈报
    workers: tuple[str, ...] = ()
    worker_count: int = 0

    @property
    def open_disputes(self) -> int:
        return sum(each.is_open for each in self.disputes)

    def of_kind(self, *kinds: str) -> tuple[Dealing, ...]:
        """Return the other records of some kinds: 困难职工档案, 法律援助, 咨询."""
        return tuple(each for each in self.others if each.kind_title in kinds)

    @property
    def next_on(self) -> date | None:
        """The day on which somebody wanted to look again, unless it was done since."""
        last = next(iter(self.events), None)
        return last.next_on if last is not None else None


@dataclass(frozen=True, slots=True)
class EmployerHit:
    """One find of the search box."""

    uid: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A 重点企业 on the workbench: its open disputes, and when somebody looks again."""

    uid: str
    name: str
    open_disputes: int
    next_on: date | None
    days_left: int | None


class EmployerBook(Protocol):
    """Implemented by the area that keeps the disputes of employers."""

    def view(self, actor: Actor, uid: str) -> EmployerView: ...

    def search(self, actor: Actor, text: str, limit: int) -> Sequence[EmployerHit]: ...

    def watched(self, actor: Actor) -> Sequence[Watched]: ...

    def save(self, actor: Actor, card: EmployerCard) -> str:
        """Write what an office knows of an employer beside its name and code; return the work."""
        ...

    def write_down(self, actor: Actor, uid: str, event: EmployerEvent) -> str: ...

    def strike(self, actor: Actor, uid: str, event_uid: str, reason: str) -> str: ...

    def undo(self, actor: Actor, work_uid: str) -> str: ...
