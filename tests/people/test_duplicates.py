from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from union_desk.core.identity import check_digit
from union_desk.people.rules.duplicates import (
    LIKELY_FROM,
    SAME_FROM,
    Alike,
    Comparable,
    full_number,
    is_valid,
    likeness,
)
from union_desk.people.rules.variants import plain_address, plain_name


def number(birth="19780312", order="452"):
    first = f"330199{birth}{order}"
    return first + check_digit(first)


WANG = Comparable(
    name="王芳",
    id_no=number(),
    sex="2",
    birth_on=date(1978, 3, 12),
    phones=frozenset({"13800001234"}),
    address="白杨街道示例社区 3 幢 2 单元 501 室",
    employer="杭州明辉电子有限公司",
    members=frozenset({"a", "b"}),
)
BARE = Comparable(name="王芳")
CASES = [
    # what differs on the other card, how alike they are then
    ("the same card", WANG, WANG, Alike.SAME),
    ("number and name alone", BARE, replace(BARE, id_no=number()), Alike.UNLIKE),
    ("x for X", replace(WANG, id_no="11010519491231002X"), replace(WANG, id_no="11010519491231002x"), "same"),
    ("15 digits", replace(BARE, id_no="330199780312452"), replace(BARE, id_no=number()), "same"),
    ("full-width digits", replace(BARE, id_no="３３０１９９７８０３１２４５２"), WANG, "same"),
    (
        "one digit mistyped, the number no longer valid",
        replace(BARE, id_no=number()[:16] + "9" + number()[17:]),
        WANG,
        "likely",
    ),
    (
        "one digit of an old number mistyped, so that both are valid",
        replace(BARE, id_no="330199780312454"),
        replace(BARE, id_no="330199780312452"),
        "likely",
    ),
    (
        "two neighbours exchanged",
        replace(WANG, id_no=number()[:14] + "542" + number()[17:]),
        replace(WANG, id_no=number()),
        "same",
    ),
    (
        "two valid numbers and one name",
        replace(BARE, id_no=number(order="452")),
        replace(BARE, id_no=number("19830907", "024")),
        "unlike",
    ),
    (
        "two valid numbers, all else the same",
        WANG,
        replace(WANG, id_no=number("19830907", "024")),
        "unlike",
    ),
    ("one number, another name", replace(WANG, name="李静"), WANG, "likely"),
    ("one number, the name as it sounds", replace(BARE, name="王方", id_no=number()), WANG, "likely"),
    (
        "no number, all else the same",
        replace(WANG, id_no=""),
        replace(WANG, id_no=""),
        "same",
    ),
    ("name and phone", replace(BARE, phones=WANG.phones), replace(WANG, id_no=""), "unlike"),
    (
        "name, birth day and employer",
        replace(BARE, birth_on=WANG.birth_on, employer="杭州明辉电子有限责任公司"),
        replace(BARE, birth_on=WANG.birth_on, employer="杭州明辉电子有限公司"),
        "likely",
    ),
    (
        "the name as it sounds, birth day and phone",
        replace(WANG, id_no="", name="張曉燕", address="", members=frozenset()),
        replace(WANG, id_no="", name="张小燕", address="", members=frozenset()),
        "likely",
    ),
    ("father and son at one address and phone",
     replace(WANG, name="王建国", birth_on=date(1950, 1, 1), id_no=""),
     replace(WANG, name="王建军", id_no="", birth_on=date(1975, 1, 1)), "unlike"),
    (
        "husband and wife",
        replace(WANG, name="李建国", id_no=number("19750608", "123"), sex="1"),
        WANG,
        "unlike",
    ),
    (
        "twins with numbers one digit apart",
        replace(WANG, name="王小双", id_no=number(order="101")),
        replace(WANG, name="王大双", id_no=number(order="121")),
        "unlike",
    ),
    ("another sex", replace(BARE, sex="1", phones=WANG.phones), replace(WANG, id_no=""), "unlike"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "alike"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_cards_as_two_offices_write_them(one, other, alike):
    found = likeness(one, other)
    assert found.alike == alike, f"{found.points}: {found.sentences}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("張偉", "张伟"),
        ("艾力·吐尔逊", "艾力．吐尔逊"),
        ("艾力・吐尔逊", "艾力吐尔逊"),
        ("王　芳", "王芳"),
        ("陳堃", "陈坤"),
        ("ＷＡＮＧ Fang", "wang fang"),
        ("肖红", "萧红"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("单国强", "善国强"), ("翟丽", "狄丽"), ("曾莉", "增莉"), ("覃芳", "秦芳")]
)
def test_surnames_are_read_as_surnames(one, other):
    assert any(
        "读音" in reason.text for reason in likeness(Comparable(name=one), Comparable(name=other)).reasons
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("浙江省杭州市钱塘区白杨街道2幢3单元401室", "白杨街道二栋三单元401"),
        ("６号大街２１号", "六号大街21号"),
        ("示例社区十二幢101室", "示例社区 12 幢 101"),
    ],
)
def test_one_address_in_two_spellings(one, other):
    assert plain_address(one) == plain_address(other)


def test_the_third_block_is_not_the_thirteenth():
    near = replace(WANG, id_no="", address="白杨街道示例社区 13 幢 2 单元 501 室")
    assert not any("住址" in reason.text for reason in likeness(replace(WANG, id_no=""), near).reasons)


def test_reasons_are_sentences_with_points_and_show_no_whole_number():
    found = likeness(WANG, replace(WANG, name="王方"))
    assert "姓名读音相同：王方／王芳（+12）" in found.sentences
    assert not any(WANG.id_no in sentence for sentence in found.sentences)
    assert (
        "两个证件号码都有效，而且不同（−60）"
        in likeness(WANG, replace(WANG, id_no=number(order="011"), name="王丽")).sentences
    )


# --- what must hold of any two cards

DIGITS = st.text("0123456789", min_size=3, max_size=3)
BIRTHS = st.dates(date(1940, 1, 1), date(2015, 12, 31))
NUMBERS = st.builds(lambda day, order: number(f"{day:%Y%m%d}", order), BIRTHS, DIGITS)
ODD = st.one_of(
    st.just(""), NUMBERS, NUMBERS.map(lambda n: n[:6] + n[8:17]), st.text("0123456789Xx", max_size=18)
)
NAMES = st.sampled_from(
    ["", "王芳", "王方", "王建国", "王建军", "張偉", "艾力·吐尔逊", "艾力", "Wang Fang", "单国强"]
)
CARDS = st.builds(
    Comparable,
    name=NAMES,
    id_no=ODD,
    sex=st.sampled_from(["", "1", "2"]),
    birth_on=st.one_of(st.none(), BIRTHS),
    birth_precision=st.sampled_from(["day", "month", "year"]),
    phones=st.frozensets(st.sampled_from(["13800000001", "13800000002"])),
    address=st.sampled_from(["", "白杨街道 3 幢 501 室", "白杨街道三幢501", "下沙路 13 号"]),
    employer=st.sampled_from(["", "明辉电子有限公司", "明辉电子有限责任公司"]),
    card_no=st.sampled_from(["", "6222000000000000"]),
    members=st.frozensets(st.sampled_from("abc")),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(CARDS, CARDS)
def test_it_does_not_matter_which_card_comes_first(one, other):
    assert likeness(one, other) == likeness(other, one)


@settings(max_examples=120, deadline=None)
@given(CARDS, CARDS)
def test_no_card_is_more_like_another_than_like_itself(one, other):
    assert likeness(one, one).points >= likeness(one, other).points


@settings(max_examples=80, deadline=None)
@given(CARDS, NUMBERS, NUMBERS)
def test_different_valid_numbers_are_never_the_same_human_for_certain(card, first, second):
    if first != second:
        assert likeness(replace(card, id_no=first), replace(card, id_no=second)).points < SAME_FROM


@settings(max_examples=80, deadline=None)
@given(NAMES, NUMBERS, NUMBERS)
def test_different_valid_numbers_are_not_worth_a_look_for_a_name(name, first, second):
    apart = sum(a != b for a, b in zip(first[:17], second[:17], strict=True))
    if apart > 2:
        one, other = Comparable(name=name, id_no=first), Comparable(name=name, id_no=second)
        assert likeness(one, other).points < LIKELY_FROM


@settings(max_examples=80, deadline=None)
@given(st.text("0123456789Xx ", max_size=20))
def test_a_number_is_brought_to_one_form_once_and_for_all(text):
    assert full_number(full_number(text)) == full_number(text)
    assert not is_valid(full_number(text)) or len(full_number(text)) == 18


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_any_text_may_stand_where_a_name_or_an_address_should(text):
    card = Comparable(name=text, address=text, id_no=text)
    assert 0 <= likeness(card, WANG).points <= 100
