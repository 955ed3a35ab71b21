"""When it goes wrong: what happened, what is safe, what to do now; in the log, and in one calm box.

failures = Failures(safe=lambda: "最近备份：今天 12:00。", window=lambda: window, restore=show_backups)
failures.install()
failures.show_store_problem(problem)
failures.tell(error)          # outside the event loop: returns when it was read
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Final

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk.crash_log import catch_all, report

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_LOG: Final = logging.getLogger("desk")


def keep_qt_messages(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger(f"qt.{context.category or 'default'}").log(_LEVELS[kind], message)


def nothing_known() -> str:
    return ""


class Failures(QObject):
    """One box at a time; what comes while it is open is only logged."""

    raised = Signal(object)

    def __init__(
        self,
        safe: Callable[[], str] = nothing_known,
        window: Callable[[], QWidget | None] = lambda: None,
        restore: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._safe, self._window, self._restore = safe, window, restore
        self.box: QMessageBox | None = None
        self.raised.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear of every error that nobody caught, and of what Qt has to say."""
        catch_all(self.hear)
        qInstallMessageHandler(keep_qt_messages)

    def hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
    ) -> None:
        """Take an error from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        if not isinstance(error, RuleBroken | StoreProblem):
            _LOG.critical("not caught\n%s", report(error.with_traceback(trace)))
        self.raised.emit(error)

    def tell(self, error: Exception) -> None:
        """Show an error that ends the program, or keeps it from beginning, and wait until it was read."""
        if not isinstance(error, RuleBroken | StoreProblem):
            _LOG.critical("not caught\n%s", report(error))
        self._show(error, ending=True)
        if self.box is not None:
            loop = QEventLoop()
            self.box.finished.connect(loop.quit)
            loop.exec()

    def show_store_problem(self, problem: StoreProblem) -> None:
        """Say what the store cannot do, and what to do now."""
        advice = "\n\n".join(part for part in (problem.advice, self._safe()) if part)
        box = self._open(QMessageBox.Icon.Warning, problem.message, advice)
        if box is not None and problem.damaged and self._restore is not None and self._window() is not None:
            offer = box.addButton("恢复最近的备份…", QMessageBox.ButtonRole.ActionRole)
            offer.clicked.connect(self._restore)

    def _show(self, error: BaseException, *, ending: bool = False) -> None:
        if isinstance(error, StoreProblem):
            self.show_store_problem(error)
        elif isinstance(error, RuleBroken):
            self._open(QMessageBox.Icon.Information, error.message, "")
        else:
            self._show_bug(error, ending=ending)

    def _show_bug(self, error: BaseException, *, ending: bool) -> None:
        what = "程序出了错，不能继续。" if ending else "刚才的操作没有完成，程序出了错。"
        safe = "已保存的内容都在；没保存的内容已暂存。"
        now = "请再打开一次；还是这样的话，请" if ending else "可以继续工作。如果再次出现，请"
        advice = f"{now}复制诊断信息（不含个人信息）交给维护人员。"
        words = "\n\n".join(part for part in (safe, self._safe(), advice) if part)
        box = self._open(QMessageBox.Icon.Warning, what, words)
        if box is not None:
            copy = box.addButton("复制诊断信息", QMessageBox.ButtonRole.ActionRole)
            # Connected past the box, which would close at once.
            copy.clicked.disconnect()
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report(error)))

    def _open(self, icon: QMessageBox.Icon, text: str, more: str) -> QMessageBox | None:
        if self.box is not None:
            return None
        box = QMessageBox(
            icon, "工会帮扶维权工作台", text, QMessageBox.StandardButton.NoButton, self._window()
        )
        box.setInformativeText(more)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(self._closed)
        self.box = box
        box.open()
        return box

    def _closed(self, _result: int) -> None:
        box, self.box = self.box, None
        if box is not None:
            # Held until its own closing is over: a program that quits with it open would crash.
            QTimer.singleShot(0, partial(_let_go, box))


def _let_go(box: QMessageBox) -> None:
    box.deleteLater()
