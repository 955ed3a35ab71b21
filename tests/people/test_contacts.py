from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.people.rules import employer_doubts, tidy_employer, tidy_person
from union_desk.people.values import EmployerCard, PersonCard

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "phone",
    [
        "13800000000", "138 0000 0000", "86921234", "0571-86921234", "(0571)86921234", "0571-8692 1234-802",
        "邻居张某 138-0000-0000", "400-800-1234", "０５７１－８６９２１２３４", "微信同 13800000000",
    ],
)  # fmt: skip
def test_a_mobile_or_a_landline_number_is_no_doubt(phone):
    _, warnings = tidy_person(PersonCard(other_phone=phone), TODAY, "owner")
    assert warnings == ()
    assert list(employer_doubts(EmployerCard(phone=phone), "employer")) == []


@pytest.mark.parametrize("phone", ["12", "abc", "1380000000", "05718692", "8692123456789"])
def test_a_phone_that_is_neither_is_a_doubt_at_its_field(phone):
    _, warnings = tidy_person(PersonCard(mobile=phone, other_phone=phone), TODAY, "members.0.person")
    assert list(dict(warnings)) == ["members.0.person.mobile", "members.0.person.other_phone"]
    assert dict(employer_doubts(EmployerCard(phone=phone), "employer")).keys() == {"employer.phone"}


@pytest.mark.parametrize("phone", ["abc😀", "138\u260e00000000", "1\ufe0f\u20e3380000000", "13800000000👍🏽"])
@pytest.mark.parametrize("field", ["mobile", "other_phone"])
def test_a_picture_in_a_phone_is_refused_at_its_field(phone, field):
    with pytest.raises(RuleBroken) as broken:
        tidy_person(replace(PersonCard(), **{field: phone}), TODAY, "owner")
    assert broken.value.field == f"owner.{field}"
    assert "请删去" in broken.value.message


def test_a_picture_in_the_phone_of_an_employer_is_refused_at_its_field():
    with pytest.raises(RuleBroken) as broken:
        tidy_employer(EmployerCard(name="杭州示例食品有限公司", phone="0571-86921234😀"), "employer")
    assert broken.value.field == "employer.phone"
