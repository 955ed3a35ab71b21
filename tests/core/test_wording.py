from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.core.errors import RuleBroken
from union_desk.core.wording import FIELD_LABELS, checked_text, filled, wording_of, wordings
from union_desk.paper.form import load_form
from union_desk.paper.wording import fitting_of

COMMITMENT = wording_of("hardship_file.commitment")


@pytest.mark.parametrize("wording", wordings().values(), ids=lambda wording: wording.id)
def test_every_shipped_text_stands_whole_on_its_form(wording):
    assert checked_text(wording, wording.text) == wording.text
    assert set(wording.fields) <= set(FIELD_LABELS)
    fitting = fitting_of(load_form(wording.form), wording.id)
    assert fitting.whole
    assert not fitting.missing
    assert fitting.size == fitting.usual


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "不能留空"),
        (" \n\u200b ", "不能留空"),
        ("{", "没有配对"),
        ("以上属实}", "没有配对"),
        ("{}", "没有配对"),
        ("{{office}}", "没有配对"),
        ("｛office｝", "没有配对"),
        ("{unknown}", r"没有名为“\{unknown\}”的项目，可用：\{office\}（单位全称）"),
        ("{名字}", "没有名为"),
        ("字" * 5000, "有 5000 个字"),
        ("以上属实 שלום", "从右往左"),
        ("以上\u202e属实", "从右往左"),
    ],
)
def test_a_text_that_cannot_be_printed_is_refused_with_what_to_do(text, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        checked_text(COMMITMENT, text)
    assert refused.value.field == "text"


def test_fields_are_filled_in_and_an_unknown_value_leaves_room():
    assert filled("本人授权{office}核对", {"office": "白杨街道总工会"}) == "本人授权白杨街道总工会核对"
    assert filled("电话：{phone}。", {"phone": ""}) == "电话：　　　　。"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_stored_or_refused_and_never_breaks(text):
    try:
        plain = checked_text(COMMITMENT, text)
    except RuleBroken:
        return
    assert "{" not in filled(plain, dict.fromkeys(FIELD_LABELS, "值"))
