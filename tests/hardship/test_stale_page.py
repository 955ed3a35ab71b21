"""Two people at one file: the second one is told what the first has saved, and loses nothing either way."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.conftest import TEST_KEY, StandingClock
from tests.desk.helpers import nameless, settle, type_zh
from tests.hardship.screen import make_desk, make_page, make_services
from tests.hardship.test_page import a_family
from union_desk.core.rights import Actor
from union_desk.services import SOLE_ROLES
from union_desk.store.database import Database

ORDERS = itertools.count(500, 2)
OTHER = Actor("王芳", "BY", "BY", SOLE_ROLES)


@pytest.fixture(scope="module")
def at_noon():
    return StandingClock(datetime(2026, 11, 23, 6, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def services(tmp_path_factory, template_store, at_noon):
    folder = tmp_path_factory.mktemp("street")
    shutil.copy2(template_store, folder / "store.db")
    services = make_services(Database.open(folder, TEST_KEY, at_noon), at_noon)
    yield services
    services.close()


@pytest.fixture(scope="module")
def desk(qapp, services):
    # As on another PC: nothing tells this desk of what others save.
    desk = make_desk(services)
    services.database.listeners.remove(desk.take_change)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def stored(services) -> str:
    return services.hardship.save(services.actor, a_family(next(ORDERS))).uid


@pytest.fixture(scope="module")
def one_page(desk, services):
    return make_page(desk, services)


@pytest.fixture
def page(one_page, stored):
    """Return the page with a file on it; what was typed for another test waits under that file."""
    one_page.open_record(stored)
    settle()
    return one_page


def save_elsewhere(services, uid, **values):
    """Save as somebody else does at another PC, two minutes later."""
    services.clock.go_on(minutes=2)
    form = services.hardship.form(OTHER, uid)
    owner = {
        name.removeprefix("owner_"): values.pop(name) for name in list(values) if name.startswith("owner_")
    }
    services.hardship.save(OTHER, replace(form, **values, owner=replace(form.owner, **owner)), uid)


def write_remark(page, text):
    page.show_section(5)
    field = page.relief.form.remark
    field.setFocus()
    type_zh(field, text)
    settle()


def kept(services, uid):
    return services.hardship.form(services.actor, uid)


def test_a_late_save_says_who_saved_what_and_saves_nothing(page, services, stored):
    save_elsewhere(services, stored, cause_text="母亲住院", owner_mobile="13900000009")
    write_remark(page, "电话回访")
    assert not page.save()
    settle()
    assert page.stale.isVisible()
    assert "已被 王芳 改过，您的改动还没有存" in page.stale.text.text()
    told = page.stale.changes.text().split("\n")
    assert "档案 · 致困情况说明：（空） → 母亲住院" in told
    assert any(line.startswith("建档职工 · 手机号码：") and "13900000009" not in line for line in told)
    assert page.stale.merge.hasFocus()
    assert kept(services, stored).remark == ""
    assert page.is_changed
    assert nameless(page.stale) == []


def test_what_only_one_side_changed_is_taken_together(page, services, stored):
    save_elsewhere(services, stored, cause_text="母亲住院", owner_mobile="13900000009")
    write_remark(page, "电话回访")
    page.save()
    QTest.keyClick(page.stale.merge, Qt.Key.Key_Return)
    settle()
    assert not page.stale.isVisible()
    assert page.is_changed
    assert page.relief.form.remark.hasFocus()
    assert page.save()
    form = kept(services, stored)
    assert (form.remark, form.cause_text, form.owner.mobile) == ("电话回访", "母亲住院", "13900000009")


def test_what_both_changed_is_named_and_stands_as_typed_here(page, services, stored):
    save_elsewhere(services, stored, remark="别人写的", cause_text="母亲住院")
    write_remark(page, "我写的")
    page.save()
    page.stale.merge.click()
    settle()
    above = page._problem.text()
    assert "两边都改过的是：备注" in above
    assert "王芳" in above
    assert page.relief.form.remark.value() == "我写的"
    assert page.save()
    assert (kept(services, stored).remark, kept(services, stored).cause_text) == ("我写的", "母亲住院")


def test_rows_of_both_sides_are_taken_together(page, services, stored):
    form = kept(services, stored)
    husband, son = form.members
    save_elsewhere(services, stored, members=(replace(husband, workplace="物业公司"), son))
    page.family.members.more.open()
    cell = page.family.members.rows[1].widget("workplace")
    cell.setFocus()
    type_zh(cell, "某某中学")
    assert not page.save()
    page.stale.merge.click()
    settle()
    assert "两边都改过" not in page._problem.text()
    assert page.save()
    after = kept(services, stored)
    assert [member.workplace for member in after.members] == ["物业公司", "某某中学"]
    assert after.incomes == form.incomes


def test_what_is_new_can_be_looked_at_while_ones_own_waits(page, services, stored, desk):
    save_elsewhere(services, stored, cause_text="母亲住院")
    write_remark(page, "我写的")
    page.save()
    page.stale.look.click()
    settle()
    assert (page.causes.form.cause_text.value(), page.relief.form.remark.value()) == ("母亲住院", "")
    assert not page.relief.form.remark.isEnabled()
    assert not page.is_changed
    assert "已暂存，没有丢失" in page.stale.text.text()
    assert page.stale.merge.hasFocus()
    page.keep_draft()
    assert not page.save()
    assert desk.drafts.find("hardship", stored) is not None
    page.stale.merge.click()
    settle()
    assert page.relief.form.remark.isEnabled()
    assert (page.causes.form.cause_text.value(), page.relief.form.remark.value()) == ("母亲住院", "我写的")
    assert page.save()
    assert kept(services, stored).remark == "我写的"


def test_ones_own_can_be_given_up_after_a_look(page, services, stored, desk):
    save_elsewhere(services, stored, remark="别人写的")
    write_remark(page, "我写的")
    page.save()
    page.stale.look.click()
    page.stale.drop.click()
    settle()
    assert not page.stale.isVisible()
    assert page.relief.form.remark.isEnabled()
    assert page.relief.form.remark.value() == "别人写的"
    assert desk.drafts.find("hardship", stored) is None
    write_remark(page, "，再补一句")
    assert page.save()


def test_who_leaves_while_looking_finds_his_own_again(page, services, stored, desk):
    save_elsewhere(services, stored, cause_text="母亲住院")
    write_remark(page, "我写的")
    page.save()
    page.stale.look.click()
    page.keep_draft()
    page.open_record("")
    settle()
    assert not page.stale.isVisible()
    assert page.basics.form.owner__name.isEnabled()
    page.open_record(stored)
    settle()
    assert page.relief.form.remark.value() == "我写的"
    assert page.save()
    assert (kept(services, stored).remark, kept(services, stored).cause_text) == ("我写的", "母亲住院")


def test_esc_goes_back_to_the_form_as_it_is_typed(page, services, stored):
    save_elsewhere(services, stored, cause_text="母亲住院")
    write_remark(page, "我写的")
    page.save()
    QTest.keyClick(page.stale.merge, Qt.Key.Key_Escape)
    assert not page.stale.isVisible()
    assert page.relief.form.remark.value() == "我写的"
    assert page.is_changed
    assert not page.save()
    assert page.stale.isVisible()


def test_a_step_is_not_taken_on_a_late_form(page, services, stored):
    save_elsewhere(services, stored, cause_text="母亲住院")
    write_remark(page, "我写的")
    done = []
    assert not page.act(lambda: done.append(True))
    assert page.stale.isVisible()
    assert done == []


def test_every_button_is_reached_by_keys(page, services, stored):
    save_elsewhere(services, stored, cause_text="母亲住院")
    write_remark(page, "我写的")
    page.save()
    settle()
    QTest.keyClick(page.stale.merge, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.stale.look
    QTest.keyClick(page.stale.look, Qt.Key.Key_Return)
    settle()
    QTest.keyClick(page.stale.merge, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.stale.drop
