"""The smaller sums and tests: non-compete pay, probation, deductions, stoppage, late pay, final award."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import Figure, plain_number, yuan

_NON_COMPETE: Final = Fraction(30, 100)
_DEDUCTION: Final = Fraction(20, 100)
_FINAL_MONTHS: Final = 12


def non_compete(average_fen: Fraction | int, minimum_wage_fen: int) -> Figure:
    """Return the pay a month where none was agreed: 30 % of the average, at least the minimum wage."""
    exact = Fraction(average_fen * _NON_COMPETE)
    steps = [f"十二个月平均工资的 30%：{yuan(average_fen)} × 30% = {yuan(exact)} 元。"]
    if exact < minimum_wage_fen:
        steps.append(f"低于最低工资，按最低工资 {yuan(minimum_wage_fen)} 元。")
        exact = Fraction(minimum_wage_fen)
    else:
        steps.append(f"不低于最低工资 {yuan(minimum_wage_fen)} 元，每月 {yuan(exact)} 元。")
    law = "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第三十六条"
    return Figure("竞业限制经济补偿（每月）", exact, tuple(steps), (law,))


def longest_probation(contract_months: int | None) -> int:
    """Return the months of probation that a contract may have at most; None is open-ended (art 19)."""
    if contract_months is None or contract_months >= 36:
        return 6
    return 2 if contract_months >= 12 else 1 if contract_months >= 3 else 0


def unlawful_probation(
    contract_months: int | None, served_months: Fraction, full_wage_fen: Fraction | int
) -> Figure:
    """Return the damages for probation served beyond what the law allows, at the wage after probation."""
    most = longest_probation(contract_months)
    contract = "无固定期限" if contract_months is None else f"期限 {contract_months} 个月"
    allowed = f"不超过 {most} 个月" if most else "不得约定试用期"
    over = max(served_months - most, Fraction(0))
    exact = Fraction(full_wage_fen * over)
    served = plain_number(served_months)
    steps = [f"劳动合同{contract}，试用期{allowed}。"]
    if over:
        steps += [
            f"已经履行 {served} 个月，超过 {served} - {most} = {plain_number(over)} 个月。",
            f"赔偿金：{yuan(full_wage_fen)} × {plain_number(over)} = {yuan(exact)} 元。",
        ]
    else:
        steps.append(f"已经履行 {served} 个月，没有超过，不支付赔偿金。")
    return Figure("违法约定试用期赔偿金", exact, tuple(steps), ("《劳动合同法》第十九条、第八十三条",))


def deduction(wage_fen: int, damage_fen: int, minimum_wage_fen: int) -> Figure:
    """Return what may be taken from a month's wage for damage: a fifth at most, the minimum wage stays."""
    fifth = wage_fen * _DEDUCTION
    above = max(wage_fen - minimum_wage_fen, 0)
    exact = min(Fraction(damage_fen), fifth, Fraction(above))
    steps = (
        f"当月工资的 20%：{yuan(wage_fen)} × 20% = {yuan(fifth)} 元。",
        f"扣后不低于最低工资：{yuan(wage_fen)} - {yuan(minimum_wage_fen)}，最多扣 {yuan(above)} 元。",
        f"损失 {yuan(damage_fen)} 元，三者取最小，当月最多扣 {yuan(exact)} 元。",
    )
    return Figure("可以扣除的工资（当月）", exact, steps, ("《工资支付暂行规定》第十六条",))


def stoppage_pay(wage_fen: int, minimum_wage_fen: int, *, first_period: bool, works: bool) -> Figure:
    """Return a month's pay while the employer stands still through no fault of the worker."""
    law = ("《工资支付暂行规定》第十二条",)
    title = "停工停产期间工资"
    if first_period:
        step = f"停工在一个工资支付周期内，按劳动合同标准支付 {yuan(wage_fen)} 元。"
        return Figure(title, Fraction(wage_fen), (step,), law)
    if works:
        step = f"超过一个工资支付周期、提供了正常劳动，不低于最低工资 {yuan(minimum_wage_fen)} 元。"
        return Figure(title, Fraction(minimum_wage_fen), (step,), law)
    return Figure(
        title, Fraction(0), ("超过一个工资支付周期、没有提供正常劳动的，按国家和当地规定支付生活费。",), law
    )


def late_pay_damages(owed_fen: int, percent: int, *, ordered: bool) -> Figure:
    """Return 加付赔偿金: 50 to 100 % of what is owed, only when an inspection order was not obeyed."""
    law = ("《劳动合同法》第八十五条",)
    title = "加付赔偿金"
    if not ordered:
        step = "劳动行政部门责令限期支付、逾期不支付的才加付；请先向劳动保障监察投诉。"
        return Figure(title, Fraction(0), (step,), law)
    if not 50 <= percent <= 100:
        raise RuleBroken("加付的比例要在 50% 到 100% 之间。", field="percent")
    exact = Fraction(owed_fen * percent, 100)
    return Figure(title, exact, (f"{yuan(owed_fen)} × {percent}% = {yuan(exact)} 元。",), law)


@dataclass(frozen=True, slots=True)
class FinalAward:
    """Whether an award on these items is final for the employer, and why."""

    final: bool
    limit_fen: int
    steps: tuple[str, ...]
    basis: tuple[str, ...]


def final_award(minimum_wage_fen: int, items_fen: Sequence[int]) -> FinalAward:
    """Test 一裁终局: each item of pay, medical cost, compensation, damages by itself (解释（一）19)."""
    if not items_fen:
        raise RuleBroken("请至少填写一项金额。", field="items")
    if minimum_wage_fen <= 0:
        raise RuleBroken("最低工资要大于 0。", field="minimum_wage")
    limit = _FINAL_MONTHS * minimum_wage_fen
    steps = [f"限额：当地月最低工资 {yuan(minimum_wage_fen)} × 12 = {yuan(limit)} 元，各项分别比较。"]
    for number, item in enumerate(items_fen, 1):
        sign = "不超过" if item <= limit else "超过"
        steps.append(f"第 {number} 项 {yuan(item)} 元，{sign}限额。")
    final = all(item <= limit for item in items_fen)
    steps.append("各项都不超过，是终局裁决。" if final else "有一项超过，不是终局裁决。")
    steps.append("执行国家劳动标准的工时、休假、社会保险争议不论金额；终局与非终局混在一起裁决的，按非终局。")
    basis = (
        "《劳动争议调解仲裁法》第四十七条",
        "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第十九条、第二十条",
    )
    return FinalAward(final, limit, tuple(steps), basis)
