"""用户和权限: who may come in and what they may do, the table of rights, and 账户记录."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.accounts import Account, NewAccount
from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import RIGHT_LABELS, RIGHTS_OF, ROLE_LABELS, Role
from union_desk.desk import style
from union_desk.desk.accounts.user_form import Asked, UserForm
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.navigation import USERS

if TYPE_CHECKING:
    from union_desk.casework.accounts import AccountService

_ALONE: Final = "现在只有您一位用户，各项权限都在您手里。增加用户以后就可以分工。"
_SEVERAL: Final = "有 {} 位用户在用，可以分工了：经办和审核最好不是同一人，管理的人不必办理档案。"
_NOBODY: Final = "请先在表里选一位用户。"
_SELF: Final = "这是您自己，请由另一位管理员来做。"
_OFFICE: Final = 1
_CHARACTERS: Final = 100
_LINES: Final = 26


class UsersScreen(Dialog):
    """The administrator's screen; every act on it is recorded."""

    def __init__(
        self,
        desk: Desk,
        accounts: AccountService,
        offices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._accounts, self._offices = desk, accounts, tuple(offices)
        self._shown: tuple[Account, ...] = ()
        self.setWindowTitle(USERS)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.advice = _words()
        self.table = _table("用户", ("姓名", "单位", "角色", "状态", "上次登录"), stretched=2)
        self.records = _table("账户记录", ("时间", "谁", "对谁", "做了什么"), stretched=3)
        # In a street's store all are of one office.
        self.table.setColumnHidden(_OFFICE, len(self._offices) < 2)
        self.add = style.make_primary(QPushButton("新增用户(&N)…"))
        self.roles = QPushButton("改角色(&R)…")
        self.password = QPushButton("重设密码(&P)…")
        self.stop = QPushButton("停用(&T)")
        self.problem = _words()
        self.problem.setProperty("problem", True)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(USERS)
        self.tabs.addTab(self._users(), "用户(&U)")
        self.tabs.addTab(rights_table(), "权限一览(&L)")
        self.tabs.addTab(self.records, "账户记录(&J)")
        self._lay_out()
        self.add.clicked.connect(self.ask_new)
        self.roles.clicked.connect(self.ask_roles)
        self.password.clicked.connect(self.ask_password)
        self.stop.clicked.connect(self.stop_or_resume)
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.itemActivated.connect(lambda _item: self.roles.click())
        # A bound method lets go of a screen that is gone; a lambda would go on calling it.
        desk.changed.connect(self._on_changed)
        self.refresh()
        self.table.setFocus()
        # Left to itself, Qt gives a dialog two thirds of the screen at most.
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Take the room of some lines, as far as the screen has it."""
        metrics = self.fontMetrics()
        most = self.screen().availableSize()
        width, height = metrics.averageCharWidth() * _CHARACTERS, metrics.height() * _LINES
        return QSize(min(width, most.width() - 40), min(height, most.height() - 60))

    def refresh(self) -> None:
        """Show who there is now; the cursor stays on its user."""
        here = self.chosen
        self._shown = self._accounts.all(self._desk.actor)
        _fill(self.table, (self._line(account) for account in self._shown))
        names = [account.user for account in self._shown]
        self.table.selectRow(names.index(here.user) if here is not None and here.user in names else 0)
        in_use = sum(account.in_use for account in self._shown)
        self.advice.setText(_ALONE if in_use == 1 else _SEVERAL.format(in_use))
        _fill(
            self.records,
            (
                (f"{local_time(act.at):%Y-%m-%d %H:%M}", act.by, act.user, act.text)
                for act in self._accounts.acts(self._desk.actor)
            ),
        )
        self._allow()

    def _on_changed(self, _changed: object) -> None:
        self.refresh()

    @property
    def chosen(self) -> Account | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    # What the administrator does.

    def ask_new(self) -> None:
        def act(new: NewAccount) -> str:
            return self._accounts.add(self._desk.actor, new)

        self._ask(Asked.NEW, None, act, "已新增用户 {}")

    def ask_roles(self) -> None:
        def act(new: NewAccount) -> None:
            self._accounts.change_roles(self._desk.actor, new.user, new.roles)

        self._ask(Asked.ROLES, self.chosen, act, "已改 {} 的角色，下次登录起作用")

    def ask_password(self) -> None:
        def act(new: NewAccount) -> None:
            self._accounts.reset_password(self._desk.actor, new.user, new.password)

        self._ask(Asked.PASSWORD, self.chosen, act, "已重设 {} 的密码")

    def stop_or_resume(self) -> None:
        """停用 can be taken back at any time, and so asks nothing."""
        account = self.chosen
        if account is None:
            return
        if not account.in_use:
            self._ask(Asked.BACK, account, self._resume, "{} 又可以登录了")
            return
        self.problem.clear()
        try:
            self._accounts.deactivate(self._desk.actor, account.user)
        except RuleBroken as broken:
            self.problem.setText(f"▲ {broken.message}")
            return
        self._done(f"已停用 {account.user}，需要时可以恢复")

    def _resume(self, new: NewAccount) -> None:
        self._accounts.reactivate(self._desk.actor, new.user, new.password)

    def _ask(
        self, asked: Asked, account: Account | None, act: Callable[[NewAccount], object], done: str
    ) -> None:
        if account is None and asked is not Asked.NEW:
            return
        self.problem.clear()
        passwords = self._accounts.has_passwords
        form = UserForm(
            self._desk.tasks, asked, self._offices, act, self, account=account, passwords=passwords
        )
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named = account.user if account is not None else ""
        form.accepted.connect(lambda: self._done(done.format(named or form.result_value)))
        form.open()

    def _done(self, words: str) -> None:
        self.refresh()
        self._desk.status(words)

    def _allow(self) -> None:
        """Grey what cannot be done with this user, and say why."""
        account, alone = self.chosen, sum(account.in_use for account in self._shown) == 1
        mine = account is not None and account.user == self._desk.actor.user
        in_use = account is not None and account.in_use
        nobody = _NOBODY if account is None else ""
        gone = "" if in_use else "这位用户已停用。"
        own_password = "自己的密码请用“修改密码”来换。" if mine else ""
        none = "" if self._accounts.has_passwords else "演示数据没有密码。"
        _allow(self.roles, nobody or gone or (_SELF if mine and not alone else ""))
        _allow(self.password, nobody or gone or none or own_password)
        _allow(self.stop, nobody or (_SELF if mine else ""))
        self.stop.setText("停用(&T)" if account is None or in_use else "恢复使用(&T)…")

    # The parts of the screen.

    def _line(self, account: Account) -> tuple[str, ...]:
        at = account.last_login_at
        login = f"{local_time(at):%Y-%m-%d %H:%M}" if at is not None else "还没有登录过"
        own = "（您）" if account.user == self._desk.actor.user else ""
        return (f"{account.user}{own}", account.office_name, account.role_words, account.state, login)

    def _users(self) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 6, 0, 0)
        lines.addWidget(self.advice)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.problem)
        buttons = QHBoxLayout()
        for button in (self.add, self.roles, self.password, self.stop):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        lines.addLayout(buttons)
        return part

    def _lay_out(self) -> None:
        close = QPushButton("关闭(&C)")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(close)
        whole = QVBoxLayout(self)
        whole.addWidget(self.tabs, 1)
        whole.addLayout(below)


def rights_table() -> QTableWidget:
    """Return what each role may do, to be read only."""
    table = _table("权限一览", ("权限", *ROLE_LABELS.values()), stretched=0)
    _fill(
        table,
        (
            (label, *("✓" if right in RIGHTS_OF[role] else "" for role in Role))
            for right, label in RIGHT_LABELS.items()
        ),
    )
    for place in range(table.rowCount() * table.columnCount()):
        item = table.item(*divmod(place, table.columnCount()))
        if item is not None and item.column():
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    return table


def _table(name: str, columns: Sequence[str], *, stretched: int) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(columns))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    header.setHighlightSections(False)
    return table


def _fill(table: QTableWidget, lines: Iterable[Sequence[str]]) -> None:
    rows = list(lines)
    table.blockSignals(True)
    table.setRowCount(len(rows))
    for row, words in enumerate(rows):
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    table.blockSignals(False)
    _widen(table)


def _widen(table: QTableWidget) -> None:
    """Give each column its words and a little air; the stretched one has what is left."""
    header = table.horizontalHeader()
    for column in range(table.columnCount()):
        if header.sectionResizeMode(column) != QHeaderView.ResizeMode.Stretch:
            table.resizeColumnToContents(column)
            table.setColumnWidth(
                column, table.columnWidth(column) + 2 * table.fontMetrics().averageCharWidth()
            )


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    return label


def _allow(button: QPushButton, why_not: str) -> None:
    button.setEnabled(not why_not)
    button.setToolTip(why_not)
