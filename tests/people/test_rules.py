from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.people.rules import same_employer, same_human, tidy_employer, tidy_person
from union_desk.people.values import EmployerCard, PersonCard

TODAY = date(2026, 11, 23)
VALID = "11010519491231002X"


def test_a_number_fills_birth_sex_and_division():
    card, _ = tidy_person(PersonCard(id_no="11010519491231002x"), TODAY, "owner")
    assert (card.id_no, card.birth_on, card.sex, card.hukou_division) == (
        VALID,
        date(1949, 12, 31),
        "2",
        "110105",
    )


def test_what_was_typed_is_not_overwritten_but_a_contradiction_is_named():
    typed = PersonCard(id_no=VALID, birth_on=date(1950, 1, 1), sex="1", hukou_division="330114")
    card, warnings = tidy_person(typed, TODAY, "owner")
    assert card == typed
    assert [field for field, _ in warnings] == ["owner.birth_on", "owner.sex"]


@pytest.mark.parametrize(
    ("precision", "birth_on", "doubtful"),
    [
        ("year", date(1949, 1, 1), False),
        ("month", date(1949, 12, 1), False),
        ("year", date(1950, 1, 1), True),
    ],
)
def test_a_birth_known_in_part_is_compared_in_that_part(precision, birth_on, doubtful):
    card = PersonCard(id_no=VALID, birth_on=birth_on, birth_precision=precision, sex="2")
    _, warnings = tidy_person(card, TODAY, "owner")
    assert ("owner.birth_on" in dict(warnings)) is doubtful


def test_a_fifteen_digit_number_is_brought_to_eighteen():
    card, warnings = tidy_person(PersonCard(id_no="110105491231002"), TODAY, "owner")
    assert card.id_no == VALID
    assert "15 位" in warnings[0][1]


def test_a_passport_has_no_check_digit():
    card, _ = tidy_person(PersonCard(id_type="passport", id_no="E12345678"), TODAY, "owner")
    assert (card.id_no, card.birth_on) == ("E12345678", None)


def test_a_childs_number_in_the_household_register_stays_one_of_the_register():
    card, _ = tidy_person(PersonCard(id_type="household_register", id_no=VALID), TODAY, "owner")
    assert card.id_type == "household_register"
    with pytest.raises(RuleBroken):
        tidy_person(PersonCard(id_type="household_register", id_no=VALID[:-1] + "1"), TODAY, "owner")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mobile": "1280000000"}, "owner.mobile"),
        ({"postcode": "31001"}, "owner.postcode"),
        ({"card_no": "6222000000000000001"}, "owner.card_no"),
        ({"card_no": "12345"}, "owner.card_no"),
        ({"name": "王芳", "card_holder": "李四"}, "owner.card_holder"),
        ({"birth_on": date(1980, 1, 1), "work_start_on": date(1979, 1, 1)}, "owner.work_start_on"),
        ({"id_no": VALID, "disability_cert": "33010519491231002X43"}, "owner.disability_cert"),
    ],
)
def test_what_may_be_right_is_only_a_warning(change, field):
    _, warnings = tidy_person(replace(PersonCard(), **change), TODAY, "owner")
    assert field in dict(warnings)


def test_a_proxy_note_explains_another_holder():
    card = PersonCard(name="王芳", card_holder="李四", card_proxy_note="丈夫代领，附身份证复印件")
    assert tidy_person(card, TODAY, "owner")[1] == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" 艾力•吐尔逊 ", "艾力·吐尔逊"), ("张𧒽芬", "张𧒽芬"), ("李䶮", "李䶮"), ("徐𬭊", "徐𬭊")],
)
def test_names_are_kept_as_people_bear_them(typed, kept):
    assert tidy_person(PersonCard(name=typed), TODAY, "owner")[0].name == kept


def test_name_or_number_may_be_corrected_but_not_both():
    stored = PersonCard(name="王芳", id_no=VALID)
    assert same_human(replace(stored, name="王方"), stored)
    assert same_human(replace(stored, id_no="330199198101014621"), stored)
    assert not same_human(PersonCard(name="李四", id_no="330199198101014621"), stored)


def test_a_code_proves_a_new_name_of_an_employer():
    stored = EmployerCard(name="甲公司", credit_code="91350100M000100Y43")
    assert same_employer(replace(stored, name="乙公司"), stored)
    assert not same_employer(EmployerCard(name="乙公司"), stored)


def test_a_credit_code_is_checked_and_written_in_one_way():
    assert (
        tidy_employer(EmployerCard(credit_code="91350100m000100y43"), "employer").credit_code
        == "91350100M000100Y43"
    )
    with pytest.raises(RuleBroken) as refused:
        tidy_employer(EmployerCard(name="甲", headcount=-1), "employer")
    assert refused.value.field == "employer.headcount"
