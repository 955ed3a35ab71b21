"""A small dialog that asks a few things before something is done with attached files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk.binder import Binder
from union_desk.desk.dialog_size import Dialog, grow, size_of
from union_desk.desk.widgets import GridColumn


class AskBox(Dialog):
    """Asks for a value, field by field; `take` does what it is for, and a broken rule is shown in the box."""

    def __init__(
        self,
        title: str,
        words: str,
        columns: Sequence[GridColumn],
        value: Any,
        take: Callable[[Any], object],
        parent: QWidget | None = None,
        *,
        button: str = "确定",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._take = take
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("problem", True)
        self.problem.hide()
        told = QLabel(words)
        told.setWordWrap(True)
        told.setVisible(bool(words))
        fields = QFormLayout()
        for column in columns:
            widget = column.make(self)
            widget.setObjectName(column.field)
            widget.setAccessibleName(column.title)
            fields.addRow(column.title, widget)
        whole = QVBoxLayout(self)
        whole.addWidget(told)
        whole.addLayout(fields)
        whole.addWidget(self.problem)
        whole.addStretch(1)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        whole.addWidget(buttons)
        self.binder: Binder[Any] = Binder(self, type(value))
        self.binder.fill(value)
        first = self.findChild(QWidget, columns[0].field)
        if first is not None:
            first.setFocus()
        self.resize(size_of(self))

    def keep(self) -> None:
        """Do it; what is wrong stands below the fields, and nothing typed is lost."""
        self.binder.clear_problems()
        self.problem.hide()
        try:
            self._take(self.binder.read())
        except RuleBroken as broken:
            if not self.binder.show_problem(broken.field or "", broken.message):
                self._say(broken.message)
            grow(self)
        except StoreProblem as problem:
            self._say(f"{problem.message}{problem.advice}")
        else:
            self.accept()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        grow(self)
