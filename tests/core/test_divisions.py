from __future__ import annotations

import csv

import pytest

from union_desk.core.divisions import division_name, divisions, find_divisions
from union_desk.core.resources import resource


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("钱塘", "330114"),
        ("qtq", "330114"),
        ("qt", "330114"),
        ("浙江省杭州市钱塘区", "330114"),
        ("330114", "330114"),
        ("zjshz", "330100"),
        ("杭州", "330100"),
        ("北京市", "110000"),
    ],
)
def test_a_division_is_found_by_code_characters_and_initials(typed, first):
    assert find_divisions(typed, 5, near="33")[0].code == first


def test_what_is_near_comes_first():
    assert find_divisions("xs", 1, near="33")[0].name == "浙江省杭州市萧山区"
    assert find_divisions("xs", 1)[0].code < "33"


@pytest.mark.parametrize("typed", ["", "  ", "qqqqqq", "999999"])
def test_what_is_no_division_finds_none(typed):
    assert list(find_divisions(typed, 5)) == []


def test_every_division_that_is_offered_bears_its_name_today():
    assert len(divisions()) > 3000
    assert [each.code for each in divisions() if division_name(each.code) != each.name] == []
    assert len({each.code for each in divisions()}) == len(divisions())


def test_the_file_of_divisions_is_in_order():
    with resource("divisions", "divisions.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert codes == sorted(codes)
