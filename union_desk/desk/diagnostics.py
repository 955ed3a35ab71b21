"""诊断包: log, versions and counts in one file for who maintains the program; no row and no name of anybody.

Diagnostics(desk, facts=lambda: keeping.facts(actor)).commands()      # 帮助 → 导出诊断包…
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from union_desk import __version__
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk.crash_log import log_folder, nameless
from union_desk.desk.desk import Desk
from union_desk.desk.navigation import Command
from union_desk.desk.tasks import TaskHandle
from union_desk.store.files import file_problem

_LIBRARIES: Final = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "alembic", "reportlab", "pypdfium2")
_LOGS: Final = ("union-desk.log*", "crash.log")
Facts = Callable[[], Mapping[str, object]]


class Diagnostics:
    def __init__(self, desk: Desk, facts: Facts) -> None:
        self._desk, self._facts = desk, facts

    def commands(self) -> tuple[Command, ...]:
        return (Command("help.diagnostics", "导出诊断包…", self.ask, menu="帮助", words="dczdb"),)

    def ask(self) -> None:
        """Ask where it goes: it is carried to who maintains the program, never sent."""
        name = f"诊断包-{self._desk.today:%Y%m%d}.zip"
        chosen, _kind = QFileDialog.getSaveFileName(
            QApplication.activeWindow(), "导出诊断包", name, "压缩文件 (*.zip)"
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, target: Path) -> None:
        shown = versions()

        def work(_task: TaskHandle) -> Path:
            return write_diagnostics(target, log_folder(), shown, self._facts)

        def done(made: Path) -> None:
            self._desk.status(f"诊断包已存到 {made}。里面没有档案内容和个人信息，可以交给维护人员。")

        self._desk.tasks.run("正在导出诊断包", work, done)


def write_diagnostics(target: Path, logs: Path | None, shown: Mapping[str, str], facts: Facts) -> Path:
    """Write the file; a store that cannot be read is told in it instead of counted."""
    import zipfile  # noqa: PLC0415 - not at the start

    try:
        counted = dict(facts())
    except (StoreProblem, RuleBroken) as error:
        counted = {"problem": error.message}
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("versions.json", json.dumps(shown, ensure_ascii=False, indent=1))
            file.writestr("counts.json", json.dumps(counted, ensure_ascii=False, indent=1, default=str))
            for path in _logs_in(logs):
                # Once more without names: what a crash writes by itself has the path of the user's folder.
                file.writestr(path.name, nameless(path.read_text("utf-8", "replace")))
    except OSError as error:
        raise file_problem(error) from error
    return target


def _logs_in(logs: Path | None) -> list[Path]:
    return [path for pattern in _LOGS for path in sorted(logs.glob(pattern))] if logs is not None else []


def versions() -> dict[str, str]:
    """Return what the program runs on; asks the screen, so only in the window's thread."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    application = QApplication.instance()
    font = application.font().pointSizeF() if isinstance(application, QApplication) else 0.0
    return {
        "program": __version__,
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "qt": qVersion(),
        "platform": QGuiApplication.platformName(),
        "screen": f"{size.width()}x{size.height()} x{screen.devicePixelRatio():g}",
        "font": f"{font:g}",
        **{name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - not at the start

    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
