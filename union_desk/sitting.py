"""One sitting at an open store: from the first window to the last, whoever of its users works there.

sitting = Sitting(app, services, user_preferences())
failures = Failures(window=lambda: sitting.window)
again = sitting.run()            # shows the window; returns when it was closed, or when leave() was called
services.close()                 # the store stays the caller's; `again`: go back to the way in

Meanwhile the desk may be locked, and handed to another user: he gets a window of his own on the same open
store, and `sitting.services` and `sitting.window` are his.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from union_desk.areas import make_window
from union_desk.core.errors import StoreProblem
from union_desk.core.memory import keep_for_good
from union_desk.core.rights import Actor
from union_desk.desk.accounts.choose_user import ChooseUser
from union_desk.desk.accounts.own_account import OwnAccount
from union_desk.desk.lock import MINUTES, PREFERENCE, USUAL_MINUTES, Curtain, IdleWatch, LockBox
from union_desk.desk.navigation import USER_GROUP, Command
from union_desk.desk.start import LAST_USER
from union_desk.desk.tasks import TaskHandle, Tasks
from union_desk.desk.window_place import keep_place
from union_desk.services import services_for
from union_desk.store.warming import is_worth_warming, warm_up

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from union_desk.desk.desk import Desk
    from union_desk.desk.preferences import Preferences
    from union_desk.desk.safekeeping.restore import RestoreOrder
    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

_IDLE_GROUP: Final = "自动锁定"
_NO_LOCK: Final = "演示数据没有密码，不用锁定。"
_log: Final = logging.getLogger(__name__)


class Sitting:
    """The window on an open store, with what concerns the person before it."""

    def __init__(self, app: QApplication, services: Services, preferences: Preferences) -> None:
        self.services = services
        self.window: MainWindow | None = None
        self.box: LockBox | None = None
        """What stands on the screen instead of the window while the desk is locked."""
        self.idle = IdleWatch()
        self._app, self._preferences = app, preferences
        self._curtain: Curtain | None = None
        # Of its own: two long works of the desk must not keep anybody locked out.
        self._tasks = Tasks(workers=1)
        # Apart from those, so that nobody waits for it with a password typed.
        self._ahead = Tasks(workers=1)
        self._again = False
        self.order: RestoreOrder | None = None
        """The backup that is to take the place of the store once this sitting is over."""
        self.idle.went_idle.connect(self.lock)
        self.idle.lock_wanted.connect(self.lock)

    def run(self) -> bool:
        """Work until one leaves; True asks to close the store and to begin again at the way in."""
        self.begin()
        try:
            self._app.exec()
            self._finish()
        finally:
            self.end()
        return self._again

    def leave(self, *, again: bool = False) -> None:
        """End the sitting as if the window was closed; half forms are kept."""
        self._again = again
        self._app.quit()

    def begin(self) -> None:
        """Show the window of who has come in."""
        services = self.services
        offices = services.offices.all(services.actor).values()
        own = OwnAccount(
            services.accounts,
            services.actor,
            self._tasks,
            office=services.office.name,
            offices=[(office.code, office.name) for office in offices],
        )
        lock, change, *idle = self._commands()
        keep_for_good()
        self.window = make_window(services, self._preferences, (lock, change, *own.commands(), *idle))
        own.window = self.window
        self.window.desk.restore_wanted.connect(self._restore)
        self.window.restore_place()
        self.window.show()
        self._preferences.set(LAST_USER, services.actor.user)
        if services.accounts.has_passwords:
            self.idle.set_minutes(self._minutes())
        self._enter(own)
        self._read_ahead()

    def end(self) -> None:
        """Close what is open; the store itself stays open."""
        self.idle.set_minutes(0)
        if self._curtain is not None:
            self._curtain.drop()
        self._put_box_away()
        self._close_window()
        self._ahead.close()
        self._tasks.close()

    def safe_words(self) -> str:
        """Say how safe everything is, for the box of a failure."""
        return f"{self.window.plan.standing()}。" if self.window is not None else ""

    def show_backups(self) -> None:
        """Show the backups, as the box of a failure offers."""
        commands = self.window.plan.commands if self.window is not None else ()
        for command in commands:
            if command.name == "store.backups":
                command.run()

    def _restore(self, order: RestoreOrder) -> None:
        self.order = order
        self.leave(again=True)

    def _finish(self) -> None:
        """Do what the desk wants done at the end, while the store is open."""
        if self.window is not None:
            for act in self.window.desk.at_end:
                act()

    # Locked.

    def lock(self, *, another: bool = False) -> None:
        """Take everything from the screen until a password was typed; `another`: of another user."""
        window = self.window
        if window is None or self.box is not None:
            return
        if not self.services.accounts.has_passwords:
            window.desk.status(_NO_LOCK)
            return
        accounts = self.services.accounts
        self.box = box = LockBox(self._tasks, self.services.actor.user, self._others(), accounts.sign_in)
        self._curtain = Curtain(self._app, box)
        box.accepted.connect(lambda: self._let_in(box.result_value))
        box.left.connect(self.leave)
        box.ask(another=another)
        box.show()
        self._curtain.draw()
        box.activateWindow()
        # Last: whatever the disk says to it, the desk is locked.
        window.keep_drafts()

    def _others(self) -> tuple[str, ...]:
        """Return whose names are offered; a store that cannot be read now is locked all the same."""
        try:
            return tuple(one.user for one in self.services.accounts.users() if one.has_password)
        except StoreProblem:
            return ()

    def _let_in(self, actor: Actor) -> None:
        curtain, self._curtain = self._curtain, None
        if curtain is None:
            return
        if actor == self.services.actor:
            curtain.open()
            self._put_box_away()
            self.idle.set_minutes(self._minutes())
        else:
            curtain.drop()
            self.hand_over(actor)
            self._put_box_away()

    def hand_over(self, actor: Actor) -> None:
        """Let another user go on, with a window of his own on the same open store."""
        former = self.window
        self.services = services_for(self.services.database, actor, self.services.clock)
        if former is not None:
            former.keep_drafts()
            keep_place(former, self._preferences)
        self.begin()
        if former is not None:
            self._retire(former)

    def change_user(self) -> None:
        """Ask who goes on: with a password, or on a demo store by a look at its users."""
        if self.services.accounts.has_passwords:
            self.lock(another=True)
            return
        dialog = ChooseUser(self.services.accounts.users(), self.services.actor.user, self.window)
        dialog.accepted.connect(lambda: self._go_on_as(dialog.chosen))
        dialog.open()

    def _go_on_as(self, user: str) -> None:
        actor = self.services.accounts.sign_in(user, "")
        if actor != self.services.actor:
            # Once the dialog, which belongs to the former window, has ended.
            QTimer.singleShot(0, lambda: self.hand_over(actor))

    def _enter(self, own: OwnAccount) -> None:
        """Note the login, and ask for an own password in the place of a first one."""
        services, window = self.services, self.window

        def work(_task: TaskHandle) -> bool:
            return services.accounts.entered(services.actor)

        def done(must_change: bool) -> None:
            if must_change and window is self.window:
                own.choose_password(self.leave)

        def failed(error: Exception) -> None:
            # A full disk must not keep anybody from looking something up.
            if not isinstance(error, StoreProblem):
                raise error
            _log.warning("the login was not noted: %s", error.message)

        self._tasks.run("登录", work, done, failed)

    def _read_ahead(self) -> None:
        """Read what screens will look into, so that nobody waits for a slow disk."""
        database = self.services.database
        if is_worth_warming(database):
            self._ahead.run("预读数据", lambda task: warm_up(database, task.cancelled))

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command("user.lock", "锁定", self.lock, "Ctrl+L", "工具", words="sd", group=USER_GROUP),
            Command("user.change", "更换用户…", self.change_user, "", "工具", words="ghyh", group=USER_GROUP),
            *(self._idle_command(minutes) for minutes in MINUTES),
        )

    # Idle.

    def _idle_command(self, minutes: int) -> Command:
        def choose() -> None:
            self._preferences.set(PREFERENCE, minutes)
            self.idle.set_minutes(minutes)

        return Command(
            f"lock.after {minutes}",
            f"{minutes} 分钟不用就锁定" if minutes else "从不自动锁定",
            choose,
            menu="工具",
            group=_IDLE_GROUP,
            enabled=lambda: self.services.accounts.has_passwords,
            checked=lambda: self._minutes() == minutes,
        )

    def _minutes(self) -> int:
        kept = self._preferences.get(PREFERENCE, USUAL_MINUTES)
        return kept if kept in MINUTES else USUAL_MINUTES

    # Windows that go.

    def _put_box_away(self) -> None:
        box, self.box = self.box, None
        if box is not None:
            box.hide()
            box.deleteLater()

    def _close_window(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.close()
            self._forget(window.desk)
            self._drop(window)

    def _retire(self, window: MainWindow) -> None:
        """Close the window of the former user; what he had begun is done to its end behind it."""
        desk = window.desk
        window.close()
        self._forget(desk)

        def go(_task: object = None) -> None:
            if not desk.tasks.running:
                self._drop(window)

        desk.tasks.ended.connect(go)
        go()

    def _drop(self, window: MainWindow) -> None:
        """Let go of a window with all that ticks behind it."""
        desk = window.desk
        desk.close()
        window.deleteLater()
        desk.deleteLater()

    def _forget(self, desk: Desk) -> None:
        listeners = self.services.database.listeners
        if desk.take_change in listeners:
            listeners.remove(desk.take_change)
