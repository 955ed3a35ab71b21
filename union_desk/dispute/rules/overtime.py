"""Overtime pay by the month's base: ×1.5 on working days, ×2 on rest days, ×3 on statutory holidays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from union_desk.core.calendar import WEEKDAYS, Calendar
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import (
    PAID_DAYS,
    PAID_DAYS_LAW,
    PAID_HOURS,
    Figure,
    plain_number,
    total,
    yuan,
)

TITLE: Final = "加班费"
LAWS: Final = ("《劳动法》第四十四条", "《工资支付暂行规定》第十三条", PAID_DAYS_LAW)
_TIMES: Final = {"workday": Fraction(3, 2), "rest": Fraction(2), "statutory": Fraction(3)}
_NAMES: Final = {"workday": "工作日延长", "rest": "休息日", "statutory": "法定休假日"}
_PERCENT: Final = {"workday": "150%", "rest": "200%", "statutory": "300%"}
# 劳动法 art 41.
_MOST_A_DAY: Final = 3
_MOST_A_MONTH: Final = 36


class HoursSystem(StrEnum):
    """How working time is fixed; the two special systems need an approval."""

    STANDARD = "standard"
    COMPREHENSIVE = "comprehensive"  # 综合计算工时
    IRREGULAR = "irregular"  # 不定时


@dataclass(frozen=True, slots=True)
class Worked:
    """Hours worked beyond the ordinary ones on a day (all of them, where the day was off)."""

    on: date
    hours: Fraction


def overtime(
    base_fen: Fraction | int,
    *,
    hours: Fraction = Fraction(0),
    rest_days: Fraction = Fraction(0),
    statutory: Fraction = Fraction(0),
    system: HoursSystem = HoursSystem.STANDARD,
) -> Figure:
    """Compute the pay for hours beyond working time, for days of rest and for statutory holidays worked.

    A day is a month's base over 21.75, an hour an eighth of it. Rest days are those without time off in lieu.
    工资支付暂行规定 art 13: 综合计算工时 pays what goes beyond the total by half more, 不定时工作制 nothing.
    """
    if system is HoursSystem.IRREGULAR:
        step = "经批准实行不定时工作制的，不执行加班费的规定（工资支付暂行规定第十三条）。"
        return Figure(TITLE, Fraction(0), (step,), LAWS)
    if system is HoursSystem.COMPREHENSIVE:
        hours, rest_days = hours + rest_days * 8, Fraction(0)
    given = (
        ("workday", hours, PAID_HOURS),
        ("rest", rest_days, PAID_DAYS),
        ("statutory", statutory, PAID_DAYS),
    )
    parts = [_part(kind, base_fen, count, divisor) for kind, count, divisor in given if count]
    if not parts:
        raise RuleBroken("请填写加班的小时数、休息日天数或者法定休假日天数。", field="hours")
    return total(TITLE, parts)


def overtime_of_days(base_fen: int, worked: Sequence[Worked], calendar: Calendar) -> Figure:
    """Compute the pay for dated hours; the calendar says what each day was. RuleBroken names `worked`."""
    if not worked:
        raise RuleBroken("请填写加班的日期和小时数。", field="worked")
    hours: dict[str, Fraction] = dict.fromkeys(_TIMES, Fraction(0))
    by_day: dict[date, Fraction] = {}
    for index, item in enumerate(worked):
        by_day[item.on] = by_day.get(item.on, Fraction(0)) + item.hours
        if not item.hours > 0 or by_day[item.on] > 24:
            raise RuleBroken("一天的加班小时数要大于 0，不超过 24。", field=f"worked.{index}.hours")
        hours[kind_of(item.on, calendar)] += item.hours
    steps = [_day_step(on, by_day[on], calendar) for on in sorted(by_day)]
    parts = [_part(kind, base_fen, count, PAID_HOURS) for kind, count in hours.items() if count]
    summed = total(TITLE, parts)
    unknown = sorted({on.year for on in by_day if not calendar.covers(on.year)})
    if unknown:
        steps.append(f"{'、'.join(map(str, unknown))}年的放假安排尚未收录，按周六、周日和法定节假日推算。")
    return Figure(TITLE, summed.exact_fen, (*steps, *summed.steps), summed.basis, _too_long(by_day, calendar))


def kind_of(on: date, calendar: Calendar) -> str:
    """Tell what a day is for overtime: workday (调休 weekends too), rest, or statutory."""
    if calendar.is_statutory_holiday(on):
        return "statutory"
    return "workday" if calendar.is_working_day(on) else "rest"


def _part(kind: str, base_fen: Fraction | int, count: Fraction, divisor: Fraction) -> Figure:
    exact = Fraction(base_fen) / divisor * count * _TIMES[kind]
    by_hours = divisor == PAID_HOURS
    over = "÷ 21.75 ÷ 8" if by_hours else "÷ 21.75"
    unit = "小时" if by_hours else "天"
    number = plain_number(count)
    step = (
        f"{_NAMES[kind]}：{yuan(base_fen)} {over} × {number} {unit} × {_PERCENT[kind]} = {yuan(exact)} 元。"
    )
    warnings = ("休息日加班已安排补休的，不再支付。",) if kind == "rest" else ()
    return Figure(_NAMES[kind], exact, (step,), LAWS, warnings)


def _day_step(on: date, hours: Fraction, calendar: Calendar) -> str:
    what = calendar.name_of(on)
    day = WEEKDAYS[on.weekday()]
    shown = day if what in (day, "工作日") else f"{day}，{what}"
    percent = _PERCENT[kind_of(on, calendar)]
    return f"{day_text(on)}（{shown}）{plain_number(hours)} 小时，按 {percent}。"


def _too_long(by_day: dict[date, Fraction], calendar: Calendar) -> tuple[str, ...]:
    found = []
    ordinary = {on: hours for on, hours in by_day.items() if kind_of(on, calendar) == "workday"}
    if long := [on for on, hours in sorted(ordinary.items()) if hours > _MOST_A_DAY]:
        found.append(f"{day_text(long[0])}等 {len(long)} 天延长工作超过 3 小时（《劳动法》第四十一条）。")
    months: dict[tuple[int, int], Fraction] = {}
    for on, hours in by_day.items():
        months[on.year, on.month] = months.get((on.year, on.month), Fraction(0)) + hours
    for (year, month), hours in sorted(months.items()):
        if hours > _MOST_A_MONTH:
            said = f"{year}年{month}月加班 {plain_number(hours)} 小时"
            found.append(f"{said}，超过每月 36 小时（《劳动法》第四十一条）。")
    if any(kind_of(on, calendar) == "rest" for on in by_day):
        found.append("休息日加班已安排补休的，不再支付。")
    return tuple(found)
