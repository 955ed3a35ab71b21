"""What happens to a dispute beside its form: each act as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from union_desk.dispute.values.form import new_uid
from union_desk.dispute.values.instalment import Instalment


@dataclass(frozen=True, slots=True)
class Mediator:
    """A mediator of the public register."""

    uid: str = field(default_factory=new_uid)
    name: str = ""
    office: str = ""
    organisation: str = ""
    cert_no: str = ""
    from_on: date | None = None
    to_on: date | None = None
    speciality: str = ""
    phone: str = ""
    suspended: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AssignedMediator:
    uid: str = field(default_factory=new_uid)
    mediator: Mediator = Mediator(uid="")
    chief: bool = False
    assigned_on: date | None = None
    recused_on: date | None = None
    recusal: str = ""


@dataclass(frozen=True, slots=True)
class Minute:
    """One line of the minutes; `replaces_uid`: it was put in the place of another, which stays readable.

    `before` is what that other line said, where it was read back.
    """

    uid: str = field(default_factory=new_uid)
    speaker: str = ""
    kind: str = "statement"  # terms minute_kind
    text: str = ""
    replaces_uid: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A meeting of the mediation or an inquiry before it."""

    uid: str = field(default_factory=new_uid)
    number: int = 0
    kind: str = "meeting"  # terms hearing_kind
    planned_at: datetime | None = None
    place: str = ""
    held_on: date | None = None
    from_time: str = ""  # 14:30
    to_time: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    recorder: str = ""
    asked_party_uid: str = ""
    points: str = ""
    result: str = ""  # terms hearing_result
    result_text: str = ""
    minutes: tuple[Minute, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    uid: str = field(default_factory=new_uid)
    hearing_uid: str = ""
    on: date | None = None
    side: str = "applicant"
    amount_fen: int | None = None
    text: str = ""
    answer: str = ""  # terms offer_answer


@dataclass(frozen=True, slots=True)
class AgreementItem:
    """One sum of an agreement: to whom, for what, when and how it is paid."""

    uid: str = field(default_factory=new_uid)
    party_uid: str = ""
    claim_uid: str = ""
    kind: str = ""  # terms claim_item
    title: str = ""
    amount_fen: int | None = None
    before_tax: bool | None = None
    due_on: date | None = None
    plan: tuple[Instalment, ...] = ()
    method: str = "bank"  # terms payment_method
    account_name: str = ""
    bank: str = ""
    account_no: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """调解协议书; in force once all four have signed and sealed it (调解仲裁法 art 14)."""

    uid: str = field(default_factory=new_uid)
    number: str = ""
    signed_on: date | None = None
    signed_applicant: bool = False
    signed_respondent: bool = False
    signed_mediator: bool = False
    sealed: bool = False
    signer_applicant: str = ""
    signer_respondent: str = ""
    claims_text: str = ""
    answer_text: str = ""
    acts: tuple[str, ...] = ()
    acts_due_on: date | None = None
    accelerated: bool = False
    default_text: str = ""
    release: str = ""
    extra: str = ""
    copies: int = 3
    items: tuple[AgreementItem, ...] = ()

    @property
    def amount_fen(self) -> int:
        return sum(item.amount_fen or 0 for item in self.items)

    @property
    def in_force(self) -> bool:
        signed = self.signed_applicant and self.signed_respondent and self.signed_mediator and self.sealed
        return signed and self.signed_on is not None

    @property
    def performance_on(self) -> date | None:
        """The last day on which something of it is due."""
        days = [item.due_on for item in self.items] + [part.due_on for i in self.items for part in i.plan]
        return max((day for day in (*days, self.acts_due_on) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid; `reverses_uid`: this line takes another back."""

    uid: str = field(default_factory=new_uid)
    item_uid: str = ""
    party_uid: str = ""
    on: date | None = None
    amount_fen: int | None = None
    evidence: str = ""
    reverses_uid: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    uid: str = field(default_factory=new_uid)
    on: date | None = None
    way: str = "phone"  # terms follow_up_way
    whom: str = ""
    text: str = ""
    satisfaction: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ServedPaper:
    title: str
    form: str = ""
    number: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Service:
    """送达回证: papers that went to a party; `served_on` is computed by the method (rules.serving)."""

    uid: str = field(default_factory=new_uid)
    number: int = 0
    party_uid: str = ""
    papers: tuple[ServedPaper, ...] = ()
    method: str = "direct"
    place: str = ""
    sent_on: date | None = None
    servers: tuple[str, ...] = ()
    received_on: date | None = None
    reached_on: date | None = None
    receiver: str = ""
    receiver_relation: str = ""
    refused: bool = False
    refusal: str = ""
    witnesses: tuple[str, ...] = ()
    returned_on: date | None = None
    starts: str = ""  # terms dispute_event: what the service sets going
    remark: str = ""
    served_on: date | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """A dated event that starts or stops a clock."""

    uid: str = field(default_factory=new_uid)
    kind: str = ""  # terms dispute_event
    on: date | None = None
    text: str = ""
    body: str = ""
    number: str = ""
    amount_fen: int | None = None
    evidence: str = ""
    of_step: bool = False  # written by a step: only its day is corrected


@dataclass(frozen=True, slots=True)
class LimitationFact:
    uid: str = field(default_factory=new_uid)
    claim_uid: str = ""
    kind: str = ""  # terms limitation_event, rules.EventKind
    on: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class SupervisionLetter:
    """工会劳动法律监督意见书 or 建议书."""

    uid: str = field(default_factory=new_uid)
    case_uid: str = ""
    employer_uid: str = ""
    employer_name: str = ""
    follows_uid: str = ""  # the opinion that a suggestion rests on
    kind: str = "opinion"  # terms supervision_kind
    number: str = ""
    addressee: str = ""
    facts: str = ""
    law: str = ""
    demands: str = ""
    contact: str = ""
    signer: str = ""
    signer_post: str = ""  # terms union_post
    issued_on: date | None = None
    received_on: date | None = None
    answered_on: date | None = None
    answer: str = ""
    corrected: bool | None = None


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """重大争议呈报."""

    uid: str = field(default_factory=new_uid)
    case_uid: str = ""
    employer_uid: str = ""
    employer_name: str = ""
    reporter: str = ""
    happened_at: datetime | None = None
    place: str = ""
    headcount: int | None = None
    cause: str = ""
    demands: str = ""
    measures: str = ""
    risk: str = ""
    advice: str = ""
    phoned_at: datetime | None = None
    written_at: datetime | None = None
    leader: str = ""
    leader_opinion: str = ""
    leader_on: date | None = None
    outcome: str = ""
