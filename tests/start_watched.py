"""Start the real program and tell which heavy modules are loaded: at its first paint, and in its window.

python start_watched.py FOLDER [PASSWORD]
"""

from __future__ import annotations

import linecache
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from union_desk import __main__, app
from union_desk.desk.start import Unlock

HEAVY = ("sqlalchemy", "alembic", "reportlab", "pypinyin", "python_calamine", "pikepdf", "PIL", "pypdfium2")
# What dialogs before the window do without: these would bring dozens of modules with them.
LATER = ("stdnum", "union_desk.desk.desk", "union_desk.desk.widgets", "union_desk.services")
# What a window does without until somebody opens a page, prints, or takes a list in.
WHEN_USED = (
    *(f"union_desk.{area}.page.page" for area in ("hardship", "dispute", "legal_aid")),
    *(f"union_desk.{area}.prints" for area in ("hardship", "dispute", "legal_aid")),
    *("union_desk.hardship.intake", "union_desk.hardship.service.disposal", "union_desk.desk.settings"),
)
SETTLED_MS = 500


def tell(when: str, *names: str) -> None:
    print(when, *(name for name in names if name in sys.modules), flush=True)  # noqa: T201


class Watch(QObject):
    """Sees every event of the program, before anything else does."""

    painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            tell("painted:", *HEAVY, *LATER)
        return False


def look(watch: Watch, password: str) -> None:
    """Type the password when it was asked for on the screen, and leave once the window has settled."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, Unlock) and watch.painted and not dialog.ui.password.text():
        dialog.ui.password.setText(password)
        dialog.ui.unlock.click()
    kind = "MainWindow"
    if any(type(each).__name__ == kind and each.isVisible() for each in QApplication.topLevelWidgets()):
        QTimer.singleShot(SETTLED_MS, leave)
    else:
        QTimer.singleShot(20, lambda: look(watch, password))


def leave() -> None:
    tell("settled:", *HEAVY, *WHEN_USED)
    if any("sqlalchemy" in name and name.endswith(".py") for name in linecache.cache):
        print("PySide6 read the source text of what was imported")  # noqa: T201
    for window in QApplication.topLevelWidgets():
        window.close()


def main(folder: str, password: str = "") -> int:
    make = app.make_application
    watch = Watch()

    def make_watched(preferences):
        made = make(preferences)
        made.installEventFilter(watch)
        QTimer.singleShot(0, lambda: look(watch, password))
        return made

    app.make_application = make_watched
    return __main__.main(["--store", folder])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
