"""打印机设置: a printer is measured once and then meets pre-printed lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desk.helpers import nameless, settle
from tests.desk.test_printing import FolderRoute
from union_desk.core.errors import StoreProblem
from union_desk.desk import print_settings as kept
from union_desk.desk.measured import MeasuredDialog, said_of
from union_desk.desk.preferences import Preferences
from union_desk.desk.printer_setup import PrinterSetup
from union_desk.paper.job import Placing
from union_desk.paper.placing import Measured
from union_desk.paper.preview import page_count

NAME = "窗口打印机"


@pytest.fixture
def route(tmp_path):
    return FolderRoute(tmp_path, "档案室", NAME)


@pytest.fixture
def setup(desk, route, qtbot):
    dialog = PrinterSetup(desk, route, NAME)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.tray.count() == 2)
    return dialog


def test_the_calibration_page_goes_the_way_of_every_paper(setup, route, qtbot):
    setup.tray.setCurrentIndex(1)
    setup.calibrate.click()
    qtbot.waitUntil(lambda: "校准页已送打印" in setup.told.text(), timeout=10_000)
    (order,) = route.orders
    assert (order.printer, order.title, order.tray) == (NAME, "打印校准页", "InputSlot=Manual")
    assert page_count((route.folder / "1.pdf").read_bytes()) == 1


def test_each_tray_has_its_own_place_and_it_is_kept_at_once(setup, desk):
    setup.moves["right"].setValue(1.5)
    setup.tray.setCurrentIndex(1)
    assert setup.placing() == Placing()
    setup.moves["down"].setValue(-2)
    setup.moves["across"].setValue(100.2)
    setup.tray.setCurrentIndex(0)
    assert setup.moves["right"].value() == 1.5
    assert kept.placing_of(desk.preferences, NAME, "") == Placing(1.5, 0)
    manual = kept.placing_of(desk.preferences, NAME, "InputSlot=Manual")
    assert (manual.down, manual.across) == (-2, pytest.approx(1.002))
    setup.reset.click()
    assert kept.placing_of(desk.preferences, NAME, "") == Placing()


def test_what_was_measured_moves_the_data_back(setup, desk, qtbot, monkeypatch):
    def fill_in(dialog: MeasuredDialog) -> int:
        dialog.boxes["a_left"].setValue(21.5)
        dialog.boxes["a_top"].setValue(19)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(MeasuredDialog, "exec", fill_in)
    setup.measure.click()
    assert setup.placing() == Placing(-1.5, 1.0)
    assert setup.moves["right"].value() == -1.5
    assert "再打印一张校准页" in setup.told.text()


def test_the_printer_that_does_not_answer_is_told_in_the_dialog(setup, route, qtbot):
    route.orders.append(None)
    route.refused = StoreProblem("打印服务一直没有回答。", advice="请检查打印机。")
    setup.calibrate.click()
    qtbot.waitUntil(lambda: "一直没有回答。请检查打印机。" in setup.told.text())


def test_this_pcs_own_fonts_are_a_wish_of_this_pc(setup, desk):
    assert not kept.prefers_local_fonts(desk.preferences)
    setup.local_fonts.click()
    assert kept.prefers_local_fonts(desk.preferences)


def test_everything_has_a_name_and_esc_closes(setup, qtbot):
    assert nameless(setup) == []
    qtbot.keyClick(setup, Qt.Key.Key_Escape)
    settle()
    assert not setup.isVisible()


@pytest.fixture
def measured(qtbot):
    dialog = MeasuredDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_sign_is_said_and_shown(measured):
    measured.boxes["a_left"].setValue(21.5)
    measured.boxes["a_top"].setValue(19.2)
    assert (
        measured.said.text()
        == "印得偏右 1.5 毫米、偏上 0.8 毫米。\n以后的移动：往左 1.5 毫米，往下 0.8 毫米。"
    )
    assert measured.picture.accessibleName() == "印得偏右 1.5 毫米、偏上 0.8 毫米。"
    assert nameless(measured) == []


def test_the_second_cross_counts_only_when_it_was_measured(measured):
    measured.boxes["b_right"].setValue(22)
    assert measured.measured() == Measured(20, 20)
    measured.also_b.click()
    assert measured.measured() == Measured(20, 20, 22, 20)
    measured.accept()
    assert measured.placing.across == pytest.approx(170 / 168, abs=0.0001)


def test_a_number_that_cannot_be_is_refused_in_words(measured):
    measured.boxes["a_left"].setValue(60)
    measured.accept()
    assert measured.isVisible()
    assert "0 到 45 毫米" in measured.problem.text()


def test_a_page_that_came_out_right_is_praised():
    assert said_of(Measured(20, 20)) == "十字 A 印得正好。"


@pytest.mark.parametrize("broken", ["", 7, [], {"hardship_file": 3}, {"窗口打印机\n": "x"}, [1, 2, 3]])
def test_what_somebody_did_to_the_file_of_preferences_does_no_harm(broken):
    preferences = Preferences()
    for name in ("print/papers", "print/trays", "print/placings"):
        preferences.set(name, broken)
    assert kept.paper_settings(preferences, "hardship_file") == kept.PaperSettings()
    assert kept.placing_of(preferences, NAME, "") == Placing()
    assert kept.tray_of(preferences, NAME) == ""
