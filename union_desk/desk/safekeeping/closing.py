"""The backup at closing: nobody waits longer than a moment, unless he wants to."""

from __future__ import annotations

import logging
import threading

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout

from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.errors import StoreProblem
from union_desk.desk.crash_log import report
from union_desk.store.backup import Stoppable, Stopped

_MOMENT_MS = 500
_LAST_MS = 1_500
_LOG = logging.getLogger("desk")


class ClosingBackup(QObject):
    """Makes the day's backup after the window was closed. 立即退出 leaves nothing half made behind."""

    _ended = Signal()

    def __init__(self, keeping: Safekeeping, moment: int = _MOMENT_MS) -> None:
        super().__init__()
        self._keeping, self._moment = keeping, moment
        self._stop = threading.Event()
        self._loop = QEventLoop()
        self._ended.connect(self._loop.quit, Qt.ConnectionType.QueuedConnection)
        self.box = ClosingBox()
        self.box.leave.clicked.connect(self.stop)
        self.box.rejected.connect(self.stop)

    def run(self) -> None:
        """Wait until the backup is made, or is not wanted."""
        # A thread of the system's own: it must not keep the program from ending.
        thread = threading.Thread(target=self._work, name="closing backup", daemon=True)
        thread.start()
        soon = QTimer()
        soon.setSingleShot(True)
        soon.timeout.connect(self.box.show)
        soon.start(self._moment)
        self._loop.exec()
        soon.stop()
        self.box.hide()

    def stop(self) -> None:
        self._stop.set()
        self.box.leave.setEnabled(False)
        # What is being read from the disk just now is not waited for.
        QTimer.singleShot(_LAST_MS, self._loop.quit)

    def _work(self) -> None:
        try:
            self._keeping.make_daily(Stoppable(self._stop.is_set))
        except (Stopped, StoreProblem):
            # The problem stands in the book, and on the workbench the next time.
            pass
        except Exception as error:  # noqa: BLE001 - logged; the program ends all the same
            _LOG.error("closing backup\n%s", report(error))
        finally:
            self._ended.emit()


class ClosingBox(QDialog):
    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("正在备份")
        words = QLabel("正在备份今天的数据，做好就退出。\n保存过的内容都在；不等也可以，下次打开时再备份。")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName("正在备份")
        self.leave = QPushButton("立即退出")
        self.leave.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(10)
        whole.addWidget(words)
        whole.addWidget(bar)
        whole.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignRight)
