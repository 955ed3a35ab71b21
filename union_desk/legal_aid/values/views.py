"""Stored cases of legal aid as pages, lists, clocks and searches show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from union_desk.casework.process import CaseClock, NextStep, OfferedStep, StepLack, TakenStep
from union_desk.legal_aid.values.case import (
    AidEvent,
    AidForm,
    Assignment,
    Decision,
    Ending,
    Progress,
    Rating,
    Report,
    Subsidy,
    Supplement,
    Urgency,
)


@dataclass(frozen=True, slots=True)
class MeansResult:
    """Whether the means meet the line of a pack, or need not be tested; every step can be shown."""

    pack: str
    title: str
    meets: bool | None  # None: cannot be told yet
    basis: str
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AidLife:
    """All that happened to a case, newest first, and what can happen next."""

    steps: tuple[TakenStep, ...] = ()
    events: tuple[AidEvent, ...] = ()
    supplement: Supplement = field(default_factory=Supplement)
    urgency: Urgency = field(default_factory=Urgency)
    decision: Decision = field(default_factory=Decision)
    assignments: tuple[Assignment, ...] = ()
    progress: tuple[Progress, ...] = ()
    ending: Ending = field(default_factory=Ending)
    report: Report = field(default_factory=Report)
    rating: Rating = field(default_factory=Rating)
    subsidies: tuple[Subsidy, ...] = ()
    offered: tuple[OfferedStep, ...] = ()
    clocks: tuple[CaseClock, ...] = ()
    warnings: tuple[str, ...] = ()
    means: tuple[MeansResult, ...] = ()  # under the rules of each place, of the day of the decision
    pack: str = ""  # by the rules of which place it is decided
    bars: tuple[str, ...] = ()  # why who has the case must not have it …
    doubts: tuple[str, ...] = ()  # … or what is worth a look of him


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """A record of another kind that belongs to the same matter."""

    entity: str
    uid: str
    title: str
    state: str
    recovered_fen: int = 0
    counted: bool = True  # its money counts there, not here


@dataclass(frozen=True, slots=True)
class AidView:
    """All that a page shows of one stored case."""

    uid: str
    number: str
    number_shown: str  # 钱塘工援〔2026〕白杨第0003号
    office: str
    office_name: str
    state: str
    state_label: str
    form: AidForm
    next_step: NextStep
    lacks: tuple[StepLack, ...]
    may_edit: bool
    created_at: datetime
    changed_at: datetime
    seen: int = field(default=0, compare=False, kw_only=True)
    temporary_number: str = ""
    closed_on: date | None = None
    archived_on: date | None = None
    links: tuple[LinkedCase, ...] = ()
    claimed_fen: int = 0
    won_fen: int = 0
    paid_fen: int = 0
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AidRow:
    """One line of the list."""

    uid: str
    number: str
    number_shown: str
    applicant: str
    opponent: str
    cause: str
    services: str  # 代写文书、仲裁代理
    state: str
    state_label: str
    next_step: str
    due_on: date | None
    days_left: int | None
    due_title: str
    provider: str
    claimed_fen: int
    paid_fen: int
    office: str
    office_name: str
    handler: str
    came_on: date | None
    closed_on: date | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class AidFilter:
    """What the list shows; empty means everything. `text` is a search."""

    text: str = ""
    states: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    provider_uid: str = ""
    open_only: bool = False
    due: str = ""  # overdue, today, week, month
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class AidSums:
    """What stands below a selection of the list; a service is counted once however long it takes (次)."""

    cases: int
    services: int
    claimed_fen: int
    won_fen: int
    paid_fen: int  # won and paid: without what another case counts
    by_state: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """One line of the register of advice."""

    uid: str
    came_on: date | None
    way: str
    name: str
    employer: str
    topic: str
    question: str
    answer: str
    minutes: int | None
    adviser: str
    became: str
    became_uid: str
    office_name: str


@dataclass(frozen=True, slots=True)
class AdviceFilter:
    """What the register of advice shows; empty means everything. `text` is a search."""

    text: str = ""
    ways: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    adviser: str = ""
    became: str = ""  # an entity: dispute_case, aid_case; "none": advice only


@dataclass(frozen=True, slots=True)
class AdviceSums:
    """What stands below a selection of the register."""

    consultations: int
    persons: int
    minutes: int
    by_way: Mapping[str, int]
    by_topic: Mapping[str, int]
    became: Mapping[str, int]  # by entity


@dataclass(frozen=True, slots=True)
class AdviceSaved:
    """What a save of advice did."""

    uid: str
    work_uid: str
    created: bool
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AidHit:
    """One find of the search box."""

    uid: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class AidSaved:
    """What a save did, for the quiet line at the bottom."""

    uid: str
    number: str
    number_shown: str
    work_uid: str
    created: bool
    warnings: tuple[tuple[str, str], ...] = ()
