"""Counting periods the way the statutes do: one engine for every last day in the program."""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, Self

from union_desk.core.calendar import WEEKDAYS, Calendar
from union_desk.core.errors import RuleBroken

BASIS: Final = "《民法典》第二百零一条至第二百零三条，《民事诉讼法》第八十五条"
_LONGEST: Final = {"d": 36_500, "wd": 5_000, "m": 1_200, "y": 100}
_DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    DAYS = "d"
    WORKING_DAYS = "wd"
    MONTHS = "m"
    YEARS = "y"


_WORDS: Final = {Unit.DAYS: "日", Unit.WORKING_DAYS: "个工作日", Unit.MONTHS: "个月", Unit.YEARS: "年"}


@dataclass(frozen=True, slots=True)
class Length:
    """How long a period is; a negative count runs back from the event."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `10d`, `3wd`, `1m`, `2y`, `-5d`."""
        match = re.fullmatch(r"(-?)([0-9]{1,6})(d|wd|m|y)", text.strip())
        if match is None:
            raise RuleBroken("期间请写成 10d（日）、3wd（工作日）、1m（月）或 2y（年）。", field="length")
        count, unit = int(match[2]), match[3]
        if not 1 <= count <= _LONGEST[unit]:
            raise RuleBroken(f"期间长度要在 1 到 {_LONGEST[unit]} 之间。", field="length")
        return cls(-count if match[1] else count, Unit(unit))

    def __str__(self) -> str:
        return (
            f"{abs(self.count)}{_WORDS[self.unit]}"
            if self.unit in "dy"
            else f"{abs(self.count)} {_WORDS[self.unit]}"
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period: `raw_on` before it rolled over days off, `due_on` after."""

    due_on: date
    raw_on: date
    rolled: bool
    estimated: bool
    basis: str
    steps: tuple[str, ...]

    def days_left(self, today: date) -> int:
        return (self.due_on - today).days


def period_end(on: date, length: Length, calendar: Calendar, *, roll: bool = True) -> Deadline:
    """Return the last day of a period that an event starts.

    The day of the event is not counted (民法典 art 201); a period by months or years ends on the
    corresponding day or the month's last (art 202); a last day that is no working day moves to the next one
    (art 203), and in a period counted back from an event to the one before, because the act must be done by
    then. Days off inside the period stay counted, unless it is told in working days.
    """
    back = length.count < 0
    try:
        raw = _raw_end(on, length, calendar)
        due = calendar.next_working_day(raw, back=back) if roll else raw
    except (OverflowError, ValueError):
        raise RuleBroken("期间超出了可以计算的年份。", field="length") from None
    looked_at = _days_looked_at(on, raw, due, length, roll=roll)
    estimated = any(not calendar.covers(year) for year in looked_at)
    steps = [_start_step(on, back=back), _end_step(on, raw, length)]
    if due != raw:
        steps.append(_roll_step(raw, due, calendar, back=back))
    if estimated:
        years = "、".join(str(year) for year in looked_at if not calendar.covers(year))
        steps.append(f"{years}年的放假安排尚未收录，按周六、周日和法定节假日推算。")
    return Deadline(
        due_on=due, raw_on=raw, rolled=due != raw, estimated=estimated, basis=BASIS, steps=tuple(steps)
    )


def corresponding_day(on: date, months_on: int) -> date:
    """Return the same day of another month, or that month's last day if it has none (民法典 art 202)."""
    year, month = divmod(on.year * 12 + on.month - 1 + months_on, 12)
    return date(year, month + 1, min(on.day, months.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=16384)
def day_text(day: date) -> str:
    """Write a day the way sentences and papers do: 2025年3月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _raw_end(on: date, length: Length, calendar: Calendar) -> date:
    match length.unit:
        case Unit.DAYS:
            return on + length.count * _DAY
        case Unit.MONTHS:
            return corresponding_day(on, length.count)
        case Unit.YEARS:
            return corresponding_day(on, 12 * length.count)
        case Unit.WORKING_DAYS:
            return _working_days_on(on, length.count, calendar)


def _working_days_on(on: date, count: int, calendar: Calendar) -> date:
    step = _DAY if count > 0 else -_DAY
    day = on
    for _ in range(abs(count)):
        day = calendar.next_working_day(day + step, back=count < 0)
    return day


def _days_looked_at(on: date, raw: date, due: date, length: Length, *, roll: bool) -> tuple[int, ...]:
    """Return the years whose days off the result rests on."""
    if length.unit is Unit.WORKING_DAYS:
        first, last = sorted((on + (_DAY if length.count > 0 else -_DAY), raw))
    elif roll:
        first, last = sorted((raw, due))
    else:
        return ()
    return tuple(range(first.year, last.year + 1))


def _start_step(on: date, *, back: bool) -> str:
    if back:
        return f"{day_text(on)}当天不计入，往前数。"
    return f"{day_text(on)}当天不计入，从次日{day_text(on + _DAY)}起算。"


def _end_step(on: date, raw: date, length: Length) -> str:
    end = f"{day_text(raw)}（{WEEKDAYS[raw.weekday()]}）"
    direction = "往前 " if length.count < 0 else ""
    if length.unit in (Unit.DAYS, Unit.WORKING_DAYS):
        return f"{direction}{length}，到{end}。"
    if raw.day == on.day:
        return f"{direction}{length}，到期月的对应日是{end}。"
    return f"{direction}{length}，到期月没有 {on.day} 日，以月末{end}为末日。"


def _roll_step(raw: date, due: date, calendar: Calendar, *, back: bool) -> str:
    why = calendar.name_of(raw)
    moved = "提前到前一个" if back else "顺延到下一个"
    return f"末日{day_text(raw)}是{why}，{moved}工作日{day_text(due)}（{WEEKDAYS[due.weekday()]}）。"
