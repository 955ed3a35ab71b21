"""Amounts typed, shown and written in capitals."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.errors import RuleBroken
from union_desk.core.money import LARGEST_FEN, format_fen, in_capitals, nearest_fen, parse_fen, plain

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_capitals(text):
    """Read capital figures with or without the optional 零, independently of how they were written."""
    body = text.removeprefix("人民币").removesuffix("整")
    yuan, _, rest = body.rpartition("元")
    total = group = digit = 0
    for sign in yuan:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in PLACES:
            group, digit = group + digit * PLACES[sign], 0
        elif sign == "万":
            total, group, digit = total + (group + digit) * 10_000, 0, 0
        elif sign == "亿":
            total, group, digit = (total + group + digit) * 10**8, 0, 0
    fen = (total + group + digit) * 100
    for sign, mark in pairwise(rest):
        fen += DIGITS.index(sign) * {"角": 10, "分": 1}.get(mark, 0) if sign in DIGITS else 0
    return fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (140950, "人民币壹仟肆佰零玖元伍角"),
        (600714, "人民币陆仟零柒元壹角肆分"),
        (168032, "人民币壹仟陆佰捌拾元叁角贰分"),
        (10700053, "人民币壹拾万零柒仟元伍角叁分"),
        (1640902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32504, "人民币叁佰贰拾伍元零肆分"),
        (0, "人民币零元整"),
        (1, "人民币壹分"),
        (10, "人民币壹角"),
        (12, "人民币壹角贰分"),
        (100, "人民币壹元整"),
        (101, "人民币壹元零壹分"),
        (110, "人民币壹元壹角"),
        (1000, "人民币壹拾元整"),
        (1500, "人民币壹拾伍元整"),
        (10000, "人民币壹佰元整"),
        (10100, "人民币壹佰零壹元整"),
        (11000, "人民币壹佰壹拾元整"),
        (100000, "人民币壹仟元整"),
        (100100, "人民币壹仟零壹元整"),
        (101000, "人民币壹仟零壹拾元整"),
        (1000000, "人民币壹万元整"),
        (1000100, "人民币壹万零壹元整"),
        (1001000, "人民币壹万零壹拾元整"),
        (10000000, "人民币壹拾万元整"),
        (10000500, "人民币壹拾万零伍元整"),
        (100000000, "人民币壹佰万元整"),
        (1000000000, "人民币壹仟万元整"),
        (1000100000, "人民币壹仟万零壹仟元整"),
        (10000000000, "人民币壹亿元整"),
        (10000000100, "人民币壹亿零壹元整"),
        (10001000000, "人民币壹亿零壹万元整"),
        (10000500000, "人民币壹亿零伍仟元整"),
        (200000000000, "人民币贰拾亿元整"),
        (10**14, "人民币壹万亿元整"),
        (10**14 + 5_000_000, "人民币壹万亿零伍万元整"),
        (12345678, "人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分"),
        (-140950, "人民币负壹仟肆佰零玖元伍角"),
    ],
)
def test_an_amount_in_capitals_is_written_as_a_cheque_asks(fen, text):
    assert in_capitals(fen) == text


@given(st.integers(0, 10**16))
def test_capitals_read_back_to_the_amount(fen):
    text = in_capitals(fen)
    assert read_capitals(text) == fen
    assert "零零" not in text
    assert text.endswith(("分", "角", "整"))


def test_an_amount_beyond_all_measure_is_refused():
    with pytest.raises(RuleBroken):
        in_capitals(LARGEST_FEN + 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1409.5", 140950),
        ("1,409.50", 140950),
        ("１，４０９．５０", 140950),
        ("￥1409.5元", 140950),
        ("人民币300元整", 30000),
        ("1.2万", 1200000),
        ("1.2 万元", 1200000),
        ("3千", 300000),
        ("0.5亿", 5000000000),
        ("￥１，２００", 120000),
        (" 12 345 ", 1234500),
        (".5", 50),
        ("5.", 500),
        ("0", 0),
        ("-0", 0),
        ("+7", 700),
        ("1234567890", 123456789000),
        ("1.23456万", 1234560),
    ],
)
def test_an_amount_is_read_as_it_is_typed(text, fen):
    assert parse_fen(text) == fen


@pytest.mark.parametrize(
    "text", ["", " ", "元", "abc", "1,23", "1.2.3", "1e5", "--1", "十元", "1.2万万", ".", "5²", "①00"]
)
def test_nonsense_is_no_amount(text):
    with pytest.raises(RuleBroken) as broken:
        parse_fen(text, field="wage")
    assert broken.value.field == "wage"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("0.005", "两位小数"), ("-5", "不能是负数"), ("9" * 40, "太大"), ("1.2345678万", "两位")],
)
def test_an_amount_that_cannot_be_says_why(text, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        parse_fen(text)


def test_a_negative_amount_is_read_where_it_is_allowed():
    assert parse_fen("-5.50", negative=True) == -550
    assert format_fen(-550) == plain(-550) == "-5.50"


@given(st.integers(-LARGEST_FEN, LARGEST_FEN))
def test_what_is_shown_can_be_typed_again(fen):
    assert parse_fen(format_fen(fen), negative=True) == fen
    assert parse_fen(plain(fen), negative=True) == fen


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(235000, 3), 78333),
        (Fraction(7), 7),
    ],
)
def test_rounding_is_half_away_from_zero(exact, rounded):
    assert nearest_fen(exact) == rounded
