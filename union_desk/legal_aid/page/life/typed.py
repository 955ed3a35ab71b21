"""What the sheets of a case of legal aid ask where it is less, or more, than one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Giving:
    """指派: who gets the case, under which number, from when."""

    provider_uid: str = ""
    on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Changing:
    """更换: why the one before gives the case up, and who goes on with it."""

    asked_on: date | None = None
    reason: str = ""
    on: date | None = None
    provider_uid: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """委托协议: when counsel told the applicant who he is, and when the contract was signed (L08)."""

    told_on: date | None = None
    contract_on: date | None = None


@dataclass(frozen=True, slots=True)
class Objecting:
    """异议: when the applicant objected, and why the case is examined again."""

    objected_on: date | None = None
    text: str = ""
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Paying:
    """发放: when a subsidy was paid, and the voucher."""

    on: date | None = None
    voucher: str = ""
