"""The page of a case of legal aid: filled in the order of the application, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.desk.helpers import nameless, settle, type_zh
from tests.hardship.screen import Typist
from tests.legal_aid.conftest import FIRM, number
from tests.legal_aid.desk import make_desk, make_page, make_services, make_window
from union_desk.core.rights import Actor, Role
from union_desk.legal_aid.queries import case_of
from union_desk.legal_aid.values import AidForm, AidMember
from union_desk.people.values import EmployerCard, PersonCard

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    desk.close()


@pytest.fixture
def filled(services, aid_form):
    """A stored case of one worker against his employer, with his son in the family."""
    son = AidMember(name="李小强", relation="20", id_no=number("20100312", "453"))
    return services.legal_aid.save(services.actor, replace(aid_form, members=(son,))).uid


@pytest.fixture
def page(desk, services, filled):
    page = make_page(desk, services, filled)
    yield page
    put_away(page)


@pytest.fixture
def fresh(desk, services):
    page = make_page(desk, services)
    yield page
    put_away(page)


@pytest.fixture
def window(qapp, desk, services):
    window = make_window(desk, services)
    window.go_to("legal_aid")
    window.take_cursor()
    yield window
    put_away(window)


def put_away(widget):
    widget.close()
    widget.deleteLater()
    settle()


def stored(services, uid):
    return services.legal_aid.form(services.actor, uid)


# The form.


def test_what_is_stored_is_what_the_screen_reads(page, services, filled):
    assert page.read() == stored(services, filled)


def test_every_input_has_a_name(page):
    assert not nameless(page)


def test_the_employer_is_the_other_side_without_being_typed_again(fresh, services):
    fresh.goto("employer.name")
    type_zh(fresh.sheet.widget("person.name"), "王芳")
    type_zh(fresh.sheet.widget("employer.name"), FIRM.name)
    fresh.follow_typing()
    assert fresh.matter.same.isVisibleTo(fresh)
    fresh.matter.same.click()
    assert fresh.sheet.widget("opponent.name").text() == FIRM.name
    fresh.follow_typing()
    assert not fresh.matter.same.isVisibleTo(fresh)
    assert fresh.save()
    form = stored(services, fresh.uid)
    assert form.employer.uid == form.opponent.uid


def test_income_is_told_for_each_head_and_claims_are_summed(page):
    assert page.matter.items.sums.text() == "请求合计 12,000.00 元"
    page.sheet.widget("month_income_fen").set_value(600_000)
    page.sheet.widget("population").set_value(3)
    page.follow_typing()
    assert page.household.per_head.text() == "人均月收入 2,000.00 元"


def test_the_family_is_counted_and_the_house_is_opened_when_one_goes_there(page, fresh):
    assert page.household.title.text().endswith("1 人")
    assert not fresh.sheet.widget("house_address").isVisibleTo(fresh)
    fresh.goto("house_address")
    assert fresh.sheet.widget("house_address").isVisibleTo(fresh)


def test_what_an_answer_makes_needless_is_passed_over(page):
    passed = ("applied_before_text", "oral_time", "exemption")
    page.sheet.widget("applied_before").set_value(False)
    page.sheet.widget("means_basis").set_value("pledge")
    page.follow_typing()
    assert page.sheet.widget("exemption").isEnabled(), "what was chosen can be taken away"
    page.sheet.widget("exemption").set_value("")
    page.follow_typing()
    assert not any(page.sheet.widget(field).isEnabled() for field in passed)
    page.sheet.widget("applied_before").set_value(True)
    page.sheet.widget("means_basis").set_value("exempt")
    page.sheet.widget("oral").setChecked(True)
    page.follow_typing()
    assert all(page.sheet.widget(field).isEnabled() for field in passed)


# Who is known already.


def test_a_known_number_brings_the_person_and_his_case(fresh, services, filled):
    fresh.goto("person.id_no")
    field = fresh.sheet.widget("person.id_no")
    QTest.keyClicks(field, number("19780312", "452"))
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert fresh.sheet.widget("person.name").text() == "张𧒽芬"
    assert "已在" in fresh.applicant.note.label.text()
    assert fresh.applicant.note.link.isVisibleTo(fresh)


def test_a_person_and_a_firm_are_chosen_by_their_initials(fresh, services, filled):
    fresh.goto("person.name")
    for field, typed, name in (("person.name", "zhang", "张𧒽芬"), ("opponent.name", "hzmm", FIRM.name)):
        fresh.goto(field)
        widget = fresh.sheet.widget(field)
        QTest.keyClicks(widget, typed)
        QTest.keyClick(widget, Qt.Key.Key_Return)
        settle()
        assert widget.text() == name
    assert fresh.sheet.widget("opponent.legal_rep").text() == FIRM.legal_rep
    assert f"{FIRM.name}已在" in fresh.matter.opponent_note.label.text()
    fresh.goto("matter")
    type_zh(fresh.sheet.widget("matter"), "工资")
    assert fresh.save()
    assert stored(services, fresh.uid).person.uid == stored(services, filled).person.uid


# Saving.


def test_half_an_application_is_saved_and_says_what_is_lacking(fresh, services):
    fresh.goto("person.name")
    type_zh(fresh.sheet.widget("person.name"), "王芳")
    assert fresh.save()
    view = services.legal_aid.view(fresh.uid, services.actor)
    assert view.number_shown.endswith("第0003号")
    assert fresh.title == "王芳"
    assert [link for link in fresh.missing.findChildren(QPushButton) if "申请" in link.text()]


def test_what_is_wrong_is_shown_at_its_field_in_a_row_too(page):
    page.goto("members.0.id_no")
    cell = page.household.members.rows[0].widget("id_no")
    cell.set_value("330199")
    cell.textEdited.emit("330199")
    assert not page.save()
    assert page.household.members.rows[0].binder.problem("id_no")
    assert page.is_changed


def test_a_half_case_comes_back_with_its_rows(desk, services, page, filled):
    type_zh(page.sheet.widget("matter"), "和加班费")
    row = page.matter.items.add_row()
    row.widget("text").setText("加班费")
    row.widget("text").textEdited.emit("加班费")
    page.keep_draft()
    page.open_record("")
    page.open_record(filled)
    assert page.is_changed
    assert page.save()
    assert stored(services, filled).items[-1].text == "加班费"


def test_a_case_that_another_has_changed_is_not_overwritten(page, services, filled):
    services.legal_aid.save(services.actor, replace(stored(services, filled), facts="别人写的"), filled)
    type_zh(page.sheet.widget("means_proof"), "证明")
    assert not page.save()
    assert page.stale.isVisible()
    page.take_together()
    settle()
    assert page.save()
    again = stored(services, filled)
    assert (again.facts, again.means_proof) == ("别人写的", "证明")


def test_a_save_is_undone(window, services, filled):
    window.desk.open("aid_case", filled)
    page = window.page
    type_zh(page.sheet.widget("post"), "组长")
    assert page.save()
    window.undo()
    settle()
    assert stored(services, filled).post == "装配工"
    assert page.sheet.widget("post").text() == "装配工"


def test_a_note_stands_on_the_timeline(window, services, filled):
    window.desk.open("aid_case", filled)
    typist = Typist()
    typist.control(Qt.Key.Key_T)
    typist.write("电话告知补材料")
    typist.control(Qt.Key.Key_Return)
    told = services.legal_aid.timeline(services.actor, filled)
    assert "电话告知补材料" in {event.text for event in told}


# Who may see what.


def test_numbers_are_masked_and_showing_one_is_on_record(page):
    for field in (page.sheet.widget("person.id_no"), page.household.members.rows[0].widget("id_no")):
        assert "****" in field.text()
        field.reveal()
        assert "*" not in field.text()
    looked = [change.field for change in page.changes() if change.act == "查看敏感信息"]
    assert len(looked) == 2


def test_a_number_of_another_card_is_not_shown_before_it_is_saved(page, services):
    other = services.people.persons(services.actor, "张")[0]
    page._put_card("person", replace(other, uid="another", mobile="13900000000"))
    field = page.sheet.widget("person.mobile")
    field.reveal()
    assert "****" in field.text()


def test_a_case_of_another_office_is_shown_and_no_more(services, filled, qapp):
    other = replace(services, actor=Actor("沈佳", "XS", "XS", frozenset({Role.HANDLE})))
    desk = make_desk(other)
    page = make_page(desk, other, filled)
    try:
        assert not page.sheet.widget("facts").isEnabled()
        assert not page.sheet.widget("person.name").isEnabled()
        assert "别的单位" in page.step.why.text()
    finally:
        put_away(page)
        desk.close()


def test_of_a_closed_case_only_the_remark_is_written(desk, database, services, filled):
    with database.write("结案", services.actor) as work:
        case_of(work.session, filled).state = "closed"
    page = make_page(desk, services, filled)
    try:
        assert not page.sheet.widget("facts").isEnabled()
        page.goto("remark")
        type_zh(page.sheet.widget("remark"), "三号柜")
        assert page.save()
        assert stored(services, filled).remark == "三号柜"
    finally:
        put_away(page)


# What comes next.


def test_what_a_step_lacks_leads_to_its_field(desk, services):
    form = AidForm(person=PersonCard(name="王芳"), opponent=EmployerCard(name="某某食品有限公司"))
    uid = services.legal_aid.save(services.actor, form).uid
    page = make_page(desk, services, uid)
    try:
        page.take("apply")
        assert page.focused_field() == "matter"
        type_zh(page.sheet.widget("matter"), "追索工资")
        page.take("apply")
        assert page.focused_field() == "wanted"
        page.goto("lack:person")
        assert page.focused_field() == "person.name"
    finally:
        put_away(page)
