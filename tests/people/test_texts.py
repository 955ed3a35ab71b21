from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.people.rules import tidy_person
from union_desk.people.texts import storable
from union_desk.people.values import PersonCard


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("丈夫\ud83d住院", "丈夫住院"),
        ("第一行\r\n第二行\r第三行\x0b", "第一行\n第二行\n第三行"),
        ("\x00张\x1b𧒽\x7f芬\ufffe", "张𧒽芬"),
        ("列一\t列二", "列一\t列二"),
        ("👨\u200d👩 艾力·吐尔逊", "👨\u200d👩 艾力·吐尔逊"),
    ],
)
def test_a_broken_paste_leaves_only_what_can_be_stored(pasted, kept):
    assert storable(pasted) == kept


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_pasted_can_be_written_and_cleaning_twice_changes_nothing(pasted):
    kept = storable(pasted)
    assert kept.encode().decode() == kept
    assert storable(kept) == kept


def test_every_text_of_a_card_is_cleaned():
    card, _ = tidy_person(PersonCard(address="白杨街道\ud800 1 幢\x07"), date(2026, 11, 23), "owner")
    assert card.address == "白杨街道 1 幢"
