from __future__ import annotations

import pytest

from union_desk.casework.first_code import first_code
from union_desk.casework.offices import checked_code
from union_desk.core.office_words import office_word


@pytest.mark.parametrize(
    ("word", "begins"), [("白杨", "LBY"), ("钱塘", "LQT"), ("杭州市下沙", "LHZS"), ("A 区", "LAQ"), ("", "L")]
)
def test_a_code_of_ones_own_begins_with_l_and_the_initials(word, begins):
    code = first_code(word)
    assert code.startswith(begins)
    assert checked_code(code, "code") == code


def test_two_offices_of_the_same_initials_hardly_ever_meet():
    codes = {first_code("白杨") for _office in range(200)}
    assert len(codes) > 190


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("白杨街道总工会", "白杨"),
        ("钱塘区总工会", "钱塘区"),
        ("总工会", "总工会"),
        ("某公司工会", "某公司"),
        ("杭州市钱塘区白杨街道总工会", "白杨"),
        ("浙江省杭州市钱塘区总工会", "钱塘区"),
        ("广西壮族自治区南宁市青秀区中山街道总工会", "中山"),
        ("萧山区瓜沥镇总工会", "瓜沥镇"),
        ("新区总工会", "新区"),
        ("杭州市总工会", "杭州市"),
    ],
)
def test_the_word_of_an_office_is_its_name_without_what_all_are_called(name, word):
    assert office_word(name) == word
