"""The picture of clocks as a widget: by keys and mouse, with why this date, in every size of type."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QToolTip, QVBoxLayout, QWidget

from tests.desk.helpers import settle
from tests.paper.clocks.stories import crowd, story, usual
from union_desk.desk import style
from union_desk.desk.clock_picture import ClockPicture


@pytest.fixture
def picture(qtbot):
    frame = QWidget()
    made = ClockPicture()
    QVBoxLayout(frame).addWidget(made)
    frame.resize(900, 700)
    qtbot.addWidget(frame)
    frame.show()
    made.show_story(usual())
    yield made
    del frame


def press(picture, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QApplication.sendEvent(picture, QKeyEvent(QEvent.Type.KeyPress, key, modifier))


def test_the_cursor_comes_in_at_what_is_due_first(picture):
    picture.setFocus()
    assert picture.key == "E02"
    assert picture.accessibleDescription().startswith(
        "办理离职手续：最后一天 2026年11月20日（星期五），已超期 3 天。"
    )


def test_arrows_go_through_periods_and_events(picture):
    seen = []
    picture.chosen.connect(seen.append)
    picture.setFocus()
    key = Qt.Key
    press(picture, key.Key_Down, key.Key_Down)
    assert picture.key == "A07"
    press(picture, key.Key_Up, key.Key_Up, key.Key_Up)
    assert picture.key == "e4"
    press(picture, key.Key_Right, key.Key_Right)
    assert picture.key == "e6"
    press(picture, key.Key_Right, key.Key_Home)
    assert picture.key == "e0"
    press(picture, key.Key_Down)
    assert picture.key == "E02"
    assert seen[-9:] == ["U01", "A07", "U01", "E02", "e4", "e5", "e6", "e0", "E02"]


def test_each_of_sixty_events_of_a_day_is_reached(picture):
    picture.show_story(crowd())
    picture.setFocus()
    picture.go_to("e0")
    seen = []
    picture.chosen.connect(seen.append)
    for _ in range(70):
        press(picture, Qt.Key.Key_Right)
    assert [key for key in seen if int(key[1:]) < 60] == [f"e{number}" for number in range(1, 60)]


def test_plus_and_minus_make_days_wider_and_narrower_where_one_is(picture):
    picture.setFocus()
    before = picture.layout_shown
    place = before.scale.end(next(bar.period for bar in before.bars if bar.period.key == "E02").due_on)
    press(picture, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    after = picture.layout_shown
    assert after.scale.per_day > 2 * before.scale.per_day
    assert after.scale.end(after.bars[0].period.due_on) == pytest.approx(place)
    press(picture, Qt.Key.Key_0)
    assert picture.layout_shown.scale.per_day < before.scale.per_day
    press(picture, Qt.Key.Key_Minus)
    assert picture.layout_shown.bars[0].begin > 0
    press(picture, Qt.Key.Key_N)
    assert picture.layout_shown.scale == before.scale
    press(picture, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert picture.layout_shown.scale.first > before.scale.first


def test_its_keys_are_its_own_even_where_the_window_has_them_too(picture):
    picture.setFocus()
    for key in (Qt.Key.Key_F1, Qt.Key.Key_0, Qt.Key.Key_Plus):
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        asked.ignore()
        QApplication.sendEvent(picture, asked)
        assert asked.isAccepted()
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    asked.ignore()
    QApplication.sendEvent(picture, asked)
    assert not asked.isAccepted()


@pytest.mark.qt_log_ignore(r"raise\(\)")
def test_f1_says_why_and_names_the_keys(picture, qtbot):
    picture.setFocus()
    picture.go_to("M06")
    press(picture, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: "第二百零五条" in QToolTip.text())
    assert "30日，到2026年12月16日" in QToolTip.text()
    assert "放大" in QToolTip.text()


@pytest.mark.qt_log_ignore(r"raise\(\)")
def test_the_mouse_asks_why_and_goes_there(picture, qtbot):
    label = next(bar.label for bar in picture.layout_shown.bars if bar.period.key == "M06")
    place = QPoint(round(label.x) + 5, round(label.y) + 5)
    QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, place, picture.mapToGlobal(place)))
    assert "第二百零五条" in QToolTip.text()
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=place)
    assert picture.key == "M06"


def test_the_same_case_shown_again_stays_as_it_was_looked_at(picture):
    picture.go_to("M06")
    picture.zoom(2)
    scale = picture.layout_shown.scale
    picture.show_story(usual(), same=True)
    assert (picture.key, picture.layout_shown.scale) == ("M06", scale)
    picture.show_story(story())
    assert (picture.key, picture.layout_shown) == ("", None)


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_it_is_as_high_as_what_it_shows(picture, qapp, points):
    style.apply_style(qapp, points)
    try:
        assert picture.height() == round(picture.layout_shown.height)
        assert picture.layout_shown.type.unit == pytest.approx(picture.fontMetrics().height(), abs=1)
        assert not picture.grab().isNull()
    finally:
        style.apply_style(qapp)


def test_a_page_that_is_lower_than_the_picture_scrolls_to_what_one_is_on(qtbot):
    area = QScrollArea()
    made = ClockPicture()
    area.setWidget(made)
    area.setWidgetResizable(True)
    area.resize(900, 200)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    made.show_story(usual())
    settle()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    press(made, Qt.Key.Key_End)
    bar = next(bar for bar in made.layout_shown.bars if bar.period.key == made.key)
    top = area.verticalScrollBar().value()
    assert (top > 0, top <= bar.label.y <= bar.y <= top + area.viewport().height()) == (True, True)
