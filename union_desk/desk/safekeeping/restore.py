"""Putting a backup back: what it would change, whose key opens it, and the work itself.

ask = RestoreDialog(tasks, Restoring(compared, folder, key=key or None, users=users), window)
if ask.exec(): order = ask.order            # then close the store, and:
RestoreWork(tasks, order).run()             # True once the backup is in the store's place
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.backup_list import Comparison, key_by_recovery, key_of_backup
from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.start import CapsWatch, StartDialog, check_filled
from union_desk.desk.tasks import TaskHandle, Tasks
from union_desk.store.backup import restore

_SAFE = "现有的数据不会删，会移到数据文件夹里“replaced-”开头的文件夹保留。"
_ALSO = "各人的密码、没填完的内容，也都回到备份那时候的。"


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """A backup, the folder of the store it is to replace, and the key that opens it."""

    archive: Path
    folder: Path
    key: bytes


@dataclass(frozen=True, slots=True)
class Restoring:
    """What is to be restored where. Without `key` a user of the backup is asked, or its recovery key."""

    compared: Comparison
    folder: Path
    key: bytes | None = None
    users: Sequence[str] = ()


class RestoreDialog(StartDialog):
    """Says what will be lost, and asks who may open the backup. `order` is what was decided."""

    def __init__(self, tasks: Tasks, restoring: Restoring, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._restoring = restoring
        self.order: RestoreOrder | None = None
        self.setWindowTitle("恢复备份")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(10)
        for text in said(restoring.compared):
            words = QLabel(text)
            words.setWordWrap(True)
            whole.addWidget(words)
        whole.addWidget(_counts(restoring.compared))
        self._ways = QStackedWidget()
        self._make_key_fields()
        if restoring.key is None:
            whole.addWidget(self._ways)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("problem", True)
        whole.addWidget(self.problem)
        whole.addStretch()
        whole.addLayout(self._make_buttons())
        (self.keep if restoring.key is not None else self.password).setFocus()

    def go_on(self) -> None:
        """Take the key, in a worker: a password takes a moment."""
        archive, key = self._restoring.compared.listed.archive.path, self._restoring.key
        if key is not None:
            self._decided(key)
            return
        try:
            act = self._way_to_key(archive)
        except RuleBroken as broken:
            self.refuse(self.problem, broken)
            return
        self.work(self.restore, self.problem, act)

    def accept(self) -> None:
        if isinstance(self.result_value, bytes):
            self._decided(self.result_value)

    def try_again(self) -> None:
        field = self.recovery if self._ways.currentIndex() else self.password
        field.setFocus()
        field.selectAll()

    def _decided(self, key: bytes) -> None:
        archive = self._restoring.compared.listed.archive.path
        self.order = RestoreOrder(archive, self._restoring.folder, key)
        super().accept()

    def _way_to_key(self, archive: Path) -> Callable[[], bytes]:
        if self._ways.currentIndex():
            printed = self.recovery.text().strip()
            check_filled("recovery", printed, "请照恢复密钥单输入密钥。")
            return lambda: key_by_recovery(archive, printed)
        user, password = self.user.currentText().strip(), self.password.text()
        check_filled("user", user, "请填写姓名。")
        check_filled("password", password, "请填写密码。")
        return lambda: key_of_backup(archive, user, password)

    def _make_key_fields(self) -> None:
        self.user = QComboBox()
        self.user.setObjectName("user")
        self.user.setEditable(True)
        self.user.addItems(list(self._restoring.users))
        typed = self.user.lineEdit()
        if typed is not None:
            typed.setAccessibleName("备份时的用户")
        self.password, self.recovery = QLineEdit(), QLineEdit()
        self.password.setObjectName("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.recovery.setObjectName("recovery")
        hint = QLabel()
        CapsWatch(self.password, hint)
        other = style.make_link(QPushButton("忘了密码，用恢复密钥(&K)"))
        back = style.make_link(QPushButton("用密码(&B)"))
        by_password = _fields(
            (("备份时的用户(&N)", self.user), ("备份时的密码(&P)", self.password)), (other, hint)
        )
        by_recovery = _fields((("备份时的恢复密钥(&R)", self.recovery),), (back,))
        for number, (page, link) in enumerate(((by_password, other), (by_recovery, back))):
            self._ways.addWidget(page)
            link.setAutoDefault(False)
            link.clicked.connect(lambda _on=False, number=number: self._turn_to(1 - number))

    def _turn_to(self, number: int) -> None:
        self._ways.setCurrentIndex(number)
        self.problem.clear()
        self.try_again()

    def _make_buttons(self) -> QHBoxLayout:
        self.restore = QPushButton("恢复这份备份(&H)")
        self.keep = QPushButton("不恢复")
        for button in (self.restore, self.keep):
            button.setAutoDefault(False)
        # Who types a password means it; else Enter destroys nothing.
        (self.restore if self._restoring.key is None else self.keep).setDefault(True)
        self.restore.clicked.connect(lambda _on=False: self.go_on())
        self.keep.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.restore)
        line.addWidget(self.keep)
        return line


def said(compared: Comparison) -> tuple[str, ...]:
    """Say in plain words what a restore would do."""
    one = compared.listed
    made = f"{local_time(one.archive.made_at):%Y-%m-%d %H:%M}"
    program = f"，程序版本 {one.archive.manifest.program}" if one.archive.manifest else ""
    age = f" {one.age}" if one.age[0].isdigit() else one.age
    what = f"这份备份是{age}的（{made}{program}，{one.label or '不明'}）。"
    if compared.lost_saves is None:
        lost = "备份以后写入的内容不会在里面。"
    elif compared.lost_saves:
        lost = f"之后写入的 {compared.lost_saves:,} 次保存不会在里面。"
    else:
        lost = "之后没有写入过什么，不会少内容。"
    return what, f"{lost}{_SAFE}", _ALSO


def _counts(compared: Comparison) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(3, 1)
    grid.setHorizontalSpacing(24)
    for column, title in enumerate(("", "现在", "恢复以后")):
        grid.addWidget(_muted(title), 0, column, Qt.AlignmentFlag.AlignRight)
    for row, (kind, now, then) in enumerate(compared.rows, start=1):
        grid.addWidget(QLabel(kind), row, 0)
        before = QLabel("读不出" if now is None else f"{now:,}")
        after = QLabel(f"{then:,}")
        if now is not None and then < now:
            after.setProperty("problem", True)
            after.setText(f"▼ {then:,}")
        for column, label in ((1, before), (2, after)):
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
    return box


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)
    return label


def _fields(lines: Sequence[tuple[str, QWidget]], below: Sequence[QWidget]) -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(0, 0, 0, 0)
    for title, widget in lines:
        label = QLabel(title)
        label.setBuddy(widget)
        widget.setAccessibleName(title.split("(", maxsplit=1)[0])
        form.addRow(label, widget)
    for widget in below:
        form.addRow("", widget)
    return page


class RestoreWork(Dialog):
    """Restores in a worker, with words for each step. It cannot be stopped: half of it would be worse."""

    _stepped = Signal(str)

    def __init__(self, tasks: Tasks, order: RestoreOrder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._order = tasks, order
        self._loop = QEventLoop(self)
        self._done = False
        self.aside: Path | None = None
        self.problem: Exception | None = None
        self.setWindowTitle("正在恢复")
        self.words = QLabel("正在准备")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName("正在恢复")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.addWidget(self.words)
        whole.addWidget(bar)
        whole.addWidget(_muted("请不要关机。"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self._stepped.connect(self.words.setText, Qt.ConnectionType.QueuedConnection)

    def run(self) -> bool:
        """Restore; raise the StoreProblem that kept it from being done. `aside` is where the old data are."""
        order = self._order

        def work(_task: TaskHandle) -> Path | None:
            return restore(order.archive, order.folder, order.key, self._stepped.emit)

        self._tasks.run("正在恢复", work, self._on_done, self._on_failed)
        # A small store is restored before a dialog could be read.
        QTimer.singleShot(200, lambda: None if self._done else self.show())
        self._loop.exec()
        self.hide()
        if self.problem is not None:
            raise self.problem
        return True

    def reject(self) -> None:
        """Stay until it is done."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._done)

    def _on_done(self, aside: Path | None) -> None:
        self.aside = aside
        self._end()

    def _on_failed(self, error: Exception) -> None:
        self.problem = error
        self._end()

    def _end(self) -> None:
        self._done = True
        self._loop.quit()
