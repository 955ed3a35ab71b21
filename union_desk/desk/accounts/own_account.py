"""What stands behind the user's name: one's own password, and for administrators users and recovery key.

own = OwnAccount(services.accounts, services.actor, tasks, office="白杨街道总工会", offices=[("BY", "白杨…")])
window = make_window(services, preferences, own.commands()); own.window = window
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from union_desk.core.rights import Actor, Right
from union_desk.desk.navigation import USER_GROUP, USERS, Command

if TYPE_CHECKING:
    from union_desk.casework.accounts import AccountService
    from union_desk.desk.accounts.own_password import OwnPassword
    from union_desk.desk.tasks import TaskHandle, Tasks
    from union_desk.desk.window import MainWindow


class OwnAccount:
    def __init__(
        self,
        accounts: AccountService,
        actor: Actor,
        tasks: Tasks,
        *,
        office: str,
        offices: Sequence[tuple[str, str]],
    ) -> None:
        self._accounts, self._actor, self._tasks = accounts, actor, tasks
        self._office, self._offices = office, tuple(offices)
        self.window: MainWindow | None = None

    def commands(self) -> tuple[Command, ...]:
        return (
            _command("password", "修改密码…", self.change_password, self._has_password, "xgmm"),
            _command("accounts", f"{USERS}…", self.show_users, self._keeps_users, "yhhqx"),
            _command("recovery", "更换恢复密钥…", self.renew_recovery, self._keeps_keys, "ghhfmy"),
        )

    def change_password(self) -> None:
        self._ask_password(lambda old, new: self._accounts.change_password(self._actor, old, new))

    def choose_password(self, left: Callable[[], None]) -> None:
        """Ask for a password of one's own in the place of a first one; who does not want to leaves."""
        dialog = self._ask_password(
            lambda _old, new: self._accounts.choose_password(self._actor, new), first=True
        )
        dialog.rejected.connect(left)

    def _ask_password(self, change: Callable[[str, str], object], *, first: bool = False) -> OwnPassword:
        from union_desk.desk.accounts.own_password import OwnPassword  # noqa: PLC0415 - when first opened

        dialog = OwnPassword(self._tasks, self._actor.user, change, self.window, first=first)
        dialog.accepted.connect(lambda: self._tell("密码已换好，下次打开用新密码。"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_users(self) -> None:
        from union_desk.desk.accounts.users import UsersScreen  # noqa: PLC0415 - loaded when first opened

        if self.window is not None:
            UsersScreen(self.window.desk, self._accounts, self._offices, self.window).open()

    def renew_recovery(self) -> None:
        """Show a new recovery key; it holds, and the old one does not, once it was asked back."""
        from union_desk.desk.accounts.new_recovery_key import NewRecoveryKey  # noqa: PLC0415 - prints

        key = self._accounts.new_recovery_key(self._actor)
        dialog = NewRecoveryKey(key, self._office, self.window)

        def keep(_task: TaskHandle) -> None:
            self._accounts.keep_recovery_key(self._actor, key)

        def done(_nothing: None) -> None:
            self._tell("恢复密钥已更换，旧的已作废，请销毁旧的密钥单。")

        dialog.accepted.connect(lambda: self._tasks.run("正在更换恢复密钥", keep, done))
        dialog.rejected.connect(lambda: self._tell("没有更换，原来的恢复密钥仍然有效。"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell(self, words: str) -> None:
        if self.window is not None:
            self.window.desk.status(words)

    def _has_password(self) -> bool:
        return self._accounts.has_passwords

    def _keeps_users(self) -> bool:
        return self._actor.may(Right.ACCOUNTS)

    def _keeps_keys(self) -> bool:
        return self._has_password() and self._keeps_users()


def _command(
    name: str, title: str, run: Callable[[], None], enabled: Callable[[], bool], words: str
) -> Command:
    return Command(f"user.{name}", title, run, menu="工具", enabled=enabled, words=words, group=USER_GROUP)
