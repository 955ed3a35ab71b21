"""The compensation desk: what is put in once for a worker, and what comes out of it, fit to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MonthWage:
    """What was earned in a month (应得): `month` is 2026-03."""

    month: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class CalculationInputs:
    """What is asked for; None and "" mean: not told, or not claimed. `…_hundredths` count 0.01 of a unit."""

    entry_on: date | None = None
    last_on: date | None = None
    claimed_on: date | None = None
    ending: str = "none"  # terms dispute_ending
    notice_given: bool = False
    also: tuple[str, ...] = ()  # terms claim_item, asked for whatever the ending says
    paid_fen: int | None = None
    wages: tuple[MonthWage, ...] = ()
    year_bonus_fen: int | None = None
    average_fen: int | None = None  # instead of the months
    last_month_fen: int | None = None
    minimum_wage_fen: int | None = None  # instead of the line in force
    tripled_city_average_fen: int | None = None
    unsigned: bool = False
    signed_on: date | None = None
    double_barred: str = ""  # terms double_barred
    monthly_fen: int | None = None
    hours_system: str = "standard"  # terms hours_system
    overtime_base_fen: int | None = None
    overtime_from_on: date | None = None
    overtime_to_on: date | None = None
    overtime_hundredths: int | None = None
    rest_hundredths: int | None = None
    holiday_hundredths: int | None = None
    proved_overtime_hundredths: int | None = None
    proved_rest_hundredths: int | None = None
    proved_holiday_hundredths: int | None = None
    total_years: int | None = None
    leave_year: int | None = None
    leave_taken_hundredths: int | None = None
    leave_average_fen: int | None = None
    leave_barred: str = ""  # terms leave_barred
    owed_fen: int | None = None
    owed_proved_fen: int | None = None
    owed_from_on: date | None = None
    owed_to_on: date | None = None
    late_percent: int | None = None
    late_ordered: bool = False
    non_compete_months: int | None = None
    probation_contract_months: int | None = None
    probation_hundredths: int | None = None
    probation_wage_fen: int | None = None
    deducted_fen: int | None = None
    deduction_wage_fen: int | None = None
    damage_fen: int | None = None


@dataclass(frozen=True, slots=True)
class CalculationLack:
    """What an item still needs, and the field where it is asked."""

    sentence: str
    field: str


@dataclass(frozen=True, slots=True)
class UsedThreshold:
    """A line of the place as it was used: since when it applies, and by which document."""

    kind: str  # terms threshold
    value_fen: int
    from_on: date | None = None
    doc_no: str = ""
    shipped: bool = False
    own: bool = False  # typed for this calculation


@dataclass(frozen=True, slots=True)
class CalculationItem:
    """One item in both columns, each with its steps."""

    kind: str  # terms claim_item
    title: str
    claimed_fen: int
    conservative_fen: int
    claimed_steps: tuple[str, ...] = ()
    conservative_steps: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None

    @property
    def differs(self) -> bool:
        return self.claimed_steps != self.conservative_steps


@dataclass(frozen=True, slots=True)
class Calculation:
    """All items with their sums, and what is lacking; a kept one is printed again unchanged."""

    items: tuple[CalculationItem, ...] = ()
    claimed_fen: int = 0
    conservative_fen: int = 0
    warnings: tuple[str, ...] = ()
    lacks: tuple[CalculationLack, ...] = ()
    average_fen: int | None = None
    average_steps: tuple[str, ...] = ()
    months: tuple[str, ...] = ()  # that the average is of
    gaps: tuple[str, ...] = ()  # of them, those without a wage
    thresholds: tuple[UsedThreshold, ...] = ()
    final_steps: tuple[str, ...] = ()  # whether an award would be final

    def item(self, kind: str) -> CalculationItem:
        return next(item for item in self.items if item.kind == kind)


@dataclass(frozen=True, slots=True)
class KeptCalculation:
    """What is kept of a worker's calculation."""

    uid: str
    party_uid: str
    inputs: CalculationInputs
    result: Calculation
    made_on: date | None
    made_by: str


@dataclass(frozen=True, slots=True)
class CalculationOnPaper:
    """What the 计算过程 page tells."""

    case_uid: str
    code: str
    number_shown: str
    office_name: str
    worker: str
    id_no: str
    respondent: str
    inputs: CalculationInputs
    result: Calculation
    made_on: date
    made_by: str
