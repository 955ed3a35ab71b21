"""调解员名册: mediators are registered and mended; who may not serve is told, and a case offers who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.desk.helpers import nameless, settle
from tests.dispute.stand import Stand
from tests.hardship.screen import Typist
from tests.looking import cut_off, without_keys
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.dispute.page.life.handling import Handling
from union_desk.dispute.page.life.register import RegisterScreen
from union_desk.dispute.values import Mediator

D = date
ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def register(service, desk):
    screen = RegisterScreen(desk, service)
    screen.show()
    screen.activateWindow()
    settle()
    yield screen
    screen.close()
    settle()


def words(screen) -> list[str]:
    return [label.text() for label in screen.records.findChildren(QLabel) if label.isVisible()]


def test_a_mediator_is_registered_by_keys(register, service, actor):
    typist = Typist()
    assert typist.here is register.records.add
    typist.press(ENTER)
    assert typist.named() == "姓名"
    typist.enter("沈佳", "白杨街道调解委员会", "浙调0031")
    typist.write("20240101")
    typist.press(ENTER, CTRL)
    (line,) = service.mediators.all(actor)
    assert (line.mediator.name, line.mediator.office, line.mediator.from_on) == ("沈佳", "BY", D(2024, 1, 1))
    assert typist.controls == 5
    assert "沈佳　白杨街道调解委员会　浙调0031　在任" in words(register)


def test_the_same_mediator_twice_and_a_term_that_ends_before_it_begins_are_said_at_their_field(
    register, service, actor
):
    service.mediators.save(actor, Mediator(name="沈佳", office="BY", cert_no="浙调0031"))
    register.write()
    form = register.records.sheet.body.form
    form.fill(Mediator(name="沈佳", office="BY", cert_no="浙调0031"))
    register.records.sheet.put()
    assert "已在名册中" in form.binder.problem("name")
    form.fill(Mediator(name="李强", from_on=D(2026, 1, 1), to_on=D(2025, 1, 1)))
    register.records.sheet.put()
    assert "不能早于" in form.binder.problem("to_on")
    assert len(service.mediators.all(actor)) == 1


def test_who_is_suspended_is_not_offered_to_a_case(register, service, actor, desk, case_form):
    one = Mediator(name="沈佳", office="BY")
    held = replace(one, uid=service.mediators.save(actor, one))
    service.mediators.save(actor, Mediator(name="李强", office="BY"))
    register.reload()
    register.write(held)
    register.records.sheet.body.form.widget("suspended").click()
    register.records.sheet.put()
    settle()
    assert any(text.startswith("沈佳　") and "暂停" in text for text in words(register))
    uid = service.save(actor, case_form).uid
    stand = Stand(service, actor, desk, Handling, uid)
    mediators = stand.section.mediators
    mediators.write()
    box = mediators.sheet.body.form.widget("mediator_uid")
    assert [term.label for term in box._offered()] == ["李强"]
    stand.close()


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_the_register_is_seen_whole_and_reached_by_keys(register, service, actor, qapp, points):
    style.set_point_size(qapp, points)
    try:
        service.mediators.save(
            actor,
            Mediator(
                name="沈佳", office="BY", organisation="白杨街道劳动争议调解委员会", speciality="工资、工伤"
            ),
        )
        register.reload()
        register.write()
        settle()
        assert cut_off(register) == []
        assert nameless(register) == []
        assert without_keys(register) == []
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
