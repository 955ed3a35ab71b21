from __future__ import annotations

from datetime import date

import pytest

from union_desk.casework.numbers import (
    NumberBlock,
    is_temporary,
    lend_block,
    lend_next,
    needs_block,
    number_shown,
    take_number,
    take_temporary,
)
from union_desk.core.errors import RuleBroken

pytestmark = pytest.mark.on_server_too

DAY = date(2026, 11, 23)


def block(first: int, last: int, site: str = "here") -> NumberBlock:
    return NumberBlock("hardship", "BY", 2026, site, first, last)


def test_numbers_are_taken_from_the_blocks_of_this_site_until_they_are_used_up(database, actor):
    with database.write("借出号段", actor) as work:
        lend_block(work, block(31, 32))
        lend_block(work, block(1, 30, "elsewhere"))
        lend_block(work, block(50, 50))
        taken = [take_number(work.session, "hardship", "BY", "here", DAY) for _ in range(4)]
    assert taken == ["BY-2026-00031", "BY-2026-00032", "BY-2026-00050", None]


def test_a_year_and_an_office_have_numbers_of_their_own(database, actor):
    with database.write("借出号段", actor) as work:
        lend_block(work, block(1, 9))
        assert take_number(work.session, "hardship", "BY", "here", date(2027, 1, 4)) is None
        assert take_number(work.session, "hardship", "XS", "here", DAY) is None
        assert take_number(work.session, "dispute", "BY", "here", DAY) is None


@pytest.mark.parametrize(("first", "last"), [(30, 40), (1, 31), (35, 36), (1, 99_999)])
def test_a_block_that_overlaps_another_is_refused(database, actor, first, last):
    with database.write("借出号段", actor) as work:
        lend_block(work, block(31, 39))
    with pytest.raises(RuleBroken, match="重叠"), database.write("借出号段", actor) as work:
        lend_block(work, block(first, last, "elsewhere"))


@pytest.mark.parametrize(("first", "last"), [(0, 5), (9, 8), (1, 100_000)])
def test_a_block_that_is_none_is_refused(database, actor, first, last):
    with pytest.raises(RuleBroken), database.write("借出号段", actor) as work:
        lend_block(work, block(first, last))


def test_a_restored_store_is_lent_numbers_after_all_that_were_lent(database, actor):
    with database.write("借出号段", actor) as work:
        lend_block(work, block(31, 430, "the store before"))
        assert needs_block(work.session, "hardship", "BY", "here", DAY)
        lend_next(work, "hardship", "BY", "here", DAY)
        assert not needs_block(work.session, "hardship", "BY", "here", DAY)
        assert take_number(work.session, "hardship", "BY", "here", DAY) == "BY-2026-00431"


def test_a_lone_office_gives_temporary_numbers_by_day(database, actor):
    with database.write("建立档案", actor) as work:
        numbers = [take_temporary(work.session, "hardship", "BY", DAY) for _ in range(2)]
        numbers.append(take_temporary(work.session, "hardship", "BY", date(2026, 11, 24)))
    assert numbers == ["BY-20261123-001", "BY-20261123-002", "BY-20261124-001"]
    assert all(is_temporary(number) for number in numbers)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("BY-2026-00031", "白杨-2026-00031"), ("BY-20180312-007", "临时 白杨-20180312-007")],
)
def test_a_number_is_shown_with_the_word_of_its_office(number, shown):
    assert number_shown(number, "白杨") == shown
