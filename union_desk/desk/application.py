"""The one QApplication, with its name, language and look; `offer_input_methods` comes before it."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from union_desk.core.memory import collect_due, collect_when_asked
from union_desk.desk.language import speak_chinese
from union_desk.desk.preferences import Preferences
from union_desk.desk.style import apply_style
from union_desk.desk.type_size import kept_size

_LOOKED_FOR_MS: Final = 250


def make_application(preferences: Preferences) -> QApplication:
    app = QApplication(sys.argv[:1])
    app.setApplicationName("union-desk")
    app.setApplicationDisplayName("工会帮扶维权工作台")
    speak_chinese(app)
    _collect_here(app)
    apply_style(app, kept_size(preferences))
    return app


def _collect_here(app: QApplication) -> None:
    """Let garbage be looked for in the thread of the widgets only."""
    collect_when_asked()
    timer = QTimer(app)
    timer.setInterval(_LOOKED_FOR_MS)
    timer.timeout.connect(collect_due)
    timer.start()
