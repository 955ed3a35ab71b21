from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.sheets import cells
from union_desk.sheets.cells import Unreadable
from union_desk.sheets.grid import Unread

VALUES = st.one_of(
    st.text(max_size=30),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.just(Unread("#N/A")),
)


@given(VALUES)
def test_every_cell_is_read_or_refused_with_a_sentence(value):
    readers = (
        cells.text, cells.number_text, cells.phone, cells.name, cells.day, cells.money, cells.count,
        cells.yes_no,
        lambda each: cells.code(each, "marital"), lambda each: cells.code(each, "sex"),
    )  # fmt: skip
    for read in readers:
        words = "。"
        try:
            read(value)
        except Unreadable as told:
            words = str(told)
        assert words.endswith(("。", "？"))


@given(st.dates(date(1900, 1, 1), date(2149, 12, 31)))
def test_a_day_is_read_in_every_way_it_is_written(day):
    ways = (
        f"{day:%Y-%m-%d}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y/%m/%d} ", f"'{day:%Y-%m-%d}", float(f"{day:%Y%m%d}"), datetime.combine(day, time()), day,
        f"{day:%Y-%m-%d} 00:00:00", f"{day:%Y}．{day.month}．{day.day}",
    )  # fmt: skip
    assert {cells.day(each) for each in ways} == {(day, "day")}


@given(st.dates(date(1912, 1, 1), date(2149, 12, 31)))
def test_a_day_that_lost_its_format_is_counted_from_its_own_first_day(day):
    serial = (day - date(1899, 12, 30)).days
    assert cells.day(float(serial)) == (day, "day")
    assert cells.day(float(serial - 1462), from_1904=True) == (day, "day")


def test_half_known_days_are_read_as_far_as_they_are_known():
    for value in ("1985-06", "1985年6月", "1985.6", 1985.6, 1985.06, "198506", 198506.0):
        assert cells.day(value) == (date(1985, 6, 1), "month")
    assert cells.day(1985.0) == cells.day("1985年") == (date(1985, 1, 1), "year")
    assert cells.day("") is cells.day(" / ") is None
    with pytest.raises(Unreadable, match="1 月还是 10 月"):
        cells.day(1985.1)
    assert cells.day("1985.10") == (date(1985, 10, 1), "month")
    for wrong in ("1985-02-30", "85.6.5", "不详", 12.0, 1985.63):
        with pytest.raises(Unreadable):
            cells.day(wrong)


@given(st.integers(10**14, 10**15 - 1))
def test_a_number_that_is_kept_whole_is_taken(number):
    assert cells.number_text(float(number)) == str(number)


@given(st.integers(10**15, 10**19))
def test_a_number_that_lost_digits_is_refused_with_what_to_do(number):
    for value in (float(number), number, f"{number:.5E}"):
        with pytest.raises(Unreadable, match="文本"):
            cells.number_text(value)


def test_numbers_lose_their_marks_and_blanks():
    assert cells.number_text("'３３０１ 9919 850605\n123x ") == "33019919850605123X"
    assert cells.number_text(13800000001.0) == "13800000001"
    assert cells.phone("138-0000-0001") == "13800000001"
    assert cells.phone("0571-86910000") == "0571-86910000"


@given(st.integers(0, 10**12))
def test_an_amount_is_read_in_every_way_it_is_written(fen):
    plain, parted = f"{fen // 100}.{fen % 100:02}", f"{fen // 100:,}.{fen % 100:02}"
    for value in (plain, parted, f"￥{parted}", f"{plain}元", f" {parted} 元整", f"约{plain}元/月"):
        assert cells.money(value) == fen


def test_amounts_in_ten_thousands_and_with_a_tail_of_noughts():
    assert cells.money("1.2万") == cells.money("1.2 万元") == cells.money(12000) == 1_200_000
    assert cells.money(1234.5600000000001) == 123_456
    assert cells.money("无") is cells.money("/") is None
    with pytest.raises(Unreadable):
        cells.money("一千多")


def test_names_texts_counts_and_answers():
    assert cells.name("张　三") == cells.name(" 张 三\n") == "张三"
    assert cells.text("某某电子\n有限公司 ") == "某某电子有限公司"
    assert cells.text(" —— ") == cells.text("无") == ""
    assert cells.count("3人") == cells.count(3.0) == 3
    assert cells.yes_no("√") is cells.yes_no(1.0) is True
    assert cells.yes_no("否") is False
    assert cells.yes_no(" ") is None
    with pytest.raises(Unreadable, match="姓名"):
        cells.name(3.0)
    with pytest.raises(Unreadable, match="保存一次"):
        cells.text(Unread("公式没有算出的结果"))


def test_labels_are_read_as_people_write_them():
    assert cells.code("汉", "ethnic") == cells.code("汉族", "ethnic") == "01"
    assert cells.code("女性", "sex") == "2"
    assert cells.code("党员", "political") == "party_member"
    assert cells.code("离婚", "marital") == "40"
    assert cells.code("妻子", "relation") == "12"
    assert cells.code("下岗", "work_status") == "laid_off"
    assert cells.code("", "sex") == ""
    with pytest.raises(Unreadable, match="良好"):
        cells.code("良好好", "health")
