"""Names: rare characters and long names pass, nonsense does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.names import name_problem, normalise_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("艾力•吐尔逊", "艾力·吐尔逊"),
        ("艾力・吐尔逊", "艾力·吐尔逊"),
        ("艾力.吐尔逊", "艾力·吐尔逊"),
        ("艾力．吐尔逊", "艾力·吐尔逊"),
        ("艾力。吐尔逊", "艾力·吐尔逊"),
        ("艾力 · 吐尔逊", "艾力·吐尔逊"),
        ("艾力··吐尔逊", "艾力·吐尔逊"),
        ("艾力·吐尔逊", "艾力·吐尔逊"),
        ("王　芳", "王芳"),
        (" 王芳\t", "王芳"),
        ("王\u200b芳", "王芳"),
        ("Ｊohn  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("", ""),
    ],
)
def test_a_name_has_one_spelling(typed, name):
    assert normalise_name(typed) == name


@pytest.mark.parametrize(
    "name",
    [
        "王芳",
        "李䶮",
        "张𧒽芬",
        "𬭊英",
        "刘\U00030010",
        "赵\U000323a0",
        "欧阳明月",
        "艾力·吐尔逊",
        "阿卜杜拉·阿卜杜热合曼·买买提",
        "〇〇",
        "John Smith",
        "O'Neill",
        "Nguyễn Văn",
        "葛\U000e0100城",
    ],
)
def test_names_are_not_measured_by_four_han_characters(name):
    assert name_problem(name) is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "请填写姓名"),
        ("王", "2 至 30"),
        ("王" * 31, "2 至 30"),
        ("王芳😀", "表情"),
        ("王芳❤️", "表情"),
        ("王2", "数字"),
        ("王二②", "数字"),
        ("王芳(女)", "备注"),
        ("王芳、李明", "备注"),
        ("\ue000明", "自造字"),
    ],
)
def test_what_is_no_name_says_why(name, sentence):
    assert sentence in name_problem(name)


@given(st.text(max_size=40))
def test_any_text_can_be_normalised_and_stays_so(text):
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert "  " not in once
