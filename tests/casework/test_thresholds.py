from __future__ import annotations

from datetime import date

import pytest

from union_desk.casework.records import ThresholdRecord
from union_desk.casework.thresholds import ThresholdService, store_threshold, threshold_on
from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role

KEEPER = Actor("陈明", "BY", "BY", frozenset({Role.ADMINISTER}))


@pytest.fixture
def service(database, clock):
    return ThresholdService(database, clock, lambda _session, _uid: 0)


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


def test_a_line_of_the_same_day_supersedes_and_the_former_stays_readable(service):
    day = date(2026, 7, 1)
    service.enter(KEEPER, Threshold("dibao_urban", 120_000, day, "1号"))
    service.enter(KEEPER, Threshold("dibao_urban", 125_000, day, "2号"), "更正")
    later, earlier, *_shipped = service.versions(KEEPER, "dibao_urban")
    assert (earlier.body["value_fen"], later.body["value_fen"]) == (120_000, 125_000)
    assert (later.number, later.entry.reason, later.entered_by) == (2, "更正", "陈明")
    assert service.on(KEEPER, "dibao_urban", day).doc_no == "2号"
    service.withdraw(KEEPER, later.uid, "录错")
    assert service.on(KEEPER, "dibao_urban", day).value_fen == 120_000


def test_a_line_of_the_future_waits_for_its_day(service):
    service.enter(KEEPER, Threshold("minwage_month", 260_000, date(2027, 1, 1), "3号"))
    assert service.on(KEEPER, "minwage_month", date(2026, 12, 31)).shipped
    assert service.on(KEEPER, "minwage_month", date(2027, 1, 1)).value_fen == 260_000


@pytest.mark.parametrize(
    ("fen", "since", "said"),
    [
        (1_300_000, date(2026, 6, 1), "13,000.00 ÷ 上一条 1,300.00（2026-01-01 起）= 10.00 倍"),
        (13_000, date(2026, 6, 1), "= 0.10 倍，请核对有没有多写或少写一个 0。"),
        (200_000, date(2026, 6, 1), "变动较大，请对照文件"),
        (135_000, date(2030, 6, 1), "相隔 4 年，请核对中间有没有漏录"),
        (135_000, date(2026, 1, 1), "起已有 1,300.00 元，保存后由这一条取代"),
        (110_000, date(2025, 1, 1), "从 2026-01-01 起另有一条，这一条只用到 2026-01-01 前一天"),
        (135_000, date(2027, 1, 1), "这一条从 2027-01-01 起才用"),
    ],
)
def test_what_looks_doubtful_in_a_line_is_said_with_its_arithmetic(service, fen, since, said):
    service.enter(KEEPER, Threshold("dibao_urban", 130_000, date(2026, 1, 1), "1号"))
    assert any(said in doubt for doubt in service.doubts(KEEPER, Threshold("dibao_urban", fen, since)))


def test_a_line_that_moves_as_usual_raises_no_doubt(service):
    service.enter(KEEPER, Threshold("dibao_urban", 130_000, date(2025, 7, 1), "1号"))
    assert service.doubts(KEEPER, Threshold("dibao_urban", 137_000, date(2026, 7, 1))) == ()


def test_a_line_of_an_older_store_still_applies_and_is_superseded_not_withdrawn(service, database, actor):
    day = date(2026, 3, 1)
    with database.write("填写标准", actor) as work:
        old = ThresholdRecord(
            audience="shared", kind="dibao_urban", value_fen=126_000, from_on=day, doc_no="0号"
        )
        work.session.add(old)
    assert service.on(KEEPER, "dibao_urban", day).value_fen == 126_000
    with pytest.raises(RuleBroken, match="旧版本程序"):
        service.withdraw(KEEPER, old.uid, "录错")
    service.enter(KEEPER, Threshold("dibao_urban", 127_000, day, "1号"))
    assert service.on(KEEPER, "dibao_urban", day).value_fen == 127_000


def test_only_an_administrator_enters_a_line(service, actor):
    with pytest.raises(RuleBroken, match="权限"):
        service.enter(actor, Threshold("dibao_urban", 130_000, date(2026, 1, 1)))
