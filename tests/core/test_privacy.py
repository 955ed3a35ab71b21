"""Masks show what they promise and never more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.privacy import mask_address, mask_card, mask_id, mask_name, mask_phone

DIGITS = st.text("0123456789", max_size=24)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张明", "张*"),
        ("张晓明", "张*明"),
        ("欧阳明月", "欧**月"),
        ("艾力•吐尔逊", "艾力·***"),
        ("阿卜杜拉·阿卜杜热合曼·买买提", "阿卜杜拉·******·***"),
        ("李䶮", "李*"),
        ("张𧒽芬", "张*芬"),
        ("张", "*"),
        ("", ""),
    ],
)
def test_a_name_in_a_notice_keeps_its_ends(name, masked):
    assert mask_name(name, "publicity") == masked


def test_a_name_is_whole_on_the_screen_unless_it_is_a_childs():
    assert mask_name("张晓明", "screen") == "张晓明"
    assert mask_name("张晓明", "screen", minor=True) == "张*明"


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("330106198001010035", "330106********0035"),
        ("33010619800101003x", "330106********003X"),
        ("330106800101003", "330106*****1003"),
        ("E12345678", "E******78"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_an_identity_number_keeps_six_and_four(number, masked):
    assert mask_id(number) == masked
    assert mask_id(number, "publicity") == ""


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812345678", "138****5678"),
        ("１３８ 1234 5678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("+86 138 1234 5678", "138****5678"),
        ("8613812345678", "138****5678"),
        ("0571-88881234", "0571-****1234"),
        ("88881234", "****1234"),
        ("12351", "*****"),
        ("", ""),
    ],
)
def test_a_phone_number_keeps_its_ends(number, masked):
    assert mask_phone(number) == masked
    assert mask_phone(number, "publicity") == ""


@pytest.mark.parametrize(
    ("number", "masked"), [("6222 0202 0000 4521", "**** 4521"), ("1234567", "*******"), ("", "")]
)
def test_a_card_keeps_its_last_four(number, masked):
    assert mask_card(number) == masked
    assert mask_card(number, "publicity") == ""


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("白杨街道某某社区教工公寓12幢3单元602室", "白杨街道某某社区***"),
        ("杭州市下沙路12号", "杭州市下沙路***"),
        ("白杨街道", "白杨街道"),
        ("教工公寓12幢", "教工***"),
        ("", ""),
    ],
)
def test_an_address_ends_with_its_community(address, masked):
    assert mask_address(address) == masked
    assert mask_address(address, "publicity") == ""


@given(DIGITS)
def test_no_mask_of_a_number_shows_more_than_its_ends(number):
    for mask, most in ((mask_id, 10), (mask_phone, 7), (mask_card, 4)):
        shown = mask(number).replace("*", "").strip()
        assert len(shown) <= most
        assert not number or len(shown) < len(number)


@given(st.text("王芳明艾力吐尔逊·", max_size=20))
def test_a_name_in_a_notice_is_never_whole(name):
    masked = mask_name(name, "publicity")
    assert not masked.strip("·") or "*" in masked
