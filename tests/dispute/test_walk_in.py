"""A walk-in is registered by keys alone in under two minutes, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import settle
from tests.dispute.desk import make_desk, make_services, make_window
from tests.hardship.screen import Typist, number
from union_desk.desk.workbench import Line
from union_desk.dispute.page.walk_in import HALF, WalkInDialog
from union_desk.dispute.values import CaseFilter, Party
from union_desk.people.values import EmployerCard, PersonCard

WANG = number("19780312", "452")
LIMIT = 12


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def window(qapp, services):
    desk = make_desk(services)
    window = make_window(desk, services)
    window.go_to("dispute")
    window.take_cursor()
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def typist():
    return Typist()


def dialog() -> WalkInDialog:
    settle()
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, WalkInDialog) and each.isVisible()
    )


def cases(services):
    uids = services.disputes.ids(services.actor, CaseFilter(), "number")
    return [services.disputes.view(uid, services.actor) for uid in uids]


def known_case(services, name="王芳", id_no=WANG):
    """A case of last year's: its people are known."""
    disputes, actor = services.disputes, services.actor
    parties = (
        Party(person=PersonCard(name=name, id_no=id_no, mobile="13800000000")),
        Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州某某电子科技有限公司")),
    )
    return disputes.save(actor, replace(disputes.new_form(actor), matter="欠薪", parties=parties))


def test_a_walk_in_becomes_a_case_with_at_most_twelve_control_keys(window, services, typist):
    typist.control(Qt.Key.Key_N)
    assert typist.named() == "来访人"
    typist.enter("王芳", WANG, "13800000000", "杭州某某电子科技有限公司", "六月至九月工资没有发")
    typist.enter("追索", "tqgz", "24800")
    typist.control(Qt.Key.Key_Return)
    assert typist.controls <= LIMIT, typist.controls
    (case,) = cases(services)
    form = case.form
    assert (case.state, case.number_shown[-6:]) == ("registered", "第0012号")
    assert [party.name for party in form.parties] == ["王芳", "杭州某某电子科技有限公司"]
    assert (form.applicants[0].person.id_no, form.applicants[0].person.sex) == (WANG, "2")
    assert (form.cause, form.matter, form.claims[0].claimed_fen) == (
        "186.5",
        "六月至九月工资没有发",
        2_480_000,
    )
    assert window.page is not None
    assert window.page.uid == case.uid, "the case stands open to be gone on with"
    window.undo()
    settle()
    assert cases(services) == []
    assert window.page.uid == ""


def test_advice_has_no_number_and_becomes_a_case_with_nothing_retyped(window, services, typist):
    typist.control(Qt.Key.Key_N)
    typist.enter("李强", "", "", "", "问加班费怎样算")
    typist.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (case,) = cases(services)
    assert (case.state, case.number) == ("advice", "")
    services.disputes.as_case(services.actor, case.uid)
    (opened,) = cases(services)
    assert (opened.uid, opened.state) == (case.uid, "registered")
    assert opened.number
    assert opened.form.matter == "问加班费怎样算"


def test_a_known_person_and_a_known_employer_are_taken_over_as_one_types(window, services, typist):
    known_case(services)
    window.view.list.reload()
    typist.control(Qt.Key.Key_N)
    typist.write("wf")
    typist.press(Qt.Key.Key_Return)
    shown = dialog()
    assert shown.form.widget("name").text() == "王芳"
    assert "****" in shown.form.widget("id_no").text(), "what is known stays masked"
    assert "王芳已在" in shown.known.label.text()
    typist.enter("", "")
    typist.write("hzmm")
    typist.press(Qt.Key.Key_Return)
    typist.enter("又欠薪")
    typist.control(Qt.Key.Key_Return)
    assert typist.controls <= LIMIT
    first, second = cases(services)
    assert first.form.applicants[0].person.uid == second.form.applicants[0].person.uid
    assert first.form.respondents[0].employer.uid == second.form.respondents[0].employer.uid
    assert window.view.list.current == second.uid, "the list points at the case that was made"


def test_a_number_that_is_known_names_the_person(window, services, typist):
    known_case(services)
    typist.control(Qt.Key.Key_N)
    typist.enter("", WANG)
    assert dialog().form.widget("name").text() == "王芳"
    assert "王芳已在" in dialog().known.label.text()


def test_what_is_not_ours_says_why_and_where_to_go(window, services, typist):
    typist.control(Qt.Key.Key_N)
    typist.enter("王芳", "", "", "", "单位没有缴公积金", "", "", "")
    assert typist.named() == "不属受理范围（可不填）"
    typist.enter("公积金")
    shown = dialog()
    assert "住房公积金管理中心" in shown.scope.text()
    assert "《住房公积金管理条例》第三十八条" in shown.scope.text()
    assert shown.as_advice.isDefault()
    typist.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (case,) = cases(services)
    assert case.form.not_ours == "housing_fund"
    assert "已告知去向：住房公积金管理中心" in case.form.advice


def test_half_a_walk_in_is_kept_and_gone_on_with(window, services, typist):
    typist.control(Qt.Key.Key_N)
    typist.enter("王芳", "330199197803")
    typist.press(Qt.Key.Key_Escape)
    settle()
    (draft,) = [draft for draft in window.desk.drafts.all() if draft.area == HALF]
    assert draft.title == "王芳（来访登记）"
    window.go_to("")
    window.workbench.reload()
    settle()
    line = next(each for each in window.workbench.findChildren(Line) if "来访登记" in each.accessibleName())
    line.click()
    shown = dialog()
    assert shown.form.widget("name").text() == "王芳"
    assert shown.form.widget("id_no").text().replace(" ", "") == "330199197803"
    shown.form.widget("id_no").setText("")
    shown.save(advice=True)
    settle()
    assert not [draft for draft in window.desk.drafts.all() if draft.area == HALF]


def test_a_wrong_number_is_shown_at_its_field_and_nothing_is_lost(window, services, typist):
    typist.control(Qt.Key.Key_N)
    wrong = WANG[:-1] + ("0" if WANG[-1] != "0" else "1")
    typist.enter("王芳", wrong)
    typist.control(Qt.Key.Key_Return)
    shown = dialog()
    assert "第 18 位" in shown.form.binder.problem("id_no")
    assert shown.form.widget("name").text() == "王芳"
    assert cases(services) == []
    shown.reject()


def test_the_last_keys_before_the_end_of_the_program_are_kept(window, services, typist):
    typist.control(Qt.Key.Key_N)
    typist.write("王芳")
    window.desk.closed.emit()
    assert [draft.title for draft in window.desk.drafts.all() if draft.area == HALF] == ["王芳（来访登记）"]
    dialog().reject()
