"""The log of the program, without personal data. Imports no Qt, so that it can start before Qt does.

crash = start_log(folder)                    # faulthandler writes into crash.log, logging into union-desk.log
watch_for_hang(crash, 20)                    # called again and again from a timer
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

_SIZE: Final = 1_000_000
_KEPT: Final = 5
_WORDS: Final = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]+")
_NUMBERS: Final = re.compile(r"\d{6,}[Xx]?")

Sink = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class NamelessFormatter(logging.Formatter):
    """Chinese words and long numbers may be names and identity numbers: they are blotted out."""

    def format(self, record: logging.LogRecord) -> str:
        return nameless(super().format(record))


def nameless(text: str) -> str:
    return _NUMBERS.sub("#", _WORDS.sub("※", text))


def report(error: BaseException) -> str:
    """Write what went wrong and where, fit to be copied and sent."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return nameless("".join(lines))


def start_log(folder: Path) -> TextIO:
    """Start the log and the crash log in a folder; return the crash log, which stays open."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "union-desk.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8"
    )
    handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    logger = logging.getLogger()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    crash = (folder / "crash.log").open("a", encoding="utf-8")
    crash.write(f"--- {datetime.now(UTC):%Y-%m-%d %H:%M:%S} pid {os.getpid()} {platform.platform()}\n")
    crash.flush()
    faulthandler.enable(crash, all_threads=True)
    return crash


def watch_for_hang(crash: TextIO, seconds: float) -> None:
    """Write every thread's stack when this is not called again in time."""
    faulthandler.cancel_dump_traceback_later()
    faulthandler.dump_traceback_later(seconds, file=crash, exit=False)


def catch_all(sink: Sink) -> None:
    """Send the errors that nobody caught, in any thread, to one place."""

    def from_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            sink(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def unraisable(arguments: sys.UnraisableHookArgs) -> None:
        if arguments.exc_value is not None:
            logging.getLogger("desk").error("unraisable\n%s", report(arguments.exc_value))

    sys.excepthook = sink
    threading.excepthook = from_thread
    sys.unraisablehook = unraisable
