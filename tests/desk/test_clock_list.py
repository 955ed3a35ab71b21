"""The dated list below the picture: each day with its article, the steps folded, one cursor in both."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.desk.helpers import nameless, settle
from tests.looking import jumps
from tests.paper.clocks.stories import crowd, long, story, usual
from union_desk.desk.clock_sheet import ClockSheet


@pytest.fixture
def sheet(qtbot):
    frame = QWidget()
    made = ClockSheet()
    QVBoxLayout(frame).addWidget(made)
    frame.resize(900, 1400)
    qtbot.addWidget(frame)
    frame.show()
    made.show_story(usual())
    yield made
    del frame


def lines(sheet):
    dates = sheet.dates
    return [dates.topLevelItem(row) for row in range(dates.topLevelItemCount())]


def press(widget, *keys):
    for key in keys:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def test_each_day_is_a_line_and_today_stands_between_them(sheet):
    told = [line.text(0)[:10] for line in lines(sheet)]
    place = next(row for row, text in enumerate(told) if text.startswith("今天"))
    days = [*told[:place], *told[place + 1 :]]
    assert days == sorted(days)
    assert (told[place - 1] <= "2026-11-23", told[place + 1] > "2026-11-23") == (True, True)
    found = next(line for line in lines(sheet) if line.text(1) == "共同申请司法确认的最后一天")
    assert [found.text(column) for column in range(4)] == [
        "2026-12-16 周三",
        "共同申请司法确认的最后一天",
        "剩 23 天",
        "《民事诉讼法》第二百零五条",
    ]


def test_the_steps_are_folded_until_one_asks(sheet):
    sheet.picture.setFocus()
    sheet.picture.go_to("M06")
    press(sheet.picture, Qt.Key.Key_Return)
    line = sheet.dates.currentItem()
    assert line.isExpanded()
    assert [line.child(row).text(0) for row in range(line.childCount())] == [
        "依据：《民事诉讼法》第二百零五条",
        "1. 当天不计入，从次日2026年11月17日起算。",
        "2. 30日，到2026年12月16日（星期三）。",
    ]
    press(sheet.dates, Qt.Key.Key_Space)
    assert not line.isExpanded()


def test_picture_and_list_are_on_the_same_line(sheet):
    sheet.picture.go_to("U01")
    assert sheet.dates.currentItem().text(1) == "答复意见书的最后一天"
    assert sheet.why.text().startswith("答复意见书：最后一天 2026年11月23日（星期一），今天到期。")
    press(sheet.dates, Qt.Key.Key_Up)
    assert sheet.picture.key == "E02"


def test_what_was_open_stays_open_when_the_case_is_shown_anew(sheet):
    sheet.dates.open_why("M06")
    sheet.show_story(usual(), same=True)
    assert sheet.dates.currentItem().isExpanded()
    assert sheet.picture.key == "M06"


@pytest.mark.parametrize("told", [crowd, long])
def test_a_long_list_scrolls_and_a_short_one_does_not(sheet, told):
    short = sheet.dates.height()
    sheet.show_story(told())
    assert sheet.dates.verticalScrollBar().maximum() > 0
    assert sheet.dates.height() >= short


def test_a_case_without_days_says_so(sheet):
    sheet.show_story(story())
    assert sheet.dates.isHidden()
    assert not sheet.picture.grab().isNull()


def test_tab_goes_through_the_acts_before_the_picture(sheet):
    sheet.add_act("打印期限图…", print)
    settle()
    assert jumps(sheet) == []


def test_everything_has_a_name_and_its_keys(sheet):
    assert nameless(sheet) == []
