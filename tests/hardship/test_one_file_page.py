"""Where a person stands in another file the page offers to move him or to merge; merged files are parted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk, make_page, make_services
from tests.hardship.test_page import a_family, write
from union_desk.core.rights import Role
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def family(services):
    return services.hardship.save(services.actor, a_family(452)).uid


@pytest.fixture
def single(services):
    owner = PersonCard(name="王芳菲", id_no=a_family(700).owner.id_no)
    return services.hardship.save(services.actor, FileForm(owner=owner)).uid


def type_member(page, card):
    row = page.family.members.add_row()
    write(row.widget("person.name"), card.name)
    write(row.widget("person.id_no"), card.id_no)
    return row


def names(services, uid):
    return [entry.person.name for entry in services.hardship.form(services.actor, uid).members]


def test_a_member_of_another_file_is_moved_here_by_one_button(desk, services, family, single):
    son = services.hardship.form(services.actor, family).members[1].person
    page = make_page(desk, services, single)
    offer = page.one_file.offer
    type_member(page, son)
    assert not page.save()
    assert offer.isVisible()
    assert "里是家庭成员" in offer.words.text()
    assert (offer.move_here.isVisible(), offer.merge.isVisible()) == (True, False)
    assert nameless(offer) == []
    told = []
    desk.told.connect(lambda text, undo: told.append((text, undo)))
    offer.move_here.click()
    settle()
    assert not offer.isVisible()
    assert not page.is_changed
    assert names(services, single) == ["李䶮"]
    assert names(services, family) == ["李建国"]
    assert told[-1][0].startswith("已把李䶮从 白杨-2026-")


def test_two_files_of_a_household_are_merged_and_parted_on_the_page(desk, services, family, single):
    owner = services.hardship.form(services.actor, single).owner
    page = make_page(desk, services, family)
    offer, joined = page.one_file.offer, page.one_file.joined
    type_member(page, owner)
    assert not page.save()
    assert offer.merge.isVisible()
    offer.merge.click()
    offer.reason.button.click()
    assert "请写明合并的理由" in offer.reason.problem.text()
    write(offer.reason.edit, "两人再婚")
    QTest.keyClick(offer.reason.edit, Qt.Key.Key_Return)
    settle()
    assert names(services, family) == ["李建国", "李䶮", "王芳菲"]
    assert services.hardship.view(single, services.actor).state_label == "已并入"
    assert joined.isVisible()
    assert "王芳菲" in "".join(label.text() for label in joined.findChildren(QLabel))
    part = next(each for each in joined.findChildren(QPushButton) if each.text() == "分开…")
    part.click()
    write(joined.reason.edit, "又分开住")
    joined.reason.button.click()
    settle()
    assert names(services, family) == ["李建国", "李䶮"]
    assert services.hardship.view(single, services.actor).state == "draft"
    assert not joined.isVisible()


def test_a_joined_file_says_where_it_is_read(desk, services, family, single):
    services.hardship.merge_files(services.actor, family, single, "一户")
    page = make_page(desk, services, single)
    joined = page.one_file.joined
    assert any("本档案已并入 白杨-2026-" in label.text() for label in joined.findChildren(QLabel))
    wanted = []
    desk.opening.connect(lambda _entity, uid, _beside: wanted.append(uid))
    next(each for each in joined.findChildren(QPushButton) if each.text() == "打开").click()
    assert wanted == [family]


def test_a_new_file_is_not_merged_before_it_is_saved(desk, services, family):
    owner = services.hardship.form(services.actor, family).owner
    page = make_page(desk, services)
    write(page.basics.form.owner__name, "赵敏")
    type_member(page, owner)
    assert not page.save()
    offer = page.one_file.offer
    assert "请先不填此人，保存本档案" in offer.words.text()
    assert (offer.move_here.isVisible(), offer.merge.isVisible(), offer.open.isVisible()) == (
        False,
        False,
        True,
    )
    QTest.keyClick(offer, Qt.Key.Key_Escape)
    assert not offer.isVisible()


def test_who_may_only_type_cannot_merge(desk, services, family, single):
    desk.actor = replace(services.actor, roles=frozenset({Role.ENTER}))
    page = make_page(desk, services, family)
    type_member(page, services.hardship.form(services.actor, single).owner)
    assert not page.save()
    merge = page.one_file.offer.merge
    assert merge.isVisible()
    assert not merge.isEnabled()
    assert "权限" in merge.toolTip()
