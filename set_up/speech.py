"""What the set-up says: on standard error, in the language of the terminal."""

from __future__ import annotations

import ctypes
import os
import sys


def reader_is_chinese() -> bool:
    if sys.platform == "win32":
        language_id: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return language_id & 0x3FF == 0x04  # LANG_CHINESE
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return language.startswith("zh")


def sentence(chinese: str, english: str) -> str:
    """Choose the language of this terminal: a bare console cannot show Chinese."""
    return chinese if reader_is_chinese() else english


def say(chinese: str, english: str) -> None:
    print(sentence(chinese, english), file=sys.stderr, flush=True)


def stop(chinese: str, english: str) -> SystemExit:
    """Return the exit that says one sentence on standard error; its status is 1."""
    return SystemExit(sentence(chinese, english))
