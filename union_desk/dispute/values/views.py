"""Stored disputes as pages, lists, clocks and searches show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from union_desk.casework.process import CaseClock, NextStep, OfferedStep, StepLack, TakenStep
from union_desk.dispute.values.form import CaseForm
from union_desk.dispute.values.mediation import (
    Agreement,
    AssignedMediator,
    CaseEvent,
    FollowUp,
    Hearing,
    LimitationFact,
    Offer,
    Payment,
    Service,
)
from union_desk.people.values import EmployerCard, PersonCard


@dataclass(frozen=True, slots=True)
class RoadView:
    """A road after mediation: 司法确认, 支付令 …, open until a day or closed, and why."""

    code: str
    title: str
    law: str
    leads_to: str
    due_on: date | None = None
    closed: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class CaseConflict:
    """Somebody of this case was met before on another side, or stands on both."""

    key: str
    sentence: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class CaseLife:
    """All that happened to a case, newest first, and what can happen next."""

    steps: tuple[TakenStep, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    mediators: tuple[AssignedMediator, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    offers: tuple[Offer, ...] = ()
    agreement: Agreement | None = None
    payments: tuple[Payment, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    services: tuple[Service, ...] = ()
    limitation_facts: tuple[LimitationFact, ...] = ()
    offered: tuple[OfferedStep, ...] = ()
    clocks: tuple[CaseClock, ...] = ()
    roads: tuple[RoadView, ...] = ()
    conflicts: tuple[CaseConflict, ...] = ()
    warnings: tuple[str, ...] = ()
    # Every dated mark of the case, stored and derived (receipt, hearing, service, payment), oldest first.
    marks: tuple[CaseEvent, ...] = ()

    @property
    def paid_fen(self) -> int:
        return sum(payment.amount_fen or 0 for payment in self.payments)


@dataclass(frozen=True, slots=True)
class CaseView:
    """All that a page shows of one stored case."""

    uid: str
    number: str
    number_shown: str  # 杭经开工调〔2026〕白杨第0012号
    office: str
    office_name: str
    state: str
    state_label: str
    form: CaseForm
    next_step: NextStep
    lacks: tuple[StepLack, ...]  # of the next step
    may_edit: bool
    created_at: datetime
    changed_at: datetime
    # The last change set that was there when it was read: a save over a later one is refused.
    seen: int = field(default=0, compare=False, kw_only=True)
    temporary_number: str = ""
    accepted_on: date | None = None
    closed_on: date | None = None
    archived_on: date | None = None
    claimed_fen: int = 0
    agreed_fen: int = 0
    paid_fen: int = 0
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list."""

    uid: str
    number: str
    number_shown: str
    applicant: str  # 王芳, 王芳 等 12 人
    respondent: str
    cause: str  # its name
    grade: str
    state: str
    state_label: str
    next_step: str
    due_on: date | None
    days_left: int | None
    due_title: str
    light: str
    claimed_fen: int
    paid_fen: int
    headcount: int
    office: str
    office_name: str
    handler: str
    came_on: date | None
    received_on: date | None
    closed_on: date | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list shows; empty means everything. `text` is a search."""

    text: str = ""
    states: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    open_only: bool = False
    collective: bool | None = None
    due: str = ""  # overdue, today, week, month
    light: str = ""
    next_step: str = ""
    employer_uid: str = ""
    unpaid: bool = False  # an agreement with something owed past its day


@dataclass(frozen=True, slots=True)
class CaseSums:
    """What stands below a selection of the list."""

    cases: int
    persons: int
    claimed_fen: int
    agreed_fen: int
    paid_fen: int
    by_state: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CaseHit:
    """One find of the search box."""

    uid: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case in which somebody stands already, and on which side."""

    uid: str
    number_shown: str
    side_label: str
    state_label: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Who an identity number is here: the card as far as this office may read it, and his cases."""

    card: PersonCard
    office_name: str
    cases: tuple[KnownCase, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class KnownEmployer:
    """An employer that is known here, and the cases in which it stands."""

    card: EmployerCard
    cases: tuple[KnownCase, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did, for the quiet line at the bottom."""

    uid: str
    number: str
    number_shown: str
    work_uid: str
    created: bool
    warnings: tuple[tuple[str, str], ...] = ()
