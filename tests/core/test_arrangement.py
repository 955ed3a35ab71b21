from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.core.arrangement import (
    arrangement_doubts,
    checked_arrangement,
    computed_arrangement,
    differences,
    read_notice,
    runs_of,
    toggled,
)
from union_desk.core.calendar import Arrangement, calendar_of, shipped_arrangements
from union_desk.core.errors import RuleBroken

NOTICE_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""
YEARS = shipped_arrangements()


def test_the_words_of_the_notice_give_the_days_of_the_year():
    found = read_notice(2026, NOTICE_2026)
    assert (found.off, found.worked) == (YEARS[2026].off, YEARS[2026].worked)
    assert [run.text for run in runs_of(found)][1] == "春节 2月15日至23日，共 9 天"


@pytest.mark.parametrize(
    ("text", "off", "worked"),
    [
        ("国庆节：9月30日至10月2日放假。", {(9, 30), (10, 1)}, set()),
        ("2027年1月1日放假一天", {(1, 1)}, set()),
        ("2月5日—2月8日放假，2月14日上班", {(2, 5), (2, 8)}, {(2, 14)}),
        ("春节：2月5日到 8 日 放假调休；2月14日（星期日）上班。", {(2, 5), (2, 8)}, {(2, 14)}),
    ],
)
def test_a_notice_is_read_in_many_spellings(text, off, worked):
    found = read_notice(2027, text)
    assert found.off == {date(2027, *day) for day in off}
    assert found.worked == {date(2027, *day) for day in worked}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有读出"),
        ("请各单位做好安排", "没有读出"),
        ("2月30日放假", "没有 2月30日"),
        ("13月1日放假", "没有 13月1日"),
        ("2月8日至5日放假", "末日在首日之前"),
    ],
)
def test_a_notice_that_cannot_be_read_says_why(text, said):
    with pytest.raises(RuleBroken, match=said):
        read_notice(2027, text)


@pytest.mark.parametrize("year", [year for year in YEARS if year not in {2015, 2020}])
def test_the_published_years_raise_no_doubt(year):
    assert arrangement_doubts(checked_arrangement(YEARS[year])) == ()


@pytest.mark.parametrize("year", [2015, 2020])
def test_years_with_days_off_of_their_own_are_worth_a_look(year):
    # 3 September 2015 (parade) and the longer spring festival of 2020 were no 调休.
    (doubt,) = arrangement_doubts(YEARS[year])
    assert "天 + 调休上班" in doubt


def test_a_day_forgotten_or_typed_wrong_is_said_with_its_arithmetic():
    year = YEARS[2026]
    forgotten = replace(year, off=year.off - {date(2026, 10, 2)})
    assert "10月2日（星期五）是国庆节，还没有设为放假。" in arrangement_doubts(forgotten)
    assert any(
        "18 天，而法定 13 天 + 调休上班 6 天 = 19 天" in each for each in arrangement_doubts(forgotten)
    )
    far = replace(year, worked=year.worked | {date(2026, 7, 25)}, off=year.off | {date(2026, 7, 22)})
    said = arrangement_doubts(far)
    assert "7月25日（星期六）上班，前后 35 天都没有节日，请核对。" in said
    assert "7月22日（星期三）放假，前后都上班，请核对。" in said
    worked = replace(year, worked=year.worked | {date(2026, 10, 3)})
    assert "10月3日（星期六）是国庆节，法定休假日不应上班。" in arrangement_doubts(worked)


@pytest.mark.parametrize(
    ("off", "worked", "said"),
    [
        ({date(2027, 2, 6)}, set(), "本来就休息"),
        (set(), {date(2027, 2, 8)}, "本来就上班"),
        ({date(2026, 12, 31)}, set(), "不在 2027 年"),
    ],
)
def test_a_year_that_cannot_be_is_refused(off, worked, said):
    with pytest.raises(RuleBroken, match=said):
        checked_arrangement(Arrangement(2027, frozenset(off), frozenset(worked)))


def test_a_year_without_a_notice_has_its_statutory_days():
    computed = computed_arrangement(2027)
    assert date(2027, 2, 5) in computed.off
    assert not computed.worked
    assert not calendar_of((YEARS[2026],)).covers(2027)


def test_a_day_is_turned_round_and_back_and_the_difference_is_said():
    year = YEARS[2026]
    off = toggled(year, date(2026, 12, 31))
    worked = toggled(off, date(2026, 1, 10))
    assert differences(year, worked) == (
        "1月10日（星期六）休息 → 上班",
        "12月31日（星期四）上班 → 休息",
    )
    assert toggled(toggled(year, date(2026, 3, 3)), date(2026, 3, 3)) == year
