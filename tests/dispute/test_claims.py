"""Claims side by side, and payment in parts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules import (
    Estimate,
    Figure,
    Instalment,
    check_plan,
    check_unit,
    equal_parts,
    excluded_together,
    monthly_plan,
    side_by_side,
    total,
)


def figure(fen):
    return Figure("项", Fraction(fen), ("一步。",), ("《劳动合同法》",))


@pytest.mark.parametrize(
    ("kinds", "count"),
    [
        ({"severance", "unlawful_dismissal"}, 1),
        ({"notice_pay", "unlawful_dismissal"}, 1),
        ({"severance", "notice_pay"}, 0),
        ({"severance", "notice_pay", "unlawful_dismissal"}, 2),
        ({"reinstatement", "unlawful_dismissal", "severance"}, 3),
        ({"double_pay", "wages", "severance"}, 0),
        (set(), 0),
    ],
)
def test_items_that_exclude_one_another_are_named(kinds, count):
    warnings = excluded_together(kinds)
    assert len(warnings) == count
    assert all("法》" in warning or "条例》" in warning for warning in warnings)


def test_claimed_and_conservative_stand_side_by_side():
    found = side_by_side(
        [
            Estimate("unlawful_dismissal", "赔偿金", figure(Fraction(3, 2)), figure(1)),
            Estimate("severance", "经济补偿", figure(100), figure(200)),
        ]
    )
    assert (found.claimed_fen, found.conservative_fen) == (102, 201)
    assert [estimate.difference_fen for estimate in found.estimates] == [1, -100]
    assert len(found.warnings) == 2
    assert found.warnings[1].startswith("经济补偿：稳妥的金额 2.00 元高于主张的")


def test_figures_are_rounded_each_for_itself_and_sum():
    summed = total("合计", [figure(Fraction(1, 2)), figure(Fraction(1, 2))])
    assert summed.amount_fen == 2
    assert summed.steps[-2:] == ("每一项算到最后才四舍五入到分。", "合计：0.01 + 0.01 = 0.02 元。")


def test_a_wage_typed_in_ten_thousands_is_refused():
    with pytest.raises(RuleBroken, match="是不是按万元填的"):
        check_unit(120)
    check_unit(0)
    check_unit(2_000_00)


@given(st.integers(1, 10**9), st.integers(1, 120))
def test_equal_parts_sum_and_differ_by_a_fen_at_most(fen, count):
    if count > fen:
        return
    parts = equal_parts(fen, count)
    assert sum(parts) == fen
    assert len(parts) == count
    assert max(parts) - min(parts) <= 1


def test_a_monthly_plan_keeps_its_day_or_takes_the_months_last():
    plan = monthly_plan(100_00, 3, date(2026, 1, 31))
    assert [part.due_on for part in plan] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert [part.amount_fen for part in plan] == [3334, 3333, 3333]
    check_plan(100_00, plan, date(2026, 1, 31))


@pytest.mark.parametrize(
    ("plan", "field", "words"),
    [
        ([], "instalments", "请填写各期"),
        ([(1, 50), (2, 49)], "instalments", "少 0.01 元"),
        ([(1, 50), (2, 51)], "instalments", "多 0.01 元"),
        ([(1, 100), (2, 0)], "instalments.1.amount", "要大于 0"),
        ([(2, 50), (1, 50)], "instalments.1.due_on", "不能早于上一期"),
        ([(2, 50), (2, 50)], "instalments.1.due_on", "也不能相同"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused_at_its_line(plan, field, words):
    parts = [Instalment(number + 1, date(2026, 3, day), fen) for number, (day, fen) in enumerate(plan)]
    with pytest.raises(RuleBroken, match=words) as refused:
        check_plan(100, parts)
    assert refused.value.field == field


def test_a_plan_does_not_begin_before_the_agreement():
    with pytest.raises(RuleBroken, match="签订协议的 2026年3月2日") as refused:
        check_plan(100, [Instalment(1, date(2026, 3, 1), 100)], date(2026, 3, 2))
    assert refused.value.field == "instalments.0.due_on"


@pytest.mark.parametrize(("fen", "count", "field"), [(0, 1, "total"), (100, 0, "count"), (2, 3, "count")])
def test_a_sum_that_cannot_be_split_is_refused(fen, count, field):
    with pytest.raises(RuleBroken) as refused:
        equal_parts(fen, count)
    assert refused.value.field == field
