"""备份与恢复: the backups of both places, and what can be done with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.casework.backup_list import ListedBackup, users_of_backup
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.safekeeping.backup_table import BackupContents, BackupTable
from union_desk.desk.safekeeping.restore import RestoreDialog, Restoring
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.widgets.flow import FlowLayout

_NOBODY_ELSE = "只有管理员可以做。"


class BackupScreen(Dialog):
    """Lists backups, makes, checks and restores them; a restore begins with `desk.restore_wanted`."""

    def __init__(self, desk: Desk, keeping: Safekeeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._keeping = desk, keeping
        self._may_keep = desk.actor.may(Right.KEEP_STORE)
        self.setWindowTitle("备份与恢复")
        self.places = QLabel()
        self.places.setWordWrap(True)
        self.table = BackupTable()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAccessibleName("结果")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(self.places)
        whole.addWidget(self.table, 1)
        whole.addWidget(BackupContents(self.table))
        whole.addWidget(self.told)
        self._make_buttons(whole)
        self.table.moved.connect(self._enable)
        self.resize(self.sizeHint())
        self.reload()
        self.table.setFocus()

    def sizeHint(self) -> QSize:
        """Make room for the table, as far as the screen has it."""
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(60 * height, room.width() - 40), min(30 * height, room.height() - 80))

    def reload(self) -> None:
        self.places.setText(self._places_words())
        self.table.show_backups(self._keeping.all(self._desk.actor))
        self._enable()

    # What the buttons do.

    def back_up(self) -> None:
        self._work("正在备份", lambda: self._keeping.back_up(self._desk.actor), _made)

    def back_up_to(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "备份到哪个文件夹")
        if chosen:
            folder = Path(chosen)
            self._work("正在备份", lambda: self._keeping.back_up(self._desk.actor, folder), _made)

    def copy_to_second(self) -> None:
        self._work("正在备份到第二处", lambda: self._keeping.copy_to_second(self._desk.actor), _made)

    def name_second(self) -> None:
        """Ask for the folder of the second place; the same disk is only warned of."""
        chosen = QFileDialog.getExistingDirectory(self, "第二处放在哪个文件夹（U 盘、移动硬盘、共享文件夹）")
        if chosen:
            self.take_second(Path(chosen))

    def take_second(self, folder: Path) -> None:
        warning = "它和数据在同一块磁盘上，磁盘坏了会一起丢。最好选 U 盘、移动硬盘或共享文件夹。"
        if self._keeping.on_same_disk(folder) and not self._desk.confirm("第二处", warning, "仍然用它", self):
            return
        try:
            self._keeping.name_second(self._desk.actor, folder)
        except RuleBroken as broken:
            self._tell(broken.message, problem=True)
            return
        self._tell("已指定第二处。现在可以按“备份到第二处”。")
        self.reload()
        self._desk.safety.emit()

    def forget_second(self) -> None:
        if self._desk.confirm("第二处", "以后不再提醒备份到第二处；那里已有的备份不会删。", "不用了", self):
            self._keeping.forget_second(self._desk.actor)
            self.reload()
            self._desk.safety.emit()

    def check(self) -> None:
        one = self.table.current()
        if one is None:
            return
        path = one.archive.path

        def done(wrong: str) -> tuple[str, bool]:
            return (f"这份备份已损坏：{wrong}。请不要用它。", True) if wrong else ("这份备份完好。", False)

        self._work("正在核对备份", lambda: self._keeping.check(self._desk.actor, path), done)

    def restore(self) -> None:
        """Ask, and then leave the store so that the backup can take its place."""
        one = self.table.current()
        if one is None or not one.restorable:
            return
        actor, path = self._desk.actor, one.archive.path
        try:
            compared = self._keeping.compare(actor, path)
            key = self._keeping.key_for(actor) if self._keeping.key_fits(path) else None
            restoring = Restoring(compared, self._keeping.folder, key, users_of_backup(path))
        except (RuleBroken, StoreProblem) as error:
            self._tell(error.message, problem=True)
            return
        ask = RestoreDialog(self._desk.tasks, restoring, self)
        ask.exec()
        if ask.order is not None:
            self.accept()
            self._desk.restore_wanted.emit(ask.order)

    def open_folder(self) -> None:
        one = self.table.current()
        folder = one.archive.path if one is not None else self._keeping.home
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # Inside.

    def _work(self, title: str, act: Callable[[], Any], done: Callable[[Any], tuple[str, bool]]) -> None:
        """Do it in a worker; say here what came of it, for this stands before the line below."""
        self._busy(f"{title}，请稍候…")

        def ended(value: Any) -> None:
            self._desk.safety.emit()
            self._free(*done(value))

        def failed(error: Exception) -> None:
            if not isinstance(error, RuleBroken | StoreProblem):
                self._free("", False)
                raise error
            advice = error.advice if isinstance(error, StoreProblem) else ""
            self._free(f"{error.message}{advice}", True)

        self._desk.tasks.run(title, lambda _task: _plainly(act, _task), ended, failed)

    def _busy(self, words: str) -> None:
        self._tell(words)
        for button in self._acts:
            button.setEnabled(False)

    def _free(self, words: str, problem: bool) -> None:
        self.reload()
        self._tell(words, problem=problem)

    def _tell(self, words: str, *, problem: bool = False) -> None:
        self.told.setText(f"▲ {words}" if problem and words else words)
        self.told.setProperty("problem", problem)
        self.told.style().polish(self.told)

    def _places_words(self) -> str:
        made = self._keeping.last_backup()
        last = _latest(made)
        lines = [f"本机：{self._keeping.home}（{last}）。程序每天自动备份一次，旧的自动清理。"]
        second = self._keeping.book.second
        if second is None:
            lines.append("第二处：还没有指定。电脑坏了、丢了，只有放在别处的备份还在。")
        else:
            away = "" if Path(second.folder).is_dir() else "，现在没有插上"
            lines.append(f"第二处：{second.folder}（{_latest(second.copied_at)}{away}）。")
        return "\n".join(lines)

    def _make_buttons(self, whole: QVBoxLayout) -> None:
        def button(title: str, act: Callable[[], None]) -> QPushButton:
            made = QPushButton(title)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False: act())
            return made

        self.now = button("立即备份(&B)", self.back_up)
        self.second = button("备份到第二处(&2)", self.copy_to_second)
        self.elsewhere = button("备份到…(&D)", self.back_up_to)
        self.name = button("指定第二处…(&Z)", self.name_second)
        self.forget = button("不用第二处了(&N)", self.forget_second)
        self.look = button("核对这份(&V)", self.check)
        self.put_back = button("恢复这份…(&H)", self.restore)
        self.folder = button("打开文件夹(&O)", self.open_folder)
        self._acts = (
            *(self.now, self.second, self.elsewhere, self.look, self.put_back, self.folder),
            *(self.name, self.forget),
        )
        self.leave = button("关闭", self.reject)
        self.leave.setDefault(True)
        acts = QWidget()
        flow = FlowLayout(acts, gap=6, line_gap=6)
        for each in self._acts:
            flow.addWidget(each)
        below = QHBoxLayout()
        below.addWidget(acts, 1)
        below.addWidget(self.leave)
        whole.addLayout(below)

    def _enable(self) -> None:
        one: ListedBackup | None = self.table.current()
        for each in (self.now, self.elsewhere):
            each.setEnabled(True)
        has_second = self._keeping.book.second is not None
        self.second.setEnabled(has_second)
        self.second.setToolTip("" if has_second else "请先指定第二处。")
        self.name.setEnabled(self._may_keep)
        self.forget.setVisible(has_second)
        self.forget.setEnabled(self._may_keep)
        self.look.setEnabled(one is not None)
        self.folder.setEnabled(True)
        self.put_back.setEnabled(self._may_keep and one is not None and one.restorable)
        for each in (self.name, self.forget, self.put_back):
            each.setToolTip("" if self._may_keep else _NOBODY_ELSE)


def _latest(made: datetime | None) -> str:
    return f"最近一份 {local_time(made):%Y-%m-%d %H:%M}" if made else "还没有备份"


def _made(made: Path) -> tuple[str, bool]:
    return f"已备份并核对：{made}", False


def _plainly(act: Callable[[], Any], _task: TaskHandle) -> Any:
    return act()
