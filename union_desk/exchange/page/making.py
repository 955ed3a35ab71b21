"""Packages that go out: 上交数据包, 回执, 发放街道数据. Each is written whole into a folder or onto a stick.

MakeDialog(desk, HAND_IN, lambda whole: lambda folder: exchange.return_package(…), window).open()
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog, grow, size_of
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets.line import LineEdit
from union_desk.exchange.page.words import button, label, problem_words, say, size_words, spans_words
from union_desk.exchange.values import PackageMade

FOLDER: Final = "exchange/folder"
"""The preference that names the stick or shared folder used last."""
Make = Callable[[Path], PackageMade]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the dialog is for."""

    title: str
    introduction: str
    button: str


HAND_IN: Final = Asked(
    "上交数据包",
    "把上次回执以后在这里做的全部修改写成一个文件，加密给区总工会，只有区里打得开。做多少次、收多少次都可以。",
    "做数据包(&M)",
)
RECEIPT: Final = Asked(
    "回执",
    "告诉街道收到了哪里，并把区里的修改、新借的号段一起发给它。街道在“收数据包”里收入。",
    "做回执(&M)",
)
ISSUE: Final = Asked(
    "发放街道数据",
    "给街道的新电脑做一份数据：街道在这里的全部资料、单位和标准、号段、用户。文件和开通码请分开交给街道。"
    "街道第一次打开程序时选“打开区总工会发放的数据”。",
    "发放(&M)",
)


class Fields(Protocol):
    """What is asked besides the folder."""

    def ready(self) -> Make:
        """Return what makes the package, with what was typed; RuleBroken where something is missing."""


class WholeField(QWidget):
    """全部重发: everything again, such as when a package was lost."""

    def __init__(self, make: Callable[[Path, bool], PackageMade], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.whole = QCheckBox("全部重发：以前的数据包丢了，或对方缺少前面的号(&W)")
        self.whole.setAccessibleName("全部重发")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.whole)

    def ready(self) -> Make:
        whole = self.whole.isChecked()
        return lambda folder: self._make(folder, whole)


class MakeDialog(Dialog):
    """Asks for the folder and what else is needed, makes the package, and says what it is."""

    made = Signal(object)

    def __init__(
        self,
        desk: Desk,
        asked: Asked,
        fields: QWidget,
        parent: QWidget | None = None,
        *,
        print_handover: Callable[[str], object] = lambda _uid: None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._asked, self._fields = desk, asked, fields
        self._print = print_handover
        self._task: TaskHandle | None = None
        self.outcome: PackageMade | None = None
        self.setWindowTitle(asked.title)
        self.folder = LineEdit()
        self.folder.setAccessibleName("写到哪里")
        self.folder.setText(str(desk.preferences.get(FOLDER, "")))
        self.told, self.code = label("结果"), label("开通码")
        self.code.setProperty("title", True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.make_button = style.make_primary(QPushButton(asked.button))
        self.make_button.clicked.connect(lambda _on=False: self.make())
        self.make_button.setDefault(True)
        self.print_button = button("打印交接单…(&P)", self._print_it)
        self.leave_button = button("取消(&Q)", self.reject)
        self._lay_out()
        desk.tasks.ended.connect(self._on_ended)
        say(self.told, "")
        self._enable()
        # Room for a sentence about what came of it.
        self.resize(size_of(self) + QSize(0, 2 * self.fontMetrics().lineSpacing()))

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "写到哪个文件夹或 U 盘", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def make(self) -> None:
        """Write the package."""
        fields: Fields = self._fields  # type: ignore[assignment]
        try:
            folder = self._folder()
            make = fields.ready()
        except RuleBroken as broken:
            say(self.told, broken.message, problem=True)
            self._grow()
            return

        def done(made: PackageMade) -> None:
            self.outcome = made
            self._desk.preferences.set(FOLDER, str(folder))
            say(self.told, _made_words(made))
            self.code.setText(f"开通码：{made.opening_code}" if made.opening_code else "")
            self._enable()
            self._grow()
            self.print_button.setFocus()
            self._desk.status(f"已写好 {made.info.path.name}")
            self.made.emit(made)

        def failed(error: Exception) -> None:
            say(self.told, problem_words(error), problem=True)
            self._grow()

        say(self.told, "正在写，请不要拔出 U 盘…")
        self._task = self._desk.tasks.run(
            self._asked.title, lambda _task: make(folder), done, failed, whose=self
        )
        self._enable()

    def reject(self) -> None:
        """While a package is being written the box stays."""
        if self._task is None:
            super().reject()

    def _print_it(self) -> None:
        if self.outcome is not None:
            self._print(self.outcome.handover_uid)

    def _folder(self) -> Path:
        text = self.folder.text().strip()
        if not text:
            raise RuleBroken("请选择写到哪个文件夹或 U 盘。", field="folder")
        if not Path(text).is_dir():
            raise RuleBroken("没有这个文件夹。请插好 U 盘，或另选一个。", field="folder")
        return Path(text)

    def _on_ended(self, task: TaskHandle) -> None:
        if task is self._task:
            self._task = None
            self._enable()

    def _grow(self) -> None:
        if self.isVisible():
            grow(self)

    def _enable(self) -> None:
        idle, done = self._task is None, self.outcome is not None
        self.bar.setVisible(not idle)
        self._asking.setVisible(not done)
        self._asking.setEnabled(idle)
        self.make_button.setVisible(not done)
        self.make_button.setEnabled(idle)
        self.code.setVisible(bool(self.code.text()))
        self.print_button.setVisible(done)
        self.leave_button.setText("关闭(&Q)" if done else "取消(&Q)")
        self.leave_button.setEnabled(idle)

    def _lay_out(self) -> None:
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self._fields)
        where = QHBoxLayout()
        named = QLabel("写到(&O)")
        named.setBuddy(self.folder)
        where.addWidget(named)
        where.addWidget(self.folder, 1)
        browse = button("浏览…(&B)", self.choose_folder)
        browse.setMinimumHeight(browse.sizeHint().height())
        where.addWidget(browse)
        asking.addLayout(where)
        last = QHBoxLayout()
        last.addStretch()
        for each in (self.print_button, self.make_button, self.leave_button):
            last.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (label("说明", self._asked.introduction, muted=True), self._asking, self.bar):
            whole.addWidget(part)
        whole.addWidget(self.told)
        whole.addWidget(self.code)
        whole.addStretch()
        whole.addLayout(last)


class FieldGrid(QGridLayout):
    """Labels with their fields below each other."""

    def add_field(self, text: str, field: QWidget, name: str) -> None:
        named = QLabel(text)
        named.setBuddy(field)
        field.setAccessibleName(name)
        row = self.rowCount()
        self.addWidget(named, row, 0)
        self.addWidget(field, row, 1)
        self.setColumnStretch(1, 1)


def _made_words(made: PackageMade) -> str:
    info = made.info
    what = spans_words(info.spans) or "没有新的修改，只是确认"
    words = f"已写好并读回核对：{info.path}（{what}；{info.sets:,} 次修改，{size_words(info.size)}）。"
    if made.opening_code:
        return f"{words}开通码只显示这一次，请抄下或当面告诉街道，不要和文件放在一起。"
    return words
