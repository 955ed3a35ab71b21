"""The quiet line at the bottom: what was just done, the work under way, and how safe everything is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar, QWidget

from union_desk.core.clock import local_time
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets.elided import Elided

# Half a form was kept, somebody has come in: that is not saved.
_NOT_SAVED: Final = frozenset({"draft", "account"})
_PASSING_MS: Final = 8_000


class StatusLine(QStatusBar):
    """What can be taken back stands until it is; anything else that is said goes after a while."""

    undo_wanted = Signal()

    def __init__(self, desk: Desk, standing: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._standing = desk, standing
        self._saved_at, self._act = "", ""
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(_PASSING_MS)
        self._passing.timeout.connect(self._pass)
        self._task: TaskHandle | None = None
        self.setSizeGripEnabled(False)
        self.setContentsMargins(6, 0, 8, 0)
        self.words = Elided()
        self.words.setAccessibleName("刚才做的")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._undo = style.make_link(QPushButton("撤销 (Ctrl+Z)"))
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self.undo_wanted)
        self._undo.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._cancel = QPushButton("停止")
        self._cancel.clicked.connect(self._stop)
        self._task_words = Elided()
        self.safe = Elided()
        self.safe.setProperty("muted", True)
        self.addWidget(self.words)
        self.addWidget(self._undo)
        for widget in (self._task_words, self.bar, self._cancel, self.safe):
            self.addPermanentWidget(widget)
        self._fit()
        self._show_task(None)
        desk.changed.connect(self._on_changed)
        desk.safety.connect(self.refresh)
        desk.tasks.started.connect(self._show_task)
        desk.tasks.progressed.connect(self._on_progress)
        desk.tasks.ended.connect(self._on_ended)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 24)

    def tell(self, text: str, *, undo: bool = False) -> None:
        """Say something; an act that can be taken back comes again when what was said after it is gone."""
        self._passing.stop()
        if undo:
            self._act = text
        elif text:
            self._passing.start()
        if undo or not text:
            self._pass()
        else:
            self.words.setText(text)
            self._undo.hide()

    def forget_undo(self) -> None:
        self._act = ""
        self._pass()

    def _pass(self) -> None:
        self.words.setText(self._act)
        self._undo.setVisible(bool(self._act))

    def refresh(self) -> None:
        """Write anew how safe everything is: after a save, after a backup."""
        self.safe.setText(" · ".join(part for part in (self._saved_at, self._standing()) if part))

    def _on_changed(self, changed: Any) -> None:
        tables = {table for table, _uid in getattr(changed, "touched", ())}
        if tables and tables <= _NOT_SAVED:
            return
        self._saved_at = f"已保存 {local_time(self._desk.clock()):%H:%M}"
        self.refresh()

    def _on_progress(self, task: TaskHandle) -> None:
        if task is self._task and task.cancelled():
            self._show_next()
        elif task is self._task:
            self.bar.setRange(0, task.total)
            self.bar.setValue(task.done)
            count = f" {task.done}/{task.total}" if task.total else ""
            self._task_words.setText(f"{task.title}{count}")

    def _on_ended(self, task: TaskHandle) -> None:
        if not task.title:
            return
        if task is self._task:
            self._show_next()
        if task.cancelled():
            self.tell("")
        self.refresh()

    def _show_next(self) -> None:
        running = (task for task in self._desk.tasks.running if task.title and not task.cancelled())
        self._show_task(next(running, None))

    def _show_task(self, task: TaskHandle | None) -> None:
        if task is not None and not task.title:
            return
        self._task = task
        for widget in (self._task_words, self.bar, self._cancel):
            widget.setVisible(task is not None)
        if task is not None:
            self.bar.setRange(0, 0)
        self._task_words.setText(task.title if task is not None else "")

    def _stop(self) -> None:
        if self._task is not None:
            self.tell(f"正在停止：{self._task.title}")
            self._task.cancel()
