"""A list is drawn once and printed as often as one asks."""

from __future__ import annotations

import pytest

from tests.paper.conftest import page_text
from union_desk.paper.copies import in_copies
from union_desk.paper.preview import page_count, page_size
from union_desk.paper.register import Column, Register, render_register


@pytest.fixture(scope="module")
def made():
    columns = (Column("序号", "number", 10), Column("姓名", "name", 40))
    return render_register(Register("名册", columns), [{"name": f"职工{n}"} for n in range(3)])


def test_each_copy_says_the_same_and_the_bytes_are_the_same_again(made):
    twice = in_copies(made, 2, two_sided=False)
    assert (twice.pages, page_count(twice.pdf)) == (2, 2)
    assert page_text(twice.pdf, 0) == page_text(twice.pdf, 1)
    assert in_copies(made, 2, two_sided=False).pdf == twice.pdf
    assert in_copies(made, 1, two_sided=True) is made


def test_on_both_sides_a_copy_begins_on_a_sheet_of_its_own(made):
    thrice = in_copies(made, 3, two_sided=True)
    assert thrice.pages == 5
    assert page_text(thrice.pdf, 1).strip() == ""
    assert page_size(thrice.pdf, 1) == page_size(thrice.pdf, 0)
    assert "职工2" in "".join(page_text(thrice.pdf, 4).split())
