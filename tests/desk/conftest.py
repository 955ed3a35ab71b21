"""A desk over a dictionary, with the real style."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import settle
from tests.desk.sample import Files, make_area, make_desk, many_files
from union_desk.desk.desk import Desk
from union_desk.desk.style import apply_style
from union_desk.desk.window import MainWindow, WindowPlan

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def styled(qapp: QApplication):
    """Every test leaves no window behind."""
    if not qapp.styleSheet():
        apply_style(qapp)
    yield
    for left in qapp.topLevelWidgets():
        left.close()
        left.deleteLater()
    settle()
    assert not [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]


@pytest.fixture
def desk(qapp) -> Desk:
    desk = make_desk()
    yield desk
    desk.close()


@pytest.fixture
def files() -> Files:
    return many_files()


@pytest.fixture
def window(desk, files, qtbot) -> MainWindow:
    plan = WindowPlan(
        [make_area(desk, files)], "白杨街道", "陈明", demo=True, standing=lambda: "最近备份 今天 12:00"
    )
    window = MainWindow(desk, plan)
    window.show()
    window.activateWindow()
    settle()
    return window
