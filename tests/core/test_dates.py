"""Days as they are typed at the counter."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.clock import local_day, system_clock
from union_desk.core.dates import parse_day
from union_desk.core.errors import RuleBroken

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2018-03-12", date(2018, 3, 12)),
        ("20180312", date(2018, 3, 12)),
        ("2018.3.12", date(2018, 3, 12)),
        ("2018/3/12", date(2018, 3, 12)),
        ("2018年3月12日", date(2018, 3, 12)),
        ("2018 年 3 月 12 日", date(2018, 3, 12)),
        ("２０１８－０３－１２", date(2018, 3, 12)),
        ("t", TODAY),
        ("T", TODAY),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 22)),
        ("+3", date(2026, 11, 26)),
        ("-3", date(2026, 11, 20)),
        ("-1m", date(2026, 10, 23)),
        ("+1y", date(2027, 11, 23)),
        ("+2w", date(2026, 12, 7)),
        ("1112", date(2026, 11, 12)),
        ("3-8", date(2026, 3, 8)),
        ("3月8日", date(2026, 3, 8)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed, day):
    assert parse_day(typed, TODAY) == day


def test_a_month_back_from_the_end_of_march_is_the_end_of_february():
    assert parse_day("-1m", date(2026, 3, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2018-02-30", "2018年2月没有 30 日，请核对日期。"),
        ("2025-02-29", "2025年2月没有 29 日，请核对日期。"),
        ("0230", "2026年2月没有 30 日，请核对日期。"),
        ("20181301", "没有 13 月，请核对日期。"),
        ("2018-00-10", "没有 0 月，请核对日期。"),
        ("0018-03-12", "年份 18 不对，请核对。"),
        ("+9999y", "日期太远了，请核对。"),
        ("", "请填写日期，例如 2018-03-12、1112（今年11月12日）、t（今天）、+3（三天后）、-1m（一个月前）。"),
    ],
)
def test_a_day_that_cannot_be_says_why(typed, sentence):
    with pytest.raises(RuleBroken) as broken:
        parse_day(typed, TODAY, field="applied_on")
    assert (str(broken.value), broken.value.field) == (sentence, "applied_on")


@given(st.dates(date(1850, 1, 1), date(2150, 12, 31)))
def test_every_spelling_of_a_day_means_that_day(day):
    spellings = (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y年%m月%d日}")
    assert {parse_day(text, TODAY) for text in spellings} == {day}


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused(text):
    with suppress(RuleBroken):
        assert isinstance(parse_day(text, TODAY), date)


def test_the_civil_day_is_that_of_china():
    assert local_day(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert local_day(datetime(2026, 11, 22, 15, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert system_clock().tzinfo is UTC
