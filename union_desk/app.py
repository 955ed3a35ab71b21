"""The office's own program: log, input method, the way into the store, and the window."""

from __future__ import annotations

import argparse
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from union_desk.core.errors import StoreProblem
from union_desk.core.places import default_store_folder
from union_desk.desk.application import make_application
from union_desk.desk.crash_log import start_log, watch_for_hang
from union_desk.desk.failures import Failures
from union_desk.desk.input_method import offer_input_methods
from union_desk.desk.preferences import user_preferences
from union_desk.desk.start import FirstAnswers, FirstStart, Recover, RecoveryKey, Unlock
from union_desk.desk.tasks import Tasks
from union_desk.store.files import KEYS_FILE, STORE_FILE

if TYPE_CHECKING:
    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

_HANG_SECONDS: Final = 20.0
_ALIVE_MILLISECONDS: Final = 5_000
_AFTER_PAINT_MILLISECONDS: Final = 100


def main(words: Sequence[str]) -> int:
    """Open the window on the office's store, or on a fresh demo store; return the exit status."""
    options = _options(words)
    folder: Path = options.store or default_store_folder()
    crash = start_log(folder.parent / "log")
    offer_input_methods()
    app = make_application(user_preferences())
    window: list[MainWindow] = []
    failures = Failures(window=lambda: window[0] if window else None)
    failures.install()
    alive = QTimer()
    alive.timeout.connect(lambda: watch_for_hang(crash, _HANG_SECONDS))
    alive.start(_ALIVE_MILLISECONDS)
    # The libraries of the store take half a second to load: once a dialog is there, and while one types.
    QTimer.singleShot(_AFTER_PAINT_MILLISECONDS, threading.Thread(target=_load_services, daemon=True).start)
    tasks = Tasks()
    with tempfile.TemporaryDirectory(prefix="union-desk-demo-", ignore_cleanup_errors=True) as scratch:
        way_in = WayIn(tasks, failures, folder, Path(scratch), demo=options.command == "demo")
        try:
            return _sittings(app, way_in, window)
        finally:
            tasks.close()


def _sittings(app: QApplication, way_in: WayIn, window: list[MainWindow]) -> int:
    """Work on the store until one leaves; after a sitting that wants it, go back to the way in."""
    while True:
        try:
            services = way_in.services()
        except StoreProblem as problem:
            if way_in.is_mended(problem):
                continue
            return 1
        if services is None:
            return 0
        try:
            if not _work(app, services, window):
                return 0
        finally:
            services.close()


class WayIn:
    """From the start of the program to an open store: set up, unlock, recover, or the demo.

    `services` raises the StoreProblem of a store that does not open once the password was right (wrong
    passwords are told in the unlock box). `is_mended` shows it, and says whether to try `services` again.
    """

    def __init__(self, tasks: Tasks, failures: Failures, folder: Path, scratch: Path, *, demo: bool) -> None:
        self._tasks, self._failures = tasks, failures
        self._folder, self._scratch, self._demo = folder, scratch, demo

    def is_mended(self, problem: StoreProblem) -> bool:
        """Say why the store does not open, and wait until that was read; True once it may open after all.

        The dialog that puts a backup back belongs here.
        """
        self._failures.show_store_problem(problem)
        box = self._failures.box
        if box is not None:
            loop = QEventLoop()
            box.finished.connect(loop.quit)
            loop.exec()
        return False

    def services(self) -> Services | None:
        """Return the services on the store that one chose, or None when one went away."""
        if self._demo:
            return self._demo_services()
        if (self._folder / KEYS_FILE).exists():
            return self._unlocked()
        if (self._folder / STORE_FILE).exists():
            return self._demo_services(self._folder)
        return self._first_start()

    def _demo_services(self, folder: Path | None = None) -> Services:
        from union_desk.demo import make_demo  # noqa: PLC0415
        from union_desk.services import open_demo  # noqa: PLC0415

        if folder is None:
            folder = self._scratch / "store"
            make_demo(folder)
        return open_demo(folder)

    def _unlocked(self) -> Services | None:
        from union_desk.store.vault import Vault  # noqa: PLC0415

        users = Vault.names(self._folder)
        unlock = Unlock(self._tasks, f"数据在：{self._folder}", users, self._open)
        if unlock.exec() == QDialog.DialogCode.Accepted:
            return _services(unlock.result_value)
        return self._recovered(users) if unlock.recovery_wanted else None

    def _recovered(self, users: Sequence[str]) -> Services | None:
        dialog = Recover(self._tasks, users, self._recover)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            return _services(dialog.result_value)
        return self._unlocked()

    def _first_start(self) -> Services | None:
        dialog = FirstStart(self._tasks, self._create)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        if dialog.demo_wanted:
            return self._demo_services()
        answers = dialog.answers
        if not accepted or answers is None:
            return None
        RecoveryKey(str(dialog.result_value), answers.office).exec()
        return _services(self._open(answers.user, answers.password))

    # What the dialogs do, in a worker: only here is the store's code needed.

    def _open(self, user: str, password: str) -> Services | StoreProblem:
        """Open with a password; the box asks again for a wrong one, and lets go of a damaged store."""
        from union_desk.services import open_with_key  # noqa: PLC0415
        from union_desk.store.vault import Vault  # noqa: PLC0415

        key = Vault.unlock(self._folder, user, password)
        try:
            return open_with_key(self._folder, key, user)
        except StoreProblem as problem:
            return problem

    def _recover(self, key: str, user: str, password: str) -> Services:
        from union_desk.services import recover  # noqa: PLC0415

        return recover(self._folder, key, user, password)

    def _create(self, answers: FirstAnswers) -> str:
        from union_desk.services import FirstStart as Answers  # noqa: PLC0415
        from union_desk.services import create_store  # noqa: PLC0415

        return create_store(
            self._folder,
            Answers(
                answers.office, answers.code, answers.level == "district", answers.user, answers.password
            ),
        )


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="union-desk", add_help=False)
    parser.add_argument("command", nargs="?", choices=["demo"])
    parser.add_argument("--store", type=Path)
    parser.add_argument("--user", default="")
    return parser.parse_args(words)


def _load_services() -> None:
    import union_desk.areas  # noqa: F401, PLC0415


def _services(value: object) -> Services:
    """Return what a dialog gave; the problem of a store that did not open is raised here."""
    from union_desk.services import Services as Opened  # noqa: PLC0415

    if isinstance(value, StoreProblem):
        raise value
    if not isinstance(value, Opened):
        raise TypeError(f"not services: {value!r}")
    return value


def _work(app: QApplication, services: Services, window: list[MainWindow]) -> bool:
    """Show the window until it is closed; True asks to close the store and begin again at the way in."""
    from union_desk.areas import make_window  # noqa: PLC0415

    window[:] = [make_window(services, user_preferences())]
    window[0].restore_place()
    window[0].show()
    try:
        app.exec()
    finally:
        window[0].desk.close()
    return False
