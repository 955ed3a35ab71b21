from __future__ import annotations

from datetime import date

import pytest

from union_desk.casework.thresholds import store_threshold, threshold_on
from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken

pytestmark = pytest.mark.on_server_too


@pytest.mark.parametrize(
    ("kind", "on", "fen"),
    [
        ("dibao_urban", date(2018, 5, 8), 91_700),
        ("dibao_urban", date(2017, 12, 31), 81_900),
        ("minwage_month", date(2017, 11, 30), 186_000),
        ("minwage_month", date(2017, 12, 1), 201_000),
        ("minwage_month", date(2026, 11, 23), 249_000),
    ],
)
def test_the_shipped_line_of_the_day_is_taken(database, kind, on, fen):
    with database.read() as session:
        line = threshold_on(session, kind, on)
    assert line is not None
    assert line.value_fen == fen
    assert line.shipped


def test_before_the_first_line_there_is_none(database):
    with database.read() as session:
        assert threshold_on(session, "dibao_urban", date(2015, 12, 31)) is None


def test_the_offices_own_line_goes_before_the_shipped_one_from_its_day_on(database, actor):
    with database.write("填写标准", actor) as work:
        store_threshold(work, Threshold("dibao_urban", 120_000, date(2025, 1, 1), "某某〔2025〕1号"))
        store_threshold(work, Threshold("dibao_urban", 130_000, date(2025, 1, 1)))
    with database.read() as session:
        assert threshold_on(session, "dibao_urban", date(2026, 1, 1)).value_fen == 130_000
        assert threshold_on(session, "dibao_urban", date(2024, 12, 31)).value_fen == 91_700


@pytest.mark.parametrize(
    "line", [Threshold("rent", 1, date(2025, 1, 1)), Threshold("dibao_urban", 0, date(2025, 1, 1))]
)
def test_a_line_that_is_none_is_refused(database, actor, line):
    with pytest.raises(RuleBroken), database.write("填写标准", actor) as work:
        store_threshold(work, line)
