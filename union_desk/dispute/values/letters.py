"""Supervision letters and incident reports as screens and papers are told of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from union_desk.dispute.values.mediation import IncidentReport, SupervisionLetter


@dataclass(frozen=True, slots=True)
class Reply:
    """What the employer answered to an opinion; `corrected` is open while nobody has looked."""

    on: date | None = None
    text: str = ""
    corrected: bool | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """With what a letter goes out: its number, its day, and who signs it (监督条例 art 21)."""

    number: str = ""
    on: date | None = None
    signer: str = ""
    signer_post: str = "chair"  # terms union_post


@dataclass(frozen=True, slots=True)
class LetterView:
    """A stored letter with its clock."""

    letter: SupervisionLetter
    office: str
    office_name: str
    state: str  # terms letter_state
    state_label: str
    case_number: str = ""
    case_code: str = ""
    due_on: date | None = None  # of the answer, U01
    days_left: int | None = None
    why: tuple[str, ...] = ()
    follow_up_uid: str = ""
    may_edit: bool = False
    refusal: str = ""  # why no suggestion can be made of it now
    # The last change set that was there when it was read.
    seen: int = field(default=0, compare=False)

    @property
    def uid(self) -> str:
        return self.letter.uid

    @property
    def overdue(self) -> bool:
        return self.state == "overdue"


@dataclass(frozen=True, slots=True)
class ReportView:
    """A stored report with its two customary limits."""

    report: IncidentReport
    office: str
    office_name: str
    receiver: str  # the union above
    case_number: str = ""
    case_code: str = ""
    phone_by: datetime | None = None
    written_by: datetime | None = None
    late: tuple[str, ...] = ()  # what was or is late, in sentences
    may_edit: bool = False
    seen: int = field(default=0, compare=False)

    @property
    def uid(self) -> str:
        return self.report.uid
