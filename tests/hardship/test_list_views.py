"""The list of files by its chips and saved views, in the real window; the workbench that opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.desk.helpers import nameless, settle, type_zh
from tests.hardship.screen import make_desk, make_services, make_window
from tests.hardship.test_neglect import Shelf
from union_desk.casework.views import SavedView, SavedViews
from union_desk.core.rights import Role
from union_desk.desk.list_views import NameSheet
from union_desk.hardship.page.filters import VIEWS, file_filters, wanted
from union_desk.hardship.records import PublicityRecord
from union_desk.hardship.rules.states import State

pytestmark = pytest.mark.qt_log_ignore("does not support")

D = date


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def shelf(services) -> Shelf:
    shelf = Shelf(services.database, services.actor)
    shelf.file("draft", uid="draft")
    shelf.file("visiting", uid="late", applied_on=D(2026, 11, 2))
    shelf.file("visiting", uid="soon", applied_on=D(2026, 11, 20))
    shelf.file("published", uid="shown")
    shown = PublicityRecord(uid="p", file_uid="shown", purpose="enrol", audience="BY")
    shown.from_on, shown.to_on = D(2026, 11, 9), D(2026, 11, 16)
    shelf.add(shown)
    shelf.file("in_file", uid="unhelped", enrolled_on=D(2026, 3, 2), system_no="KN1")
    shelf.file("lifted", uid="lifted", closed_on=D(2026, 10, 1))
    return shelf


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
def window(desk, services, shelf):
    window = make_window(desk, services)
    window.go_to("hardship")
    settle()
    return window


def shown(window) -> list[str]:
    return list(window.view.list.model.ids)


def chip(window, name: str):
    return window.view.list._chips[name]


def menu_of(window) -> QMenu:
    window.view.list.open_views()
    settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    action = next(each for each in menu.actions() if each.text().startswith(text))
    menu.close()
    action.trigger()
    settle()


def test_the_chip_of_states_names_groups_and_every_state():
    states = dict(file_filters((), ())[0].choices)
    assert states["under_way"] == "办理中"
    assert states["published"] == "　公示中"
    assert {state.value for state in State} < states.keys()


def test_a_group_of_states_is_one_choice(window):
    window.view.list.set_filter("state", "under_way")
    assert set(shown(window)) == {"late", "soon", "shown"}
    window.view.list.set_filter("state", "held")
    assert shown(window) == ["unhelped"]
    window.view.list.set_filter("state", "closed")
    assert shown(window) == ["lifted"]
    window.view.list.set_filter("state", "visiting")
    assert chip(window, "state").text() == "入户核查"


def test_a_rare_filter_stands_above_the_list_only_while_it_is_chosen(window):
    assert chip(window, "forgotten").isHidden()
    window.view.list.set_filter("forgotten", "unhelped")
    assert not chip(window, "forgotten").isHidden()
    assert shown(window) == ["unhelped"]
    window.view.list.clear_filters()
    assert chip(window, "forgotten").isHidden()
    QTest.mouseClick(window.view.list._more, Qt.MouseButton.LeftButton)
    settle()
    menu = QApplication.activePopupWidget()
    titles = [action.text() for action in menu.actions()]
    assert titles == ["类别(&1)", "下一步(&2)", "被遗忘的(&3)", "填写(&4)"]
    below = menu.actions()[1].menu()
    assert [action.text() for action in below.actions()][:3] == ["下一步不限", "我的待办", "提交申请"]
    choose(below, "开始公示")
    assert set(shown(window)) == {"late", "soon"}


def test_the_workbench_opens_the_list_behind_each_count(window):
    (due, forgotten, _states, _recent) = window.view.area.workbench()
    assert [(row.text, row.figure, row.urgent) for row in due.rows] == [
        ("已超期", "2", True),
        ("7 天内到期", "1", False),
    ]
    assert [(row.text, row.figure) for row in forgotten.rows] == [("公示期满未审", "1"), ("从未帮扶", "1")]
    window.view.list.search.setText("没有这个人")
    due.rows[0].run()
    settle()
    assert shown(window) == ["late", "shown"], "by their due day, and without what was typed before"
    forgotten.rows[1].run()
    settle()
    assert shown(window) == ["unhelped"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("我的待办", ["late", "shown", "soon", "draft"]),
        ("公示期满未审", ["shown"]),
        ("超期", ["late", "shown"]),
        ("一年未改", []),
        ("从未帮扶", ["unhelped"]),
    ],
)
def test_the_delivered_views_show_what_they_say(window, name, found):
    menu = menu_of(window)
    choose(menu, name)
    assert shown(window) == found
    assert window.view.list.views.text() == f"{name} ▾"
    window.view.list.clear_filters()


def test_the_delivered_views_are_made_of_filters_that_there_are():
    filters = {each.name: dict(each.choices) for each in file_filters((), ())}
    for view in VIEWS:
        assert all(code in filters[name] for name, code in view.filters.items()), view.name


def test_a_view_is_saved_shown_renamed_and_deleted_by_keys(window, desk, services):
    listed = window.view.list
    listed.set_filter("state", "visiting")
    listed.table.horizontalHeader().sectionClicked.emit(6)
    window.acts["hardship.views"].trigger()
    settle()
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_S)
    settle()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, NameSheet)
    assert nameless(sheet) == []
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    settle()
    assert sheet.problem.text() == "请给视图起个名称。"
    type_zh(sheet.name, "超期")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    assert sheet.problem.text() == "“超期”是自带的视图，请换一个名称。"
    sheet.name.clear()
    type_zh(sheet.name, "要入户的")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    settle()
    (kept,) = SavedViews(services.database).all(services.actor, "hardship_file")
    assert (kept.name, dict(kept.filters), kept.sort) == ("要入户的", {"state": "visiting"}, "due_on")
    assert kept.columns == listed.table.shown_columns()
    listed.clear_filters()
    choose(menu_of(window), "要入户的")
    assert shown(window) == ["late", "soon"]
    assert listed.views.text() == "要入户的 ▾"
    listed.views.rename(kept)
    sheet = QApplication.activeModalWidget()
    sheet.name.clear()
    type_zh(sheet.name, "走访名单")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    settle()
    assert listed.views.text() == "走访名单 ▾"
    desk.confirm = lambda *_asked: True
    listed.views.delete(replace(kept, name="走访名单"))
    assert SavedViews(services.database).all(services.actor, "hardship_file") == ()
    assert listed.views.text() == "视图 ▾"


def test_a_view_brings_its_columns_and_forgets_what_is_no_more(window):
    listed = window.view.list
    listed.show_view(
        SavedView(
            "旧", filters={"state": "gone", "nothing": "x"}, sort="gone", columns=("name", "due", "gone")
        )
    )
    assert listed.table.shown_columns() == ("name", "due")
    assert listed.query.filters == {}
    assert listed.query.sort == ""
    assert len(shown(window)) == 6


def test_who_only_reads_cannot_share_a_view(window, desk, services):
    listed = window.view.list
    listed.views._keeper._actor = replace(services.actor, roles=frozenset({Role.READ}))
    listed.views.save()
    sheet = QApplication.activeModalWidget()
    assert not sheet.office.isEnabled()
    assert "录入和修改" in sheet.office.toolTip()


def test_the_chips_ask_the_service(window):
    listed = window.view.list
    listed.show_view(SavedView("", filters={"due": "week", "next": "mine", "forgotten": "moved"}))
    asked = wanted(listed.query)
    assert (asked.due, asked.next_step, asked.neglect) == ("week", "mine", "moved")
