"""赔偿测算 on the screen: typed by keys, computed at once, written into the case."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import settle
from tests.dispute.conftest import collective_of
from tests.dispute.stand import Stand
from tests.looking import cut_off
from union_desk.casework.thresholds import store_threshold
from union_desk.casework.values import Threshold
from union_desk.desk import style
from union_desk.desk.binder import put as set_field
from union_desk.desk.desk import Desk
from union_desk.dispute.page.compensation.section import CompensationSection

MONTHS = 12


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def stand(service, database, actor, desk, case_form):
    with database.write("填写标准", actor) as work:
        line = Threshold("avg_wage_month_city", 1_350_000, date(2026, 7, 1), doc_no="杭人社发〔2026〕8号")
        store_threshold(work, line)
    made = Stand(service, actor, desk, CompensationSection, service.save(actor, case_form).uid)
    made.resize(760, 900)
    made.show()
    settle()
    yield made
    made.close()


def put(stand, field, value):
    set_field(stand.section.inputs.binder.widget(field), value)


def tell(stand, **fields):
    for field, value in fields.items():
        put(stand, field, value)
    stand.section.compute()
    settle()


def test_what_the_case_says_stands_there_and_the_ending_gives_the_items(stand):
    section = stand.section
    assert section.inputs.read().entry_on == date(2024, 3, 1)
    assert section.missing.isVisible()
    tell(stand, ending="unlawful")
    (line,) = section.results.lines
    assert (line.claimed.text(), line.safe.text()) == ("36,000.00", "18,000.00")
    assert section.summary.text() == "主张 36,000.00 元，稳妥 18,000.00 元"
    assert section.results.capitals.text() == "勾选 1 项，主张合计大写：人民币叁万陆仟元整"
    assert "杭人社发〔2026〕8号" in section.inputs.lines.text()
    assert not line.steps.isVisible()
    line.fold.setFocus()
    QTest.keyClick(line.fold, Qt.Key.Key_Space)
    assert line.steps.isVisible()
    assert "6,000.00 × 3 × 2 = 36,000.00" in line.steps.text()
    assert "依据：《劳动合同法》第四十七条" in line.steps.text()
    # What is computed anew keeps open what was open.
    tell(stand, paid_fen=100_00)
    assert line.steps.isVisible()
    assert section.results.total.text() == "35,900.00"


def test_a_column_from_a_table_fills_the_months_and_a_gap_is_shown(stand):
    wages = stand.section.inputs.wages
    tell(stand, ending="unlawful")
    assert wages._titles[0].text() == "2025年11月"
    QApplication.clipboard().setText("\n".join(["6,500"] * 5 + ["0"] + ["7000"] * 5))
    wages.cells[0].setFocus()
    QTest.keyClick(wages.cells[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stand.section.compute()
    lacks = [lack.sentence for lack in stand.section._result.lacks]
    assert lacks == ["工资记录缺 2026年10月，没有发工资的月份请填 0。"]
    assert wages.cells[11].placeholderText() == "缺"
    assert "缺 1 个月" in stand.section.inputs.wages_fold.text()
    stand.section.missing.wanted.emit("wages")
    assert QApplication.focusWidget() in (wages.cells[11], None)
    QTest.keyClick(wages.cells[11], Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    stand.section.compute()
    assert stand.section._result.lacks == ()
    assert wages.cells[11].text() == "7,000.00"


def test_items_go_into_the_application_and_the_section_shows_what_is_kept(stand, service, actor):
    tell(stand, ending="agreed", owed_fen=1_200_000)
    stand.section.results.by_claimed.setChecked(True)
    stand.section.write_claims()
    assert stand.told == ["已把 2 项写入申请书"]
    claims = {claim.kind: claim.claimed_fen for claim in service.form(actor, stand.uid).claims}
    assert claims["severance"] == 1_800_000
    assert "保存的测算" in stand.section.state.text()
    stand.section.write_agreement()
    assert stand.told[-1] == "已把 2 项写入协议"


def test_an_item_that_is_not_ticked_is_left_out(stand, service, actor):
    tell(stand, ending="unlawful", also=("severance",))
    assert "只能选一项" in stand.section.results.warnings.text()
    lines = {line.kind: line for line in stand.section.results.lines}
    lines["severance"].tick.click()
    assert "只能选一项" not in stand.section.results.warnings.text()
    assert stand.section.results.total.text() == "36,000.00"
    stand.section.write_claims()
    kinds = [claim.kind for claim in service.form(actor, stand.uid).claims]
    assert "severance" not in kinds
    assert "unlawful_dismissal" in kinds


def test_what_is_typed_is_kept_as_half_a_form(stand, service, actor, desk):
    tell(stand, ending="layoff")
    stand.section._on_change()
    stand.section._keep_draft()
    again = Stand(service, actor, desk, CompensationSection, stand.uid)
    assert again.section.inputs.read().ending == "layoff"
    again.section.keep_it()
    assert not desk.drafts.all()
    third = Stand(service, actor, desk, CompensationSection, stand.uid)
    assert third.section.inputs.read().ending == "layoff"
    for made in (again, third):
        made.close()


def test_without_a_worker_it_says_what_to_do(service, actor, desk, case_form):
    firm_only = replace(case_form, parties=case_form.parties[1:], agents=(), claims=())
    made = Stand(service, actor, desk, CompensationSection, service.save(actor, firm_only).uid)
    assert made.section.none.text().startswith("请先在①当事人里填写职工")
    assert not made.section.body.isVisibleTo(made)
    made.close()


def test_another_worker_of_the_roster_is_shown_by_choosing_him(service, actor, desk):
    made = Stand(service, actor, desk, CompensationSection, service.save(actor, collective_of(12)).uid)
    made.show()
    section = made.section
    assert section.worker.isVisible()
    assert section.all.isVisible()
    put(made, "owed_fen", 500_000)
    section._on_change()
    section.show_worker("worker-003")
    assert section.inputs.read().owed_fen is None
    section.show_worker("worker-007")
    put(made, "owed_fen", 700_000)
    section._on_change()
    made.close()
    made.deleteLater()
    # Who opens the case again finds the worker of whom something is half typed.
    again = Stand(service, actor, desk, CompensationSection, made.uid)
    assert again.section.worker.value() == "worker-000"
    assert again.section.inputs.read().owed_fen == 500_000
    again.section.show_worker("worker-007")
    assert again.section.inputs.read().owed_fen == 700_000
    again.close()


def test_half_typed_work_stays_with_its_case_when_another_is_shown(stand, service, actor):
    tell(stand, ending="layoff")
    stand.section._on_change()
    first, stand.uid = stand.uid, service.save(actor, collective_of(3)).uid
    stand.show_case()
    assert stand.section.inputs.read().ending == "none"
    stand.uid = first
    stand.show_case()
    assert stand.section.inputs.read().ending == "layoff"


def test_what_is_half_typed_can_be_thrown_away(stand, desk):
    tell(stand, ending="layoff")
    stand.section._on_change()
    stand.section._keep_draft()
    assert stand.section.drop.isVisible()
    stand.section.drop.click()
    assert stand.section.inputs.read().ending == "none"
    assert not stand.section.drop.isVisible()
    assert not desk.drafts.all()


@pytest.mark.parametrize(("points", "width"), [(10.5, 570), (16.0, 880)])
def test_nothing_is_cut_off(stand, qapp, points, width):
    try:
        style.set_point_size(qapp, points)
        tell(stand, ending="unlawful", also=("severance",), unsigned=True, owed_fen=1_200_000)
        for fold, _columns in stand.section.inputs._folds:
            fold.open()
        stand.section.inputs.wages_fold.open()
        for line in stand.section.results.lines:
            line.fold.open()
        stand.resize(width, 4_500)
        settle()
        look_at(stand, f"compensation-{points}")
        assert not (found := cut_off(stand)), "\n".join(found)
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])


def look_at(widget, name):
    """Keep a picture where one asks for it: LOOK=/tmp/pictures."""
    folder = os.environ.get("LOOK")
    if folder:
        widget.grab().save(str(Path(folder) / f"{name}.png"))
