from __future__ import annotations

from datetime import date

import pytest

from union_desk.desk.days import due_words


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (None, ""),
        (date(2026, 11, 23), "11-23 前（今天）"),
        (date(2026, 11, 26), "11-26 前（剩 3 天）"),
        (date(2026, 11, 20), "11-20 前（已超期 3 天）"),
        (date(2027, 11, 23), "2027-11-23 前（剩 365 天）"),
        (date(2025, 11, 23), "2025-11-23 前（已超期 365 天）"),
    ],
)
def test_a_last_day_says_how_far_it_is_and_its_year_where_that_is_another(due_on, said):
    assert due_words(due_on, date(2026, 11, 23)) == said
