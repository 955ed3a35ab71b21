"""A field whose value follows from others is read, not typed; Enter and Tab pass it over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit


def lock(field: QLineEdit, *, locked: bool, why: str) -> None:
    """`why` is shown on the locked field."""
    field.setReadOnly(locked)
    field.setFocusPolicy(Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus)
    field.setToolTip(why if locked else "")
