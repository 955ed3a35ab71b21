from __future__ import annotations

import gc
import threading

import pytest

from union_desk.core.memory import collect_by_itself, collect_due, collect_when_asked, collector_paused


@pytest.fixture(params=["by itself", "when asked"])
def usual(request):
    """Return whether the collector runs by itself where nothing rests it."""
    (collect_by_itself if request.param == "by itself" else collect_when_asked)()
    yield request.param == "by itself"
    collect_when_asked()


def test_the_collector_goes_on_when_the_last_of_several_has_ended(usual):
    begun, ended = threading.Event(), threading.Event()

    def other():
        with collector_paused():
            begun.set()
            ended.wait(10)

    thread = threading.Thread(target=other)
    with collector_paused():
        thread.start()
        begun.wait(10)
        assert not gc.isenabled()
        assert not collect_due()
    assert not gc.isenabled(), "the other one is still at work"
    ended.set()
    thread.join()
    assert gc.isenabled() == usual


def test_it_goes_on_after_an_error_too(usual):
    with pytest.raises(ValueError, match="half"), collector_paused():
        raise ValueError("half done")
    assert gc.isenabled() == usual


class Widget:
    """Garbage that says in which thread it was destroyed."""

    def __init__(self, where):
        self.itself, self.where = self, where

    def __del__(self):
        self.where.append(threading.get_ident())


def test_what_a_window_left_is_destroyed_in_its_own_thread():
    collect_when_asked()
    gc.collect()
    destroyed = []
    Widget(destroyed)
    worker = threading.Thread(target=lambda: [[number] for number in range(100_000)])
    worker.start()
    worker.join()
    assert destroyed == []
    kept = [[number] for number in range(10_000)]
    while collect_due() and not destroyed:
        kept += [[number] for number in range(10_000)]
    assert destroyed == [threading.get_ident()]
