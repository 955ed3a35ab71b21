"""The idle watch, the curtain before the windows, and the box that lets in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMessageBox, QWidget

from tests.desk.helpers import nameless, settle
from union_desk.core.errors import WrongPassword
from union_desk.desk.lock import Curtain, IdleWatch, LockBox, clear_clipboards
from union_desk.desk.tasks import Tasks


class Standing:
    def __init__(self):
        self.at = 1_000.0

    def __call__(self):
        return self.at


@pytest.fixture
def tasks(qtbot):
    tasks = Tasks(workers=1)
    yield tasks
    tasks.close()


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    settle()
    return widget


# --- idle


@pytest.fixture
def watch(qtbot):
    clock = Standing()
    watch = IdleWatch(clock)
    watch.set_minutes(15)
    gone = []
    watch.went_idle.connect(lambda: gone.append(clock.at))
    yield watch, clock, gone
    watch.set_minutes(0)


def test_the_desk_goes_idle_after_its_minutes(watch):
    watch, clock, gone = watch
    clock.at += 15 * 60 - 1
    watch._look()
    assert gone == []
    clock.at += 1
    watch._look()
    assert len(gone) == 1


def test_keys_and_mouse_in_our_windows_keep_it_awake(watch, qtbot):
    watch, clock, gone = watch
    field = shown(qtbot, QLineEdit())
    window = field.windowHandle()
    for act in (
        lambda: QTest.keyClick(window, Qt.Key.Key_A),
        lambda: QTest.mouseMove(window, QPoint(3, 3)),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5)),
    ):
        clock.at += 14 * 60
        act()
        settle()
        watch._look()
    assert gone == []
    assert field.text() == "a"
    clock.at += 15 * 60
    watch._look()
    assert len(gone) == 1


def test_an_input_method_that_keeps_its_keys_to_itself_keeps_it_awake(watch):
    watch, clock, gone = watch
    clock.at += 14 * 60
    QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImCursorRectangle)
    clock.at += 14 * 60
    watch._look()
    assert gone == []


def test_a_clock_that_was_put_back_does_not_keep_the_desk_open(watch):
    watch, clock, gone = watch
    clock.at -= 100_000
    watch._look()
    clock.at += 15 * 60
    watch._look()
    assert len(gone) == 1


def test_never_is_never(watch):
    watch, clock, gone = watch
    watch.set_minutes(0)
    assert not watch._timer.isActive()
    del clock, gone


def test_a_short_time_passes_by_itself(qtbot):
    watch = IdleWatch()
    with qtbot.waitSignal(watch.went_idle, timeout=5_000):
        watch.set_minutes(0.005)


# --- the curtain


@pytest.fixture
def curtain(qtbot, qapp):
    box = QDialog()
    qtbot.addWidget(box)
    box.show()
    curtain = Curtain(qapp, box)
    yield curtain
    curtain.drop()


def visible():
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def test_every_window_goes_and_comes_back(qtbot, curtain):
    window = shown(qtbot, QWidget())
    dialog = QDialog(window)
    dialog.open()
    settle()
    curtain.draw()
    assert visible() == [curtain._box]
    curtain.open()
    settle()
    assert window.isVisible()
    assert dialog.isVisible()
    assert dialog.isModal()
    dialog.done(0)


@pytest.mark.qt_log_ignore("does not support")
def test_an_open_menu_is_closed(qtbot, curtain):
    window = shown(qtbot, QWidget())
    menu = QMenu(window)
    menu.addAction("显示")
    menu.popup(QPoint(5, 5))
    curtain.draw()
    assert not menu.isVisible()


def test_what_comes_up_meanwhile_waits(qtbot, curtain):
    shown(qtbot, QWidget())
    curtain.draw()
    late = QMessageBox(QMessageBox.Icon.Information, "", "打印完了")
    qtbot.addWidget(late)
    late.open()
    settle()
    assert visible() == [curtain._box]
    curtain.open()
    settle()
    assert late.isVisible()


def test_a_question_that_was_waited_for_ends_as_by_esc(qtbot, curtain):
    window = shown(qtbot, QWidget())
    box = QMessageBox(QMessageBox.Icon.Warning, "", "注销档案？", QMessageBox.StandardButton.NoButton, window)
    go_on = box.addButton("注销", QMessageBox.ButtonRole.AcceptRole)
    QTimer.singleShot(0, curtain.draw)
    box.exec()
    assert box.clickedButton() is not go_on
    curtain.open()
    settle()
    assert not box.isVisible()
    assert window.isVisible()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("330199197803120021", ""),
        ("330199 19780312 0021", ""),
        ("身份证 33019919780312002X，请核对", ""),
        ("138 0000 0000", ""),
        ("6222 0000 0000 0000 000", ""),
        ("白杨-2026-00031", "白杨-2026-00031"),
        ("白杨街道某某社区", "白杨街道某某社区"),
    ],
)
def test_numbers_of_persons_leave_the_clipboard_and_words_stay(qapp, monkeypatch, text, left):
    # The screenless platform does not tell whose the clipboard is.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)
    QGuiApplication.clipboard().setText(text)
    clear_clipboards()
    assert QGuiApplication.clipboard().text(QClipboard.Mode.Clipboard) == left


# --- the box


def box_of(qtbot, tasks, enter):
    return shown(qtbot, LockBox(tasks, "陈明", ("陈明", "李强"), enter))


def test_the_same_user_types_his_password_and_no_name(qtbot, tasks):
    asked = []
    box = box_of(qtbot, tasks, lambda *words: asked.append(words) or "陈明")
    assert box.ui.password.hasFocus()
    assert box.ui.user.isReadOnly()
    qtbot.keyClicks(box.ui.password, "right words")
    with qtbot.waitSignal(box.accepted):
        qtbot.keyClick(box.ui.password, Qt.Key.Key_Return)
    assert asked == [("陈明", "right words")]


def test_another_user_gives_his_name_too(qtbot, tasks):
    asked = []
    box = box_of(qtbot, tasks, lambda *words: asked.append(words) or "李强")
    box.ui.other.click()
    assert box.ui.user.hasFocus()
    box.ui.user.setText("李强")
    box.ui.password.setText("his own words")
    with qtbot.waitSignal(box.accepted):
        box.ui.unlock.click()
    assert asked == [("李强", "his own words")]


def test_esc_opens_nothing_and_leads_back_to_the_first_user(qtbot, tasks):
    box = box_of(qtbot, tasks, lambda *_words: None)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.isVisible()
    box.ui.other.click()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.isVisible()
    assert (box.ui.user.text(), box.ui.user.isReadOnly()) == ("陈明", True)


def test_closing_the_box_leaves_the_program(qtbot, tasks):
    box = box_of(qtbot, tasks, lambda *_words: None)
    with qtbot.waitSignal(box.left):
        box.close()


def test_the_seconds_are_counted_down_and_another_user_need_not_wait(qtbot, tasks):
    def refuse(*_words):
        raise WrongPassword("用户名或密码不对。", advice="请等 2 秒再试。", wait_seconds=2)

    box = box_of(qtbot, tasks, refuse)
    box.ui.password.setText("wrong")
    box.try_enter()
    qtbot.waitUntil(lambda: box.ui.unlock.text() == "请等 2 秒")
    assert not box.ui.unlock.isEnabled()
    box.ui.other.click()
    assert box.ui.unlock.isEnabled()
    assert box.ui.unlock.text() == "进入"
    box.ui.other.click()
    box.ui.password.setText("wrong")
    box.try_enter()
    qtbot.waitUntil(lambda: box.ui.unlock.text() == "请等 1 秒", timeout=4_000)
    qtbot.waitUntil(box.ui.unlock.isEnabled, timeout=4_000)
    assert box.ui.unlock.text() == "继续工作"
    assert "现在可以再试" in box.ui.problem.text()
    assert "2 秒" not in box.ui.problem.text()


def test_the_box_is_named_for_screen_readers(qtbot, tasks):
    assert nameless(box_of(qtbot, tasks, lambda *_words: None)) == []
