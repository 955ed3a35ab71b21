"""When the store does not open: what happened, what is safe, and a backup to put in its place.

if Rescue(tasks, folder, problem).run(): ...       # try to open once more
restored(tasks, order, parent)                     # what was decided in the window, once it is closed
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.backup_list import compare_unread, listed_beside, users_of_backup
from union_desk.core.clock import Clock, system_clock
from union_desk.core.errors import StoreProblem
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.safekeeping.backup_table import BackupContents, BackupTable
from union_desk.desk.safekeeping.restore import RestoreDialog, RestoreOrder, RestoreWork, Restoring
from union_desk.desk.tasks import Tasks
from union_desk.desk.widgets.flow import FlowLayout

_SAFE = "原来的文件没有动过。恢复时它会移到一边保留，不会删。"
_NONE = "这台电脑上没有找到备份。备份放在 U 盘或别处的，请插上以后选“别处的备份…”。"


class Rescue(Dialog):
    def __init__(
        self,
        tasks: Tasks,
        folder: Path,
        problem: StoreProblem,
        clock: Clock = system_clock,
        *,
        user: str = "",
    ) -> None:
        super().__init__()
        self._tasks, self._folder, self._clock, self._user = tasks, folder, clock, user
        self.setWindowTitle("数据打不开")
        happened = QLabel(f"▲ {problem.message}")
        happened.setProperty("problem", True)
        advice = QLabel("\n".join(part for part in (problem.advice, _SAFE, f"数据在：{folder}") if part))
        self.table, self.told = BackupTable(), QLabel()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(10)
        for label in (happened, advice, self.told):
            label.setWordWrap(True)
        for part in (happened, advice, self.table, BackupContents(self.table), self.told):
            whole.addWidget(part)
        whole.setStretch(2, 1)
        self._make_buttons(whole)
        self.resize(self.sizeHint())
        self.reload()

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(56 * height, room.width() - 40), min(24 * height, room.height() - 80))

    def run(self) -> bool:
        """Wait for what one does; True asks to open the store once more."""
        return self.exec() == QDialog.DialogCode.Accepted

    def reload(self) -> None:
        backups = listed_beside(self._folder, self._clock())
        self.table.show_backups(backups)
        good = any(one.restorable for one in backups)
        self.table.setVisible(bool(backups))
        self.told.setText("" if good else _NONE)
        self.latest.setEnabled(good)
        (self.latest if good else self.elsewhere).setDefault(True)
        (self.latest if good else self.elsewhere).setFocus()

    def restore_chosen(self) -> None:
        """Put back the backup under the cursor: the newest whole one, if one did not move it."""
        one = self.table.current()
        if one is not None and one.restorable:
            self.restore(one.archive.path)

    def choose_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选备份自己的文件夹，里面有 manifest.json")
        if chosen:
            self.restore(Path(chosen))

    def restore(self, archive: Path) -> None:
        compared = compare_unread(archive, self._clock())
        if compared.listed.archive.manifest is None:
            self.told.setText("▲ 这里没有可用的备份。请选备份自己的文件夹，里面有 manifest.json。")
            return
        # Who was here last most likely knows his password.
        users = sorted(users_of_backup(archive), key=lambda user: user != self._user)
        try:
            ask = RestoreDialog(self._tasks, Restoring(compared, self._folder, users=tuple(users)), self)
            ask.exec()
            if ask.order is not None and restored(self._tasks, ask.order, self):
                self.accept()
        except StoreProblem as problem:
            self.told.setText(f"▲ {problem.message}{problem.advice}")

    def _make_buttons(self, whole: QVBoxLayout) -> None:
        self.latest = QPushButton("恢复选中的备份…(&H)")
        self.elsewhere = QPushButton("别处的备份…(&D)")
        self.again = QPushButton("再试一次(&R)")
        self.leave = QPushButton("退出")
        acts = QWidget()
        flow = FlowLayout(acts, gap=6, line_gap=6)
        for button, act in (
            (self.latest, self.restore_chosen),
            (self.elsewhere, self.choose_elsewhere),
            (self.again, self.accept),
        ):
            button.clicked.connect(lambda _on=False, act=act: act())
            flow.addWidget(button)
        self.leave.clicked.connect(self.reject)
        for button in (self.elsewhere, self.again, self.leave):
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(acts, 1)
        line.addWidget(self.leave)
        whole.addLayout(line)


def restored(tasks: Tasks, order: RestoreOrder, parent: QWidget | None = None) -> bool:
    """Put a backup in the place of the store, and say where the old data are; StoreProblem if that fails."""
    work = RestoreWork(tasks, order, parent)
    work.run()
    aside = f"原来的数据移到了：{work.aside}" if work.aside else ""
    words = "\n".join(part for part in ("现在请用备份那时候的密码打开。", aside) if part)
    box = QMessageBox(QMessageBox.Icon.Information, "恢复备份", "已恢复这份备份。", parent=parent)
    box.setInformativeText(words)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    return True
