"""The one QApplication, with its name, language and look; `offer_input_methods` comes before it."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from union_desk.desk.language import speak_chinese
from union_desk.desk.preferences import Preferences
from union_desk.desk.style import apply_style
from union_desk.desk.type_size import kept_size


def make_application(preferences: Preferences) -> QApplication:
    app = QApplication(sys.argv[:1])
    app.setApplicationName("union-desk")
    app.setApplicationDisplayName("工会帮扶维权工作台")
    speak_chinese(app)
    apply_style(app, kept_size(preferences))
    return app
