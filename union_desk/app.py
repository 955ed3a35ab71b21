"""The office's own program: log, input method, the way into the store, and the window."""

from __future__ import annotations

import argparse
import gc
import tempfile
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from union_desk.core.errors import StoreProblem
from union_desk.core.places import default_store_folder
from union_desk.desk.application import make_application
from union_desk.desk.crash_log import start_log, watch_for_hang
from union_desk.desk.failures import Failures
from union_desk.desk.first_paint import FirstPaint
from union_desk.desk.input_method import offer_input_methods
from union_desk.desk.one_window import OneWindow, raise_windows
from union_desk.desk.opening import Opening
from union_desk.desk.preferences import Preferences, user_preferences
from union_desk.desk.start import DISTRICT, LAST_USER, FirstAnswers, FirstStart, Recover, Unlock
from union_desk.desk.tasks import TaskHandle, Tasks
from union_desk.store.files import BACKUPS, KEYS_FILE, STORE_FILE
from union_desk.store.incoming import settle

if TYPE_CHECKING:
    from union_desk.desk.safekeeping.restore import RestoreOrder
    from union_desk.services import Services
    from union_desk.sitting import Sitting

_HANG_SECONDS: Final = 20.0
_ALIVE_MILLISECONDS: Final = 5_000
_COVERED_MILLISECONDS: Final = 150
"""After this time the window is painted over the frame that was there before it."""
_LOOK_SECONDS: Final = 0.1
_LOST: Final = "数据不见了，只剩下备份。"
_LOST_ADVICE: Final = "可以恢复一份备份。真要从头建新数据的，请先把 backups 文件夹移到别处。"


def main(words: Sequence[str]) -> int:
    """Open the window on the office's store, or on a fresh demo store; return the exit status."""
    options = _options(words)
    folder: Path = options.store or default_store_folder()
    demo: bool = options.command == "demo"
    crash = start_log(folder.parent / "log")
    offer_input_methods()
    preferences = user_preferences()
    app = make_application(preferences)
    one_window = OneWindow(folder)
    if not demo and not one_window.take():
        return 0
    one_window.wanted.connect(raise_windows)
    program = Program(app, preferences)
    program.failures.install()
    alive = QTimer()
    alive.timeout.connect(lambda: watch_for_hang(crash, _HANG_SECONDS))
    alive.start(_ALIVE_MILLISECONDS)
    with tempfile.TemporaryDirectory(prefix="union-desk-demo-", ignore_cleanup_errors=True) as scratch:
        try:
            return program.run(WayIn(program, folder, Path(scratch), demo=demo))
        finally:
            program.tasks.close()
            one_window.close()


class Program:
    """What lasts from the first dialog to the end, whoever works and however often the store is opened."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        self.app, self.preferences = app, preferences
        self.tasks = Tasks()
        self.sitting: Sitting | None = None
        self.failures = Failures(
            safe=lambda: self.sitting.safe_words() if self.sitting is not None else "",
            window=lambda: self.sitting.window if self.sitting is not None else None,
            restore=lambda: self.sitting.show_backups() if self.sitting is not None else None,
        )
        self.loaded = threading.Event()
        self._loader = threading.Thread(target=self._load, name="loader", daemon=True)
        FirstPaint(app).happened.connect(self._go_on)

    def run(self, way_in: WayIn) -> int:
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
                if not self._sit(services, way_in) and not way_in.has_only_looked():
                    return 0
            except Exception as error:  # noqa: BLE001 - a window that does not come says why
                self.failures.tell(error)
                return 1
            finally:
                services.close()

    def _sit(self, services: Services, way_in: WayIn) -> bool:
        from union_desk.sitting import Sitting  # noqa: PLC0415

        self.sitting = Sitting(self.app, services, self.preferences)
        QTimer.singleShot(_COVERED_MILLISECONDS, way_in.give_way)
        try:
            again = self.sitting.run()
            way_in.order = self.sitting.order
            return again
        finally:
            self.sitting = None

    def _go_on(self) -> None:
        """Do what can wait until something is on the screen."""
        from union_desk.desk.icons import icon  # noqa: PLC0415 - draws

        self.app.setWindowIcon(icon("folder-heart"))
        self._loader.start()

    def _load(self) -> None:
        """Load the store's libraries and the areas in a thread, behind what is shown."""
        gc.disable()
        try:
            import union_desk.sitting  # noqa: F401, PLC0415
        finally:
            # What was loaded stays for good: it need not be looked through again and again.
            gc.freeze()
            gc.enable()
            self.loaded.set()


class WayIn:
    """From the start of the program to an open store: set up, unlock, recover, or the demo.

    `services` raises the StoreProblem of a store that does not open once the password was right (wrong
    passwords are told in the unlock box). `is_mended` shows it, and says whether to try `services` again.
    """

    def __init__(self, program: Program, folder: Path, scratch: Path, *, demo: bool) -> None:
        self._program, self._tasks = program, program.tasks
        self._folder, self._scratch, self._demo = folder, scratch, demo
        self._opening: Opening | None = None
        self._looked = False
        self.order: RestoreOrder | None = None
        """A backup that is to be put back before the store is opened again."""

    def give_way(self) -> None:
        """Take the frame of the window away, now that the window is there."""
        if self._opening is not None:
            self._opening.give_way()
            self._opening = None

    def has_only_looked(self) -> bool:
        """Tell, once, whether this was a look at the demo before the set-up, to which one comes back."""
        looked, self._looked = self._looked, False
        return looked

    def is_mended(self, problem: StoreProblem) -> bool:
        """Say why the store does not open, and wait until that was read; True once it may open after all.

        Where a backup would help, one may be put back here.
        """
        if problem.damaged:
            from union_desk.desk.safekeeping.rescue import Rescue  # noqa: PLC0415

            last = self._program.preferences.get(LAST_USER, "")
            return Rescue(self._tasks, self._folder, problem, user=last).run()
        self._program.failures.tell(problem)
        return False

    def _put_back(self, order: RestoreOrder) -> None:
        from union_desk.desk.safekeeping.rescue import restored  # noqa: PLC0415

        try:
            restored(self._tasks, order)
        except StoreProblem as problem:
            self._program.failures.tell(problem)

    def services(self) -> Services | None:
        """Return the services on the store that one chose, or None when one went away."""
        if self.order is not None:
            order, self.order = self.order, None
            self._put_back(order)
        if self._demo:
            return self._demo_services()
        # What a restore or the set-up had decided when it was cut off tells what there is.
        settle(self._folder)
        if (self._folder / KEYS_FILE).exists():
            return self._unlocked()
        if (self._folder / STORE_FILE).exists():
            return self._demo_services(self._folder)
        if any(self._folder.glob(f"{BACKUPS}/*/{STORE_FILE}")):
            raise StoreProblem(_LOST, advice=_LOST_ADVICE, damaged=True)
        return self._first_start()

    def _demo_services(self, folder: Path | None = None) -> Services | None:
        """Open a store without a password, behind the frame of the window; None when that was closed."""
        words = "正在打开数据…" if folder is not None else "正在准备演示数据…"
        self._opening = opening = Opening(self._program.preferences, words)
        opening.show()
        loop, got = QEventLoop(), list[object]()

        def done(value: object) -> None:
            got.append(value)
            loop.quit()

        opening.left.connect(loop.quit)
        self._tasks.run(words, partial(self._open_demo, folder), done, done)
        loop.exec()
        return _services(got[0]) if got else None

    def _unlocked(self) -> Services | None:
        from union_desk.store.vault import Vault  # noqa: PLC0415

        last = self._program.preferences.get(LAST_USER, "")
        users = sorted(Vault.names(self._folder), key=lambda user: user != last)
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
            self._looked = True
            return self._demo_services()
        if dialog.issued_wanted:
            return self._issued()
        answers = dialog.answers
        if not accepted or answers is None:
            return None
        from union_desk.desk.recovery_key import RecoveryKey  # noqa: PLC0415 - prints

        RecoveryKey(str(dialog.result_value), answers.office, user=answers.user).exec()
        return _services(self._open(answers.user, answers.password))

    def _issued(self) -> Services | None:
        """Open what the district has issued to this street; back to the set-up when one goes away."""
        from union_desk.desk.open_issued import OpenIssued  # noqa: PLC0415 - once in the life of a store
        from union_desk.desk.recovery_key import RecoveryKey  # noqa: PLC0415 - prints

        dialog = OpenIssued(self._tasks, self._open_issued)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return self._first_start()
        services = _services(self._open(dialog.user, dialog.password))
        RecoveryKey(str(dialog.result_value), services.office.name, user=dialog.user).exec()
        return services

    # What is done in a worker: only here is the store's code needed.

    def _open_demo(self, folder: Path | None, task: TaskHandle) -> Services | None:
        while not self._program.loaded.wait(_LOOK_SECONDS):
            if task.cancelled():
                return None
        from union_desk.services import open_demo  # noqa: PLC0415

        if folder is None:
            from union_desk.demo import make_demo  # noqa: PLC0415 - draws papers

            folder = self._scratch / "store"
            # One may look at it a second time.
            if not (folder / STORE_FILE).exists():
                make_demo(folder)
        return open_demo(folder)

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

    def _open_issued(self, path: Path, code: str, user: str, password: str) -> str:
        from union_desk.exchange.opening import open_issued  # noqa: PLC0415

        return open_issued(self._folder, path, code, user, password)

    def _create(self, answers: FirstAnswers) -> str:
        from union_desk.services import FirstStart as Answers  # noqa: PLC0415
        from union_desk.services import create_store  # noqa: PLC0415

        return create_store(
            self._folder,
            Answers(
                answers.office,
                answers.code,
                answers.level == DISTRICT,
                answers.user,
                answers.password,
                answers.short_name,
            ),
        )


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="union-desk", add_help=False)
    parser.add_argument("command", nargs="?", choices=["demo"])
    parser.add_argument("--store", type=Path)
    parser.add_argument("--user", default="")
    return parser.parse_args(words)


def _services(value: object) -> Services:
    """Return what a worker gave; the problem of a store that did not open is raised here."""
    from union_desk.services import Services as Opened  # noqa: PLC0415

    if isinstance(value, Exception):
        raise value
    if not isinstance(value, Opened):
        raise TypeError(f"not services: {value!r}")
    return value
