"""Run in a real window: one scenario by its name; says OK or what went wrong. X keys come from xdotool."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.sample import make_area, make_desk, many_files
from union_desk.desk.input_method import offer_input_methods
from union_desk.desk.style import apply_style
from union_desk.desk.window import MainWindow, WindowPlan

WAIT_MS = 6000


def keys(*names: str) -> None:
    """Press keys as the X server knows them, and let the window hear of it."""
    pressed = subprocess.Popen(["xdotool", "key", "--delay", "60", *names])
    while pressed.poll() is None:
        QTest.qWait(20)
    QTest.qWait(150)


def expect(what: str, holds) -> None:
    for _wait in range(WAIT_MS // 50):
        if holds():
            return
        QTest.qWait(50)
    raise SystemExit(f"not so: {what}")


def open_window() -> MainWindow:
    desk = make_desk()
    window = MainWindow(desk, WindowPlan([make_area(desk, many_files())], "白杨街道", "陈明", demo=True))
    window.show()
    if not QTest.qWaitForWindowActive(window, WAIT_MS):
        raise SystemExit("the window was never active")
    return window


def a_file_is_opened_by_keys_alone() -> None:
    window = open_window()
    keys("ctrl+2", "Down", "Down", "Return")
    expect("the second file is open", lambda: window.page is not None and window.page.uid == "u2")
    expect("the cursor is in the name", lambda: window.page.focused_field() == "owner.name")
    keys("Return", "Return", "F4")
    sex = window.page.binder.widget("owner.sex")
    expect("the choices lie open", lambda: sex.choices_open and sex.hasFocus())
    keys("Up", "Return")
    expect("男 is taken", lambda: sex.value() == "1")
    expect("the cursor went on", lambda: window.page.focused_field() == "owner.birth")
    keys("ctrl+s")
    expect("it is saved", lambda: not window.page.is_changed)
    keys("Escape")
    expect("the list has the cursor", window.view.list.table.hasFocus)


def a_search_keeps_the_cursor_while_results_lie_over_the_window() -> None:
    window = open_window()
    keys("ctrl+k", "0", "0", "0", "1", "2")
    expect("results lie open", window.search.results.isVisible)
    expect("the box has the cursor", window.search.hasFocus)
    keys("Return")
    expect("the file is open", lambda: window.page is not None and window.page.uid == "u11")


def the_cursor_stands_where_one_works_and_never_in_the_search_box() -> None:
    window = open_window()
    keys("space")
    expect("the first line opened", lambda: window.page is not None and window.page.uid == "u2")
    keys("ctrl+1", "Down", "Return")
    expect("the second line opened", lambda: window.page is not None and window.page.uid == "u1")
    window.page.goto("employer")
    keys("ctrl+k", "Escape", "ctrl+1", "ctrl+2")
    expect("the cursor is back in its field", lambda: window.page.focused_field() == "employer")
    window.page.binder.widget("employer").setEnabled(False)
    keys("space")
    expect("nothing was typed into the box", lambda: window.search.text() == "")
    expect("the cursor is on the page", lambda: window.page.isAncestorOf(window.focusWidget()))


def pinyin_is_typed_into_a_name() -> None:
    window = open_window()
    keys("ctrl+n")
    expect("an empty form", lambda: window.page is not None and window.page.focused_field() == "owner.name")
    QTest.qWait(800)
    keys("n", "i", "h", "a", "o", "space")
    name = window.page.binder.widget("owner.name")
    expect(f"你好 in the name, not {name.text()!r}", lambda: name.text() == "你好")
    keys("Return")
    expect("the cursor went on", lambda: window.page.focused_field() == "owner.id_no")


def main(scenario: str) -> None:
    offer_input_methods()
    app = QApplication(sys.argv[:1])
    apply_style(app)
    globals()[scenario]()
    print("OK")  # noqa: T201
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1])
