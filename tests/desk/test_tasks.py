from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from tests.desk.helpers import settle
from union_desk.core.errors import RuleBroken
from union_desk.desk.tasks import Tasks


def test_every_result_of_a_thousand_arrives(qtbot):
    tasks = Tasks()
    got = []
    for number in range(1000):
        tasks.run("数", lambda _task, number=number: number, got.append)
    qtbot.waitUntil(lambda: len(got) == 1000)
    assert sorted(got) == list(range(1000))
    assert not tasks.running
    tasks.close()


def test_results_arrive_in_the_thread_of_the_window(qtbot):
    tasks = Tasks()
    where = []
    tasks.run("看", lambda _task: threading.current_thread(), lambda worker: where.append((worker, here())))

    def here():
        return threading.current_thread()

    qtbot.waitUntil(lambda: bool(where))
    assert where[0][0] is not threading.main_thread()
    assert where[0][1] is threading.main_thread()
    tasks.close()


def test_an_error_goes_to_who_asked_for_it(qtbot):
    tasks = Tasks()
    said = []
    tasks.run("错", lambda _task: {}["缺"], failed=lambda error: said.append(type(error)))
    qtbot.waitUntil(lambda: bool(said))
    assert said == [KeyError]
    tasks.close()


@pytest.mark.parametrize("error", [None, RuleBroken("请先选表。"), KeyError("缺")])
def test_what_a_closed_window_asked_for_is_told_only_when_it_is_a_bug(qtbot, monkeypatch, error):
    caught, told = [], []
    monkeypatch.setattr(sys, "excepthook", lambda *bug: caught.append(bug[0]))
    tasks, window, closed = Tasks(), QWidget(), threading.Event()

    def work(_task):
        closed.wait()
        if error is not None:
            raise error

    tasks.run("查", work, told.append, told.append, whose=window)
    delete(window)
    closed.set()
    qtbot.waitUntil(lambda: not tasks.running)
    assert told == []
    assert caught == ([KeyError] if isinstance(error, KeyError) else [])
    tasks.close()


def test_an_error_that_nobody_wants_is_a_bug_like_any_other(qtbot, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: caught.append(error[0]))
    tasks = Tasks()
    tasks.run("错", lambda _task: {}["缺"])
    qtbot.waitUntil(lambda: bool(caught))
    assert caught == [KeyError]
    tasks.close()


def test_a_stopped_task_delivers_nothing(qtbot):
    tasks = Tasks()
    go, got = threading.Event(), []

    def work(task):
        go.wait(5)
        return task.cancelled()

    handle = tasks.run("慢", work, got.append)
    handle.cancel()
    with qtbot.waitSignal(tasks.ended):
        go.set()
    settle()
    assert got == []
    tasks.close()


def test_the_line_below_shows_how_far_the_work_is_and_stops_it(window, desk, qtbot):
    go = threading.Event()

    def work(task):
        task.progress(12, 30)
        go.wait(5)
        return task.cancelled()

    desk.tasks.run("正在打印", work)
    qtbot.waitUntil(lambda: window.line._task_words.text() == "正在打印 12/30")
    assert window.line.bar.isVisible()
    window.line._cancel.click()
    assert window.line.words.text() == "正在停止：正在打印"
    go.set()
    qtbot.waitUntil(lambda: not window.line.bar.isVisible())
    qtbot.waitUntil(lambda: window.line.words.text() == "")
    assert window.line._task_words.text() == ""


def test_work_that_is_not_wanted_any_more_is_not_shown_any_more(window, desk, qtbot):
    go = threading.Event()
    handle = desk.tasks.run("正在排版", lambda _task: go.wait(5))
    assert window.line.bar.isVisible()
    handle.cancel()
    qtbot.waitUntil(lambda: not window.line.bar.isVisible())
    assert window.line._task_words.text() == ""
    go.set()


def test_a_desk_that_is_being_left_begins_nothing(qtbot):
    tasks, done = Tasks(), []
    tasks.close()
    assert tasks.run("查", lambda _task: 1, done.append).cancelled()
    assert (tasks.running, done) == (frozenset(), [])
