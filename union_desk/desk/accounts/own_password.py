"""修改密码: one's own password, at will or because another person chose the first one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk.forms.ui_password import Ui_Password
from union_desk.desk.start import CapsWatch, StartDialog, check_filled, check_new_password
from union_desk.desk.tasks import Tasks

_RULE = "至少 8 位；长一点比复杂更好，例如一句只有自己知道的话。"


class OwnPassword(StartDialog):
    """`change(old, new)` runs in a worker; with `first` the old one is not asked."""

    def __init__(
        self,
        tasks: Tasks,
        user: str,
        change: Callable[[str, str], object],
        parent: QWidget | None = None,
        *,
        first: bool = False,
    ) -> None:
        super().__init__(tasks, parent)
        self._user, self._change, self._first = user, change, first
        self.ui = Ui_Password()
        self.ui.setupUi(self)
        form = self.ui
        given = f"{user}，现在的密码是别人给您的。请换一个只有自己知道的，再开始工作。"
        form.why.setText(f"{given if first else ''}新密码{_RULE}")
        form.fields.setRowVisible(form.old, not first)
        form.cancel.setText("退出(&C)" if first else "取消(&C)")
        for field in (form.old, form.password, form.again):
            CapsWatch(field, form.hint)
        form.keep.clicked.connect(self.keep)
        form.cancel.clicked.connect(self.reject)
        (form.password if first else form.old).setFocus()

    def keep(self) -> None:
        form = self.ui
        old, new = form.old.text(), form.password.text()
        try:
            if not self._first:
                check_filled("old", old, "请填写原来的密码。")
            check_new_password(new, form.again.text(), self._user)
        except RuleBroken as broken:
            self.refuse(form.problem, broken)
            return
        self.work(form.keep, form.problem, lambda: self._change(old, new))

    def try_again(self) -> None:
        self.ui.old.setFocus()
        self.ui.old.selectAll()
