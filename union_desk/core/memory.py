"""Pausing the search for garbage while many things are made at once that are all kept."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_lock: Final = threading.Lock()
_pauses = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic collector from looking through thousands of new rows again and again.

    It took a third of the time of a merge. Whoever ends last of several at once lets it go on.
    """
    global _pauses  # noqa: PLW0603 - the collector is one for the whole process
    with _lock:
        if _pauses == 0:
            gc.disable()
        _pauses += 1
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            if _pauses == 0:
                gc.enable()
