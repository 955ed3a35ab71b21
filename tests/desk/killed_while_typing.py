"""Run by itself: the real window on a real store; types into a file and a note, says so, and is killed.

python killed_while_typing.py FOLDER PASSWORD UID
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desk.helpers import settle, type_zh
from union_desk.areas import make_window
from union_desk.desk.application import make_application
from union_desk.desk.preferences import Preferences
from union_desk.services import open_services


def main(folder: str, password: str, uid: str) -> None:
    app = make_application(Preferences())
    services = open_services(Path(folder), "陈明", password)
    window = make_window(services, Preferences())
    window.show()
    window.activateWindow()
    settle()
    desk = window.desk
    # A new file: a name by the input method, a member's row, half an amount.
    desk.open("hardship_file", "")
    page = window.page
    page.goto("owner.name")
    type_zh(app.focusWidget(), "欧阳丽华")
    page.family.members.add_row()
    type_zh(app.focusWidget(), "李小雨")
    page.goto("members.0.month_wage_fen")
    QTest.keyClicks(app.focusWidget(), "1200.5")
    # Another file: a quick note, and the cursor in it.
    desk.open("hardship_file", uid)
    page.write_note()
    type_zh(page.timeline.text, "电话里说已住院")
    QTest.keyClick(page.timeline.text, Qt.Key.Key_1)
    print("typed", flush=True)  # noqa: T201
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
