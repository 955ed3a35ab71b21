"""Keeps half forms in a thread of its own, in their order, so that typing never waits for the disk.

drafts = DraftQueue(services.drafts, clock)
drafts.tell(told)                                          # told(problem), told(None) once it works again
drafts.keep(draft); drafts.find(area, key)                 # what was kept last is found, written or not
drafts.close()                                             # waits until all of it is written
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, Protocol

from union_desk.casework.values import Draft
from union_desk.core.clock import Clock

_AGAIN_SECONDS: Final = 5.0
_LONGEST_SECONDS: Final = 10.0

Key = tuple[str, str]
Told = Callable[[Exception | None], None]


class Box(Protocol):
    """Where drafts are written."""

    def keep(self, draft: Draft) -> None: ...
    def find(self, area: str, key: str) -> Draft | None: ...
    def forget(self, area: str, key: str) -> None: ...
    def all(self) -> Sequence[Draft]: ...


class DraftQueue:
    """The drafts of one user as the desk sees them. Of one form only the newest words are written."""

    def __init__(self, box: Box, clock: Clock) -> None:
        self._box, self._clock = box, clock
        self._told: Told = _nobody
        self._changed = threading.Condition()
        self._waiting: dict[Key, Draft | None] = {}
        """What is to be written; None is to be forgotten."""
        self._writing: tuple[Key, Draft | None] | None = None
        self._failing = self._closed = self._nudged = False
        self._failures = 0
        self._thread: threading.Thread | None = None

    def tell(self, told: Told) -> None:
        """Say who is told (from the thread) that drafts cannot be written, and that they can again."""
        self._told = told

    def keep(self, draft: Draft) -> None:
        self._put((draft.area, draft.key), replace(draft, kept_at=draft.kept_at or self._clock()))

    def forget(self, area: str, key: str) -> None:
        self._put((area, key), None)

    def find(self, area: str, key: str) -> Draft | None:
        with self._changed:
            pending = self._pending()
            if (area, key) in pending:
                return pending[area, key]
        return self._box.find(area, key)

    def all(self) -> Sequence[Draft]:
        """Return the drafts, newest first."""
        with self._changed:
            pending = self._pending()
        written = {(draft.area, draft.key): draft for draft in self._box.all()}
        found = [draft for draft in (written | pending).values() if draft is not None]
        never = datetime.min.replace(tzinfo=UTC)
        return tuple(sorted(found, key=lambda draft: draft.kept_at or never, reverse=True))

    def flush(self, seconds: float = _LONGEST_SECONDS) -> bool:
        """Write all that waits, now; False where that cannot be."""
        with self._changed:
            failures, self._nudged = self._failures, True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._is_idle() or self._failures != failures, seconds)
            return self._is_idle()

    def close(self) -> bool:
        """Write what waits and end; False where something could not be written."""
        done = self.flush()
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(1.0)
        return done

    def _is_idle(self) -> bool:
        return not self._waiting and self._writing is None

    def _pending(self) -> dict[Key, Draft | None]:
        return ({self._writing[0]: self._writing[1]} if self._writing else {}) | self._waiting

    def _put(self, key: Key, draft: Draft | None) -> None:
        with self._changed:
            self._waiting.pop(key, None)
            self._waiting[key] = draft
            self._nudged = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _work(self) -> None:
        while self._take():
            problem = self._write()
            with self._changed:
                key, draft = self._writing or (("", ""), None)
                self._writing = None
                if problem is not None:
                    self._waiting.setdefault(key, draft)
                was_failing, self._failing = self._failing, problem is not None
                self._failures += problem is not None
                self._changed.notify_all()
            if problem is not None or was_failing:
                self._told(problem)

    def _take(self) -> bool:
        """Wait for the next draft; after a failure a while longer. False when the desk is closed."""
        with self._changed:
            if self._failing:
                self._changed.wait_for(lambda: self._nudged or self._closed, _AGAIN_SECONDS)
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed:
                return False
            self._nudged = False
            key = next(iter(self._waiting))
            self._writing = key, self._waiting.pop(key)
            return True

    def _write(self) -> Exception | None:
        key, draft = self._writing or (("", ""), None)
        try:
            if draft is None:
                self._box.forget(*key)
            else:
                self._box.keep(draft)
        except Exception as error:  # noqa: BLE001 - told, and tried again
            return error
        return None


def _nobody(_problem: Exception | None) -> None:
    """Before anybody listens."""
