from __future__ import annotations

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.core.packs import load_pack, packs

PRESENT = load_pack("hardship_classes", "present")


@pytest.mark.parametrize("pack", packs("hardship_classes"), ids=lambda pack: pack.name)
def test_every_value_that_may_be_set_has_a_name_and_an_article(pack):
    assert pack.fields
    for field in pack.fields:
        assert field.label, field.key
        assert field.article, field.key
        assert field.checked(pack.value(field.key)) == pack.value(field.key)


def test_a_value_is_set_without_touching_the_shipped_pack():
    changed = PRESENT.with_values({"multiplier": "1.50", "working_age.male_to": 63, "comparator": "≤"})
    assert (changed.value("multiplier"), changed.value("working_age.male_to")) == ("1.5", 63)
    assert changed.value("comparator") == "<="
    assert (PRESENT.value("multiplier"), PRESENT.value("working_age.male_to")) == ("2", 60)


def test_a_value_deep_in_a_pack_is_found_and_set():
    pack = load_pack("hardship_classes", "zhejiang-2016")
    settled = pack.with_values({"classes.3.cases.1.settled": True})
    assert settled.data["classes"][3]["cases"][1]["settled"] is True
    assert pack.data["classes"][3]["cases"][1]["settled"] is False


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("comparator", ">"),
        ("multiplier", "0"),
        ("multiplier", "21"),
        ("multiplier", "很多"),
        ("multiplier", "NaN"),
        ("loss_ratio", "80"),
        ("loss_ratio", ""),
        ("working_age.from", "16.5"),
        ("working_age.from", "101"),
        ("impute_minimum_wage", "yes"),
        ("income_not_counted", ["lottery"]),
    ],
)
def test_a_value_that_cannot_be_names_its_field(key, value):
    with pytest.raises(RuleBroken) as refused:
        PRESENT.with_values({key: value})
    assert refused.value.field == key
    assert refused.value.message.startswith(next(f.label for f in PRESENT.fields if f.key == key))
