"""The calendar against the published arrangements of fourteen years."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from union_desk.core.calendar import shipped_calendar

PRINTED = {
    2024: "0101 0210 0211 0212 0404 0501 0610 0917 1001 1002 1003",
    2025: "0101 0128 0129 0130 0131 0404 0501 0502 0531 1001 1002 1003 1006",
    2026: "0101 0216 0217 0218 0219 0405 0501 0502 0619 0925 1001 1002 1003",
}


def days_of(first_year, last_year):
    day = date(first_year, 1, 1)
    while day.year <= last_year:
        yield day
        day += timedelta(days=1)


def statutory_of(year):
    calendar = shipped_calendar()
    return [f"{day:%m%d}" for day in days_of(year, year) if calendar.is_statutory_holiday(day)]


def test_every_working_day_of_2013_to_2026_agrees_with_another_calendar():
    calendar = shipped_calendar()
    differing = [
        day for day in days_of(2013, 2026) if calendar.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == []


@pytest.mark.parametrize("year", PRINTED)
def test_the_days_of_triple_pay_are_those_of_the_printed_lists(year):
    assert statutory_of(year) == PRINTED[year].split()


@pytest.mark.parametrize("year", range(2013, 2027))
def test_a_year_has_eleven_statutory_days_and_thirteen_since_2025(year):
    # In 2020 mid-autumn fell on 1 October.
    expected = 13 if year >= 2025 else 10 if year == 2020 else 11
    assert len(statutory_of(year)) == expected


def test_spring_festival_began_on_new_years_eve_until_2013_and_again_since_2025():
    calendar = shipped_calendar()
    eves = {2013: date(2013, 2, 9), 2014: date(2014, 1, 30), 2024: date(2024, 2, 9), 2025: date(2025, 1, 28)}
    assert {year: calendar.is_statutory_holiday(eve) for year, eve in eves.items()} == {
        2013: True,
        2014: False,
        2024: False,
        2025: True,
    }


def test_no_statutory_day_of_the_known_years_is_worked():
    calendar = shipped_calendar()
    assert not [
        d for d in days_of(2013, 2026) if calendar.is_statutory_holiday(d) and calendar.is_working_day(d)
    ]


def test_known_years_are_covered_and_others_are_computed():
    calendar = shipped_calendar()
    assert [year for year in range(2008, 2032) if calendar.covers(year)] == list(range(2013, 2027))
    assert calendar.is_statutory_holiday(date(2028, 1, 26))
    assert not calendar.is_working_day(date(2028, 1, 26))
    assert calendar.is_working_day(date(2028, 3, 1))
    assert not calendar.is_working_day(date(2028, 3, 4))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 10, 1), "国庆节"),
        (date(2025, 10, 6), "中秋节"),
        (date(2025, 10, 8), "国庆节、中秋节假期"),
        (date(2025, 2, 3), "春节假期"),
        (date(2025, 9, 28), "调休上班日"),
        (date(2026, 1, 10), "星期六"),
        (date(2026, 4, 5), "清明节"),
        (date(2015, 9, 3), "休息日"),
        (date(2026, 3, 4), "工作日"),
    ],
)
def test_a_day_has_the_name_that_a_sentence_needs(day, name):
    assert shipped_calendar().name_of(day) == name
