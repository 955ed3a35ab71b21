"""Gives `import` back to Python after PySide6 took it."""

from __future__ import annotations

import builtins
import importlib


def import_plainly() -> None:
    """Load PySide6, and undo what it does to every later import.

    To find `from __feature__ import ...`, which nothing here uses, it reads the source text of each module
    that is imported after it, and keeps that: with SQLAlchemy 24 MiB and a tenth of a second.
    """
    importlib.import_module("PySide6.QtCore")
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
