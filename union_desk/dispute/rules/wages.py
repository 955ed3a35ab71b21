"""The average wage of the twelve months before the end, from a history month by month (实施条例 art 27)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import Figure, yuan

LAW: Final = ("《劳动合同法实施条例》第二十七条",)
TITLE: Final = "平均工资"
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    def before(self, count: int = 1) -> Month:
        year, month = divmod(self.year * 12 + self.number - 1 - count, 12)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{self.year}年{self.number}月"


def counted_span(last_day: date, first_day: date) -> tuple[Month, ...]:
    """Return the whole months worked among the twelve before the end, the oldest first.

    A month that ends with the last day worked counts, one that was broken off or begun late does not; who
    has worked no whole month has the months that were touched.
    """
    whole_end = (last_day + timedelta(days=1)).day == 1
    last = Month.of(last_day) if whole_end else Month.of(last_day).before()
    first = Month.of(first_day)
    if first_day.day > 1 and first < last:
        first = first.before(-1)
    span = [last.before(count) for count in range(_MONTHS)]
    counted = sorted(month for month in span if month >= first)
    return tuple(counted) if counted else (Month.of(last_day),)


def average_wage(
    history: Mapping[Month, int], last_day: date, first_day: date, *, year_bonus_fen: int = 0
) -> Figure:
    """Return the average of what was earned (应得, before tax and own insurance), a year's bonus by twelfths.

    RuleBroken names `wages` and the months that were left out; a month without pay is entered as 0.
    """
    if last_day < first_day:
        raise RuleBroken("最后工作日不能早于入职日。", field="last_day")
    months = counted_span(last_day, first_day)
    if missing := [month for month in months if month not in history]:
        raise RuleBroken(f"工资记录缺 {_listed(missing)}，没有发工资的月份请填 0。", field="wages")
    summed = sum(history[month] for month in months)
    if any(history[month] < 0 for month in months) or year_bonus_fen < 0:
        raise RuleBroken("金额不能是负数。", field="wages")
    count = len(months)
    exact = Fraction(summed, count) + Fraction(year_bonus_fen, _MONTHS)
    span = f"{months[0]}至{months[-1]}" if count > 1 else str(months[0])
    sum_ = f"{yuan(summed)} ÷ {count}"
    if year_bonus_fen:
        sum_ += f" + 年终奖 {yuan(year_bonus_fen)} ÷ 12"
    steps = (
        f"{span}共 {count} 个月应得工资合计 {yuan(summed)} 元（含加班费、奖金、津贴和个人缴纳部分）。",
        f"{TITLE}：{sum_} = {yuan(exact)} 元。",
    )
    few = (f"工作不满十二个月，按实际工作的 {count} 个月平均。",) if count < _MONTHS else ()
    zero = [month for month in months if not history[month]]
    return Figure(TITLE, exact, (*steps, *few), LAW, (f"{_listed(zero)}没有工资，请核对。",) if zero else ())


def _listed(months: Iterable[Month]) -> str:
    names = [str(month) for month in months]
    return "、".join(names[:6]) + (f" 等 {len(names)} 个月" if len(names) > 6 else "")
