"""Looks after the data while the desk is used: the day's backup, what failed, what waits to be done by hand.

keeper = Keeper(desk, Safekeeping(database))
WindowPlan(..., standing=keeper.standing, workbench=keeper.sections, commands=keeper.commands())
keeper.begin()                              # once the window is there
desk.at_end.append(keeper.finish)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from union_desk.casework.keeping_book import begin_sitting, end_sitting
from union_desk.core.clock import local_day, local_time
from union_desk.core.errors import StoreProblem
from union_desk.desk.navigation import Command, WorkbenchRow, WorkbenchSection
from union_desk.desk.safekeeping.closing import ClosingBackup
from union_desk.desk.safekeeping.screen import BackupScreen

if TYPE_CHECKING:
    from union_desk.casework.safekeeping import Reminder, Safekeeping
    from union_desk.desk.desk import Desk
    from union_desk.desk.tasks import TaskHandle
    from union_desk.store.verify import Report

Result = TypeVar("Result")

NO_BACKUP: Final = "还没有备份"
_UNCLEAN: Final = "上次没有正常结束；已检查，数据完好"
_FIRST_MS: Final = 30_000
_CHECK_MS: Final = 2_500
_EVERY_MS: Final = 60_000
_AGAIN: Final = timedelta(hours=1)
"""After a backup that failed."""
_IDLE: Final = timedelta(minutes=10)
"""Without a change for so long, all of the store may be checked."""


class Keeper(QObject):
    _draft_told = Signal(object)

    def __init__(self, desk: Desk, keeping: Safekeeping) -> None:
        super().__init__(desk)
        self._desk, self.keeping = desk, keeping
        self.screen: BackupScreen | None = None
        """The list of backups that was shown last."""
        self._unclean = ""
        self._draft_problem = ""
        self._tried_at: datetime | None = None
        self._changed_at = desk.clock()
        self._busy = self._leaving = False
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.look)
        desk.changed.connect(self._on_changed)
        for left in (desk.restore_wanted, desk.closed):
            left.connect(self._on_leaving)
        self._draft_told.connect(self._on_draft_told)

    # What the window shows.

    def standing(self) -> str:
        """Say what stands in the line below all the time: how the data are kept, and the last backup."""
        if self.keeping.is_on_server:
            return " · ".join(part for part in (self._draft_words(), "数据在服务器上") if part)
        made_at = self.keeping.last_backup()
        if made_at is None:
            last = NO_BACKUP
        else:
            made, today = local_time(made_at), local_day(self._desk.clock())
            days = {today: "今天", today - timedelta(days=1): "昨天"}
            last = f"最近备份 {days.get(made.date(), f'{made:%Y-%m-%d}')} {made:%H:%M}"
        failure = "▲ 自动备份没有做成" if self.keeping.book.failure else ""
        return " · ".join(part for part in (self._draft_words(), failure, "本地加密存储", last) if part)

    def _draft_words(self) -> str:
        return f"▲ 没保存的内容暂存不了：{self._draft_problem}" if self._draft_problem else ""

    def sections(self) -> Sequence[WorkbenchSection]:
        """Return what of safekeeping stands on the workbench; nothing when all is well."""
        rows = [self._row(one) for one in self.keeping.reminders(self._desk.actor)]
        if self._unclean:
            rows.insert(0, WorkbenchRow(self._unclean, self.show_backups))
        return (WorkbenchSection("数据保管", tuple(rows), early=True),) if rows else ()

    def commands(self) -> tuple[Command, ...]:
        verify = Command("store.verify", "核对数据", self.verify, menu="数据", words="hdsj")
        if self.keeping.is_on_server:
            return (verify,)
        return (
            Command("store.backup", "立即备份", self.back_up, menu="数据", words="ljbf"),
            Command("store.second", "备份到第二处", self.copy_to_second, menu="数据", words="bfddec"),
            Command("store.backup to", "备份到…", self.back_up_to, menu="数据", words="bfd"),
            Command("store.backups", "备份与恢复…", self.show_backups, menu="数据", words="bfyhf"),
            verify,
        )

    # What the menus do.

    def back_up(self, folder: Path | None = None) -> None:
        actor = self._desk.actor
        self._run("正在备份", lambda _task: self.keeping.back_up(actor, folder), self._tell_made)

    def back_up_to(self) -> None:
        chosen = QFileDialog.getExistingDirectory(QApplication.activeWindow(), "备份到哪个文件夹")
        if chosen:
            self.back_up(Path(chosen))

    def copy_to_second(self) -> None:
        """Copy to the second place, or ask for one where none is named."""
        if self.keeping.book.second is None:
            self.show_backups()
            return
        actor = self._desk.actor
        self._run("正在备份到第二处", lambda _task: self.keeping.copy_to_second(actor), self._tell_made)

    def show_backups(self) -> None:
        self.screen = BackupScreen(self._desk, self.keeping, QApplication.activeWindow())
        self.screen.finished.connect(self.screen.deleteLater)
        self.screen.open()

    def verify(self) -> None:
        def done(report: Report) -> None:
            self._refuse_damage(report)
            looked_at = sum(finding.looked_at for finding in report.findings)
            self._desk.status(f"数据完好，共核对 {looked_at:,} 项。")

        actor = self._desk.actor
        self._run("正在核对数据", lambda _task: self.keeping.verify(actor), done)

    # What happens by itself.

    def begin(self) -> None:
        """Begin to look after the data, once the window is there."""
        if self.keeping.is_on_server:
            return
        if begin_sitting(self.keeping.folder):
            QTimer.singleShot(_CHECK_MS, self, self._check_after_fall)
        QTimer.singleShot(_FIRST_MS, self, self.look)
        self._tick.start(_EVERY_MS)

    def finish(self) -> None:
        """End the sitting: what was written since the last backup is backed up, if that is quickly done."""
        self._tick.stop()
        if self.keeping.is_on_server:
            return
        try:
            if not self._leaving and self.keeping.is_written_since():
                ClosingBackup(self.keeping).run()
        except StoreProblem:
            # A store that cannot be read any more is told when it is opened.
            pass
        end_sitting(self.keeping.folder)

    def look(self) -> None:
        """Do what is due, where nothing else is under way."""
        now = self._desk.clock()
        if self._busy or self._leaving or self._desk.tasks.running:
            return
        if self._tried_at is not None and now - self._tried_at < _AGAIN:
            return
        if self.keeping.daily_is_due():
            self._tried_at = now
            self._quietly("正在自动备份", lambda _task: self.keeping.make_daily())
        elif now - self._changed_at > _IDLE and self.keeping.verify_is_due():
            self._tried_at = now
            actor = self._desk.actor
            self._run("正在核对数据", lambda _task: self.keeping.verify(actor), self._refuse_damage)

    def draft_told(self, problem: Exception | None) -> None:
        """Take from any thread that half forms cannot be kept, or (None) can be again."""
        self._draft_told.emit(problem)

    # Inside.

    def _check_after_fall(self) -> None:
        if self._leaving:
            return
        waiting = len(self._desk.drafts.all())
        drafts = f"没填完的 {waiting} 份在“未完成”里。" if waiting else ""

        def done(wrong: Sequence[str]) -> None:
            if wrong:
                raise StoreProblem(
                    f"上次没有正常结束，数据文件有损坏：{wrong[0]}。",
                    advice="请不要继续录入，从最近的备份恢复。",
                    damaged=True,
                )
            self._unclean = _UNCLEAN
            self._desk.status(f"上次没有正常结束。已检查：数据完好，保存过的都在。{drafts}")
            self._desk.safety.emit()

        self._run("正在检查数据", lambda _task: self.keeping.quick_check(), done)

    def _run(self, title: str, work: Callable[[TaskHandle], Result], done: Callable[[Result], None]) -> None:
        self._desk.tasks.run(title, work, done)

    def _quietly(self, title: str, work: Callable[[TaskHandle], object]) -> None:
        """Do it and disturb nobody: a problem stands in the line below and on the workbench."""
        self._busy = True

        def ended(_value: object) -> None:
            self._busy = False
            self._desk.safety.emit()

        def failed(error: Exception) -> None:
            self._busy = False
            self._desk.safety.emit()
            if not isinstance(error, StoreProblem):
                raise error

        self._desk.tasks.run(title, work, ended, failed)

    def _row(self, one: Reminder) -> WorkbenchRow:
        acts = {
            "failure": self._try_again,
            "second": self.copy_to_second,
            "name second": self.show_backups,
            "destroyed": self.clear_destroyed,
        }
        return WorkbenchRow(one.text, acts[one.matter], one.figure, urgent=one.matter == "failure")

    def _try_again(self) -> None:
        self._run("正在备份", lambda _task: self.keeping.make_daily(), self._tell_made)

    def clear_destroyed(self) -> None:
        """Ask, and take the backups away that still hold what was destroyed by law."""
        actor = self._desk.actor
        old = len(self.keeping.holding_destroyed(actor))
        words = (
            f"{old} 份备份是在销毁档案以前做的，里面还有那些档案。先做一份新备份，再删除这 {old} 份；"
            "删除以后不能恢复到那时的样子。存在别处的备份（没有插上的 U 盘、光盘）请另行清理。"
        )
        title = "清理旧备份"
        if not self._desk.confirm(title, words, f"删除 {old} 份", QApplication.activeWindow()):
            return

        def done(gone: int) -> None:
            self._desk.status(f"已做新备份，删除 {gone} 份旧备份。")
            self._desk.safety.emit()

        self._run("正在清理旧备份", lambda _task: self.keeping.clear_destroyed(actor), done)

    def _tell_made(self, made: Path) -> None:
        self._desk.status(f"已备份并核对：{made}")
        self._desk.safety.emit()

    def _refuse_damage(self, report: Report) -> None:
        if not report.ok:
            wrong = "；".join(one for finding in report.findings for one in finding.wrong)
            raise StoreProblem(
                f"数据有问题：{wrong}", advice="请先备份现状，再用最近的好备份恢复。", damaged=True
            )

    def _on_leaving(self, _order: object = None) -> None:
        self._leaving = True
        self._tick.stop()

    def _on_changed(self, _changed: object) -> None:
        self._changed_at = self._desk.clock()

    def _on_draft_told(self, problem: Exception | None) -> None:
        told = "" if problem is None else getattr(problem, "message", "程序出了错")
        self._draft_problem = told.removesuffix("。")
        self._desk.safety.emit()
