"""Acts of the process that set a few fields of the case itself, each as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Application:
    """The application came in: from this day the fifteen days of mediation run (M03)."""

    received_on: date | None = None
    oral: bool = False
    oral_recorded: bool = False


@dataclass(frozen=True, slots=True)
class NotOursFound:
    """The matter is no labour dispute; `code` of rules.scope, "" takes the finding back."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """The case goes to another body: 转办."""

    receiver: str = ""


@dataclass(frozen=True, slots=True)
class OpponentAnswer:
    """What the other side said to mediation; None takes the answer back."""

    agrees: bool | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """Both parties agreed to mediate until a day of their own (调解仲裁法 art 14 para 3)."""

    to_on: date | None = None
    applicant_agrees: bool = False
    respondent_agrees: bool = False
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Advised:
    """The worker was told in writing of arbitration and its limitation."""

    on: date | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """结案登记: how it ended."""

    result: str = ""  # terms dispute_result
    text: str = ""
    satisfaction: str = ""  # terms satisfaction


@dataclass(frozen=True, slots=True)
class Consents:
    """Which represented workers agreed to the settlement, or refused it."""

    party_uids: tuple[str, ...] = ()
    on: date | None = None
    consented: bool | None = True


@dataclass(frozen=True, slots=True)
class Representatives:
    """Whom the workers of a collective case have chosen; three to five of its roster."""

    party_uids: tuple[str, ...] = ()
