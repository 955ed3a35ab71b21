"""Payment in instalments: parts that sum to the whole, on days that follow one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from union_desk.core.deadline import corresponding_day, day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import yuan
from union_desk.dispute.values.instalment import Instalment

__all__ = ["Instalment", "check_plan", "equal_parts", "monthly_plan"]

_MOST: Final = 120


def equal_parts(total_fen: int, count: int) -> tuple[int, ...]:
    """Split a sum into parts that differ by a fen at most and sum to it; the first ones carry the rest."""
    if total_fen <= 0:
        raise RuleBroken("分期的总额要大于 0。", field="total")
    if not 1 <= count <= _MOST or count > total_fen:
        raise RuleBroken(f"期数要在 1 到 {_MOST} 之间。", field="count")
    part, rest = divmod(total_fen, count)
    return tuple(part + (number < rest) for number in range(count))


def monthly_plan(total_fen: int, count: int, first_on: date) -> tuple[Instalment, ...]:
    """Split a sum into equal parts due on the same day of each month (its last day where there is none)."""
    return tuple(
        Instalment(number + 1, corresponding_day(first_on, number), amount)
        for number, amount in enumerate(equal_parts(total_fen, count))
    )


def check_plan(total_fen: int, plan: Sequence[Instalment], agreed_on: date | None = None) -> None:
    """Refuse a plan whose parts are nothing, out of order, or do not sum; RuleBroken names the line."""
    if not plan:
        raise RuleBroken("请填写各期的日期和金额。", field="instalments")
    before = agreed_on
    for index, part in enumerate(plan):
        if part.amount_fen <= 0:
            raise RuleBroken(f"第 {index + 1} 期的金额要大于 0。", field=f"instalments.{index}.amount")
        if before is not None and (part.due_on < before or (index and part.due_on == before)):
            raise RuleBroken(
                f"第 {index + 1} 期的日期不能早于上一期的 {day_text(before)}，也不能相同。"
                if index
                else f"第 1 期的日期不能早于签订协议的 {day_text(before)}。",
                field=f"instalments.{index}.due_on",
            )
        before = part.due_on
    paid = sum(part.amount_fen for part in plan)
    if paid != total_fen:
        gap = paid - total_fen
        more = f"多 {yuan(gap)}" if gap > 0 else f"少 {yuan(-gap)}"
        raise RuleBroken(
            f"各期合计 {yuan(paid)} 元，与总额 {yuan(total_fen)} 元不符，{more} 元。", field="instalments"
        )
