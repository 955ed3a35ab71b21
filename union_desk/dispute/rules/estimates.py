"""The whole compensation of one worker from inputs given once: each item as claimed and as safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.deadline import corresponding_day
from union_desk.dispute.rules.annual_leave import annual_leave
from union_desk.dispute.rules.claims import (
    DAMAGES,
    DOUBLE_PAY,
    NOTICE_PAY,
    SEVERANCE,
    Estimate,
    SideBySide,
    side_by_side,
)
from union_desk.dispute.rules.double_pay import Method, double_pay
from union_desk.dispute.rules.figure import Figure
from union_desk.dispute.rules.overtime import overtime
from union_desk.dispute.rules.severance import (
    NEW_LAW_ON,
    Kind,
    SeveranceFacts,
    notice_pay,
    severance,
)


class Ending(StrEnum):
    """How the relation ended, as far as it decides what is owed."""

    NONE = "none"  # still employed
    UNLAWFUL = "unlawful"
    NO_FAULT = "no_fault"  # art 40
    AGREED = "agreed"  # art 36, the employer asked
    FORCED = "forced"  # art 38, the worker left for the employer's fault
    LAYOFF = "layoff"  # art 41
    EXPIRY = "expiry"  # art 44 (1), 46 (5)
    RESIGNED = "resigned"
    FAULT = "fault"  # art 39


_WITH_SEVERANCE: Final = frozenset(
    {Ending.NO_FAULT, Ending.AGREED, Ending.FORCED, Ending.LAYOFF, Ending.EXPIRY}
)


@dataclass(frozen=True, slots=True)
class OvertimeHours:
    hours: Fraction = Fraction(0)
    rest_days: Fraction = Fraction(0)
    statutory_days: Fraction = Fraction(0)

    @property
    def any(self) -> bool:
        return bool(self.hours or self.rest_days or self.statutory_days)


@dataclass(frozen=True, slots=True)
class CaseInputs:
    """What is asked once for a case; what is None is not claimed."""

    entry: date
    claimed_on: date
    average_fen: int
    ending: Ending = Ending.NONE
    last_day: date | None = None
    last_month_fen: int | None = None
    notice_given: bool = False
    tripled_city_average_fen: int | None = None
    minimum_wage_fen: int | None = None
    unsigned: bool = False
    signed_on: date | None = None
    monthly_fen: int | None = None
    overtime_base_fen: int | None = None
    overtime_claimed: OvertimeHours = OvertimeHours()
    overtime_proved: OvertimeHours = OvertimeHours()
    total_years: Fraction | None = None
    leave_taken: Fraction = Fraction(0)
    average_without_overtime_fen: int | None = None


def estimate(inputs: CaseInputs, calendar: Calendar) -> SideBySide:
    """Compute every item that the inputs speak of.

    Claimed is what may be asked for. Safe is: severance where unlawfulness is still to be proved, double pay
    only for the year before the claim, overtime as far as it is proved.
    """
    found = [*_ended(inputs), *_double(inputs, calendar), *_overtime(inputs), *_leave(inputs)]
    return side_by_side(found)


def _ended(inputs: CaseInputs) -> list[Estimate]:
    if inputs.ending is Ending.UNLAWFUL:
        damages, safe = _severance(inputs, Kind.DOUBLE), _severance(inputs, Kind.N)
        warned = safe.warned("违法解除没有证据的，可能只支持经济补偿。")
        return [Estimate(DAMAGES, "赔偿金", damages, warned)]
    if inputs.ending not in _WITH_SEVERANCE:
        return []
    found = [Estimate(SEVERANCE, "经济补偿", *2 * (_severance(inputs, Kind.N),))]
    if inputs.ending is Ending.NO_FAULT and not inputs.notice_given:
        month = notice_pay(inputs.last_month_fen if inputs.last_month_fen is not None else inputs.average_fen)
        found.append(Estimate(NOTICE_PAY, "代通知金", month, month))
    return found


def _severance(inputs: CaseInputs, kind: Kind) -> Figure:
    facts = SeveranceFacts(
        kind=kind,
        average_fen=inputs.average_fen,
        first=inputs.entry,
        last=inputs.last_day,
        tripled_city_average_fen=inputs.tripled_city_average_fen,
        minimum_wage_fen=inputs.minimum_wage_fen,
        count_from=NEW_LAW_ON if inputs.ending is Ending.EXPIRY else None,
    )
    return severance(facts).gross


def _double(inputs: CaseInputs, calendar: Calendar) -> list[Estimate]:
    if not inputs.unsigned and inputs.signed_on is None:
        return []
    monthly = inputs.monthly_fen if inputs.monthly_fen is not None else inputs.average_fen
    left = inputs.last_day + timedelta(days=1) if inputs.last_day is not None else None
    # Whoever left is owed nothing for later days, just as after a contract was signed.
    until = min((day for day in (inputs.signed_on, left) if day is not None), default=None)
    year_back = corresponding_day(inputs.claimed_on, -12)
    claimed = double_pay(inputs.entry, until, monthly, calendar, method=Method.CALENDAR).figure
    safe = double_pay(
        inputs.entry, until, monthly, calendar, method=Method.EMPLOYMENT, not_before=year_back
    ).figure
    if safe.exact_fen > claimed.exact_fen:
        safe = claimed
    return [Estimate(DOUBLE_PAY, "二倍工资差额", claimed, safe)] if claimed.amount_fen else []


def _overtime(inputs: CaseInputs) -> list[Estimate]:
    if not inputs.overtime_claimed.any:
        return []
    base = inputs.overtime_base_fen if inputs.overtime_base_fen is not None else inputs.average_fen
    claimed = _hours(base, inputs.overtime_claimed)
    nothing = Figure(claimed.title, Fraction(0), ("没有证据支持的加班费按 0 元估计。",), claimed.basis)
    safe = _hours(base, inputs.overtime_proved) if inputs.overtime_proved.any else nothing
    return [Estimate("overtime_hours", "加班费", claimed, safe)]


def _hours(base_fen: int, worked: OvertimeHours) -> Figure:
    return overtime(base_fen, hours=worked.hours, rest_days=worked.rest_days, statutory=worked.statutory_days)


def _leave(inputs: CaseInputs) -> list[Estimate]:
    if inputs.total_years is None:
        return []
    average = inputs.average_without_overtime_fen
    base = average if average is not None else inputs.average_fen
    found = annual_leave(
        inputs.total_years, base, joined_on=None, left_on=inputs.last_day, taken=inputs.leave_taken
    )
    if not found.figure.amount_fen:
        return []
    return [Estimate("annual_leave", "未休年休假工资", found.figure, found.figure)]
