from __future__ import annotations

import gc
import threading

import pytest

from union_desk.core.memory import collector_paused


def test_the_collector_goes_on_when_the_last_of_several_has_ended():
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
    assert not gc.isenabled(), "the other one is still at work"
    ended.set()
    thread.join()
    assert gc.isenabled()


def test_it_goes_on_after_an_error_too():
    with pytest.raises(ValueError, match="half"), collector_paused():
        raise ValueError("half done")
    assert gc.isenabled()
