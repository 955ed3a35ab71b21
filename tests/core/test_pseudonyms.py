"""A copy of a case names nobody but the one whose it is."""

from __future__ import annotations

from union_desk.core.pseudonyms import pseudonyms, without_others


def test_others_are_named_in_the_order_of_the_case():
    given = pseudonyms(["王芳", "李明", "王芳", "", "赵强"], keep=["李明"])
    assert given == {"王芳": "甲", "赵强": "乙"}
    many = pseudonyms([f"人{n}" for n in range(12)])
    assert (many["人9"], many["人10"], many["人11"]) == ("癸", "甲2", "乙2")


def test_words_that_stand_where_a_form_asks_for_a_name_are_nobody_s_name():
    assert pseudonyms(["本人", "母", "被申请人", "李明", "家属"]) == {"李明": "甲"}


def test_a_text_loses_names_and_numbers_and_nothing_else():
    given = pseudonyms(["王芳", "王芳芳"])
    text = "王芳芳与王芳（330106198001010035，13812345678）约定汇入6222020200004521，共 12345.00 元。"
    assert without_others(text, given) == "乙与甲（****，****）约定汇入****，共 12345.00 元。"
    assert without_others("2026年3月2日，案号 11", {}) == "2026年3月2日，案号 11"
