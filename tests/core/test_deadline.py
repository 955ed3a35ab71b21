"""Periods: real cases, the edges of months, and what must hold of any period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.calendar import shipped_calendar
from union_desk.core.deadline import Length, Unit, corresponding_day, period_end
from union_desk.core.errors import RuleBroken

CALENDAR = shipped_calendar()
DAYS = st.dates(date(2013, 1, 1), date(2026, 6, 30))
LENGTHS = st.one_of(
    st.builds(Length, st.integers(1, 400), st.just(Unit.DAYS)),
    st.builds(Length, st.integers(1, 90), st.just(Unit.WORKING_DAYS)),
    st.builds(Length, st.integers(1, 30), st.just(Unit.MONTHS)),
    st.builds(Length, st.integers(1, 5), st.just(Unit.YEARS)),
)


def end(on, length, **options):
    return period_end(date.fromisoformat(on), Length.parse(length), CALENDAR, **options)


@pytest.mark.parametrize(
    ("on", "length", "raw", "due"),
    [
        # 15 days to sue after an award, into the long holiday of October 2025
        ("2025-09-23", "15d", "2025-10-08", "2025-10-09"),
        # 30 days for the joint application for judicial confirmation
        ("2026-03-02", "30d", "2026-04-01", "2026-04-01"),
        # the Sunday of 28 September 2025 is worked
        ("2025-09-26", "3wd", "2025-09-30", "2025-09-30"),
        ("2025-01-31", "1m", "2025-02-28", "2025-02-28"),
        ("2024-06-30", "1y", "2025-06-30", "2025-06-30"),
        ("2025-03-03", "10d", "2025-03-13", "2025-03-13"),
        # ordinary weekends
        ("2026-03-02", "5d", "2026-03-07", "2026-03-09"),
        ("2026-03-02", "6d", "2026-03-08", "2026-03-09"),
        ("2026-03-02", "7d", "2026-03-09", "2026-03-09"),
        # a worked Saturday does not move the end, a worked Sunday receives it
        ("2025-01-25", "14d", "2025-02-08", "2025-02-08"),
        ("2025-09-17", "10d", "2025-09-27", "2025-09-28"),
        ("2018-04-01", "5d", "2018-04-06", "2018-04-08"),
        # an off Monday, a festival on a weekend, spring festival
        ("2023-12-22", "10d", "2024-01-01", "2024-01-02"),
        ("2026-03-21", "15d", "2026-04-05", "2026-04-07"),
        ("2025-01-13", "15d", "2025-01-28", "2025-02-05"),
        ("2020-01-10", "15d", "2020-01-25", "2020-02-03"),
        # months without the day, leap years
        ("2024-01-31", "1m", "2024-02-29", "2024-02-29"),
        ("2024-02-29", "1y", "2025-02-28", "2025-02-28"),
        ("2023-02-28", "1y", "2024-02-28", "2024-02-28"),
        ("2025-08-31", "6m", "2026-02-28", "2026-02-28"),
        ("2025-05-31", "1m", "2025-06-30", "2025-06-30"),
        ("2025-12-31", "2m", "2026-02-28", "2026-02-28"),
        ("2025-10-31", "1m", "2025-11-30", "2025-12-01"),
        ("2025-05-06", "1y", "2026-05-06", "2026-05-06"),
        ("2024-05-01", "2y", "2026-05-01", "2026-05-06"),
        # working days over weekends and holidays
        ("2026-03-06", "1wd", "2026-03-09", "2026-03-09"),
        ("2026-03-07", "1wd", "2026-03-09", "2026-03-09"),
        ("2025-09-30", "1wd", "2025-10-09", "2025-10-09"),
        ("2025-09-30", "5wd", "2025-10-14", "2025-10-14"),
        ("2026-02-13", "1wd", "2026-02-14", "2026-02-14"),
        ("2026-02-13", "2wd", "2026-02-24", "2026-02-24"),
    ],
)
def test_a_period_ends_where_the_law_says(on, length, raw, due):
    found = end(on, length)
    assert (found.raw_on.isoformat(), found.due_on.isoformat()) == (raw, due)
    assert found.rolled == (raw != due)
    assert not found.estimated


@pytest.mark.parametrize(
    ("on", "length", "raw", "due"),
    [
        # notice of a hearing at least five days before it, a request to postpone three days before
        ("2026-03-13", "-5d", "2026-03-08", "2026-03-06"),
        ("2026-03-13", "-3d", "2026-03-10", "2026-03-10"),
        ("2025-10-09", "-3wd", "2025-09-28", "2025-09-28"),
        ("2026-03-01", "-7d", "2026-02-22", "2026-02-14"),
        ("2026-03-31", "-1m", "2026-02-28", "2026-02-28"),
        ("2024-02-29", "-1y", "2023-02-28", "2023-02-28"),
    ],
)
def test_a_period_counted_back_ends_early_rather_than_late(on, length, raw, due):
    found = end(on, length)
    assert (found.raw_on.isoformat(), found.due_on.isoformat()) == (raw, due)


def test_the_days_left_are_counted_to_the_last_day():
    found = end("2026-03-02", "30d")
    assert [found.days_left(date(2026, 3, 31) + timedelta(n)) for n in range(3)] == [1, 0, -1]


def test_without_rolling_the_raw_end_stays():
    found = end("2025-09-23", "15d", roll=False)
    assert found.due_on == found.raw_on == date(2025, 10, 8)
    assert not found.rolled


def test_what_rests_on_an_unpublished_year_is_estimated_and_says_so():
    found = end("2026-12-25", "10d")
    assert found.estimated
    assert found.steps[-1] == "2027年的放假安排尚未收录，按周六、周日和法定节假日推算。"
    assert not end("2026-12-25", "10d", roll=False).estimated
    assert end("2026-12-30", "5wd").estimated


def test_the_steps_tell_the_event_the_end_and_the_reason_of_the_move():
    assert end("2025-09-23", "15d").steps == (
        "2025年9月23日当天不计入，从次日2025年9月24日起算。",
        "15日，到2025年10月8日（星期三）。",
        "末日2025年10月8日是国庆节、中秋节假期，顺延到下一个工作日2025年10月9日（星期四）。",
    )
    assert (
        end("2025-01-31", "1m").steps[1] == "1 个月，到期月没有 31 日，以月末2025年2月28日（星期五）为末日。"
    )


@pytest.mark.parametrize(
    "text", ["", "10", "d", "10 d", "1.5d", "3w", "0d", "-0wd", "999999d", "十日", "1d1m"]
)
def test_a_length_that_is_none_is_refused_at_its_field(text):
    with pytest.raises(RuleBroken) as broken:
        Length.parse(text)
    assert broken.value.field == "length"


def test_a_period_beyond_the_calendar_is_refused():
    with pytest.raises(RuleBroken, match="超出"):
        period_end(date(9999, 12, 1), Length.parse("2m"), CALENDAR)


@given(DAYS, LENGTHS)
def test_any_last_day_is_a_working_day_not_before_the_raw_end(on, length):
    found = period_end(on, length, CALENDAR)
    assert CALENDAR.is_working_day(found.due_on)
    assert found.due_on >= found.raw_on > on
    assert found.rolled == (found.due_on != found.raw_on)


@given(DAYS, DAYS, LENGTHS)
def test_a_later_event_never_ends_earlier(one, other, length):
    first, second = sorted((one, other))
    assert period_end(first, length, CALENDAR).due_on <= period_end(second, length, CALENDAR).due_on


@given(DAYS, LENGTHS)
def test_a_longer_period_never_ends_earlier(on, length):
    longer = Length(length.count + 1, length.unit)
    assert period_end(on, length, CALENDAR).due_on <= period_end(on, longer, CALENDAR).due_on


@given(DAYS, st.integers(1, 60))
def test_working_days_counted_on_and_back_meet(on, count):
    start = CALENDAR.next_working_day(on)
    there = period_end(start, Length(count, Unit.WORKING_DAYS), CALENDAR).due_on
    assert period_end(there, Length(-count, Unit.WORKING_DAYS), CALENDAR).due_on == start
    between = sum(CALENDAR.is_working_day(start + timedelta(n)) for n in range(1, (there - start).days + 1))
    assert between == count


@given(DAYS, st.integers(-120, 120))
def test_the_corresponding_day_keeps_its_day_or_takes_the_months_last(on, months):
    found = corresponding_day(on, months)
    assert (found.year * 12 + found.month) - (on.year * 12 + on.month) == months
    assert found.day == on.day or (found.day < on.day and (found + timedelta(days=1)).day == 1)
