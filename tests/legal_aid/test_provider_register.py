"""承办人名册: providers are registered, mended, suspended with a reason; their account stays masked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import isValid

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import Typist
from tests.legal_aid.test_process import LAWYER, Road
from tests.looking import cut_off, without_keys
from union_desk.core.rights import Role
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.widgets import CardEdit
from union_desk.legal_aid.page.providers import CasesBox, HistoryBox, ProvidersScreen
from union_desk.legal_aid.service import Providers
from union_desk.legal_aid.values import Provider

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
CHEN = Provider(
    uid="chen",
    name="陈律",
    firm="浙江某某律师事务所",
    licence_no="13301201810000001",
    speciality="工资、工伤",
    phone="0571-00000000",
    most_open=5,
    from_on=date(2026, 1, 1),
    bank="杭州银行",
    account_no="6222020000000000012",
)


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def providers(store, clock):
    return Providers(store, clock)


@pytest.fixture
def register(providers, desk):
    screen = ProvidersScreen(desk, providers)
    screen.show()
    screen.activateWindow()
    settle()
    yield screen
    screen.close()
    settle()


def words(screen) -> list[str]:
    return [label.text() for label in screen.records.findChildren(QLabel) if label.isVisible()]


def press(screen, title) -> None:
    next(each for each in screen.records.findChildren(QPushButton) if each.text() == title).click()
    settle()


def test_a_provider_is_registered_by_keys(register, providers, actor):
    typist = Typist()
    assert typist.here is register.records.add
    typist.press(ENTER)
    assert typist.named() == "姓名"
    typist.enter("陈律", "", "浙江某某律师事务所", "13301201810000001", "工资、工伤")
    typist.press(ENTER, CTRL)
    (line,) = providers.lines(actor)
    assert (line.provider.name, line.provider.kind, line.provider.from_on) == (
        "陈律",
        "lawyer",
        date(2026, 11, 23),
    )
    assert any(text.startswith("陈律　律师　浙江某某律师事务所　执业证号 13301") for text in words(register))
    assert any("在库" in text and "在办 0 件，共 0 件" in text for text in words(register))


def test_who_is_suspended_says_why_and_comes_back(register, providers, actor):
    providers.save(actor, CHEN)
    register.reload()
    press(register, "暂停指派…")
    register.records.sheet.put()
    assert "原因" in register.records.sheet.body.form.binder.problem("reason")
    register.records.sheet.body.form.widget("reason").setText("被投诉，正在核实")
    register.records.sheet.put()
    settle()
    assert any("暂停指派：被投诉，正在核实" in text for text in words(register))
    assert not providers.lines(actor)[0].may_serve
    press(register, "恢复指派")
    assert providers.lines(actor)[0].may_serve
    press(register, "修改记录")
    (box,) = register.findChildren(HistoryBox)
    told = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "暂停指派承办人" in told
    assert "被投诉，正在核实" in told
    box.close()


def test_an_account_is_shown_on_the_record_only(register, providers, actor, store):
    providers.save(actor, CHEN)
    register.reload()
    press(register, "改…")
    field = register.records.sheet.body.findChild(CardEdit)
    assert "****" in field.text()
    field.reveal()
    assert field.text().replace(" ", "") == CHEN.account_no
    register.records.sheet.body.form.widget("most_open").setText("8")
    register.records.sheet.put()
    (line,) = providers.lines(actor)
    assert (line.provider.most_open, line.provider.account_no) == (8, CHEN.account_no)


def test_the_register_is_searched_by_any_of_its_words(register, providers, actor):
    providers.save(actor, CHEN)
    providers.save(
        actor, replace(CHEN, uid="qian", name="钱律", licence_no="2", speciality="女职工", phone="")
    )
    register.reload()
    register.search.setText("女职工")
    settle()
    assert [text[:2] for text in words(register) if "执业证号" in text] == ["钱律"]
    register.search.setText("没有的")
    settle()
    assert any("没有这样的人" in text for text in words(register))


def test_who_may_only_look_changes_nothing(providers, actor, desk):
    providers.save(actor, CHEN)
    desk.actor = replace(actor, roles=frozenset({Role.REVIEW}))
    screen = ProvidersScreen(desk, providers)
    screen.show()
    settle()
    assert not screen.records.add.isEnabled()
    links = [each.text() for each in screen.records.findChildren(QPushButton) if each.property("link")]
    assert links == ["修改记录"]
    screen.close()


def test_the_cases_at_hand_are_named_and_open(providers, actor, desk, service, aid_form):
    service.providers.save(actor, LAWYER)
    road = Road(service, actor, aid_form)
    road.assigned()
    screen = ProvidersScreen(desk, providers)
    screen.show()
    settle()
    opened = []
    desk.opening.connect(lambda *record: opened.append(record))
    press(screen, "在办案件")
    (box,) = screen.findChildren(CasesBox)
    (link,) = box.findChildren(QPushButton)
    assert link.text().startswith("张𧒽芬 对 杭州某某电子科技有限公司")
    assert link.text().endswith("第0003号（已指派）")
    link.click()
    settle()
    assert opened == [("aid_case", road.uid, False)]
    assert not isValid(screen), "the register has made way for the case"


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_the_register_is_seen_whole_and_reached_by_keys(register, providers, actor, qapp, points):
    style.set_point_size(qapp, points)
    try:
        providers.save(actor, CHEN)
        register.reload()
        register.write()
        settle()
        assert cut_off(register) == []
        assert nameless(register) == []
        assert without_keys(register) == []
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
