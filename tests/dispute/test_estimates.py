"""One worker's whole compensation from inputs given once, and the average wage from its months."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules import double_pay
from union_desk.dispute.rules.estimates import (
    Arrears,
    CaseInputs,
    Deducted,
    Ending,
    OvertimeHours,
    Probation,
    estimate,
    estimate_what_can_be,
)
from union_desk.dispute.rules.wages import Month, average_wage, counted_span

CALENDAR = shipped_calendar()
INPUTS = CaseInputs(
    entry=date(2023, 5, 1),
    claimed_on=date(2026, 7, 6),
    average_fen=20_000_00,
    ending=Ending.UNLAWFUL,
    last_day=date(2026, 6, 30),
)


def items(inputs):
    found = estimate(inputs, CALENDAR)
    return {
        each.kind: (each.claimed.amount_fen // 100, each.conservative.amount_fen // 100)
        for each in found.estimates
    }


def test_unlawful_dismissal_is_claimed_twice_and_safe_once():
    assert items(INPUTS) == {"unlawful_dismissal": (140_000, 70_000)}
    found = estimate(INPUTS, CALENDAR)
    assert (found.claimed_fen, found.conservative_fen) == (140_000_00, 70_000_00)
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("ending", "more", "expected"),
    [
        (Ending.NO_FAULT, {}, {"severance": (70_000, 70_000), "notice_pay": (20_000, 20_000)}),
        (Ending.NO_FAULT, {"notice_given": True}, {"severance": (70_000, 70_000)}),
        (
            Ending.NO_FAULT,
            {"last_month_fen": 25_000_00},
            {"severance": (70_000, 70_000), "notice_pay": (25_000, 25_000)},
        ),
        (Ending.AGREED, {}, {"severance": (70_000, 70_000)}),
        (Ending.FORCED, {}, {"severance": (70_000, 70_000)}),
        (Ending.LAYOFF, {}, {"severance": (70_000, 70_000)}),
        (Ending.EXPIRY, {"entry": date(2003, 5, 1)}, {"severance": (380_000, 380_000)}),
        (Ending.RESIGNED, {}, {}),
        (Ending.FAULT, {}, {}),
        (Ending.NONE, {"last_day": None}, {}),
    ],
)
def test_the_way_the_relation_ended_decides_what_is_owed(ending, more, expected):
    assert items(replace(INPUTS, ending=ending, **more)) == expected


def test_double_pay_is_safe_for_the_year_before_the_claim_only():
    unsigned = replace(INPUTS, ending=Ending.RESIGNED, entry=date(2025, 3, 1), unsigned=True, last_day=None)
    assert items(unsigned)["double_pay"][0] == 220_000
    # 6 July 2025 is the first day not older than a year: 18 working days of July, then seven months
    safe = items(unsigned)["double_pay"][1]
    assert safe == int(20_000 * (7 + 19 / 21.75))
    left = replace(unsigned, last_day=date(2025, 5, 31), claimed_on=date(2025, 6, 2))
    assert items(left)["double_pay"] == (40_000, 40_000)


def test_what_is_all_older_than_a_year_is_nothing():
    found = double_pay(date(2020, 1, 1), None, 1_000_00, CALENDAR, not_before=date(2025, 1, 1))
    assert found.figure.amount_fen == 0
    assert found.figure.steps[-1] == "全部超过一年时效。"


def test_overtime_is_safe_as_far_as_it_is_proved():
    asked = OvertimeHours(Fraction(10), Fraction(2), Fraction(1))
    inputs = replace(INPUTS, ending=Ending.RESIGNED, overtime_base_fen=10_875_00, overtime_claimed=asked)
    assert estimate(inputs, CALENDAR).claimed_fen == 4_437_50
    assert items(inputs) == {
        "overtime_hours": (937, 0),
        "overtime_rest": (2_000, 0),
        "overtime_holiday": (1_500, 0),
    }
    proved = replace(inputs, overtime_proved=OvertimeHours(statutory_days=Fraction(1)))
    assert items(proved)["overtime_holiday"] == (1_500, 1_500)
    too_much = replace(inputs, overtime_proved=OvertimeHours(hours=Fraction(11)))
    with pytest.raises(RuleBroken, match="有证据的不能多于主张的") as refused:
        estimate(too_much, CALENDAR)
    assert refused.value.field == "proved_hours"


def test_leave_of_the_year_of_leaving_is_among_them():
    inputs = replace(
        INPUTS,
        ending=Ending.RESIGNED,
        total_years=Fraction(8),
        leave_taken=Fraction(1),
        average_without_overtime_fen=21_750_00,
    )
    assert items(inputs) == {"annual_leave": (2_000, 2_000)}


def test_what_is_asked_beside_the_ending_is_computed_and_warned_of():
    both = estimate(replace(INPUTS, also=frozenset({"severance", "notice_pay"})), CALENDAR)
    assert [each.kind for each in both.estimates] == ["unlawful_dismissal", "severance", "notice_pay"]
    assert len(both.warnings) == 2
    assert both.warnings[0].startswith("经济补偿和赔偿金只能选一项")
    notice = both.estimates[-1].claimed
    assert "代通知金只用于《劳动合同法》第四十条的解除。" in notice.warnings
    back = estimate(replace(INPUTS, also=frozenset({"reinstatement"})), CALENDAR)
    assert [each.kind for each in back.estimates] == ["reinstatement"]


def test_what_was_paid_already_is_taken_off():
    assert items(replace(INPUTS, paid_fen=30_000_00)) == {"unlawful_dismissal": (110_000, 40_000)}


def test_the_average_stays_exact_until_the_end_of_the_sum():
    third = Fraction(1_000_000, 3)
    found = estimate(replace(INPUTS, average_fen=third, ending=Ending.AGREED), CALENDAR)
    assert found.claimed_fen == round(third * Fraction(7, 2))


def test_the_smaller_items_are_among_them():
    inputs = replace(
        INPUTS,
        ending=Ending.RESIGNED,
        minimum_wage_fen=2_490_00,
        arrears=Arrears(12_000_00, 9_000_00, percent=100, ordered=True),
        non_compete_months=6,
        probation=Probation(12, Fraction(4), 10_000_00),
        deducted=Deducted(5_000_00, 10_000_00, 8_000_00),
    )
    assert items(inputs) == {
        "wages": (12_000, 9_000),
        "late_pay": (12_000, 4_500),
        "probation": (20_000, 20_000),
        "non_compete": (36_000, 36_000),
        "wage_gap": (3_000, 3_000),
    }
    with pytest.raises(RuleBroken, match="最低工资"):
        estimate(replace(inputs, minimum_wage_fen=None), CALENDAR)


def test_what_cannot_be_computed_says_what_it_lacks_and_the_rest_is_there():
    inputs = replace(INPUTS, average_fen=None, unsigned=True, monthly_fen=12_000_00, entry=date(2026, 1, 1))
    found, lacks = estimate_what_can_be(inputs, CALENDAR)
    assert [each.kind for each in found.estimates] == ["double_pay"]
    assert [(lack.field, lack.sentence) for lack in lacks] == [
        ("average_fen", "请填写十二个月的工资记录，或者平均工资。")
    ]
    ends_first = replace(INPUTS, last_day=date(2020, 1, 1))
    assert estimate_what_can_be(ends_first, CALENDAR)[1][0].field == "last_day"


def test_five_hundred_workers_are_computed_at_once():
    inputs = replace(INPUTS, unsigned=True, total_years=Fraction(8), average_without_overtime_fen=9_000_00)
    began = time.perf_counter()
    for number in range(500):
        estimate(replace(inputs, average_fen=8_000_00 + number), CALENDAR)
    assert time.perf_counter() - began < 3


def months(first, last, fen=10_000_00):
    found, month = {}, Month(*last)
    while month >= Month(*first):
        found[month] = fen
        month = month.before()
    return found


def test_the_twelve_months_end_with_the_last_whole_one():
    assert counted_span(date(2026, 6, 30), date(2020, 1, 1))[0] == Month(2025, 7)
    assert counted_span(date(2026, 6, 30), date(2020, 1, 1))[-1] == Month(2026, 6)
    assert counted_span(date(2026, 6, 15), date(2020, 1, 1))[-1] == Month(2026, 5)
    assert counted_span(date(2026, 6, 30), date(2026, 3, 16)) == (
        Month(2026, 4),
        Month(2026, 5),
        Month(2026, 6),
    )
    assert counted_span(date(2026, 6, 15), date(2026, 6, 2)) == (Month(2026, 6),)


def test_the_average_is_of_twelve_months_or_of_those_worked():
    history = months((2025, 7), (2026, 6)) | {Month(2026, 1): 22_000_00}
    found = average_wage(history, date(2026, 6, 30), date(2020, 1, 1))
    assert found.amount_fen == 11_000_00
    bonus = average_wage(history, date(2026, 6, 30), date(2020, 1, 1), year_bonus_fen=24_000_00)
    assert bonus.amount_fen == 13_000_00
    few = average_wage(history, date(2026, 6, 30), date(2026, 4, 1))
    assert few.amount_fen == 10_000_00
    assert few.steps[-1] == "工作不满十二个月，按实际工作的 3 个月平均。"


def test_a_wage_history_with_gaps_names_the_months():
    history = months((2025, 7), (2026, 6))
    del history[Month(2025, 9)], history[Month(2026, 2)]
    with pytest.raises(RuleBroken, match="工资记录缺 2025年9月、2026年2月") as refused:
        average_wage(history, date(2026, 6, 30), date(2020, 1, 1))
    assert refused.value.field == "wages"
    history |= {Month(2025, 9): 0, Month(2026, 2): 0}
    found = average_wage(history, date(2026, 6, 30), date(2020, 1, 1))
    assert found.warnings == ("2025年9月、2026年2月没有工资，请核对。",)


@pytest.mark.parametrize(
    ("history", "bonus"), [(months((2025, 7), (2026, 6), -1), 0), (months((2025, 7), (2026, 6)), -1)]
)
def test_a_negative_wage_is_refused(history, bonus):
    with pytest.raises(RuleBroken, match="负数"):
        average_wage(history, date(2026, 6, 30), date(2020, 1, 1), year_bonus_fen=bonus)
