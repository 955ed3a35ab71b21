"""Minutes typed at the table: question and answer by Enter, every line stored at once, none ever changed."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.helpers import nameless, settle
from tests.dispute.stand import Stand
from tests.hardship.screen import Typist
from tests.looking import cut_off, without_keys
from union_desk.core.errors import StoreProblem
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.printing import PrintSheet
from union_desk.dispute.page.life.handling import Handling
from union_desk.dispute.page.life.minutes import MinutesWindow
from union_desk.dispute.page.life.speakers import Turn
from union_desk.dispute.values import Hearing, Minute

TODAY = date(2026, 11, 23)
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def desk(qapp, clock, actor):
    if not qapp.styleSheet():
        style.apply_style(qapp)
    desk = Desk(actor, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def uid(service, actor, case_form) -> str:
    uid = service.save(actor, case_form).uid
    service.take_step(actor, uid, "apply", on=date(2026, 11, 20))
    service.take_step(actor, uid, "accept", on=date(2026, 11, 20))
    return uid


@pytest.fixture
def stand(service, actor, desk, uid):
    stand = Stand(service, actor, desk, Handling, uid)
    stand.resize(860, 900)
    stand.show()
    stand.activateWindow()
    settle()
    yield stand
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MinutesWindow):
            window.close()
    stand.close()
    settle()


def opened(stand, hearing: Hearing | None = None) -> MinutesWindow:
    """Return the minutes of a meeting, or of one that begins now."""
    part = stand.section.hearings
    if hearing is None:
        part.begin_now()
    else:
        part.open_minutes(hearing)
    settle()
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, MinutesWindow)]
    window = next(each for each in found if each.isVisible())
    window.activateWindow()
    settle()
    return window


def begun(service, actor, uid) -> Hearing:
    one = Hearing(
        uid="hearing",
        held_on=TODAY,
        from_time="14:05",
        mediators=("沈佳", "李强"),
        recorder="王芳",
        present=("张𧒽芬", "赵经理"),
    )
    service.write_down(actor, uid, one)
    return service.life(actor, uid).hearings[0]


def lines(service, actor, uid) -> list[tuple[str, str, str]]:
    return [(one.speaker, one.kind, one.text) for one in service.life(actor, uid).hearings[0].minutes]


def test_question_and_answer_go_back_and_forth_with_one_key_a_line(stand, service, actor, uid):
    opened(stand, begun(service, actor, uid))
    typist = Typist()
    typist.enter("工资发到哪个月？", "发到八月。", "有没有约定加班费？", "没有。")
    typist.press(Qt.Key.Key_4, CTRL)
    typist.enter("公司确实有困难。")
    assert typist.controls == 6, "one for each line, and one to let somebody else speak"
    assert lines(service, actor, uid) == [
        ("沈佳", "question", "工资发到哪个月？"),
        ("张𧒽芬", "answer", "发到八月。"),
        ("沈佳", "question", "有没有约定加班费？"),
        ("张𧒽芬", "answer", "没有。"),
        ("赵经理", "statement", "公司确实有困难。"),
    ]


def test_who_speaks_and_how_is_chosen_by_keys(stand, service, actor, uid):
    window, typist = opened(stand, begun(service, actor, uid)), Typist()
    typist.press(Qt.Key.Key_G, ALT)
    assert window.turn == Turn("沈佳", "rights")
    assert window.now.text() == "沈佳　告知"
    typist.enter("双方有权申请回避。")
    assert window.turn == Turn("沈佳", "question"), "after what is told one asks"
    typist.press(Qt.Key.Key_2, CTRL)
    typist.enter("对考勤有异议吗？")
    assert window.turn == Turn("张𧒽芬", "answer")
    typist.enter("没有。")
    assert window.turn == Turn("李强", "question"), "who asked last asks on"
    typist.press(Qt.Key.Key_3, CTRL)
    assert window.turn.kind == "statement", "nobody has asked"


def test_a_line_is_broken_by_shift_and_enter(stand, service, actor, uid):
    window, typist = opened(stand, begun(service, actor, uid)), Typist()
    typist.write("一、工资")
    typist.press(ENTER, SHIFT)
    typist.write("二、补偿")
    typist.press(ENTER)
    assert lines(service, actor, uid)[0][2] == "一、工资\n二、补偿"
    assert window.text.document().blockCount() == 1


def test_a_line_is_mended_by_another_and_stays_readable(stand, service, actor, uid):
    window, typist = opened(stand, begun(service, actor, uid)), Typist()
    typist.enter("工资发到哪个月？", "发到九月。")
    typist.press(Qt.Key.Key_F2)
    assert window.now.text() == "更正：张𧒽芬　答"
    typist.enter("发到八月。")
    _first, mended = service.life(actor, uid).hearings[0].minutes
    assert (mended.text, mended.before) == ("发到八月。", "发到九月。")
    shown = window.text.toPlainText().split("\n")
    assert shown == [
        "沈佳（问）：工资发到哪个月？",
        "张𧒽芬（答）：发到九月。",
        "更正：张𧒽芬（答）：发到八月。",
    ]
    block = window.text.document().findBlockByNumber(1)
    assert block.begin().fragment().charFormat().fontStrikeOut()
    assert window.turn == Turn("沈佳", "question")
    window.close()
    again = opened(stand, service.life(actor, uid).hearings[0])
    assert again.text.toPlainText().split("\n") == shown
    assert again.turn == Turn("沈佳", "question")


def test_what_was_not_put_down_waits_and_the_end_is_stored(stand, service, actor, uid):
    hearing = begun(service, actor, uid)
    window, typist = opened(stand, hearing), Typist()
    typist.enter("工资发到哪个月？")
    typist.write("发到")
    window.to_time.set_value("16:05")
    window.outcome.set_value("adjourned")
    typist.press(ESC)
    stored = service.life(actor, uid).hearings[0]
    assert (stored.to_time, stored.result) == ("16:05", "adjourned")
    assert [one.text for one in stored.minutes] == ["工资发到哪个月？"]
    again = opened(stand, stored)
    assert again.entry.toPlainText() == "发到"
    assert again.turn == Turn("张𧒽芬", "answer")


def test_a_meeting_begins_at_once_with_who_is_expected(stand, service, actor, uid):
    opened(stand)
    Typist().enter("工资发到哪个月？")
    (one,) = service.life(actor, uid).hearings
    assert (one.held_on, one.from_time) == (TODAY, "10:00")
    assert one.present == ("张𧒽芬", "杭州某某电子科技有限公司", "陈律")
    assert [line.text for line in one.minutes] == ["工资发到哪个月？"]


def test_somebody_who_was_not_expected_can_speak(stand, service, actor, uid):
    window, typist = opened(stand, begun(service, actor, uid)), Typist()
    window.other.setFocus()
    typist.enter("翻译小李")
    assert window.turn.speaker == "翻译小李"
    typist.enter("我来翻译。")
    assert lines(service, actor, uid)[-1][0] == "翻译小李", window.told.text()
    assert "翻译小李" in service.life(actor, uid).hearings[0].present


def test_a_line_that_cannot_be_stored_stays_typed(stand, service, actor, uid, monkeypatch):
    window, typist = opened(stand, begun(service, actor, uid)), Typist()

    def full(*_args: object) -> str:
        raise StoreProblem("磁盘满了。", advice="请腾出空间。")

    with monkeypatch.context() as patched:
        patched.setattr(service, "write_down", full)
        typist.enter("工资发到哪个月？")
        assert "还没有保存" in window.told.text()
        assert window.entry.toPlainText() == "工资发到哪个月？"
    typist.press(ENTER)
    assert len(lines(service, actor, uid)) == 1


def test_minutes_of_an_archived_case_are_only_read(stand, service, xs_actor, actor, uid, desk):
    hearing = begun(service, actor, uid)
    other = Stand(service, xs_actor, desk, Handling, uid)
    other.section.hearings.open_minutes(hearing)
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, MinutesWindow)]
    window = next(each for each in found if each.isVisible())
    window.entry.setPlainText("不该写")
    window.put()
    assert lines(service, actor, uid) == []
    assert window.entry.isReadOnly()
    window.close()


def test_long_minutes_stay_fast(stand, service, actor, uid):
    hearing = begun(service, actor, uid)
    many = tuple(
        Minute(
            speaker="沈佳" if number % 2 == 0 else "张𧒽芬",
            kind="question" if number % 2 == 0 else "answer",
            text=f"第 {number} 句：" + "工资发到哪个月，有没有约定加班费的计算基数，" * 3,
        )
        for number in range(600)
    )
    service.write_down(actor, uid, Hearing(**{**_fields(hearing), "minutes": many}))
    window = opened(stand, service.life(actor, uid).hearings[0])
    started = time.perf_counter()
    for number in range(5):
        window.entry.setPlainText(f"新的一句 {number}")
        window.put()
    each = (time.perf_counter() - started) / 5
    assert len(service.life(actor, uid).hearings[0].minutes) == 605
    assert each < 0.25, f"{each * 1000:.0f} ms a line"
    assert window.text.document().blockCount() == 605


def _fields(one: Hearing) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_the_window_holds_at_every_size(stand, service, actor, uid, qapp, points):
    style.set_point_size(qapp, points)
    try:
        window = opened(stand, begun(service, actor, uid))
        assert cut_off(window) == []
        assert nameless(window) == []
        assert without_keys(window) == []
        window.close()
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()


def test_the_end_of_the_meeting_is_typed_field_by_field(stand, service, actor, uid):
    window, typist = opened(stand, begun(service, actor, uid)), Typist()
    window.to_time.setFocus()
    typist.enter("1605", "lxap", "下次带考勤表")
    assert typist.here is window.print_button, "what follows is to print it for signing"
    typist.press(ESC)
    stored = service.life(actor, uid).hearings[0]
    assert (stored.to_time, stored.result, stored.result_text) == ("16:05", "adjourned", "下次带考勤表")
    assert any("另行安排" in text for text in stand.told + _words(stand))


def _words(stand) -> list[str]:
    return [label.text() for label in stand.findChildren(QLabel)]


def test_the_record_is_printed_from_the_table_for_signing(stand, service, actor, uid):
    window, typist = opened(stand, begun(service, actor, uid)), Typist()
    typist.enter("工资发到哪个月？")
    window.to_time.set_value("16:05")
    typist.press(Qt.Key.Key_P, CTRL)
    sheet = window.findChildren(PrintSheet)[-1]
    assert sheet.windowTitle().startswith("打印 · 调解笔录")
    assert service.life(actor, uid).hearings[0].to_time == "16:05"
    sheet.close()
    settle()
