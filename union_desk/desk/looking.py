"""A screen that looks for something beside the window: its progress, what came of it, what went wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.list_parts import words_label
from union_desk.desk.tasks import TaskHandle


class LookingScreen(Dialog):
    """Follows one task at a time with its bar, and stops it when it is closed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: TaskHandle | None = None
        self.told = words_label("结果")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        desk.tasks.progressed.connect(self._on_progress)
        desk.tasks.ended.connect(self._on_ended)
        self.finished.connect(lambda _result: self._stop())

    def _enable(self) -> None:
        """Let only be pressed what can be done now."""
        raise NotImplementedError

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.told.setText(f"▲ {text}" if problem and text else text)
        style.set_property(self.told, "problem", problem)

    def _follow_task(self, task: TaskHandle | None) -> None:
        self._task = task
        self.bar.setVisible(task is not None)
        self.bar.setRange(0, 0)
        self._enable()

    def _on_progress(self, task: TaskHandle) -> None:
        if task is self._task:
            self.bar.setRange(0, task.total)
            self.bar.setValue(task.done)

    def _on_ended(self, task: TaskHandle) -> None:
        if task is self._task:
            self._follow_task(None)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
