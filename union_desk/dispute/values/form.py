"""What a caseworker fills in of a dispute: the parties, what it is about, what is claimed, and the proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from union_desk.people.values import NO_EMPLOYER, NOBODY, EmployerCard, PersonCard


def new_uid() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Party:
    """A party: a worker or relative is a `person`, everybody else an `employer`.

    `roster` marks one of many workers of a collective dispute, who stands in its roster only.
    """

    uid: str = field(default_factory=new_uid)
    side: str = "applicant"  # terms dispute_side
    kind: str = "worker"  # terms dispute_party
    roster: bool = False
    person: PersonCard = NOBODY
    employer: EmployerCard = NO_EMPLOYER
    post: str = ""
    entry_on: date | None = None
    left_on: date | None = None
    contract_term: str = ""
    monthly_wage_fen: int | None = None
    relation: str = ""
    representative: bool = False
    claim_fen: int | None = None
    agreed_fen: int | None = None
    consented: bool | None = None
    consent_on: date | None = None
    served_address: str = ""
    served_phone: str = ""
    electronic_address: str = ""
    remark: str = ""

    @property
    def is_human(self) -> bool:
        return self.kind in ("worker", "relative", "operator", "investor") and (
            not self.person.is_blank or self.employer.is_blank
        )

    @property
    def name(self) -> str:
        return self.person.name if self.is_human else self.employer.name

    @property
    def is_blank(self) -> bool:
        return self.person.is_blank and self.employer.is_blank


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts for a party, and how far."""

    uid: str = field(default_factory=new_uid)
    party_uid: str = ""
    name: str = ""
    kind: str = ""  # terms agent_kind
    sex: str = ""
    id_no: str = ""
    workplace: str = ""
    phone: str = ""
    address: str = ""
    authority: str = "general"  # terms agent_authority
    powers: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One item of what is claimed; without a party it is common to all applicants."""

    uid: str = field(default_factory=new_uid)
    party_uid: str = ""
    kind: str = ""  # terms claim_item
    from_on: date | None = None
    to_on: date | None = None
    text: str = ""
    claimed_fen: int | None = None
    agreed_fen: int | None = None
    waived: bool = False
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    uid: str = field(default_factory=new_uid)
    side: str = "applicant"
    name: str = ""
    proves: str = ""
    pages: int | None = None
    original: bool | None = None
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The fields of a case that are typed, as the page and the intake have them."""

    source: str = "visit"  # terms dispute_source
    union_role: str = "preside"  # terms union_role
    cause: str = ""
    cause_statistics: str = ""
    grade: str = ""
    matter: str = ""
    facts: str = ""
    answer: str = ""
    advice: str = ""
    collective: bool = False
    headcount: int | None = None
    risk: bool = False
    harm: bool = False
    work_place: str = ""
    came_on: date | None = None
    received_on: date | None = None
    oral: bool = False
    oral_recorded: bool = False
    known_on: date | None = None
    opponent_agrees: bool | None = None
    opponent_answered_on: date | None = None
    extended_to_on: date | None = None
    extension_applicant: bool = False
    extension_respondent: bool = False
    extension_signed_on: date | None = None
    not_ours: str = ""
    transferred_to: str = ""
    advised_on: date | None = None
    receptionist: str = ""
    handler: str = ""
    result: str = ""  # terms dispute_result
    result_text: str = ""
    satisfaction: str = ""
    binder: str = ""
    shelf: str = ""
    remark: str = ""
    parties: tuple[Party, ...] = ()
    agents: tuple[Agent, ...] = ()
    claims: tuple[ClaimItem, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def of_side(self, side: str) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.side == side)

    @property
    def applicants(self) -> tuple[Party, ...]:
        return self.of_side("applicant")

    @property
    def respondents(self) -> tuple[Party, ...]:
        return self.of_side("respondent")

    @property
    def claimed_fen(self) -> int:
        """What is claimed in all: the items, or where there are none the sums of the roster."""
        items = sum(item.claimed_fen or 0 for item in self.claims)
        return items or sum(party.claim_fen or 0 for party in self.parties)
