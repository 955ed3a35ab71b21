"""Half a file of the real page meets what others did to the record meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from tests.desk.helpers import settle
from tests.hardship.screen import make_desk, make_page, make_services
from union_desk.hardship.values import FileForm, MemberEntry
from union_desk.people.values import PersonCard
from union_desk.store.undo import undo


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def desk(services, qtbot):
    desk = make_desk(services)
    yield desk
    desk.close()


@pytest.fixture
def saved(services):
    form = FileForm(owner=PersonCard(name="王芳"), members=(MemberEntry(person=PersonCard(name="李强")),))
    return services.hardship.save(services.actor, form)


def page_of(desk, services, qtbot, uid):
    page = make_page(desk, services, uid)
    qtbot.addWidget(page)
    return page


def type_remark(page, text):
    page.goto("remark")
    QTest.keyClicks(page.sheet.widget("remark"), text)
    page.keep_draft()
    settle()


def test_what_another_saved_meanwhile_is_kept_and_so_is_what_was_typed(desk, services, saved, qtbot):
    page = page_of(desk, services, qtbot, saved.uid)
    type_remark(page, "ill")
    page.close()
    form = services.hardship.form(services.actor, saved.uid)
    (member,) = form.members
    theirs = replace(
        form,
        owner=replace(form.owner, education="81"),
        members=(replace(member, workplace="钱塘某厂"), MemberEntry(person=PersonCard(name="李小雨"))),
    )
    services.hardship.save(services.actor, theirs, saved.uid)
    again = page_of(desk, services, qtbot, saved.uid)
    assert "以后改过" in again._problem.text()
    assert again.save()
    stored = services.hardship.form(services.actor, saved.uid)
    assert stored.remark == "ill"
    assert stored.owner.education == "81"
    assert [(each.person.name, each.workplace) for each in stored.members] == [
        ("李强", "钱塘某厂"),
        ("李小雨", ""),
    ]
    assert desk.drafts.all() == ()


def test_nothing_is_said_where_nobody_else_changed_anything(desk, services, saved, qtbot):
    page = page_of(desk, services, qtbot, saved.uid)
    type_remark(page, "ill")
    page.close()
    again = page_of(desk, services, qtbot, saved.uid)
    assert again.is_changed
    assert not again._problem.isVisible()


def test_half_a_file_whose_making_was_taken_back_becomes_a_new_one(desk, services, saved, qtbot):
    page = page_of(desk, services, qtbot, saved.uid)
    type_remark(page, "ill")
    page.close()
    undo(services.database, saved.work_uid, services.actor)
    again = page_of(desk, services, qtbot, saved.uid)
    assert again.uid == ""
    assert "已经不在了" in again._problem.text()
    assert again.save()
    assert services.hardship.form(services.actor, again.uid).remark == "ill"
    assert desk.drafts.all() == ()
