"""The compensation of a whole roster from a table: a verdict for each row, all of it one work."""

from __future__ import annotations

import time

import pytest

from tests.dispute.conftest import collective_of
from union_desk.casework.intake import IntakeOrder, Verdict
from union_desk.dispute.values.calculation import CalculationInputs
from union_desk.sheets.grid import Sheet
from union_desk.sheets.layout import find_table

HEAD = ["姓名", "身份证号", "入职日期", "离职日期", "平均工资", "加班小时", "欠薪金额", "未签合同"]
COMMON = CalculationInputs(ending="unlawful")


def row(party, **told):
    cells = {"入职日期": "2021-03-01", "离职日期": "2026-10-31", "平均工资": "6000", **told}
    return [party.name, party.person.id_no, *(cells.get(title, "") for title in HEAD[2:])]


@pytest.fixture
def many(service, actor):
    form = collective_of(40)
    return service.save(actor, form).uid, form.applicants


def judged(service, actor, case, rows):
    intake = service.rosters.calculation_intake(case, COMMON)
    table = find_table(Sheet("测算", [HEAD, *rows]))
    columns = intake.columns(actor, "dispute_calculation", table)
    order = IntakeOrder("dispute_calculation", "测算.xlsx", "0" * 64, table, columns)
    return intake, intake.judge(actor, order)


def test_each_row_is_computed_and_says_what_came_out(service, actor, many):
    case, workers = many
    rows = [row(workers[0]), row(workers[1], 欠薪金额="12000", 加班小时="10.5")]
    intake, preview = judged(service, actor, case, rows)
    assert [one.verdict for one in preview.judged] == [Verdict.NEW, Verdict.NEW]
    assert preview.judged[0].words.startswith("主张 72,000.00 元，稳妥 36,000.00 元（赔偿金 72,000.00）")
    intake.apply(actor, preview)
    kept = {each.uid: each for each in service.calculations.workers(actor, case)}
    assert kept["worker-000"].claimed_fen == 7_200_000
    assert kept["worker-001"].claimed_fen == 7_200_000 + 1_200_000 + 54_310
    form = service.form(actor, case)
    # A worker of the roster has the sum as his claim, who stands in ① keeps the claims of his own.
    assert (form.applicants[1].claim_fen, form.applicants[0].claim_fen) == (8_454_310, 500_000)


def test_rows_that_cannot_be_computed_say_why(service, actor, many):
    case, workers = many
    rows = [
        row(workers[0], 平均工资="0.6"),
        row(workers[1], 入职日期="2030-01-01"),
        row(workers[2], 离职日期="2020-01-01"),
        ["无名氏", "", "2021-03-01", "2026-10-31", "6000", "", "", ""],
        row(workers[3]),
        row(workers[3]),
        row(workers[4], 平均工资=""),
    ]
    _intake, preview = judged(service, actor, case, rows)
    words = [one.words for one in preview.judged]
    assert "按万元填" in words[0]
    assert "入职日不能晚于今天" in words[1]
    assert "最后工作日不能早于入职日" in words[2]
    assert words[3] == "本案的职工里没有无名氏，请先加进名册。"
    assert words[5].startswith("和第 6 行是同一个人")
    assert "平均工资" in words[6]
    assert preview.counts.refused == 6


def test_the_same_table_again_changes_nothing(service, actor, many):
    case, workers = many
    rows = [row(worker) for worker in workers]
    intake, preview = judged(service, actor, case, rows)
    began = time.perf_counter()
    applied = intake.apply(actor, preview)
    assert time.perf_counter() - began < 3
    _intake, again = judged(service, actor, case, rows)
    assert again.counts.same == 40
    rows[0] = row(workers[0], 平均工资="7000")
    _intake, other = judged(service, actor, case, rows)
    assert other.judged[0].words.startswith("主张 72,000.00 元 → 84,000.00 元。稳妥 42,000.00 元")
    assert service.form(actor, case).applicants[5].claim_fen == 7_200_000
    intake.undo(actor, applied.work_uid)
    assert service.form(actor, case).applicants[5].claim_fen != 7_200_000
