"""Identity numbers, credit codes and bank cards, right and wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.divisions import division_name
from union_desk.core.identity import (
    age_on,
    check_card,
    check_credit_code,
    check_digit,
    check_identity,
    workings,
)

ON = date(2026, 11, 23)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def numbered(area, birth, sequence="001"):
    first = f"{area}{birth:%Y%m%d}{sequence}"
    return first + check_digit(first)


@pytest.mark.parametrize(
    ("value", "kind", "birth", "sex", "division"),
    [
        ("11010519491231002X", "identity_card", date(1949, 12, 31), "2", "北京市朝阳区"),
        ("11010519491231002x", "identity_card", date(1949, 12, 31), "2", "北京市朝阳区"),
        (" 110105 19491231 002X\n", "identity_card", date(1949, 12, 31), "2", "北京市朝阳区"),
        ("１１０１０５１９４９１２３１００２Ｘ", "identity_card", date(1949, 12, 31), "2", "北京市朝阳区"),
        ("11010519491231002Х", "identity_card", date(1949, 12, 31), "2", "北京市朝阳区"),
        ("110105\u200b19491231002X", "identity_card", date(1949, 12, 31), "2", "北京市朝阳区"),
        ("810000199408230021", "hk_mo_tw_permit", date(1994, 8, 23), "2", "香港"),
        ("830000199201300022", "hk_mo_tw_permit", date(1992, 1, 30), "2", "台湾"),
    ],
)
def test_a_right_number_tells_birth_sex_and_division(value, kind, birth, sex, division):
    found = check_identity(value, ON)
    assert (found.valid, found.kind, found.birth, found.sex, found.division) == (
        True,
        kind,
        birth,
        sex,
        division,
    )
    assert found.reason == ""
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "请填写身份证号。"),
        ("110105194912310021", "身份证第 18 位应为 X，请对照原件。"),
        ("330199197803124520", "身份证第 18 位应为 1，请对照原件。"),
        ("110105199002300017", "第 7 至 14 位的出生日期 1990年2月30日不存在，请对照原件。"),
        ("110105199013010017", "第 7 至 14 位的出生日期 1990年13月1日不存在，请对照原件。"),
        ("110105202702010015", "出生日期 2027年2月1日还没有到，请对照原件。"),
        ("110105194912310000", "号码末三位是 000，像是表格软件把它当数字截断了，请对照原件重新录入。"),
        ("1.10105E+17", "号码被表格软件写成了科学计数，请对照原件重新录入。"),
        ("11010519491231002", "身份证号应为 18 位（旧证 15 位），现在是 17 位，请对照原件。"),
        ("1101051949123100211", "身份证号应为 18 位（旧证 15 位），现在是 19 位，请对照原件。"),
        ("X1010519491231002X", "身份证号应为 18 位（旧证 15 位），现在是 18 位，请对照原件。"),
        ("11010519491231OO2X", "身份证号只能是数字，最后一位可以是 X，请对照原件。"),
        ("王芳", "身份证号只能是数字，最后一位可以是 X，请对照原件。"),
        ("110105491331002", "第 7 至 14 位的出生日期 1949年13月31日不存在，请对照原件。"),
    ],
)
def test_a_wrong_number_says_what_to_look_at(value, reason):
    found = check_identity(value, ON)
    assert not found.valid
    assert found.reason == reason
    assert (found.birth, found.sex, found.under_14) == (None, "", None)


def test_a_number_of_fifteen_digits_is_brought_to_eighteen():
    found = check_identity("110105491231002", ON)
    assert found.valid
    assert found.normalised == "11010519491231002X"
    assert found.warnings == ("这是 15 位旧号码，已换算为 18 位，请对照新证件。",)


@pytest.mark.parametrize(
    ("area", "name"), [("330103", "浙江省杭州市下城区"), ("330104", "浙江省杭州市江干区")]
)
def test_an_abolished_division_stays_valid(area, name):
    found = check_identity(numbered(area, date(1980, 5, 6)), ON)
    assert (found.valid, found.division, found.warnings) == (True, name, ())


def test_an_unknown_division_and_a_great_age_are_only_warnings():
    unknown = check_identity(numbered("330198", date(1980, 5, 6)), ON)
    assert unknown.valid
    assert unknown.warnings == ("前六位 330198 不在行政区划代码表中，请对照原件。",)
    old = check_identity(numbered("330103", date(1900, 5, 6)), ON)
    assert old.valid
    assert old.warnings == ("按号码已满 126 岁，请对照原件。",)


def test_a_foreigners_permit_begins_with_nine_and_has_no_division():
    found = check_identity(numbered("933156", date(1985, 3, 4), "012"), ON)
    assert (found.valid, found.kind, found.sex, found.division) == (True, "permanent_resident", "2", None)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("E12345678", "passport"),
        ("ea1234567", "passport"),
        ("H12345678", "travel_permit"),
        ("m1234567801", "travel_permit"),
        ("USA110085010101", "permanent_resident"),
    ],
)
def test_a_paper_without_check_digit_is_taken_with_a_warning(value, kind):
    found = check_identity(value, ON)
    assert (found.valid, found.kind, len(found.warnings)) == (True, kind, 1)


@pytest.mark.parametrize(
    ("birth", "under"),
    [
        (date(2012, 11, 24), True),
        (date(2012, 11, 23), False),
        (date(2012, 11, 22), False),
        (date(2026, 11, 23), True),
    ],
)
def test_a_child_is_under_fourteen_until_its_birthday(birth, under):
    assert check_identity(numbered("330104", birth), ON).under_14 is under


def test_a_true_number_that_ends_in_zeros_is_valid_with_a_warning():
    value = next(
        number
        for day in range(1, 29)
        if (number := numbered("330104", date(1980, 5, day), "100")).endswith("000")
    )
    found = check_identity(value, ON)
    assert found.valid
    assert "000" in found.warnings[0]


@given(
    st.sampled_from(["110105", "330104", "330114", "440305"]),
    st.dates(date(1930, 1, 1), date(2026, 11, 1)),
    st.integers(1, 99),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_one_wrong_digit_never_passes(area, birth, sequence, place, change):
    right = numbered(area, birth, f"{sequence:03d}")
    assert check_identity(right, ON).valid
    assert sum(int(d) * w for d, w in zip(right[:17], WEIGHTS, strict=True)) % 11 == "10X98765432".index(
        right[17]
    )
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
    assert not check_identity(wrong, ON).valid


@given(st.text(max_size=20) | st.text("0123456789Xx ", min_size=15, max_size=18))
def test_any_text_is_judged_and_never_a_surprise(text):
    for found in (check_identity(text, ON), check_credit_code(text), check_card(text)):
        assert found.valid or found.reason
    assert workings(check_identity(text, ON), ON)


def test_the_steps_show_the_sum_and_the_remainder():
    assert workings(check_identity("11010519491231002X", ON), ON) == [
        "前 17 位加权求和 167，除以 11 余 2，第 18 位应为 X。",
        "第 7 至 14 位：1949年12月31日出生，2026年11月23日满 76 周岁。",
        "第 17 位是 2，偶数为女。",
        "前六位 110105：北京市朝阳区。",
    ]


def test_age_is_completed_years():
    assert [age_on(date(2000, 2, 29), on) for on in (date(2026, 2, 28), date(2026, 3, 1))] == [25, 26]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330000", "浙江省"),
        ("330100", "浙江省杭州市"),
        ("330114", "浙江省杭州市钱塘区"),
        ("120110", "天津市东丽区"),
        ("429004", "湖北省仙桃市"),
        ("500112", "重庆市渝北区"),
        ("710000", "台湾省"),
        ("820000", "澳门"),
        ("330198", None),
        ("330199", "浙江省杭州市示例区"),
        ("990000", None),
        ("", None),
        ("33010４", None),
    ],
)
def test_a_division_has_its_full_name(code, name):
    assert division_name(code) == name


@pytest.mark.parametrize(
    "value",
    [
        "91350100M000100Y43",
        "91350100m000100y43",
        " 9135 0100 M000 100Y43",
        "９１３５０１００M000100Y43",
        "91350100-M000100Y4-3",
    ],
)
def test_a_credit_code_is_read_in_any_spelling(value):
    found = check_credit_code(value)
    assert (found.valid, found.normalised, found.reason) == (True, "91350100M000100Y43", "")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "请填写统一社会信用代码。"),
        ("91350100M000100Y44", "统一社会信用代码第 18 位应为 3，请对照营业执照。"),
        ("91350100M00010OY43", "统一社会信用代码里没有“O”，是不是 0？请对照营业执照。"),
        ("91350100M00010*Y43", "统一社会信用代码里没有“*”？请对照营业执照。"),
        ("9135A100M000100Y43", "统一社会信用代码第 3 至 8 位是行政区划，应为数字，请对照营业执照。"),
        ("91350100M000100Y4", "统一社会信用代码应为 18 位，现在是 17 位，请对照营业执照。"),
        ("330198000012345", "这是旧的工商注册号，请填写 18 位统一社会信用代码，旧号填在“注册号”里。"),
    ],
)
def test_a_wrong_credit_code_says_what_to_look_at(value, reason):
    found = check_credit_code(value)
    assert (found.valid, found.reason) == (False, reason)


def test_a_card_number_is_only_doubted_by_its_check_digit():
    assert check_card("4111 1111 1111 1111").warnings == ()
    doubted = check_card("4111111111111112")
    assert doubted.valid
    assert len(doubted.warnings) == 1
    assert not check_card("12345678901").valid
    assert not check_card("6222x00000000000").valid
