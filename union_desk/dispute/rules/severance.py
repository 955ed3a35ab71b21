"""Severance N, damages 2N, and N+1 with a month in lieu of notice (劳动合同法 arts 40, 46, 47, 87)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.money import nearest_fen
from union_desk.dispute.rules.figure import Figure, plain_number, total, yuan
from union_desk.dispute.rules.service_length import service_length

NEW_LAW_ON: Final = date(2008, 1, 1)
MOST_MONTHS: Final = 12
_LONGEST: Final = 100


class Kind(StrEnum):
    N = "N"
    DOUBLE = "2N"
    WITH_NOTICE = "N+1"


_TITLES: Final = {
    Kind.N: "经济补偿",
    Kind.DOUBLE: "违法解除（终止）赔偿金",
    Kind.WITH_NOTICE: "经济补偿和代通知金",
}
_LAWS: Final = {
    Kind.N: ("《劳动合同法》第四十六条、第四十七条", "《劳动合同法实施条例》第二十七条"),
    Kind.DOUBLE: (
        "《劳动合同法》第四十七条、第四十八条、第八十七条",
        "《劳动合同法实施条例》第二十五条、第二十七条",
    ),
    Kind.WITH_NOTICE: (
        "《劳动合同法》第四十条、第四十六条、第四十七条",
        "《劳动合同法实施条例》第二十条、第二十七条",
    ),
}


@dataclass(frozen=True, slots=True)
class SeveranceFacts:
    """What the sum is made of; the months come from the days worked or are given."""

    kind: Kind
    average_fen: Fraction | int  # exact: a sum is rounded only at its end
    first: date | None = None
    last: date | None = None
    counted_months: Fraction | None = None
    last_month_fen: int | None = None
    tripled_city_average_fen: int | None = None
    minimum_wage_fen: int | None = None
    paid_fen: int = 0
    count_from: date | None = None


@dataclass(frozen=True, slots=True)
class Severance:
    """The sum before and after what was paid, with the base and the months that it rests on."""

    gross: Figure
    due_fen: int
    base_fen: int
    counted_months: Fraction
    capped: bool
    steps: tuple[str, ...]


def severance(facts: SeveranceFacts) -> Severance:
    """Compute one of the three sums; RuleBroken names the fact that does not fit."""
    steps, warnings, months = _months(facts)
    base, capped, base_steps = _base(facts)
    steps += base_steps
    if capped and months > MOST_MONTHS:
        steps.append(f"按 3 倍封顶的，年限最多 {MOST_MONTHS} 年：计 {MOST_MONTHS} 个月。")
        months = Fraction(MOST_MONTHS)
    parts = [_pay(facts.kind, base, months)]
    if facts.kind is Kind.WITH_NOTICE:
        parts.append(_notice_pay(facts))
    summed = total(_TITLES[facts.kind], parts)
    gross = Figure(summed.title, summed.exact_fen, (*steps, *summed.steps), _LAWS[facts.kind], warnings)
    due = max(gross.amount_fen - facts.paid_fen, 0)
    after = [*gross.all_steps]
    if facts.paid_fen:
        after.append(_paid_step(gross.amount_fen, facts.paid_fen, due))
    return Severance(gross, due, nearest_fen(Fraction(base)), months, capped, tuple(after))


def notice_pay(last_month_fen: Fraction | int) -> Figure:
    """Return 代通知金 alone: a month's pay where art 40 was used without 30 days' notice; no cap is known."""
    return Figure(
        "代通知金",
        Fraction(last_month_fen),
        (f"代通知金：解除前一个月的工资 {yuan(last_month_fen)} 元。",),
        ("《劳动合同法》第四十条", "《劳动合同法实施条例》第二十条"),
    )


def _months(facts: SeveranceFacts) -> tuple[list[str], tuple[str, ...], Fraction]:
    if facts.counted_months is not None:
        return [f"计 {plain_number(_given_months(facts))} 个月工资。"], (), facts.counted_months
    if facts.first is None or facts.last is None:
        missing = "from" if facts.first is None else "to"
        raise RuleBroken("请填写入职日和最后工作日，或者直接填写计发月数。", field=missing)
    if facts.last < facts.first:
        raise RuleBroken(f"最后工作日不能早于入职日 {day_text(facts.first)}。", field="to")
    first, steps = _first_counted(facts, facts.first, facts.last)
    length = service_length(first, facts.last)
    return [*steps, *length.steps], _old_law_warning(facts, first), length.counted_months


def _given_months(facts: SeveranceFacts) -> Fraction:
    months = facts.counted_months or Fraction(0)
    if facts.first is not None or facts.last is not None or facts.count_from is not None:
        raise RuleBroken("计发月数和起止日期只填一种。", field="counted_months")
    if months <= 0 or months > _LONGEST or (months * 2).denominator != 1:
        raise RuleBroken("计发月数应为 0.5 的倍数，例如 8.5。", field="counted_months")
    return months


def _first_counted(facts: SeveranceFacts, first: date, last: date) -> tuple[date, list[str]]:
    """Return the day from which the years count.

    劳动合同法 art 97: what the law created anew (expiry of the contract …) counts from 2008-01-01; damages
    count from the first day of work whatever came later (实施条例 art 25).
    """
    since = facts.count_from
    if since is None or since <= first:
        return first, []
    if facts.kind is Kind.DOUBLE:
        return first, [
            f"赔偿金的年限自用工之日 {day_text(first)}起算（实施条例第二十五条），不从后来的日子起算。"
        ]
    if since > last:
        raise RuleBroken(f"起算日不能晚于最后工作日 {day_text(last)}。", field="count_from")
    return since, [f"年限从{day_text(since)}起算（以前的年限不计，《劳动合同法》第九十七条）。"]


def _old_law_warning(facts: SeveranceFacts, first: date) -> tuple[str, ...]:
    if first >= NEW_LAW_ON or facts.last is None or facts.last < NEW_LAW_ON or facts.kind is Kind.DOUBLE:
        return ()
    before = service_length(first, date(2007, 12, 31))
    after = service_length(NEW_LAW_ON, facts.last)
    counted = plain_number(after.counted_months)
    parts = f"以前 {before.text}按当时的规定，以后 {after.text}计 {counted} 个月"
    new = "合同期满等新规定的情形只从2008年1月1日起算（《劳动合同法》第九十七条）"
    return (f"入职早于2008年1月1日：{parts}；{new}。",)


def _base(facts: SeveranceFacts) -> tuple[Fraction | int, bool, list[str]]:
    """Return the monthly base: not below the minimum wage, not above three times the city's average wage."""
    base = facts.average_fen
    steps = [f"解除前十二个月平均工资（应得工资）{yuan(base)} 元。"]
    least, most = facts.minimum_wage_fen, facts.tripled_city_average_fen
    if most is not None and most <= 0:
        raise RuleBroken("当地平均工资的 3 倍要大于 0。", field="tripled_city_average")
    if least is not None and base < least:
        steps.append(f"低于当地最低工资，按最低工资 {yuan(least)} 元计。")
        base = least
    if most is None or base <= most:
        if most is not None:
            steps.append(f"不高于当地职工月平均工资的 3 倍 {yuan(most)} 元，基数和年限都不封顶。")
        return base, False, steps
    steps.append(f"高于当地职工月平均工资的 3 倍，按 3 倍 {yuan(most)} 元计。")
    return most, True, steps


def _pay(kind: Kind, base: Fraction | int, months: Fraction) -> Figure:
    times = 2 if kind is Kind.DOUBLE else 1
    exact = base * months * times
    twice = " × 2" if times == 2 else ""
    name = "经济补偿" if kind is Kind.WITH_NOTICE else _TITLES[kind]
    step = f"{name}：{yuan(base)} × {plain_number(months)}{twice} = {yuan(exact)} 元。"
    return Figure(name, Fraction(exact), (step,), _LAWS[kind])


def _notice_pay(facts: SeveranceFacts) -> Figure:
    if facts.last_month_fen is not None:
        return notice_pay(facts.last_month_fen)
    found = notice_pay(facts.average_fen)
    return Figure(
        found.title,
        found.exact_fen,
        (f"代通知金：没有另填上月工资，按平均工资 {yuan(facts.average_fen)} 元。",),
        found.basis,
    )


def _paid_step(gross_fen: int, paid_fen: int, due_fen: int) -> str:
    less = f"扣除已付的经济补偿和代通知金 {yuan(paid_fen)} 元"
    if paid_fen > gross_fen:
        return f"{less}，已经付足，还应付 0.00 元。"
    return f"{less}：{yuan(gross_fen)} - {yuan(paid_fen)} = {yuan(due_fen)} 元。"
