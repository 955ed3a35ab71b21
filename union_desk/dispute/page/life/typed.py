"""What the sheets of a case ask where it is less, or more, than one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Moving:
    """To which office a case goes, and why."""

    on: date | None = None
    office: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Applying:
    """When the application came in, and whether an oral one was put down (调解仲裁法 art 12)."""

    received_on: date | None = None
    oral: bool = False
    oral_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """To ask the other side: who mediates, and how the letter goes out."""

    on: date | None = None
    mediator_uid: str = ""
    party_uid: str = ""
    method: str = "direct"
    servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """What the other side said, and when."""

    agrees: bool | None = True
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who has signed the agreement; it is in force once all four have (调解仲裁法 art 14)."""

    signed_on: date | None = None
    signed_applicant: bool = False
    signed_respondent: bool = False
    signed_mediator: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Turning:
    """Why a matter is not taken, or where it goes."""

    on: date | None = None
    code: str = ""
    receiver: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """结案登记: the result, when the worker was told of arbitration, and why it ends so."""

    on: date | None = None
    result: str = ""
    text: str = ""
    satisfaction: str = ""
    advised_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assigning:
    mediator_uid: str = ""
    chief: bool = False
    assigned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Planning:
    """A meeting that is arranged: day and time stand apart, as on the notice."""

    kind: str = "meeting"
    on: date | None = None
    at: str = ""
    place: str = ""
    mediators: tuple[str, ...] = ()
    recorder: str = ""
    asked_party_uid: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """Papers that go to a party."""

    party_uid: str = ""
    papers: tuple[str, ...] = ()
    method: str = "direct"
    sent_on: date | None = None
    place: str = ""
    servers: tuple[str, ...] = ()
    remark: str = ""
    number: str = ""
