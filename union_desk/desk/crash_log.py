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
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

_SIZE: Final = 1_000_000
_KEPT: Final = 5
_WORDS: Final = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]+")
_NUMBERS: Final = re.compile(r"\d{6,}[Xx]?")
_SHORT_NUMBERS: Final = re.compile(r"\d[\d.,:/-]{2,}[Xx]?")
_QUOTED: Final = re.compile(r"""'[^'\n]*'|"[^"\n]*"|`[^`\n]*`""")
_ADDRESS: Final = re.compile(r"\S+@\S+")
_DETAILS: Final = re.compile(r"^(?:DETAIL|CONTEXT|LINE \d+):.*$", re.MULTILINE)
_LONGEST: Final = 2_000
_HOME: Final = str(Path.home())

_started: Final[list[Path]] = []

Sink = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class NamelessFormatter(logging.Formatter):
    """Chinese words and long numbers may be names and identity numbers: they are blotted out."""

    def format(self, record: logging.LogRecord) -> str:
        return nameless(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        if record.name.startswith("qt"):
            # Qt quotes what it was given: a text of the screen.
            record.message = veiled(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return report(ei[1]) if ei[1] is not None else ""


def nameless(text: str) -> str:
    """Blot out what may be a name or a number of a person; places in the user's own folder begin with ~."""
    return _NUMBERS.sub("#", _WORDS.sub("※", text.replace(_HOME, "~")))


def veiled(message: str) -> str:
    """Keep of a message only its own words: what it quotes, and what a server tells of a row, may be data."""
    shown = _DETAILS.sub("", message)[:_LONGEST]
    return nameless(_SHORT_NUMBERS.sub("#", _QUOTED.sub("※", _ADDRESS.sub("※", shown))))


def report(error: BaseException) -> str:
    """Write what went wrong and where, fit to be copied and sent: lines of the program, never its values."""
    return nameless("".join(_told(traceback.TracebackException.from_exception(error))))


def _kind(told: traceback.TracebackException) -> str:
    kind = told.exc_type
    return f"{kind.__module__}.{kind.__qualname__}" if kind is not None else "?"


def _told(told: traceback.TracebackException) -> Iterator[str]:
    for before, words in (
        (told.__cause__, "was the reason of"),
        (None if told.__suppress_context__ else told.__context__, "came before"),
    ):
        if before is not None:
            yield from _told(before)
            yield f"\n-- {words} --\n\n"
            break
    yield "Traceback (most recent call last):\n"
    yield from told.stack.format()
    kind = told.exc_type
    # What these quote are names in the program.
    of_program = kind is not None and issubclass(kind, NameError | AttributeError | ImportError)
    yield f"{_kind(told)}: {str(told) if of_program else veiled(str(told))}\n"
    for each in told.exceptions or ():
        yield from _told(each)


def start_log(folder: Path) -> TextIO:
    """Start the log and the crash log in a folder; return the crash log, which stays open."""
    folder.mkdir(parents=True, exist_ok=True)
    _started.append(folder)
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


def log_folder() -> Path | None:
    """Return where the log of this process is written, if one was started."""
    return _started[-1] if _started else None


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
