"""Leaving the file: six running months above the standard, each against that of its month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from union_desk.core.deadline import corresponding_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen


@dataclass(frozen=True, slots=True)
class Month:
    """What a household had in a month: `first_on` is its first day."""

    first_on: date
    income_fen: int
    population: int


@dataclass(frozen=True, slots=True)
class MonthTest:
    """A month against the standard of its own time."""

    first_on: date
    per_head: Fraction  # fen, exact
    threshold_fen: int | None  # None: no standard is known for that month
    above: bool
    step: str


@dataclass(frozen=True, slots=True)
class LiftingTest:
    """How many months in a row, up to the last one told, lie above the standard."""

    months: tuple[MonthTest, ...]
    running: int
    needed: int

    @property
    def holds(self) -> bool:
        return self.running >= self.needed

    @property
    def steps(self) -> tuple[str, ...]:
        sign = "≥" if self.holds else "＜"
        last = f"到最后一个月为止连续 {self.running} 个月高于标准 {sign} {self.needed} 个月。"
        return (*(month.step for month in self.months), last)


def lifting_test(
    months: Sequence[Month], threshold_on: Callable[[date], int | None], needed: int
) -> LiftingTest:
    """Test the income per head of running months against the 低保 standard in force in each of them.

    `above` is strict: 人均收入连续六个月高于低保标准 (江苏 2019, A4.2). Amounts in fen, compared unrounded.
    RuleBroken for a month that is told twice or left out in between.
    """
    ordered = sorted(months, key=lambda month: month.first_on)
    for earlier, later in pairwise(ordered):
        if earlier.first_on == later.first_on:
            raise RuleBroken(f"{_month(later.first_on)}填了两次。", field="months")
        if corresponding_day(earlier.first_on, 1) != later.first_on:
            missing = corresponding_day(earlier.first_on, 1)
            raise RuleBroken(f"月份要连续，缺少{_month(missing)}。", field="months")
    tests = tuple(_tested(month, threshold_on(month.first_on)) for month in ordered)
    running = 0
    for test in tests:
        running = running + 1 if test.above else 0
    return LiftingTest(tests, running, needed)


def _tested(month: Month, threshold_fen: int | None) -> MonthTest:
    if month.first_on.day != 1:
        raise RuleBroken("请按整月填写。", field="months")
    if month.population < 1:
        raise RuleBroken(f"{_month(month.first_on)}的家庭人口至少是 1 人。", field="months")
    if month.income_fen < 0:
        raise RuleBroken(f"{_month(month.first_on)}的收入不能是负数。", field="months")
    per_head = Fraction(month.income_fen, month.population)
    shown = (
        f"{_month(month.first_on)}：{format_fen(month.income_fen)} ÷ {month.population} 人 = {_fen(per_head)}"
    )
    if threshold_fen is None:
        return MonthTest(month.first_on, per_head, None, above=False, step=f"{shown}，当月没有低保标准可比。")
    above = per_head > threshold_fen
    sign, word = ("＞", "高于") if above else ("≤", "不高于")
    step = f"{shown} {sign} {format_fen(threshold_fen)}，{word}当月低保标准。"
    return MonthTest(month.first_on, per_head, threshold_fen, above, step)


def _month(first_on: date) -> str:
    return f"{first_on.year}年{first_on.month}月"


def _fen(amount: Fraction) -> str:
    """Round half up to a whole fen, for showing only."""
    return format_fen(int(amount + Fraction(1, 2)))
