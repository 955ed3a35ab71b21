"""Work that takes more than a moment, done beside the window with progress and a way to stop it.

desk.tasks.run("正在打印 30 份", work, done=show, failed=tell)
def work(task: TaskHandle) -> Printed:
    return render(..., progress=task.progress, cancelled=task.cancelled)
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from union_desk.core.errors import RuleBroken, StoreProblem

Result = TypeVar("Result")


class TaskHandle:
    """What the work sees of the desk: it says how far it is and asks whether to stop. Safe in any thread."""

    def __init__(self, title: str, tell: Callable[[TaskHandle], None]) -> None:
        self.title = title
        self.done = 0
        self.total = 0
        self._tell = tell
        self._stop = threading.Event()

    def progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self._tell(self)

    def cancel(self) -> None:
        self._stop.set()
        self._tell(self)

    def cancelled(self) -> bool:
        return self._stop.is_set()


class Tasks(QObject):
    """One bridge between worker threads and the window (a QRunnable with own signals loses results)."""

    started = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    _finished = Signal(object)
    _advanced = Signal(object)

    def __init__(self, parent: QObject | None = None, workers: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(workers, "task")
        self._running: set[TaskHandle] = set()
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._finished.connect(self._deliver, queued)
        self._advanced.connect(self.progressed, queued)

    @property
    def running(self) -> frozenset[TaskHandle]:
        return frozenset(self._running)

    def run(
        self,
        title: str,
        work: Callable[[TaskHandle], Result],
        done: Callable[[Result], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        whose: QObject | None = None,
    ) -> TaskHandle:
        """Call `work` in a worker, then `done` or `failed` here; neither is called for a cancelled task.

        Without `failed` the error goes the way of every other bug. Without a title nobody sees it at work.
        Once the widget whose work it is has gone, only a bug is told. Once closed nothing begins.
        """
        handle = TaskHandle(title, self._advanced.emit)
        if self._closed:
            handle.cancel()
            return handle
        self._running.add(handle)
        self.started.emit(handle)
        future = self._pool.submit(work, handle)
        future.add_done_callback(lambda ready: self._finished.emit((handle, ready, done, failed, whose)))
        return handle

    def close(self) -> None:
        self._closed = True
        for handle in self._running:
            handle.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _deliver(
        self,
        parcel: tuple[
            TaskHandle,
            Future[Any],
            Callable[[Any], None] | None,
            Callable[[Exception], None] | None,
            QObject | None,
        ],
    ) -> None:
        handle, future, done, failed, whose = parcel
        self._running.discard(handle)
        self.ended.emit(handle)
        if future.cancelled():
            return
        error = future.exception()
        if whose is not None and not isValid(whose):
            # Nobody is left to be told, but of a bug.
            if isinstance(error, RuleBroken | StoreProblem):
                return
            done = failed = None
        if isinstance(error, Exception) and failed is not None and not handle.cancelled():
            failed(error)
        elif error is not None and not handle.cancelled():
            sys.excepthook(type(error), error, error.__traceback__)
        elif error is None and done is not None and not handle.cancelled():
            done(future.result())
