"""The areas, one line each, and the window that they make on an open store."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QFileDialog

from union_desk.core.clock import local_day, local_time
from union_desk.core.errors import StoreProblem
from union_desk.desk.desk import Desk
from union_desk.desk.navigation import Area, Command
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.hardship.area import hardship_area
from union_desk.store.backup import backup
from union_desk.store.verify import verify

if TYPE_CHECKING:
    from union_desk.desk.preferences import Preferences
    from union_desk.desk.tasks import TaskHandle
    from union_desk.services import Services
    from union_desk.store.verify import Report

NO_BACKUP: Final = "还没有备份"


def areas(desk: Desk, services: Services) -> tuple[Area, ...]:
    """Return what the navigation offers, from top to bottom."""
    offices = tuple((office.code, office.name) for office in services.offices.all(services.actor).values())
    return (hardship_area(desk, services.hardship, offices=offices),)


def make_window(services: Services, preferences: Preferences) -> MainWindow:
    """Join an open store, the desk and the areas to the one window."""
    desk = Desk(services.actor, clock=services.clock, preferences=preferences, drafts=services.drafts)
    services.database.listeners.append(desk.take_change)
    plan = WindowPlan(
        areas(desk, services),
        office=services.office.name,
        user=services.actor.user,
        demo=services.is_demo,
        standing=lambda: standing(services),
        commands=_StoreCommands(desk, services).commands(),
    )
    return MainWindow(desk, plan)


def standing(services: Services) -> str:
    """Say what stands in the line below all the time: how the data are kept, and the last backup."""
    made_at = services.last_backup()
    if made_at is None:
        return f"本地加密存储 · {NO_BACKUP}"
    made, today = local_time(made_at), local_day(services.clock())
    days = {today: "今天", today - timedelta(days=1): "昨天"}
    day = days.get(made.date(), f"{made:%Y-%m-%d}")
    return f"本地加密存储 · 最近备份 {day} {made:%H:%M}"


class _StoreCommands:
    """What the menu 数据 does with the whole store."""

    def __init__(self, desk: Desk, services: Services) -> None:
        self._desk, self._services = desk, services

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("store.backup", "立即备份", self._back_up, menu="数据", words="ljbf"),
            Command("store.backup to", "备份到…", self._back_up_to, menu="数据", words="bfd"),
            Command("store.verify", "核对数据", self._verify, menu="数据", words="hdsj"),
        )

    def _back_up(self, folder: Path | None = None) -> None:
        def work(_task: TaskHandle) -> Path:
            return backup(self._services.database, folder)

        def done(made: Path) -> None:
            self._desk.status(f"已备份并核对：{made}")

        self._desk.tasks.run("正在备份", work, done)

    def _back_up_to(self) -> None:
        chosen = QFileDialog.getExistingDirectory(QApplication.activeWindow(), "备份到哪个文件夹")
        if chosen:
            self._back_up(Path(chosen))

    def _verify(self) -> None:
        def done(report: Report) -> None:
            if not report.ok:
                wrong = "；".join(one for finding in report.findings for one in finding.wrong)
                raise StoreProblem(f"数据有问题：{wrong}", advice="请先备份现状，再用最近的好备份恢复。")
            looked_at = sum(finding.looked_at for finding in report.findings)
            self._desk.status(f"数据完好，共核对 {looked_at:,} 项。")

        self._desk.tasks.run("正在核对数据", lambda _task: verify(self._services.database), done)
