"""The compensation desk: the vectors of the reference, edges of months and caps, properties of any sum."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.core.money import parse_fen, plain
from union_desk.dispute.rules import (
    Kind,
    Method,
    SeveranceFacts,
    Worked,
    annual_leave,
    deduction,
    double_pay,
    entitlement,
    final_award,
    late_pay_damages,
    longest_probation,
    non_compete,
    overtime,
    overtime_of_days,
    plain_number,
    service_length,
    severance,
    stoppage_pay,
    unlawful_probation,
)
from union_desk.dispute.rules.annual_leave import REFUSED_IN_WRITING, leave_exclusion
from union_desk.dispute.rules.overtime import HoursSystem

CALENDAR = shipped_calendar()
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
WAGES = st.integers(1, 10_000_000)


def day(text):
    return date.fromisoformat(text)


def fen(text):
    return parse_fen(text)


def paid(kind, average, **more):
    return severance(SeveranceFacts(kind, fen(average), **more))


@pytest.mark.parametrize(
    ("first", "last", "length", "counted"),
    [
        ("2020-03-01", "2025-08-31", (5, 6, 0), "6"),
        ("2020-03-01", "2025-08-30", (5, 5, 30), "5.5"),
        ("2020-03-01", "2024-04-30", (4, 2, 0), "4.5"),
        ("2020-03-01", "2024-02-29", (4, 0, 0), "4"),
        ("2020-03-01", "2024-03-01", (4, 0, 1), "4.5"),
        ("2025-03-01", "2025-03-01", (0, 0, 1), "0.5"),
        ("2025-03-01", "2025-08-31", (0, 6, 0), "1"),
        ("2025-03-01", "2025-08-30", (0, 5, 30), "0.5"),
        # where the month has no such day the next one begins on the 1st
        ("2025-01-31", "2025-02-28", (0, 1, 0), "0.5"),
        ("2024-01-31", "2024-02-28", (0, 0, 29), "0.5"),
        ("2024-01-31", "2024-02-29", (0, 1, 0), "0.5"),
        ("2024-02-29", "2025-02-28", (1, 0, 0), "1"),
        ("2023-02-28", "2024-02-27", (1, 0, 0), "1"),
        ("2023-02-28", "2024-02-28", (1, 0, 1), "1.5"),
        ("2024-08-31", "2025-02-28", (0, 6, 0), "1"),
        ("2023-05-01", "2026-06-30", (3, 2, 0), "3.5"),
        ("2019-12-01", "2024-06-30", (4, 7, 0), "5"),
        ("2025-12-31", "2026-01-30", (0, 1, 0), "0.5"),
    ],
)
def test_service_counts_both_days_worked(first, last, length, counted):
    found = service_length(day(first), day(last))
    assert (found.years, found.months, found.days) == length
    assert plain_number(found.counted_months) == counted
    assert found.steps[-1].endswith(f"共计 {counted} 个月工资。")


def test_a_last_day_before_the_first_is_refused():
    with pytest.raises(RuleBroken) as refused:
        service_length(day("2025-03-02"), day("2025-03-01"))
    assert refused.value.field == "to"


@pytest.mark.parametrize(
    ("kind", "average", "facts", "gross"),
    [
        # V1 to V5, V13, V14 of the reference
        (Kind.N, "20000", {"first": day("2020-01-01"), "last": day("2024-07-31")}, "100000.00"),
        (
            Kind.N,
            "47103.25",
            {
                "first": day("2010-01-01"),
                "last": day("2025-03-31"),
                "tripled_city_average_fen": fen("47103.25"),
            },
            "730100.38",
        ),
        (
            Kind.N,
            "47200",
            {
                "first": day("2010-01-01"),
                "last": day("2025-03-31"),
                "tripled_city_average_fen": fen("47103.25"),
            },
            "565239.00",
        ),
        (Kind.N, "15000", {"first": day("2025-01-01"), "last": day("2025-05-31")}, "7500.00"),
        (Kind.DOUBLE, "15316.25", {"counted_months": Fraction(5, 2)}, "76581.25"),
        (Kind.WITH_NOTICE, "20000", {"first": day("2023-05-01"), "last": day("2026-06-30")}, "90000.00"),
        (Kind.N, "20000", {"first": day("2023-05-01"), "last": day("2026-06-30")}, "70000.00"),
        # the minimum wage is the floor, the month in lieu has no cap
        (Kind.N, "1500", {"counted_months": Fraction(2), "minimum_wage_fen": fen("2490")}, "4980.00"),
        (
            Kind.WITH_NOTICE,
            "50000",
            {
                "counted_months": Fraction(2),
                "tripled_city_average_fen": fen("30000"),
                "last_month_fen": fen("52000.01"),
            },
            "112000.01",
        ),
        (
            Kind.DOUBLE,
            "50000",
            {"counted_months": Fraction(31, 2), "tripled_city_average_fen": fen("30000")},
            "720000.00",
        ),
        # half a fen goes up
        (Kind.N, "0.01", {"counted_months": Fraction(1, 2)}, "0.01"),
    ],
)
def test_severance_is_what_the_article_says(kind, average, facts, gross):
    found = paid(kind, average, **facts)
    assert plain(found.gross.amount_fen) == gross
    assert found.due_fen == found.gross.amount_fen
    assert any(gross[:-3] in step.replace(",", "") for step in found.steps)


def test_the_cap_takes_base_and_years_and_an_equal_wage_is_not_capped():
    tripled = {"tripled_city_average_fen": fen("30000"), "counted_months": Fraction(20)}
    over = paid(Kind.N, "30000.01", **tripled)
    assert (over.base_fen, over.counted_months, over.capped) == (fen("30000"), 12, True)
    equal = paid(Kind.N, "30000", **tripled)
    assert (equal.base_fen, equal.counted_months, equal.capped) == (fen("30000"), 20, False)
    few = paid(Kind.N, "40000", **{**tripled, "counted_months": Fraction(3)})
    assert (few.counted_months, few.capped) == (3, True)


def test_what_was_paid_is_deducted_and_never_claimed_back():
    months = {"counted_months": Fraction(3)}
    part = paid(Kind.DOUBLE, "10000", paid_fen=fen("40000"), **months)
    assert (part.gross.amount_fen, part.due_fen) == (fen("60000"), fen("20000"))
    more = paid(Kind.DOUBLE, "10000", paid_fen=fen("70000"), **months)
    assert more.due_fen == 0
    assert more.steps[-1] == "扣除已付的经济补偿和代通知金 70,000.00 元，已经付足，还应付 0.00 元。"


def test_years_count_from_2008_where_the_law_made_them_and_damages_from_the_first_day():
    span = {"first": day("2003-07-01"), "last": day("2025-12-31"), "count_from": day("2008-01-01")}
    assert paid(Kind.N, "10000", **span).counted_months == 18
    assert paid(Kind.DOUBLE, "10000", **span).counted_months == Fraction(45, 2) + Fraction(1, 2)
    later = {**span, "first": day("2015-01-01")}
    assert paid(Kind.N, "10000", **later).counted_months == 11
    warned = paid(Kind.N, "10000", first=day("2003-07-01"), last=day("2025-12-31"))
    assert warned.steps[-1].startswith(
        "注意：入职早于2008年1月1日：以前 4 年 6 个月按当时的规定，以后 18 年计 18"
    )


@given(DAYS, st.integers(0, 8000), st.integers(0, 400), WAGES)
def test_longer_service_and_higher_pay_never_give_less(first, days, more, wage):
    last = first + timedelta(days=days)
    one = severance(SeveranceFacts(Kind.N, wage, first, last))
    longer = severance(SeveranceFacts(Kind.N, wage, first, last + timedelta(days=more)))
    richer = severance(SeveranceFacts(Kind.N, wage + more, first, last))
    double = severance(SeveranceFacts(Kind.DOUBLE, wage, first, last))
    assert longer.due_fen >= one.due_fen <= richer.due_fen
    assert 0 <= 2 * one.due_fen - double.due_fen <= 1


@given(DAYS, st.integers(0, 8000))
def test_service_splits_into_its_parts(first, days):
    last = first + timedelta(days=days)
    found = service_length(first, last)
    assert 0 <= found.months < 12
    assert 0 <= found.days < 31
    assert abs(found.years * 365.25 + found.months * 30.44 + found.days - days - 1) < 4
    assert found.counted_months * 2 == int(found.counted_months * 2)
    assert service_length(first, last + timedelta(days=1)).counted_months >= found.counted_months


@pytest.mark.parametrize(
    ("entry", "signed", "method", "amount", "first", "last"),
    [
        ("2025-09-01", "2026-02-01", Method.CALENDAR, "48000.00", "2025-10-01", "2026-01-31"),
        ("2025-09-01", "2026-02-01", Method.EMPLOYMENT, "48000.00", "2025-10-01", "2026-01-31"),
        ("2025-03-01", None, Method.CALENDAR, "132000.00", "2025-04-01", "2026-02-28"),
        ("2025-03-01", "2027-01-01", Method.EMPLOYMENT, "132000.00", "2025-04-01", "2026-02-28"),
        # 15 October to 10 November: 13 and 6 working days by the calendar
        ("2025-09-15", "2025-11-11", Method.CALENDAR, "10482.76", "2025-10-15", "2025-11-10"),
        ("2025-09-15", "2025-11-11", Method.EMPLOYMENT, "10482.76", "2025-10-15", "2025-11-10"),
        ("2025-09-15", "2025-12-01", Method.CALENDAR, "19172.41", "2025-10-15", "2025-11-30"),
        ("2025-09-15", "2025-12-01", Method.EMPLOYMENT, "17517.24", "2025-10-15", "2025-11-30"),
        ("2025-01-31", "2025-03-04", Method.CALENDAR, "551.72", "2025-03-01", "2025-03-03"),
        ("2024-02-29", None, Method.EMPLOYMENT, "132000.00", "2024-03-29", "2025-02-28"),
        ("2025-01-31", None, Method.EMPLOYMENT, "132000.00", "2025-03-01", "2026-01-30"),
        ("2025-01-30", None, Method.EMPLOYMENT, "132000.00", "2025-03-01", "2026-01-29"),
    ],
)
def test_the_extra_half_runs_from_the_second_month_to_the_end_of_the_year(
    entry, signed, method, amount, first, last
):
    signed_on = day(signed) if signed else None
    found = double_pay(day(entry), signed_on, fen("12000"), CALENDAR, method=method)
    assert plain(found.figure.amount_fen) == amount
    assert (found.first, found.last) == (day(first), day(last))


@pytest.mark.parametrize("signed", ["2025-09-01", "2025-09-30", "2025-10-01"])
def test_a_contract_signed_within_the_month_costs_nothing(signed):
    found = double_pay(day("2025-09-01"), day(signed), fen("12000"), CALENDAR)
    assert (found.figure.amount_fen, found.first, found.last) == (0, None, None)


def test_what_bars_double_pay_is_named():
    found = double_pay(day("2025-09-01"), None, fen("12000"), CALENDAR, barred="worker")
    assert found.figure.amount_fen == 0
    assert found.figure.steps == (
        "不支付二倍工资：因劳动者本人故意或者重大过失未订立书面劳动合同（解释（二）第七条）。",
    )
    other = double_pay(day("2025-09-01"), None, fen("12000"), CALENDAR, barred="本人拒签")
    assert other.figure.steps == ("不支付二倍工资：本人拒签。",)


def test_more_than_eleven_months_by_working_days_is_said():
    found = double_pay(day("2024-06-15"), None, fen("10000"), CALENDAR)
    assert found.figure.amount_fen > fen("110000")
    assert any("超过 11 个月工资" in step for step in found.figure.all_steps)


@given(st.dates(date(2013, 1, 1), date(2024, 12, 31)), st.integers(0, 420), WAGES)
def test_the_later_a_contract_is_signed_the_more_is_owed_and_never_beyond_a_year(entry, days, wage):
    signed = entry + timedelta(days=days)
    whole = double_pay(entry, None, wage, CALENDAR, method=Method.EMPLOYMENT)
    assert whole.figure.amount_fen == 11 * wage
    for method in Method:
        one = double_pay(entry, signed, wage, CALENDAR, method=method)
        never = double_pay(entry, None, wage, CALENDAR, method=method)
        assert one.last is None or one.last < signed
        assert never.last is not None
        assert (never.last - entry).days in (364, 365)
    by_calendar = [
        double_pay(entry, signed + timedelta(days=n), wage, CALENDAR).figure.exact_fen for n in (0, 31)
    ]
    assert by_calendar[0] <= by_calendar[1]


def test_overtime_is_the_vector_of_the_reference():
    found = overtime(fen("10875"), hours=Fraction(10), rest_days=Fraction(2), statutory=Fraction(1))
    assert plain(found.amount_fen) == "4437.50"
    assert found.steps[-1] == "加班费：937.50 + 2,000.00 + 1,500.00 = 4,437.50 元。"


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        ("2026-01-01", 300),
        ("2026-01-02", 200),  # off, but no statutory holiday
        ("2026-01-03", 200),
        ("2026-01-04", 150),  # a Sunday that is worked
        ("2026-02-14", 150),
        ("2026-02-15", 200),
        ("2026-02-16", 300),  # New Year's Eve since 2025
        ("2026-02-19", 300),
        ("2026-02-20", 200),
        ("2024-02-09", 150),  # New Year's Eve 2024 was a working day
        ("2024-02-13", 200),
        ("2026-04-05", 300),  # a Sunday and 清明
        ("2026-04-06", 200),
        ("2026-05-02", 300),
        ("2024-05-02", 200),
        ("2026-10-04", 200),
        ("2025-10-06", 300),  # mid-autumn
        ("2026-03-03", 150),
    ],
)
def test_the_calendar_says_what_a_day_worked_is_paid(on, percent):
    found = overtime_of_days(fen("17400"), [Worked(day(on), Fraction(1))], CALENDAR)
    assert found.amount_fen == percent * 100
    assert f"按 {percent}%。" in found.steps[0]


def test_days_worked_are_added_by_kind_and_too_much_is_said():
    worked = [Worked(day("2026-03-02") + timedelta(days=n), Fraction(4)) for n in range(14)]
    found = overtime_of_days(fen("17400"), worked, CALENDAR)
    assert plain(found.amount_fen) == plain(10 * 4 * 150_00 + 4 * 4 * 200_00)
    assert found.warnings[0].startswith("2026年3月2日等 10 天延长工作超过 3 小时")
    assert found.warnings[1].startswith("2026年3月加班 56 小时，超过每月 36 小时")
    with pytest.raises(RuleBroken) as refused:
        overtime_of_days(fen("17400"), [Worked(day("2026-03-02"), Fraction(13))] * 2, CALENDAR)
    assert refused.value.field == "worked.1.hours"


@given(
    WAGES, st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.integers(1, 8)), max_size=9)
)
def test_the_parts_of_overtime_sum_to_the_whole(base, worked):
    one_each = dict(worked)
    if not one_each:
        return
    items = [Worked(on, Fraction(hours)) for on, hours in one_each.items()]
    whole = overtime_of_days(base, items, CALENDAR).amount_fen
    single = sum(overtime_of_days(base, [item], CALENDAR).exact_fen for item in items)
    assert abs(whole - single) <= len(items)


@pytest.mark.parametrize(
    ("years", "average", "facts", "days", "amount"),
    [
        (8, "21750", {"left_on": day("2026-06-30"), "taken": Fraction(1)}, "1", "2000.00"),
        (3, "10875", {"left_on": day("2026-03-15")}, "1", "1000.00"),
        (3, "10875", {"left_on": day("2026-02-10")}, "0", "0.00"),
        (3, "10875", {"joined_on": day("2026-09-01")}, "1", "1000.00"),
        (3, "21750", {"left_on": day("2024-12-31")}, "5", "10000.00"),
        (20, "21750", {"left_on": day("2024-12-31")}, "15", "30000.00"),
        (15, "21750", {}, "10", "20000.00"),
        (15, "21750", {"taken": Fraction("2.5")}, "7.5", "15000.00"),
        (9, "21750", {"left_on": day("2026-06-30"), "taken": Fraction(4)}, "0", "0.00"),
        (0, "21750", {"left_on": day("2026-06-30")}, "0", "0.00"),
        (12, "21750", {"joined_on": day("2026-03-01"), "left_on": day("2026-08-31")}, "5", "10000.00"),
        (12, "21750", {"joined_on": day("2020-03-01"), "left_on": day("2026-08-31")}, "6", "12000.00"),
    ],
)
def test_leave_not_taken_is_paid_by_whole_days(years, average, facts, days, amount):
    found = annual_leave(years, fen(average), **facts)
    assert (plain_number(found.days), plain(found.figure.amount_fen)) == (days, amount)


def test_leave_grows_with_all_years_of_work():
    assert [entitlement(years) for years in (0, 1, 9, 10, 19, 20, 40)] == [0, 5, 5, 10, 10, 15, 15]
    assert entitlement(Fraction("9.99")) == 5


@given(st.integers(1, 40), st.dates(date(2008, 1, 1), date(2030, 12, 31)))
def test_leave_of_a_part_of_a_year_is_never_more_than_the_whole(years, on):
    left = annual_leave(years, 100_00, left_on=on).days
    joined = annual_leave(years, 100_00, joined_on=on).days
    assert 0 <= left <= entitlement(years)
    assert left + joined <= entitlement(years) + 1


def test_the_smaller_sums():
    assert plain(non_compete(fen("10000"), fen("2280")).amount_fen) == "3000.00"
    assert plain(non_compete(fen("5000"), fen("2280")).amount_fen) == "2280.00"
    assert plain(deduction(fen("5000"), fen("800"), fen("2280")).amount_fen) == "800.00"
    assert plain(deduction(fen("5000"), fen("8000"), fen("2280")).amount_fen) == "1000.00"
    assert plain(deduction(fen("2500"), fen("800"), fen("2280")).amount_fen) == "220.00"
    assert plain(deduction(fen("2000"), fen("800"), fen("2280")).amount_fen) == "0.00"
    assert stoppage_pay(500_000, 249_000, first_period=True, works=False).amount_fen == 500_000
    assert stoppage_pay(500_000, 249_000, first_period=False, works=True).amount_fen == 249_000
    assert stoppage_pay(500_000, 249_000, first_period=False, works=False).amount_fen == 0
    assert late_pay_damages(100_000, 50, ordered=True).amount_fen == 50_000
    assert late_pay_damages(100_000, 50, ordered=False).amount_fen == 0
    with pytest.raises(RuleBroken):
        late_pay_damages(100_000, 120, ordered=True)


@pytest.mark.parametrize(
    ("contract", "most"),
    [(0, 0), (2, 0), (3, 1), (11, 1), (12, 2), (35, 2), (36, 6), (120, 6), (None, 6)],
)
def test_probation_is_as_long_as_the_contract_allows(contract, most):
    assert longest_probation(contract) == most
    found = unlawful_probation(contract, Fraction(most) + Fraction(1, 2), fen("5000"))
    assert found.amount_fen == fen("2500")
    assert unlawful_probation(contract, Fraction(most), fen("5000")).amount_fen == 0


def test_an_award_is_final_by_each_item():
    limit = 12 * 2280_00
    assert final_award(2280_00, [limit, limit, 1]).final
    assert not final_award(2280_00, [limit + 1]).final
    assert not final_award(2280_00, [1, limit + 1]).final
    for field, wage, items in (("items", 2280_00, []), ("minimum_wage", 0, [1])):
        with pytest.raises(RuleBroken) as refused:
            final_award(wage, items)
        assert refused.value.field == field


@given(st.fractions(0, 1000, max_denominator=1000))
def test_a_number_in_its_shortest_form_is_read_back_exactly(number):
    assert Fraction(plain_number(number)) == number


def test_leave_refused_in_writing_or_excluded_is_not_paid_again():
    refused = annual_leave(8, fen("21750"), left_on=day("2026-06-30"), barred=REFUSED_IN_WRITING)
    assert (refused.days, refused.figure.amount_fen) == (0, 0)
    assert refused.figure.steps == (f"不另付 200%：{REFUSED_IN_WRITING}。",)
    assert leave_exclusion(8, sick_months=1) == ""
    assert "2 个月" in leave_exclusion(8, sick_months=2)
    assert leave_exclusion(12, sick_months=2) == ""
    assert "4 个月" in leave_exclusion(25, sick_months=4)
    assert "第二项" in leave_exclusion(8, paid_absence_days=20)
    assert "寒暑假" in leave_exclusion(8, long_holidays=True)


def test_special_systems_of_hours_pay_otherwise():
    hours = {"hours": Fraction(10), "rest_days": Fraction(1), "statutory": Fraction(1)}
    total = overtime(fen("17400"), **hours, system=HoursSystem.COMPREHENSIVE)
    assert total.amount_fen == 18 * 150_00 + 8 * 300_00
    assert overtime(fen("17400"), **hours, system=HoursSystem.IRREGULAR).amount_fen == 0
