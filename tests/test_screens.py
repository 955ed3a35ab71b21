"""Every screen of the program in every size: all words whole, all parts named, everything by keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from tests import looking
from tests.desk.helpers import nameless
from tests.screens import DIALOGS, SETTINGS, make_stage, shown, turn, unknown_dialogs, walk, window_screens
from union_desk.areas import settings_pages
from union_desk.desk import style
from union_desk.services import open_demo

# All sizes of type and window are walked over by `python -m tests.screens STORE FILE`, in the scale that
# QT_SCALE_FACTOR says; here are those at which something was cut off before.
USUAL = QSize(1366, 768)


@pytest.fixture(scope="module")
def demo(tmp_path_factory, demo_made):
    made, summary = demo_made
    folder = tmp_path_factory.mktemp("demo")
    # Only one program at a time opens a store.
    for name in ("store", "another"):
        shutil.copytree(made, folder / name)
    return folder, summary


@pytest.fixture(scope="module")
def stage(demo, qapp):
    folder, summary = demo
    style.apply_style(qapp)
    services = open_demo(folder / "store")
    stage = make_stage(services, summary.shown["hardship_file"])
    yield stage
    style.apply_style(qapp)
    stage.window.close()
    stage.window.desk.close()
    stage.tasks.close()
    stage.window.deleteLater()
    turn()
    services.close()


@pytest.fixture
def usual(stage, qapp):
    """The window in its usual size and type."""
    style.set_point_size(qapp, style.POINT_SIZES[0])
    stage.window.resize(USUAL)
    turn()
    return stage


def test_no_dialog_of_the_program_is_unknown_to_these_tests(qapp):
    assert unknown_dialogs() == []


def test_every_page_of_the_settings_is_walked_over(stage):
    pages = settings_pages(stage.window.desk, stage.services)
    assert [page.name for page in pages] == list(SETTINGS)


@pytest.mark.parametrize(
    ("points", "size"),
    [
        (10.5, QSize(1366, 768)),
        (12.0, QSize(1024, 768)),
        (14.0, QSize(1366, 768)),
        (16.0, QSize(1366, 768)),
        (16.0, QSize(1024, 768)),
        # What is left of these screens at 150 per cent.
        (10.5, QSize(683, 512)),
        (16.0, QSize(911, 512)),
    ],
)
def test_nothing_is_cut_off(stage, qapp, points, size):
    assert walk(stage, points, size) == []


@pytest.mark.parametrize(("scale", "size"), [("1.25", "10.5:1366x768"), ("1.5", "16:1366x768")])
def test_nothing_is_cut_off_on_a_screen_that_is_scaled(demo, scale, size):
    folder, summary = demo
    file = summary.shown["hardship_file"]
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.screens",
            str(folder / "another"),
            file,
            size,
        ],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stdout + ended.stderr


def test_everything_has_a_name_for_a_screen_reader(usual):
    found = {name: nameless(widget) for name, widget in window_screens(usual)}
    for kind, make in DIALOGS:
        with shown(usual, make) as dialog:
            found[kind.__name__] = [*found.get(kind.__name__, ()), *nameless(dialog)]
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_tab_goes_where_the_eye_goes(usual):
    found = {}
    for name, window in window_screens(usual):
        view = window.view
        parts = [window] if view is None else [part for part in (view.list, view.page) if part is not None]
        found[name] = [jump for part in parts if part.isVisible() for jump in looking.jumps(part)]
    for kind, make in DIALOGS:
        with shown(usual, make) as dialog:
            found[kind.__name__] = [*found.get(kind.__name__, ()), *looking.jumps(dialog)]
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_one_sees_where_the_cursor_is(usual):
    found = {}
    for name, window in window_screens(usual):
        view = window.view
        parts = [window] if view is None else [part for part in (view.list, view.page) if part is not None]
        found[name] = [bad for part in parts if part.isVisible() for bad in looking.unseen_focus(part)]
    for kind, make in DIALOGS:
        with shown(usual, make) as dialog:
            found[kind.__name__] = [*found.get(kind.__name__, ()), *looking.unseen_focus(dialog)]
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_every_button_is_pressed_by_keys(usual):
    found = {name: looking.without_keys(widget) for name, widget in window_screens(usual)}
    for kind, make in DIALOGS:
        with shown(usual, make) as dialog:
            found[kind.__name__] = [*found.get(kind.__name__, ()), *looking.without_keys(dialog)]
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_every_act_of_the_menus_has_a_way_by_keys(usual):
    window = usual.window
    for action in window.menuBar().actions():
        assert "&" in action.text()
        stack = list(action.menu().actions())
        while stack:
            each = stack.pop()
            if each.menu() is not None:
                stack += each.menu().actions()
            elif not each.isSeparator():
                # ↓ and Enter lead to it in its menu; by its words it is found with Ctrl+K.
                assert each.text()
    shortcuts = [each.shortcut().toString() for each in window.acts.values()]
    used = [keys for keys in shortcuts if keys]
    assert len(used) == len(set(used))


def test_a_dialog_closes_by_esc_and_has_one_usual_button(usual):
    for kind, make in DIALOGS:
        with shown(usual, make) as dialog:
            buttons = looking.default_buttons(dialog)
            assert len(buttons) <= 1, kind.__name__
