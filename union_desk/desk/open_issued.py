"""The first start of a street: the file and the opening code that the district has given, name and password.

dialog = OpenIssued(tasks, open_with)   # open_with(path, code, user, password) -> recovery key, in a worker
dialog.exec(); dialog.result_value
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.start import CapsWatch, StartDialog, check_filled, check_new_password
from union_desk.desk.tasks import Tasks
from union_desk.desk.widgets.line import LineEdit

_INTRODUCTION: Final = (
    "区总工会给了一个文件（.udpack）和一个开通码。选文件，照抄开通码，写您的姓名，自己定密码；"
    "里面已有本街道的资料、号段和同事。"
)
_FILES: Final = "数据包 (*.udpack)"


class OpenIssued(StartDialog):
    def __init__(self, tasks: Tasks, open_with: Callable[[Path, str, str, str], object]) -> None:
        super().__init__(tasks)
        self._open_with = open_with
        self.setWindowTitle("打开区总工会发放的数据")
        self.path, self.code, self.name = LineEdit(), LineEdit(), LineEdit()
        self.secret, self.again = QLineEdit(), QLineEdit()
        for field in (self.secret, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.hint, self.problem = QLabel(), QLabel()
        for label in (self.hint, self.problem):
            label.setWordWrap(True)
        self.problem.setProperty("problem", True)
        self.open_button = style.make_primary(QPushButton("打开(&K)"))
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(lambda _on=False: self.open_it())
        self._lay_out()
        CapsWatch(self.secret, self.hint)

    @property
    def user(self) -> str:
        return self.name.text().strip()

    @property
    def password(self) -> str:
        return self.secret.text()

    def choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, "区总工会发放的数据", self.path.text(), _FILES)
        if path:
            self.path.setText(path)
            self.code.setFocus()

    def open_it(self) -> None:
        path, code = self.path.text().strip(), self.code.text().strip()
        try:
            check_filled("path", path, "请选择区总工会给的文件。")
            check_filled("code", code, "请照抄开通码。")
            check_filled("user", self.user, "请填写您的姓名。")
            check_new_password(self.password, self.again.text(), self.user)
        except RuleBroken as broken:
            self.refuse(self.problem, broken)
            return
        user, password = self.user, self.password
        act = self._open_with
        self.work(self.open_button, self.problem, lambda: act(Path(path), code, user, password))

    def _lay_out(self) -> None:
        introduction = QLabel(_INTRODUCTION)
        introduction.setWordWrap(True)
        introduction.setProperty("muted", True)
        browse = QPushButton("选文件…(&B)")
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda _on=False: self.choose())
        chosen = QWidget()
        file = QHBoxLayout(chosen)
        file.setContentsMargins(0, 0, 0, 0)
        file.addWidget(self.path, 1)
        file.addWidget(browse)
        fields = QGridLayout()
        fields.setColumnStretch(1, 1)
        rows: tuple[tuple[str, str, str, QLineEdit, QWidget], ...] = (
            ("文件(&F)", "文件", "path", self.path, chosen),
            ("开通码(&C)", "开通码", "code", self.code, self.code),
            ("姓名(&N)", "姓名", "user", self.name, self.name),
            ("密码(&P)", "密码", "password", self.secret, self.secret),
            ("再输一遍(&A)", "再输一遍密码", "again", self.again, self.again),
        )
        for row, (text, name, field, edit, shown) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(edit)
            edit.setObjectName(field)
            edit.setAccessibleName(name)
            fields.addWidget(label, row, 0)
            fields.addWidget(shown, row, 1)
        leave = QPushButton("返回(&Q)")
        leave.setAutoDefault(False)
        leave.clicked.connect(lambda _on=False: self.reject())
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.open_button)
        last.addWidget(leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(introduction)
        whole.addLayout(fields)
        whole.addWidget(self.hint)
        whole.addWidget(self.problem)
        whole.addStretch()
        whole.addLayout(last)
