"""How long somebody worked for an employer, and how many months of pay that counts for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from union_desk.core.deadline import corresponding_day, day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import plain_number

LAW: Final = "《劳动合同法》第四十七条第一款"
_HALF: Final = Fraction(1, 2)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ServiceLength:
    """Years, months and days between the first and the last day worked, both counted."""

    years: int
    months: int
    days: int
    steps: tuple[str, ...]

    @property
    def counted_months(self) -> Fraction:
        """Return the months of pay: a year one, a rest of six months one, a shorter rest half of one."""
        if self.months >= 6:
            return Fraction(self.years + 1)
        return self.years + (_HALF if self.months or self.days else Fraction(0))

    @property
    def text(self) -> str:
        parts = ((self.years, "年"), (self.months, "个月"), (self.days, "天"))
        return " ".join(f"{count} {word}" for count, word in parts if count) or "0 天"


def anniversary(first: date, months: int) -> date:
    """Return the day that begins the month after so many whole months from a first day.

    Where the month has no such day (31 January + 1 month) the next one begins on the 1st after it.
    """
    day = corresponding_day(first, months)
    return day if day.day == first.day else day + _DAY


def whole_months(first: date, last: date) -> int:
    """Return how many whole months lie between two days that both count."""
    after = last + _DAY
    months = (after.year - first.year) * 12 + after.month - first.month
    return months if anniversary(first, months) <= after else months - 1


def service_length(first: date, last: date) -> ServiceLength:
    """Count the service between two days worked; RuleBroken names `to`."""
    if last < first:
        raise RuleBroken(f"最后工作日不能早于入职日 {day_text(first)}。", field="to")
    try:
        months = whole_months(first, last)
        rest = (last - anniversary(first, months)).days + 1
    except (OverflowError, ValueError):
        raise RuleBroken("日期超出了可以计算的年份。", field="to") from None
    found = ServiceLength(months // 12, months % 12, rest, ())
    worked = f"{day_text(first)}至{day_text(last)}（首尾两天都计入），工作 {found.text}。"
    return ServiceLength(found.years, found.months, found.days, (worked, _counted_step(found)))


def _counted_step(found: ServiceLength) -> str:
    counted = plain_number(found.counted_months)
    years = f"满 {found.years} 年计 {found.years} 个月" if found.years else ""
    if found.months >= 6:
        rest = "余下六个月以上不满一年的按一年计，加 1 个月"
    elif found.months or found.days:
        rest = "余下不满六个月的，加 0.5 个月"
    else:
        rest = ""
    return f"{'；'.join(part for part in (years, rest) if part)}：共计 {counted} 个月工资。"
