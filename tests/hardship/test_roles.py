"""The same file as each role sees it: what may not be done is grey, and says who may."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.conftest import TEST_KEY
from tests.desk.helpers import settle
from tests.hardship.screen import make_desk, make_page, make_services, make_window
from union_desk.core.rights import Actor, Role
from union_desk.hardship.values import FileForm, IncomeEntry, MemberEntry
from union_desk.people.values import PersonCard
from union_desk.services import services_for
from union_desk.store.database import Database

FORM = FileForm(
    owner=PersonCard(name="王芳", mobile="13800000000"),
    members=(
        MemberEntry(relation="10", person=PersonCard(name="李建国", id_no="330199197508150030")),
        MemberEntry(relation="20", person=PersonCard(name="李䶮")),
    ),
    incomes=(IncomeEntry(amount_fen=150_000),),
)


@pytest.fixture
def as_role(qapp, template_store, tmp_path, clock):
    """Open the page of one file, and the window on it, as somebody with these roles."""
    shutil.copy2(template_store, tmp_path / "store.db")
    database = Database.open(tmp_path, TEST_KEY, clock)
    owner = make_services(database, clock)
    stored = owner.hardship.save(owner.actor, FORM).uid
    opened = []

    def open_as(*roles):
        actor = Actor("某人", "BY", "BY", frozenset(roles))
        services = services_for(database, actor, clock)
        desk = make_desk(services)
        opened.append(desk)
        window = make_window(desk, services)
        return make_page(desk, services, stored), window

    yield open_as
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    for desk in opened:
        desk.close()
    settle()
    database.close()


def test_who_only_reads_sees_the_file_and_changes_nothing(as_role):
    page, window = as_role(Role.READ)
    form = page.basics.form
    assert form.owner__name.text() == "王芳"
    assert not form.owner__name.isEnabled()
    assert not page.means.decide.isEnabled()
    assert not page.timeline.text.isEnabled()
    assert "“录入、经办、审核”" in page.timeline.text.toolTip()
    assert not window.acts["hardship.new"].isEnabled()
    assert "“录入、经办”" in window.acts["hardship.new"].toolTip()
    assert not window.acts["print"].isEnabled()
    assert page.step.button.isHidden()
    assert "“录入和修改”的权限" in page.step.why.text()


def test_the_button_for_a_new_file_is_grey_for_who_only_reads(as_role):
    _page, window = as_role(Role.READ)
    window.go_to("hardship")
    settle()
    new = next(one for one in window.view.list.findChildren(QPushButton) if one.text() == "新建档案")
    assert not new.isEnabled()
    assert "录入和修改" in new.toolTip()


def test_what_one_may_not_do_is_not_found_by_the_box_on_top(as_role):
    _page, window = as_role(Role.READ)
    window.search.setText("新建档案")
    window.search.show_results()
    titles = [window.search.results.item(row).text() for row in range(window.search.results.count())]
    assert "新建档案" not in titles
    window.search.leave()


def test_who_types_fills_the_form_and_decides_nothing(as_role):
    page, window = as_role(Role.ENTER)
    assert page.basics.form.owner__name.isEnabled()
    assert window.acts["hardship.new"].isEnabled()
    assert page.timeline.text.isEnabled()
    assert not page.means.decide.isEnabled()
    assert "“经办”" in page.means.decide.toolTip()
    assert not page.means.standards.open.isEnabled()
    assert "“管理”" in page.means.standards.open.toolTip()
    assert not page.may_refuse


def test_who_types_is_refused_a_masked_number_at_its_field(as_role):
    page, _window = as_role(Role.ENTER)
    mobile = page.basics.form.owner__mobile
    assert mobile.masked
    told = []
    mobile.problem_found.connect(told.append)
    mobile.reveal()
    assert mobile.masked
    assert "显示敏感信息" in told[-1]


def test_who_handles_decides(as_role):
    page, _window = as_role(Role.ENTER, Role.HANDLE)
    assert page.means.decide.isEnabled()
    assert page.may_refuse


def test_who_reviews_reads_and_notes_and_takes_nothing_back(as_role):
    page, window = as_role(Role.REVIEW)
    assert not page.basics.form.owner__name.isEnabled()
    assert page.timeline.text.isEnabled()
    assert "权限" not in window.acts["note"].toolTip()
    told = []
    page.desk.told.connect(lambda text, undo: told.append((text, undo)))
    page.timeline.text.set_value("材料齐全")
    page.timeline._note()
    settle()
    assert told[-1][0].startswith("已记下一笔")
    assert told[-1][1] is None
    mobile = page.basics.form.owner__mobile
    mobile.setFocus()
    QTest.keyClick(mobile, Qt.Key.Key_Delete)
    assert mobile.masked
    QTest.keyClick(mobile, Qt.Key.Key_F2)
    assert mobile.text().replace(" ", "") == "13800000000"
    QTest.keyClick(mobile, Qt.Key.Key_1)
    assert mobile.isReadOnly()
    assert not page.is_changed


def test_who_reviews_looks_at_the_number_of_a_member_and_changes_no_row(as_role):
    page, _window = as_role(Role.REVIEW)
    members = page.family.members
    first, second = members.numbers().values()
    assert first.masked
    assert first.isEnabled()
    assert not second.isEnabled(), "there is nothing to show"
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_F2)
    assert first.text() == "330199197508150030"
    QTest.keyClicks(first, "9")
    QTest.keyClick(first, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(first, Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert first.value() == "330199197508150030"
    assert len(members.rows) == 2
    assert not page.is_changed
    assert not members.rows[0].widget("person.name").isEnabled()
    lines = [line for line in page.changes() if line.act == "查看敏感信息"]
    assert [(line.field, line.whole) for line in lines] == [("李建国（配偶） · 证件号码", True)]


def test_who_only_reads_is_shown_no_number_of_a_member(as_role):
    page, _window = as_role(Role.READ)
    assert not any(field.isEnabled() for field in page.family.members.numbers().values())
    assert "查看敏感信息" not in [line.act for line in page.changes()]


def test_who_keeps_the_store_sets_standards_and_types_no_file(as_role):
    page, window = as_role(Role.ADMINISTER)
    assert page.means.standards.open.isEnabled()
    assert not page.basics.form.owner__name.isEnabled()
    assert not window.acts["hardship.new"].isEnabled()
    assert QApplication.activeModalWidget() is None
