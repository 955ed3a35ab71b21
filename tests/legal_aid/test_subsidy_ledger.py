"""补贴台账 and 补贴标准: many lines approved and paid at once by keys, one taken back, all printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import Typist
from tests.legal_aid.test_process import LAWYER, Road
from tests.legal_aid.test_subsidies import EXTRA, LINE, NEW, OLD
from tests.looking import cut_off, without_keys
from union_desk.core.rights import Role
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.printing import PrintSheet
from union_desk.legal_aid.page.rates import RatesScreen
from union_desk.legal_aid.page.register_desk import AidRegisters
from union_desk.legal_aid.page.subsidies import SubsidyLedger
from union_desk.legal_aid.page.subsidy_lines import COLUMNS
from union_desk.legal_aid.values import SubsidyRate

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    everything = replace(actor, roles=frozenset({Role.ENTER, Role.HANDLE, Role.REVIEW}))
    desk = Desk(everything, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def asked(service, actor, aid_form):
    """A reported case with two services, each asked for."""
    service.providers.save(actor, LAWYER)
    for rate in (OLD, NEW, EXTRA):
        service.subsidies.save_rate(actor, rate)
    road = Road(service, actor, aid_form)
    road.reported()
    service.subsidies.ask(actor, road.uid, LINE)
    service.subsidies.ask(actor, road.uid, replace(LINE, uid="paper", service_uid="service-paper"))
    return road


@pytest.fixture
def ledger(asked, desk, service):
    screen = SubsidyLedger(desk, service, "白杨街道总工会", lambda: None)
    screen.show()
    screen.activateWindow()
    settle()
    yield screen
    screen.close()
    settle()


def states(screen) -> list[str]:
    texts = [column.name for column in COLUMNS]
    at = texts.index("state") + 1
    return [screen.model.data(screen.model.index(row, at)) for row in range(screen.model.rowCount())]


def press_button(typist, key) -> None:
    typist.press(key, ALT)
    # A button that is pressed by its letter is seen to go down.
    QTest.qWait(150)
    settle()


def test_many_are_approved_and_paid_at_once_by_keys(ledger):
    typist = Typist()
    assert typist.here is ledger.table
    assert states(ledger) == ["待审批", "待审批"]
    typist.press(Qt.Key.Key_Space)
    typist.press(Qt.Key.Key_Space)
    assert "已选 2 笔，合计 5,000.00 元。" in ledger.told.text()
    press_button(typist, Qt.Key.Key_S)
    assert ledger.sheet.title.text() == "审批 2 笔，合计 5,000.00 元"
    typist.press(ENTER, CTRL)
    assert states(ledger) == ["待发放", "待发放"]
    ledger.table.setFocus()
    ledger.model.mark(ledger.model.ids, on=True)
    press_button(typist, Qt.Key.Key_F)
    typist.enter("")
    typist.write("银付 0071")
    typist.press(ENTER, CTRL)
    assert states(ledger) == ["已发放", "已发放"]
    assert "已发放 2 笔，合计 5,000.00 元" in ledger.told.text()


def test_what_is_not_due_is_left_out_and_said(ledger, service, desk, asked):
    service.subsidies.approve(desk.actor, asked.uid, "paper", date(2026, 11, 9))
    ledger.look()
    ledger.model.mark(ledger.model.ids, on=True)
    ledger.approve()
    assert ledger.sheet.title.text() == "审批 1 笔，合计 2,500.00 元；另有 1 笔不用审批"
    ledger.sheet.put()
    ledger.approve()
    assert "选中的里面没有待审批的补贴" in ledger.told.text()


def test_one_line_is_taken_back_with_a_reason_and_stays_readable(ledger, service, desk):
    ledger.reverse()
    ledger.sheet.put()
    assert "理由" in ledger.sheet.body.form.binder.problem("reason")
    ledger.sheet.body.form.widget("reason").setText("阶段选错了")
    ledger.sheet.put()
    assert sorted(states(ledger)) == ["冲正", "已冲正", "待审批"]
    ledger.show_only("asked")
    assert states(ledger) == ["待审批"]
    ledger.text.setText("没有的人")
    assert states(ledger) == []
    assert not ledger.nothing.isHidden()


def test_the_list_and_the_form_go_to_the_printer(ledger):
    for show, words in ((ledger.print_list, "法律援助办案补贴发放清册"), (ledger.print_forms, "办案补贴")):
        show()
        settle()
        (sheet,) = [each for each in ledger.findChildren(PrintSheet) if each.isVisible()]
        assert words in sheet.windowTitle()
        sheet.close()
        sheet.deleteLater()
        settle()


def test_who_may_not_approve_finds_the_button_grey(asked, desk, service, actor):
    desk.actor = actor
    screen = SubsidyLedger(desk, service, "白杨街道总工会", lambda: None)
    assert not screen.approve_button.isEnabled()
    assert "审核" in screen.approve_button.toolTip()
    assert screen.pay_button.isEnabled()
    screen.close()


def test_the_workbench_counts_what_waits_for_whom(asked, desk, service, actor):
    registers = AidRegisters(desk, service, "白杨街道总工会")
    (section,) = registers.sections()
    assert [(row.text, row.figure) for row in section.rows] == [("待审批的补贴", "2")]
    desk.actor = actor
    assert registers.sections()[0].rows == ()


def test_rates_are_registered_by_their_day_and_withdrawn_with_a_reason(desk, service, actor):
    screen = RatesScreen(desk, service.subsidies)
    screen.show()
    screen.activateWindow()
    settle()
    typist = Typist()
    typist.press(ENTER)
    typist.enter("zcdl", "sgjd", "2500", "20261101", "区总工发〔2026〕3号")
    typist.press(ENTER, CTRL)
    service.subsidies.save_rate(actor, replace(OLD, uid="before", kind="arbitration"))
    service.subsidies.save_rate(
        actor, SubsidyRate(uid="later", stage="later", amount_fen=1, from_on=date(2027, 1, 1))
    )
    screen.reload()
    told = [label.text() for label in screen.records.findChildren(QLabel) if "元" in label.text()]
    assert "现行　仲裁代理　首个阶段　2,500.00 元　2026-11-01 起　区总工发〔2026〕3号" in told
    assert any(text.startswith("以前　仲裁代理　首个阶段　2,000.00 元") for text in told)
    assert any(text.startswith("将来　各种援助方式") for text in told)
    screen.withdraw(next(rate for rate in service.subsidies.rates(actor) if rate.uid == "later"))
    screen.records.sheet.body.form.widget("reason").setText("文件没有下发")
    screen.records.sheet.put()
    settle()
    told = [label.text() for label in screen.records.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("已作废　各种援助方式") for text in told)
    screen.close()
    settle()


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_the_ledger_is_seen_whole_and_reached_by_keys(ledger, qapp, points):
    style.set_point_size(qapp, points)
    try:
        ledger.approve()
        settle()
        assert cut_off(ledger) == []
        assert nameless(ledger) == []
        assert without_keys(ledger) == []
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
