"""Advice and a case of legal aid as screens and paper see them: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from union_desk.people.values import NO_EMPLOYER, NOBODY, EmployerCard, PersonCard


def new_uid() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Consultation:
    """咨询: a line of the quick register; whom it concerns may stay unnamed."""

    uid: str = field(default_factory=new_uid)
    office: str = ""
    came_on: date | None = None
    from_time: str = ""  # 14:30
    way: str = "visit"  # terms advice_way
    name: str = ""
    person: PersonCard = NOBODY
    phone: str = ""
    headcount: int | None = None
    employer: EmployerCard = NO_EMPLOYER
    topic: str = ""  # terms advice_topic
    question: str = ""
    answer: str = ""
    referral: str = ""
    minutes: int | None = None
    adviser: str = ""
    became: str = ""  # the entity that it became: dispute_case, aid_case
    became_uid: str = ""


@dataclass(frozen=True, slots=True)
class AidService:
    """One service of a case (次): drafting, mediation, agency before arbitration or a court."""

    uid: str = field(default_factory=new_uid)
    kind: str = ""  # terms aid_service
    stage: str = ""  # terms aid_stage
    from_on: date | None = None
    to_on: date | None = None
    body: str = ""
    body_number: str = ""
    result: str = ""  # terms aid_result
    result_text: str = ""


@dataclass(frozen=True, slots=True)
class AidItem:
    """One item of the result: what was claimed, won and paid."""

    uid: str = field(default_factory=new_uid)
    kind: str = ""  # terms claim_item
    text: str = ""
    claimed_fen: int | None = None
    won_fen: int | None = None
    paid_fen: int | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class AidMember:
    """A member of the applicant's family besides himself (L2)."""

    uid: str = field(default_factory=new_uid)
    name: str = ""
    relation: str = ""  # terms relation
    id_no: str = ""
    workplace: str = ""
    income_fen: int | None = None  # in a month


@dataclass(frozen=True, slots=True)
class AidForm:
    """The fields of a case that are typed, as the page and the application have them."""

    source: str = "visit"  # terms aid_source
    person: PersonCard = NOBODY
    categories: tuple[str, ...] = ()  # terms aid_category
    position: str = "applicant"  # terms aid_position
    employer: EmployerCard = NO_EMPLOYER
    post: str = ""
    entry_on: date | None = None
    monthly_wage_fen: int | None = None
    opponent: EmployerCard = NO_EMPLOYER
    opponent_name: str = ""
    cause: str = ""
    matter: str = ""
    facts: str = ""
    stage: str = "before"  # terms aid_stage
    wanted: tuple[str, ...] = ()  # terms aid_service
    claim_fen: int | None = None
    came_on: date | None = None
    applied_on: date | None = None
    oral: bool = False
    oral_recorded: bool = False
    oral_time: str = ""  # 14:30
    oral_recorder: str = ""
    papers_given: tuple[str, ...] = ()  # terms aid_paper_given
    applied_before: bool | None = None
    applied_before_text: str = ""
    means_basis: str = ""  # terms means_basis
    exemption: str = ""  # terms means_exemption
    month_income_fen: int | None = None
    population: int | None = None
    means_line_fen: int | None = None
    means_proof: str = ""
    income_kinds: tuple[str, ...] = ()  # terms aid_income
    year_income_fen: int | None = None
    house_address: str = ""
    house_area_hundredths: int | None = None
    house_cert: str = ""
    house_use: str = ""  # terms house_use
    known_on: date | None = None
    counted_elsewhere: bool = False
    dispute_uid: str = ""
    file_uid: str = ""
    consultation_uid: str = ""
    handler: str = ""
    remark: str = ""
    members: tuple[AidMember, ...] = ()
    services: tuple[AidService, ...] = ()
    items: tuple[AidItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """Who gives aid, on the register of the federation."""

    uid: str = field(default_factory=new_uid)
    name: str = ""
    kind: str = "lawyer"  # terms provider_kind
    firm: str = ""
    licence_no: str = ""
    speciality: str = ""
    phone: str = ""
    from_on: date | None = None
    to_on: date | None = None
    most_open: int | None = None
    suspended: bool = False
    suspended_reason: str = ""
    bank: str = ""
    account_no: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """指派: who does it from when until when, and why another one took his place."""

    uid: str = field(default_factory=new_uid)
    provider: Provider = Provider(uid="")
    number: str = ""
    assigned_on: date | None = None
    told_on: date | None = None
    contract_on: date | None = None
    ended_on: date | None = None
    change_asked_on: date | None = None
    change_reason: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """办理进展: a meeting, a paper, a hearing, with the hours that it took."""

    uid: str = field(default_factory=new_uid)
    service_uid: str = ""
    on: date | None = None
    kind: str = "meeting"  # terms aid_progress
    text: str = ""
    hours_tenths: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class SubsidyRate:
    uid: str = field(default_factory=new_uid)
    kind: str = ""  # terms aid_service
    stage: str = "first"  # terms subsidy_stage
    amount_fen: int | None = None
    from_on: date | None = None
    document_no: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Subsidy:
    """办案补贴: asked, approved, paid; `reverses_uid`: this line takes another back."""

    uid: str = field(default_factory=new_uid)
    assignment_uid: str = ""
    service_uid: str = ""
    rate_uid: str = ""
    stage: str = "first"
    parties: int | None = None
    amount_fen: int | None = None
    steps: tuple[str, ...] = ()
    asked_on: date | None = None
    approved_on: date | None = None
    approver: str = ""
    paid_on: date | None = None
    voucher: str = ""
    reverses_uid: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Supplement:
    """补正: told once, with all that is missing; what is not mended in time counts as withdrawn (L03)."""

    asked_on: date | None = None
    papers: str = ""
    due_on: date | None = None
    came_on: date | None = None


@dataclass(frozen=True, slots=True)
class Urgency:
    """先行提供: aid first, papers later (L04)."""

    reason: str = ""  # terms aid_urgency
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """给予 or 不予: who decided when, and of a refusal why; the steps of the means test stay as they were."""

    granted: bool | None = None
    on: date | None = None
    number: str = ""
    reason: str = ""  # terms aid_refusal
    text: str = ""
    examiner: str = ""
    approver: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """办结 or 终止: the result, or the listed ground on which aid ended (法律援助法 art 48)."""

    on: date | None = None
    result: str = ""  # terms aid_result
    text: str = ""
    termination: str = ""  # terms aid_termination


@dataclass(frozen=True, slots=True)
class Report:
    """结案报告 (L11)."""

    on: date | None = None
    text: str = ""
    problems: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """回访: how content the applicant is, and what he says (L14)."""

    rating: str = ""  # terms satisfaction
    on: date | None = None
    way: str = ""  # terms follow_up_way
    words: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class AidEvent:
    """A dated event that starts or stops a clock."""

    uid: str = field(default_factory=new_uid)
    kind: str = ""  # terms dispute_event
    on: date | None = None
    text: str = ""
    body: str = ""
    number: str = ""
    of_step: bool = False
