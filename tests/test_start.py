"""The start of the real program: what is loaded when, and one window for each data folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.real_display import real_display
from union_desk.casework.offices import Office
from union_desk.core.rights import Role
from union_desk.desk import one_window
from union_desk.desk.one_window import OneWindow
from union_desk.services import DEMO_KEY, DEMO_USER, FirstStart, create_store, furnish
from union_desk.store.database import Database
from union_desk.store.vault import Cost

ROOT = Path(__file__).parents[1]
CHEAP = Cost(1, 1024, 1)
PASSWORD = "a long password"
LONGEST_SECONDS = 30


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Make a home folder with one store that asks for a password, and one that does not."""
    home = tmp_path_factory.mktemp("home")
    create_store(home / "locked", FirstStart("白杨街道总工会", "BY", False, "陈明", PASSWORD), cost=CHEAP)
    office = Office("BY", "白杨街道总工会", "", "street_office")
    with Database.create(home / "open", DEMO_KEY, kind="demo") as database:
        furnish(database, (office,), office, {DEMO_USER: (office, frozenset(Role))})
    return home


@pytest.fixture
def environment(home, monkeypatch):
    """Give the program a home and a place for its sockets, whose paths have to be short."""
    with tempfile.TemporaryDirectory(prefix="ud-") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.parametrize("words", [("open",), ("locked", PASSWORD)], ids=["frame", "password box"])
def test_what_is_slow_to_load_waits_until_something_was_painted(home, environment, words):
    folder, *password = words
    command = [sys.executable, str(ROOT / "tests" / "start_watched.py"), str(home / folder), *password]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
    )
    assert done.stdout.splitlines() == ["painted:", "settled: sqlalchemy"], done.stdout + done.stderr
    assert done.returncode == 0


def test_where_no_window_is_the_start_goes_on_and_listens(qtbot, tmp_path, environment):
    first = OneWindow(tmp_path)
    assert first.take()
    assert Path(first.name).is_socket()
    assert OneWindow(tmp_path / "other").take()
    first.close()


def test_what_a_dead_window_left_behind_stops_nobody(qtbot, tmp_path, environment):
    one = OneWindow(tmp_path)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(one.name)
    assert Path(one.name).is_socket()
    assert one.take()
    with socket.socket(socket.AF_UNIX) as second:
        second.connect(one.name)
    one.close()


def test_a_window_that_hangs_keeps_its_name_and_stops_nobody(qtbot, tmp_path, environment, monkeypatch):
    monkeypatch.setattr(one_window, "_ANSWER_MS", 200)
    one = OneWindow(tmp_path)
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(one.name)
        hung.listen()
        assert one.take()
    one.close()


def test_another_users_socket_is_not_spoken_to(qtbot, tmp_path, environment):
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    one = OneWindow(tmp_path)
    with socket.socket(socket.AF_UNIX) as foreign:
        foreign.bind(one.name)
        foreign.listen()
        os.chown(one.name, 65534, -1)
        assert one.take()
        foreign.setblocking(False)
        with pytest.raises(BlockingIOError):
            foreign.accept()


@contextmanager
def started(environment, *words):
    """Run the real program for a while."""
    command = [sys.executable, "-m", "union_desk", *map(str, words)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait(10)


def xdotool(environment, *words, check=True):
    done = subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, done.stderr
    return done.stdout.strip()


def shown(environment, process, *, count=1):
    """Wait until a program shows so many windows; return their ids."""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        search = ("search", "--onlyvisible", "--pid", str(process.pid), "--name", ".")
        if len(found := xdotool(environment, *search, check=False).split()) >= count:
            return found
        assert process.poll() is None, "the program ended by itself"
        time.sleep(0.05)
    raise AssertionError("no window")


def comes_to_the_front(environment, process):
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        if xdotool(environment, "getactivewindow", check=False) in shown(environment, process):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.xvfb
def test_a_second_start_raises_the_first_window_from_where_it_is(home, environment):
    with real_display() as display:
        environment |= {"DISPLAY": display["DISPLAY"], "QT_QPA_PLATFORM": "xcb"}
        with started(environment, "--store", home / "locked") as first:
            (box,) = shown(environment, first)
            xdotool(environment, "windowminimize", "--sync", box)
            with started(environment, "--store", home / "locked") as second:
                # It asks for no password, and is gone.
                assert second.wait(LONGEST_SECONDS) == 0
            assert shown(environment, first) == [box]
            with started(environment, "--store", home / "open") as other:
                assert comes_to_the_front(environment, other)
                with started(environment, "--store", home / "locked") as third:
                    assert third.wait(LONGEST_SECONDS) == 0
                assert comes_to_the_front(environment, first)
