"""Keeping a half form: what typing feels of it, how long the disk takes, and how old it is at most.

    python3 run.py bench drafts [--calls 300]

The page of a real file of the demo store, with its family and figures. Typing waits for what is done in the
window's thread; the write goes to a thread of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from union_desk.areas import make_window
from union_desk.casework.values import Draft
from union_desk.demo import make_demo
from union_desk.desk.application import make_application
from union_desk.desk.autosave import LONGEST_MS, QUIET_MS
from union_desk.desk.preferences import Preferences
from union_desk.desk.window import MainWindow
from union_desk.services import Services, open_demo


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=300)
    options = parser.parse_args()
    app = make_application(Preferences())
    with tempfile.TemporaryDirectory() as scratch:
        summary = make_demo(Path(scratch) / "store")
        services = open_demo(Path(scratch) / "store")
        window = make_window(services, Preferences())
        window.show()
        window.desk.open("hardship_file", summary.shown["hardship_file"])
        app.processEvents()
        report(app, window, services, options.calls)
        window.close()
        window.desk.close()
        services.close()
    return 0


def report(app: QApplication, window: MainWindow, services: Services, calls: int) -> None:
    page = window.page
    page.mark_changed()

    def keep() -> None:
        page.keep_draft()

    def written() -> None:
        page.mark_changed()
        page.keep_draft()
        window.desk.drafts.flush()

    draft = Draft("hardship", "bench", "王芳", page.draft_values(), "owner.name")
    print(f"{'a half form':44}{'p50 ms':>9}{'p99 ms':>9}")
    for words, act in (
        ("in the window's thread (what typing feels)", keep),
        ("in its own thread: one write, synced", lambda: services.drafts.keep(draft)),
        ("from the timer to the disk", written),
    ):
        middle, worst = spent(act, calls, app)
        print(f"{words:44}{middle:9.2f}{worst:9.2f}")
    print(f"kept {QUIET_MS} ms after the last key, at the latest every {LONGEST_MS} ms of typing")


def spent(act: Callable[[], None], calls: int, app: QApplication) -> tuple[float, float]:
    """Return the middle and the 99th of a hundred, in milliseconds."""
    times = []
    for _call in range(calls):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.99)]


if __name__ == "__main__":
    sys.exit(main())
