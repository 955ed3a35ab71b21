"""Pay for annual leave not taken, in the year of joining, of leaving or a whole one (条例 art 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import PAID_DAYS, PAID_DAYS_LAW, Figure, plain_number, yuan

TITLE: Final = "未休年休假工资"
LAWS: Final = (
    "《职工带薪年休假条例》第三条、第五条",
    "《企业职工带薪年休假实施办法》第五条、第十条至第十二条",
    PAID_DAYS_LAW,
)
_DAYS_A_YEAR: Final = 365  # 实施办法 arts 5, 12: also in leap years
_EXTRA: Final = 2  # 300 % of which 100 % was paid as wage


@dataclass(frozen=True, slots=True)
class AnnualLeave:
    """The days a year gives, those still owed, and the pay beyond the ordinary wage."""

    entitlement: int
    days: Fraction
    figure: Figure


def entitlement(total_years: Fraction | int) -> int:
    """Return the days of leave for all years of work together (条例 art 3)."""
    if total_years < 1:
        return 0
    return 5 if total_years < 10 else 10 if total_years < 20 else 15


REFUSED_IN_WRITING: Final = "本人书面提出不休年休假，只支付正常工资（实施办法第十条第二款）"
LONG_HOLIDAYS: Final = "依法享受的寒暑假天数多于年休假（条例第四条第一项）"
PAID_ABSENCE: Final = "请事假累计 20 天以上且单位不扣工资（条例第四条第二项）"
SICK_TOO_LONG: Final = "病假累计的月数超过条例第四条的规定"
_SICK_MONTHS: Final = {5: 2, 10: 3, 15: 4}


def leave_exclusion(
    total_years: Fraction | int,
    *,
    sick_months: int = 0,
    paid_absence_days: int = 0,
    long_holidays: bool = False,
) -> str:
    """Return why the year gives no leave (条例 art 4), or nothing: sick too long, absent on pay, 寒暑假."""
    if long_holidays:
        return LONG_HOLIDAYS
    if paid_absence_days >= 20:
        return PAID_ABSENCE
    most = _SICK_MONTHS.get(entitlement(total_years), 0)
    if most and sick_months >= most:
        return f"请病假累计 {most} 个月以上（条例第四条）"
    return ""


def annual_leave(
    total_years: Fraction | int,
    average_fen: Fraction | int,
    *,
    joined_on: date | None = None,
    left_on: date | None = None,
    taken: Fraction = Fraction(0),
    barred: str = "",
) -> AnnualLeave:
    """Compute the extra 200 % for leave not taken; the average is that of 12 months without overtime pay.

    `barred` is why nothing is owed: refused in writing (实施办法 art 10), or an exclusion of 条例 art 4.
    """
    full = entitlement(total_years)
    if barred:
        step = f"不另付 200%：{barred}。"
        return AnnualLeave(full, Fraction(0), Figure(TITLE, Fraction(0), (step,), LAWS))
    years = plain_number(total_years)
    gives = f"每年应休 {full} 天" if full else "不满一年，没有年休假"
    steps = [f"累计工作 {years} 年，{gives}。"]
    due, due_steps = _due(full, joined_on, left_on)
    steps += due_steps if full else []
    days = max(due - taken, Fraction(0))
    if taken:
        had = plain_number(taken)
        left = (
            f"未休 {due} - {had} = {plain_number(days)} 天" if taken <= due else "多休的不再扣回，未休 0 天"
        )
        steps.append(f"已休 {had} 天，{left}。")
    exact = average_fen / PAID_DAYS * days * _EXTRA
    sum_ = f"{yuan(average_fen)} ÷ 21.75 × {plain_number(days)} 天 × 200% = {yuan(exact)} 元"
    steps.append(f"{TITLE}（另加的 200%）：{sum_}。")
    warnings = ("本人书面提出不休的只支付正常工资；有条例第四条情形的不享受。",) if days else ()
    return AnnualLeave(full, days, Figure(TITLE, exact, tuple(steps), LAWS, warnings))


def _due(full: int, joined_on: date | None, left_on: date | None) -> tuple[int, list[str]]:
    """Return the days due in the year that is asked about: floor(days / 365 × entitlement)."""
    if joined_on is not None and left_on is not None and joined_on > left_on:
        raise RuleBroken(f"离职日不能早于入职日 {day_text(joined_on)}。", field="left_on")
    if joined_on is None and left_on is None:
        return full, ["全年在职，按全年计算。"]
    year = left_on.year if left_on is not None else joined_on.year if joined_on is not None else 0
    first, last = date(year, 1, 1), date(year, 12, 31)
    if joined_on is not None:
        first = max(first, joined_on)
    if left_on is not None:
        last = left_on
    passed = (last - first).days + 1
    due = passed * full // _DAYS_A_YEAR
    span = f"{day_text(first)}至{day_text(last)}共 {passed} 天"
    return due, [f"{span}：{passed} × {full} ÷ 365，不足一整天的不计，折算 {due} 天。"]
