"""咨询登记 from everywhere: by ten control keys at most, nothing lost, and a case of it by one key more."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import nameless, settle
from tests.dispute.desk import make_desk, make_services
from tests.dispute.test_walk_in import WANG, known_case
from tests.hardship.screen import Typist
from tests.legal_aid.advice_desk import make_window
from tests.looking import cut_off, without_keys
from union_desk.core.rights import Actor, Role
from union_desk.desk import style
from union_desk.desk.key_sheet import KeySheet
from union_desk.desk.workbench import Line
from union_desk.dispute.values import CaseFilter
from union_desk.legal_aid.page.advice_quick import HALF, AdviceDialog
from union_desk.legal_aid.values import AdviceFilter, Consultation

LIMIT = 10
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def window(qapp, services):
    desk = make_desk(services)
    window = make_window(desk, services)
    window.take_cursor()
    yield window
    for each in QApplication.topLevelWidgets():
        if isinstance(each, AdviceDialog):
            each.close()
    window.close()
    window.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def typist():
    return Typist()


def dialog() -> AdviceDialog:
    settle()
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, AdviceDialog) and each.isVisible()
    )


def lines(services):
    found = services.advice.ids(services.actor, AdviceFilter(), "came_on")
    return [services.advice.form(services.actor, uid) for uid in found]


def half(window):
    return [draft for draft in window.desk.drafts.all() if draft.area == HALF]


def test_a_call_is_put_down_from_the_workbench_with_at_most_ten_control_keys(window, services, typist, clock):
    typist.press(Qt.Key.Key_F12)
    assert typist.named() == "咨询方式"
    typist.enter("dh", "张𧒽芬", "13800000000", "杭州某某电子科技有限公司", "ldbc", "两个月没有发工资")
    typist.write("可以申请调解，也可以申请仲裁。")
    clock.go_on(minutes=6, seconds=20)
    typist.control(Qt.Key.Key_Return)
    assert typist.controls <= LIMIT, typist.controls
    (line,) = lines(services)
    assert (line.way, line.name, line.phone, line.topic) == ("hotline", "张𧒽芬", "13800000000", "wages")
    assert (line.employer.name, line.question) == ("杭州某某电子科技有限公司", "两个月没有发工资")
    assert (line.answer, line.minutes, line.from_time) == ("可以申请调解，也可以申请仲裁。", 7, "10:00")
    assert window.view is None, "one goes on where one was"
    assert not half(window)
    window.undo()
    assert lines(services) == []


def test_a_call_is_put_down_from_a_window_beside_the_main_one_too(window, services, typist):
    window.show_keys()
    settle()
    beside = QApplication.activeWindow()
    assert isinstance(beside, KeySheet)
    typist.press(Qt.Key.Key_F12)
    shown = dialog()
    typist.enter("", "", "", "", "gs")
    typist.control(Qt.Key.Key_Return)
    assert [line.topic for line in lines(services)] == ["injury"]
    assert shown is not beside
    window.hide()
    beside.activateWindow()
    typist.press(Qt.Key.Key_F12)
    opened = [each for each in QApplication.topLevelWidgets() if isinstance(each, AdviceDialog)]
    assert not any(each.isVisible() for each in opened), "behind the curtain of a locked desk it is silent"
    beside.close()


def test_how_the_last_one_came_is_ready_for_the_next(window, services, typist):
    for _time in range(2):
        typist.press(Qt.Key.Key_F12)
        way = dialog().form.widget("way").value()
        typist.enter("dh" if way == "visit" else "", "", "", "", "gs", "工伤怎样认定")
        typist.control(Qt.Key.Key_Return)
        settle()
    assert [line.way for line in lines(services)] == ["hotline", "hotline"]
    assert [line.name for line in lines(services)] == ["", ""]


def test_one_key_makes_a_dispute_of_it_with_nothing_retyped(window, services, typist):
    typist.press(Qt.Key.Key_F12)
    typist.enter("dh", "张𧒽芬", "13800000000", "杭州某某电子科技有限公司", "ldbc", "两个月没有发工资")
    typist.write("可以申请调解。")
    typist.press(Qt.Key.Key_Z, ALT)
    assert typist.controls <= LIMIT
    settle()
    (uid,) = services.disputes.ids(services.actor, CaseFilter(), "number")
    form = services.disputes.form(services.actor, uid)
    assert [party.name for party in form.parties] == ["张𧒽芬", "杭州某某电子科技有限公司"]
    assert (form.cause, form.matter, form.source, form.advice) == (
        "186.5",
        "两个月没有发工资",
        "hotline",
        "可以申请调解。",
    )
    assert window.page.uid == uid, "the case stands open to be gone on with"
    assert window.view.list.current == uid
    (line,) = lines(services)
    assert (line.became, line.became_uid) == ("dispute_case", uid)
    window.undo()
    settle()
    assert services.disputes.ids(services.actor, CaseFilter(), "number") == []
    assert [line.became for line in lines(services)] == [""]


def test_who_is_known_by_name_or_by_telephone_is_taken_over(window, services, typist):
    known_case(services)
    typist.press(Qt.Key.Key_F12)
    typist.enter("")
    typist.write("wf")
    typist.press(Qt.Key.Key_Return)
    shown = dialog()
    assert shown.form.widget("name").text() == "王芳"
    assert "****" in shown.form.widget("phone").text(), "what is known stays masked"
    assert "王芳已在" in shown.known.label.text()
    shown.suggests("name").selectAll()
    shown.suggests("name").setFocus()
    typist.write("李强")
    assert shown.form.widget("phone").text() == "", "another name is another human"
    shown.suggests("name").setText("")
    shown.suggests("name").changed.emit()
    shown.form.widget("phone").setFocus()
    typist.enter("13800000000")
    assert shown.form.widget("name").text() == "王芳"
    typist.enter("hzmm", "gs", "工伤怎样认定")
    typist.control(Qt.Key.Key_Return)
    (line,) = lines(services)
    assert (line.person.name, line.person.id_no) == ("王芳", WANG)
    assert line.employer.name == "杭州某某电子科技有限公司"
    assert line.employer.uid


def test_what_somebody_asked_before_is_told_with_a_link(window, services, typist):
    known_case(services)
    card = services.people.persons(services.actor, "wf")[0]
    first = Consultation(
        name="朱女士", phone="13912345678", topic="hardship", question="能不能申请困难帮扶？"
    )
    services.advice.save(services.actor, first)
    for question in ("问产假", "问加班费"):
        services.advice.save(services.actor, Consultation(name="王芳", person=card, question=question))
    typist.press(Qt.Key.Key_F12)
    shown = dialog()
    typist.enter("", "", "13912345678")
    told = shown.known.label.text()
    assert told == "朱女士以前咨询过 1 次，最近一次 2026-11-23（困难帮扶）：能不能申请困难帮扶？"
    shown.form.widget("phone").setText("")
    shown.take_person(card)
    assert "王芳以前咨询过 2 次" in shown.known.label.text()
    shown.suggests("name").setText("朱女士")
    shown.suggests("name").changed.emit()
    shown.form.widget("phone").setText("13912345678")
    shown._meet_phone()
    shown.known.link.click()
    settle()
    assert window.page.entity == "consultation"
    assert window.page.title == "朱女士"
    shown.reject()


def test_half_a_call_survives_the_end_of_the_program_with_its_minutes(window, services, typist, clock):
    typist.press(Qt.Key.Key_F12)
    typist.enter("dh", "王芳")
    clock.go_on(minutes=4)
    window.desk.closed.emit()
    (draft,) = half(window)
    assert draft.title == "王芳（咨询登记）"
    dialog().reject()
    clock.go_on(days=1)
    window.go_to("")
    window.workbench.reload()
    settle()
    line = next(each for each in window.workbench.findChildren(Line) if "咨询登记" in each.accessibleName())
    line.click()
    shown = dialog()
    assert shown.form.widget("name").text() == "王芳"
    assert shown.minutes == 4
    assert shown.form.widget("minutes").placeholderText() == "已计 4"
    clock.go_on(hours=3)
    assert shown.minutes is None, "nobody talks so long: it was left open"
    shown.form.widget("question").setText("问年休假")
    shown.form.widget("minutes").setText("9")
    shown.save()
    (line,) = lines(services)
    assert (line.came_on, line.from_time, line.minutes) == (date(2026, 11, 23), "10:00", 9)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(window, services, typist):
    typist.press(Qt.Key.Key_F12)
    typist.enter("", "王芳")
    typist.control(Qt.Key.Key_Return)
    shown = dialog()
    assert "咨询事项" in shown.form.binder.problem("question")
    assert lines(services) == []
    shown.reject()
    settle()
    assert len(half(window)) == 1


def test_a_long_answer_gets_the_room_that_it_needs(window, typist):
    typist.press(Qt.Key.Key_F12)
    shown = dialog()
    answer = shown.form.widget("answer")
    answer.setFocus()
    answer.setPlainText("\n".join("可以申请调解，也可以申请仲裁。" for _line in range(7)))
    settle()
    cell = answer.parentWidget()
    assert answer.geometry().bottom() <= cell.height(), "its last line is seen"
    shown.reject()


def test_who_may_not_edit_has_no_quick_register(window, services, typist):
    reader = Actor("沈佳", "BY", "BY", frozenset({Role.REVIEW}))
    window.desk.actor = reader
    window._enable()
    assert not window.acts["advice.quick"].isEnabled()


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_the_quick_form_is_seen_whole_and_reached_by_keys(window, qapp, points):
    style.set_point_size(qapp, points)
    try:
        window.acts["advice.quick"].trigger()
        shown = dialog()
        assert cut_off(shown) == []
        assert nameless(shown) == []
        assert without_keys(shown) == []
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
