"""One user on the administrator's screen: a new one, other roles, or a first password again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtWidgets import QWidget

from union_desk.casework.accounts import Account, NewAccount
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.desk.accounts.roles_edit import RolesEdit
from union_desk.desk.forms.ui_user_form import Ui_UserForm
from union_desk.desk.start import CapsWatch, StartDialog, check_filled, check_new_password
from union_desk.desk.tasks import Tasks


class Asked(Enum):
    """What the form asks for: its title, its button, and the words above the fields."""

    NEW = ("新增用户", "新增", "告诉他第一次用的密码；他登录后要先换成自己的。")
    ROLES = ("改角色", "改角色", "新的角色在他下次登录时起作用。")
    PASSWORD = ("重设密码", "重设密码", "告诉他这个密码；他登录后要先换成自己的。")
    BACK = ("恢复使用", "恢复使用", "告诉他这个密码；他登录后要先换成自己的。")


class UserForm(StartDialog):
    """`act(NewAccount)` runs in a worker; fields that are not asked for are not shown."""

    def __init__(
        self,
        tasks: Tasks,
        asked: Asked,
        offices: Sequence[tuple[str, str]],
        act: Callable[[NewAccount], object],
        parent: QWidget | None = None,
        *,
        account: Account | None = None,
        passwords: bool = True,
    ) -> None:
        super().__init__(tasks, parent)
        self._asked, self._act = asked, act
        self._passwords = passwords and asked is not Asked.ROLES
        self.ui = form = Ui_UserForm()
        form.setupUi(self)
        self.roles = RolesEdit()
        form.roles.addWidget(self.roles)
        title, button, words = asked.value
        self.setWindowTitle(title if account is None else f"{title} · {account.user}")
        form.keep.setText(button)
        form.why.setText(words)
        for code, name in offices:
            form.office.addItem(name, code)
        self._show(account)
        for field in (form.password, form.again):
            CapsWatch(field, form.hint)
        form.keep.clicked.connect(self.keep)
        form.cancel.clicked.connect(self.reject)

    def _show(self, account: Account | None) -> None:
        form, asked = self.ui, self._asked
        new, roles = asked is Asked.NEW, asked in {Asked.NEW, Asked.ROLES}
        form.fields.setRowVisible(form.user, new)
        form.fields.setRowVisible(form.office, new and form.office.count() > 1)
        form.roles_title.setVisible(roles)
        self.roles.setVisible(roles)
        form.secrets.setRowVisible(form.password, self._passwords)
        form.secrets.setRowVisible(form.again, self._passwords)
        self._user = account.user if account is not None else ""
        self.roles.set_roles(account.roles if account is not None else {Role.ENTER})
        if account is not None:
            form.user.setText(account.user)
            form.office.setCurrentIndex(max(0, form.office.findData(account.office)))
        first = form.user if new else self.roles.boxes[Role.READ] if roles else form.password
        first.setFocus()

    def keep(self) -> None:
        form = self.ui
        try:
            answers = self.read()
        except RuleBroken as broken:
            self.refuse(form.problem, broken)
            return
        self.work(form.keep, form.problem, lambda: self._act(answers))

    def read(self) -> NewAccount:
        """Read what was typed; RuleBroken names the field that wants another look."""
        form = self.ui
        user = self._user or form.user.text().strip()
        check_filled("user", user, "请填写姓名。")
        if not self.roles.roles():
            raise RuleBroken("请至少选一个角色。", field="roles")
        if self._passwords:
            check_new_password(form.password.text(), form.again.text(), user)
        return NewAccount(user, str(form.office.currentData()), self.roles.roles(), form.password.text())
