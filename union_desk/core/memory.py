"""When the search for garbage rests, and in which thread it is made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_lock: Final = threading.Lock()
_pauses = 0
_by_itself = True


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic collector from looking through thousands of new rows again and again.

    It took a third of the time of a merge. Whoever ends last of several at once lets it go on.
    """
    global _pauses  # noqa: PLW0603 - the collector is one for the whole process
    with _lock:
        _pauses += 1
        _let()
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            _let()


def collect_when_asked() -> None:
    """Let nobody collect but who calls `collect_due`: from now on no thread does so by itself.

    A worker that came upon an old widget would destroy it in its own thread, and the program would die.
    """
    global _by_itself  # noqa: PLW0603
    with _lock:
        _by_itself = False
        _let()


def collect_by_itself() -> None:
    """Take `collect_when_asked` back."""
    global _by_itself  # noqa: PLW0603
    with _lock:
        _by_itself = True
        _let()


def keep_for_good() -> None:
    """Take what is there now, mostly code, out of every later search; the first call counts.

    Looking through all of it took 170 ms of the window's thread, through what came since 30 ms.
    """
    if not gc.get_freeze_count():
        gc.freeze()


def collect_due() -> bool:
    """Collect as far as the collector would have by itself by now; not while it is paused."""
    if _pauses:
        return False
    due = [counted > most for counted, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if not due[0]:
        return False
    gc.collect(2 if due[1] and due[2] else 1 if due[1] else 0)
    return True


def _let() -> None:
    if _by_itself and not _pauses:
        gc.enable()
    else:
        gc.disable()
