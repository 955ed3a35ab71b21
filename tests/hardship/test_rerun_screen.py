"""重新测算 in the real window: who changes class is listed, marked and opened for the recheck, by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk, make_services, make_window, number
from tests.hardship.test_area import complete
from union_desk.casework.values import Threshold
from union_desk.core.rights import Role
from union_desk.hardship.page.rerun import COLUMNS, RerunScreen
from union_desk.hardship.values import FileForm, IncomeEntry
from union_desk.people.values import PersonCard

D = date


@pytest.fixture
def services(database, clock):
    services = make_services(database, clock)
    services.hardship.set_threshold(services.actor, Threshold("dibao_urban", 108_000, D(2027, 1, 1)))
    return services


@pytest.fixture
def filled(services) -> list[str]:
    """Three files in the books: two near the line, one far above it."""
    uids = []
    for name, born, fen in (
        ("王芳", "19780312", 104_000),
        ("李䶮", "19810101", 103_000),
        ("周红", "19800505", 900_000),
    ):
        form = FileForm(
            owner=PersonCard(name=name, id_no=number(born)), incomes=(IncomeEntry(amount_fen=fen),)
        )
        form = complete(form, D(2026, 3, 2))
        uid = services.hardship.save(services.actor, form).uid
        services.hardship.decide(services.actor, uid, "present", "relative", "按原来的认定补录")
        services.hardship.take_step(services.actor, uid, "enrol", on=D(2026, 3, 9))
        uids.append(uid)
    return uids


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
def window(desk, services, filled):
    window = make_window(desk, services)
    window.go_to("hardship")
    settle()
    return window


@pytest.fixture
def screen(window) -> RerunScreen:
    window.acts["hardship.rerun"].trigger()
    settle()
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, RerunScreen))


def cell(screen: RerunScreen, row: int, name: str) -> str:
    place = [column.name for column in COLUMNS].index(name) + 1
    return screen.model.index(row, place).data()


def measure(screen: RerunScreen, qtbot) -> None:
    QTest.keyClick(screen.before, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen._task is None)
    settle()


def test_it_opens_with_the_days_around_the_last_change(screen):
    assert (screen.before.value(), screen.after.value()) == (D(2026, 11, 23), D(2027, 1, 1))
    assert nameless(screen) == []
    assert not screen.open_button.isEnabled()


def test_who_changes_class_is_listed_and_nothing_is_written(screen, services, filled, qtbot):
    measure(screen, qtbot)
    assert screen.told.text() == "测算了 3 份在档档案，2 份类别会变。测算不改动任何档案。"
    assert "1,080.00 元（2027-01-01 起）" in screen.standards.text()
    assert cell(screen, 0, "name") == "王芳"
    assert (cell(screen, 0, "before"), cell(screen, 0, "after")) == ("相对困难", "↑ 深度困难")
    assert cell(screen, 0, "deciding") == "人均纯收入 1,040.00 ＜ 低保 1,080.00"
    assert "1,080.00" in screen.steps.toPlainText()
    assert {row.state for row in services.hardship.rows(services.actor, filled).values()} == {"in_file"}


def test_marked_files_are_opened_for_the_recheck_and_taken_back_below(
    screen, window, services, filled, qtbot
):
    measure(screen, qtbot)
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    assert screen.open_button.text() == "给选中的 1 份开年度复核(&K)"
    screen.open_button.click()
    qtbot.waitUntil(lambda: screen._task is None)
    settle()
    rows = services.hardship.rows(services.actor, filled)
    assert [rows[uid].state for uid in filled] == ["annual_review", "in_file", "in_file"]
    assert [cell(screen, row, "name") for row in range(screen.model.rowCount())] == ["李䶮"]
    events = services.hardship.timeline(services.actor, filled[0])
    assert "年度复核：标准从2027年1月1日起调整，重新测算" in [event.text for event in events]
    window.undo()
    settle()
    assert services.hardship.view(filled[0], services.actor).state == "in_file"


def test_enter_opens_the_file_behind_and_ctrl_a_marks_all(screen, window, filled, qtbot):
    measure(screen, qtbot)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle()
    assert window.page.uid == filled[0]
    QTest.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.model.marked) == 2


def test_days_that_are_wrong_are_said_so(screen, qtbot):
    screen.after.set_value(D(2026, 1, 1))
    measure(screen, qtbot)
    assert screen.told.text() == "新标准的日期不能早于原标准的日期。"
    screen.after.clear()
    screen.measure()
    assert screen.told.text() == "请填写新标准的日期。"
    assert screen.model.rowCount() == 0


def test_equal_standards_are_said_to_be_equal(screen, qtbot):
    screen.before.set_value(D(2026, 5, 1))
    screen.after.set_value(D(2026, 6, 1))
    measure(screen, qtbot)
    assert screen.told.text() == "两个日期的标准相同，3 份在档档案的类别都不变。"


def test_it_is_stopped_and_the_screen_is_ready_again(screen, qtbot):
    screen.measure()
    assert not screen.stop_button.isHidden()
    screen.stop()
    qtbot.waitUntil(lambda: screen._task is None)
    assert screen.told.text() == "已停止，没有改动任何档案。"
    assert screen.measure_button.isEnabled()
    assert screen.model.rowCount() == 0


def test_who_may_not_decide_only_looks(window, desk, services, filled, qtbot):
    desk.actor = replace(services.actor, roles=frozenset({Role.READ}))
    screen = RerunScreen(desk, services.hardship, window)
    screen.show()
    settle()
    measure(screen, qtbot)
    screen.mark_all()
    assert screen.model.rowCount() == 2
    assert not screen.open_button.isEnabled()
    assert "认定和办理" in screen.open_button.toolTip()
