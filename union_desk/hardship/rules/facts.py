"""The facts of a household that its class depends on: values without names, numbers or rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Income:
    """One income of the last twelve months; codes of terms income_kind and income_detail."""

    kind: str
    yearly_fen: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outlay:
    """One outlay of the last twelve months that the family bore itself; code of terms outlay_kind."""

    kind: str
    yearly_fen: int
    compulsory_school: bool = False  # schooling in the nine compulsory years is no rigid outlay


@dataclass(frozen=True, slots=True)
class Asset:
    """A home, vehicle, savings, investment or shop; codes of terms asset_kind and vehicle_use."""

    kind: str
    value_fen: int = 0
    count: int = 1
    area_hundredths: int | None = None
    use: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the household, the file's owner among them; None means nobody has asked yet."""

    working_age: bool
    able: bool | None = None
    employed: bool | None = None
    in_school: bool = False
    counted: bool = True
    jobless_proved: bool = False
    name: str = ""
    incomes: tuple[Income, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a class test may look at. The owner is the first member."""

    on: date
    dibao_fen: int  # the 低保 standard per head and month
    members: tuple[Member, ...]
    outlays: tuple[Outlay, ...] = ()
    assets: tuple[Asset, ...] = ()
    savings_fen: int = 0
    minimum_wage_fen: int | None = None
    event: bool = False
    yearly_loss_fen: int = 0
    exclusions: tuple[str, ...] = ()  # ticked lines of the 负面清单, terms exclusion
    year_income_override_fen: int | None = None
    year_income_reason: str = ""
