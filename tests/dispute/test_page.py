"""The page of a dispute: filled in the order of the application, saved half or whole, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.desk.helpers import nameless, settle, type_zh
from tests.dispute.conftest import FIRM, collective_of, number
from tests.dispute.desk import make_desk, make_page, make_services, make_window
from tests.hardship.screen import Typist
from union_desk.core.rights import Actor, Role
from union_desk.dispute.page.form import as_form, as_sheet, on_screen
from union_desk.dispute.page.people import roster_words
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.values import CaseFilter, Party
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
def filled(services, case_form):
    """A stored case of one worker and one employer."""
    return services.disputes.save(services.actor, case_form).uid


@pytest.fixture
def page(desk, services, filled):
    page = make_page(desk, services, filled)
    yield page
    page.close()
    page.deleteLater()
    settle()


@pytest.fixture
def fresh(desk, services):
    page = make_page(desk, services)
    yield page
    page.close()
    page.deleteLater()
    settle()


@pytest.fixture
def window(qapp, desk, services):
    window = make_window(desk, services)
    window.go_to("dispute")
    window.take_cursor()
    yield window
    window.close()
    window.deleteLater()
    settle()


def cell(part, row, path):
    return part.rows[row].widget(path)


def stored(services, uid):
    return services.disputes.form(services.actor, uid)


# The form.


def test_what_is_stored_is_what_the_screen_reads(page, services, filled):
    assert page.read() == stored(services, filled)


def test_the_parties_stand_side_by_side_and_the_roster_is_kept_as_it_is():
    form = collective_of(12)
    sheet = as_sheet(form)
    assert [len(each) for each in (sheet.applying, sheet.opposing, sheet.beside)] == [1, 1, 0]
    assert as_form(sheet) == form
    more = replace(sheet, applying=(*sheet.applying, Party(uid="new")), opposing=())
    assert [party.uid for party in as_form(more).parties][-2:] == ["worker-011", "new"]
    assert on_screen("parties.12.employer.name", sheet) == "opposing.0.employer.name"
    assert on_screen("parties.7.person.id_no", sheet) == "roster"
    assert on_screen("parties.12.person.id_no", more) == "applying.1.person.id_no"
    assert on_screen("claims.0.kind", sheet) == "claims.0.kind"


def test_the_roster_is_told_in_one_line():
    roster = [party for party in collective_of(12).parties if party.roster]
    words = roster_words(roster)
    assert words.startswith("名册 11 人；请求合计 55,")
    assert "代表：" in words


def test_a_worker_has_his_own_fields_and_an_employer_others(page):
    people = page.people
    assert cell(people.applying, 0, "person.id_no").isVisibleTo(page)
    assert not cell(people.applying, 0, "employer.name").isVisibleTo(page)
    assert cell(people.opposing, 0, "employer.name").isVisibleTo(page)
    assert not cell(people.opposing, 0, "post").isVisibleTo(page)
    kind = cell(people.applying, 0, "kind")
    people.applying.add_row()
    kind = cell(people.applying, 1, "kind")
    kind.set_value("employer")
    kind.chosen.emit("employer")
    assert cell(people.applying, 1, "employer.name").isVisibleTo(page)
    assert not cell(people.applying, 1, "person.name").isVisibleTo(page)


def test_a_case_is_filled_from_the_paper_by_keys_alone(window, services):
    typist = Typist()
    typist.press(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert typist.named() == "姓名"
    typist.enter("王芳", number("19780312", "452"))
    assert typist.named() == "类型", "sex and birth follow from the number"
    typist.enter("", "13800000000", "hz", "白杨街道某某社区3幢602室")
    typist.enter("操作工", "2021-03-01", "", "三年", "6200")
    assert typist.named() == "姓名", "the last cell begins the next applicant"
    typist.press(Qt.Key.Key_Return)
    assert typist.named() == "单位名称", "an untouched row is left, and the employer's row begins"
    typist.enter("杭州某某电子科技有限公司", "", "", "杭州市钱塘区某某路1号", "李四", "0571-00000000")
    typist.control(Qt.Key.Key_Return)
    typist.section(2)
    assert typist.named() == "来访日期"
    typist.enter("", "", "", "", "", "拖欠工资", "追索", "", "jy", "")
    typist.control(Qt.Key.Key_S)
    (uid,) = services.disputes.ids(services.actor, CaseFilter(), "number")
    form = stored(services, uid)
    assert [party.name for party in form.parties] == ["王芳", "杭州某某电子科技有限公司"]
    worker = form.applicants[0]
    assert (worker.person.sex, worker.post, worker.monthly_wage_fen) == ("2", "操作工", 620_000)
    assert (form.cause, form.cause_statistics, form.grade) == ("186.5", "pay", "simple")


def test_what_is_claimed_is_summed_below_its_items(page):
    assert page.matter.claims.sums.text() == "请求合计 12,000.00 元"
    row = page.matter.claims.add_row()
    row.widget("claimed_fen").setText("500")
    row.widget("claimed_fen").textEdited.emit("500")
    assert page.matter.claims.sums.text() == "请求合计 12,500.00 元"


def test_claims_and_agents_can_be_given_to_the_parties_that_are_typed(page):
    worker = page.people.named()[0]
    box = page.people.agents.rows[0].widget("party_uid")
    assert box.text() == worker[1]
    page.people.applying.add_row()
    name = cell(page.people.applying, 1, "person.name")
    type_zh(name, "李强")
    settle()
    box.open_choices()
    assert "李强" in [box._choices.item(row).text() for row in range(box._choices.count())]


# What is known already.


def test_an_employer_that_is_known_is_taken_over_and_its_case_named(fresh, services, filled):
    fresh.goto("opposing.0.employer.name")
    name = cell(fresh.people.opposing, 0, "employer.name")
    QTest.keyClicks(name, "hzmm")
    QTest.keyClick(name, Qt.Key.Key_Return)
    settle()
    assert name.text() == FIRM.name
    assert cell(fresh.people.opposing, 0, "employer.legal_rep").text() == FIRM.legal_rep
    note = next(iter(fresh.people.opposing._notes.values())).note
    assert f"{FIRM.name}已在" in note.label.text()
    assert note.link.accessibleName().endswith("第0012号")


def test_a_known_number_brings_the_person_and_what_is_known_stays_masked(fresh, services, filled):
    fresh.goto("applying.0.person.id_no")
    field = cell(fresh.people.applying, 0, "person.id_no")
    QTest.keyClicks(field, number("19780312", "452"))
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert cell(fresh.people.applying, 0, "person.name").text() == "张𧒽芬"
    assert "已在" in next(iter(fresh.people.applying._notes.values())).note.label.text()


# Saving.


def test_half_a_case_is_saved_and_says_what_is_lacking(fresh, services):
    fresh.goto("applying.0.person.name")
    type_zh(cell(fresh.people.applying, 0, "person.name"), "王芳")
    assert fresh.save()
    view = services.disputes.view(fresh.uid, services.actor)
    assert view.number_shown.endswith("第0012号")
    assert fresh.title == "王芳"
    assert [link.text() for link in fresh.missing.findChildren(QPushButton) if "当事人" in link.text()]


def test_what_is_wrong_is_shown_at_the_party_it_is_about(page):
    page.goto("opposing.0.employer.credit_code")
    code = cell(page.people.opposing, 0, "employer.credit_code")
    code.setText("123")
    code.textEdited.emit("123")
    assert not page.save()
    row = page.people.opposing.rows[0]
    assert row.binder.problem("employer.credit_code")
    assert page.is_changed


def test_a_half_case_comes_back_with_its_rows(desk, services, page, filled):
    type_zh(cell(page.people.applying, 0, "post"), "新岗位")
    page.people.opposing.add_row()
    type_zh(cell(page.people.opposing, 1, "employer.name"), "某某人力资源有限公司")
    page.keep_draft()
    page.open_record("")
    page.open_record(filled)
    assert page.is_changed
    assert "新岗位" in cell(page.people.applying, 0, "post").text()
    assert cell(page.people.opposing, 1, "employer.name").text() == "某某人力资源有限公司"
    assert page.save()
    names = [party.name for party in stored(services, filled).respondents]
    assert names == [FIRM.name, "某某人力资源有限公司"]


def test_a_case_that_another_has_changed_is_not_overwritten(page, services, filled):
    form = stored(services, filled)
    services.disputes.save(services.actor, replace(form, facts="别人写的"), filled)
    type_zh(page.sheet.widget("work_place"), "杭州")
    assert not page.save()
    assert page.stale.isVisible()
    page.take_together()
    settle()
    assert page.sheet.widget("work_place").text() == "杭州"
    assert page.save()
    again = stored(services, filled)
    assert (again.facts, again.work_place) == ("别人写的", "杭州")


def test_a_save_is_undone(window, services, filled):
    window.desk.open("dispute_case", filled)
    page = window.page
    type_zh(page.sheet.widget("work_place"), "杭州")
    assert page.save()
    window.undo()
    settle()
    assert stored(services, filled).work_place == ""
    assert page.sheet.widget("work_place").text() == ""


def test_ctrl_page_down_saves_and_goes_on_with_the_cursor_in_the_same_field(
    window, services, filled, case_form
):
    parties = (
        Party(person=PersonCard(name="李强")),
        Party(side="respondent", kind="employer", employer=EmployerCard(name="某某食品有限公司")),
    )
    second = services.disputes.save(
        services.actor, replace(case_form, parties=parties, agents=(), claims=())
    ).uid
    window.view.list.reload()
    window.desk.open("dispute_case", second)
    page = window.page
    page.goto("work_place")
    type_zh(page.sheet.widget("work_place"), "杭州")
    assert window.view.next_record(1)
    assert page.uid == filled
    assert page.focused_field() == "work_place"
    assert stored(services, second).work_place == "杭州"


# Who may see what.


def test_numbers_are_masked_and_showing_one_is_on_record(page, services):
    field = cell(page.people.applying, 0, "person.id_no")
    assert "****" in field.text()
    field.reveal()
    assert field.text().replace(" ", "") == number("19780312", "452")
    assert "查看敏感信息" in {change.act for change in page.changes()}


def test_a_case_of_another_office_is_shown_and_no_more(services, filled, qapp):
    other = replace(services, actor=Actor("沈佳", "XS", "XS", frozenset({Role.HANDLE})))
    desk = make_desk(other)
    page = make_page(desk, other, filled)
    try:
        assert not page.sheet.widget("facts").isEnabled()
        assert not page.people.applying.rows[0].widget("post").isEnabled()
        assert "别的单位" in page.step.why.text()
    finally:
        page.close()
        page.deleteLater()
        desk.close()
        settle()


def test_of_a_closed_case_only_its_place_in_the_archive_is_written(desk, database, services, filled):
    with database.write("结案", services.actor) as work:
        work.session.get_one(DisputeCaseRecord, filled).state = "closed"
    page = make_page(desk, services, filled)
    try:
        assert not page.sheet.widget("facts").isEnabled()
        assert not cell(page.people.applying, 0, "post").isEnabled()
        page.goto("shelf")
        type_zh(page.sheet.widget("shelf"), "三号柜")
        assert page.save()
        assert stored(services, filled).shelf == "三号柜"
    finally:
        page.close()
        page.deleteLater()
        settle()


# What comes next.


def test_what_a_step_lacks_leads_to_its_field(desk, services):
    form = replace(
        services.disputes.new_form(services.actor), parties=(Party(person=PersonCard(name="王芳")),)
    )
    uid = services.disputes.save(services.actor, form).uid
    page = make_page(desk, services, uid)
    try:
        page.take("apply")
        settle()
        here = QApplication.focusWidget()
        assert page.people.opposing.isAncestorOf(here)
        assert here.accessibleName() == "单位名称"
        type_zh(here, "杭州某某电子科技有限公司")
        page.take("apply")
        settle()
        assert page.focused_field() == "cause", "what it is about is asked for before the day it came in"
        page.sheet.widget("cause").set_value("186.5")
        page.mark_changed()
        page.take("apply")
        settle()
        assert page.focused_field() == "claims.0.kind"
    finally:
        page.close()
        page.deleteLater()
        settle()


def test_a_step_is_taken_from_its_sheet_and_can_be_undone(window, services, filled):
    window.desk.open("dispute_case", filled)
    page = window.page
    page.take_next()
    settle()
    assert page.asker.sheet.isVisible()
    page.asker.sheet.put()
    settle()
    assert services.disputes.view(filled, services.actor).state == "applied"
    assert page.step.button.text().startswith("受理")
    window.undo()
    settle()
    assert services.disputes.view(filled, services.actor).state == "registered"


def test_a_note_is_written_and_the_changes_are_told(page, services):
    page.write_note()
    type_zh(page.timeline.text, "来电询问进展")
    QTest.keyClick(page.timeline.text, Qt.Key.Key_Return, CTRL)
    settle()
    assert "来电询问进展" in [event.text for event in page.events()]
    assert page.changes()


def test_everything_on_the_page_has_a_name(page):
    assert nameless(page) == []
