"""更换用户 on a store without passwords: its invented users by role, to see what each of them sees."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.accounts import Account
from union_desk.desk import style
from union_desk.desk.dialog_size import Dialog

_CHARACTERS = 50
_LINES = 14


class ChooseUser(Dialog):
    """`chosen` is the user to go on as."""

    def __init__(self, users: Sequence[Account], now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("更换用户")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = QLabel("演示数据没有密码。换一位用户，看看不同角色各能做什么：")
        words.setWordWrap(True)
        self.names = QListWidget()
        self.names.setObjectName("choices")
        self.names.setAccessibleName("用户")
        for account in users:
            mark = "（现在）" if account.user == now else ""
            item = QListWidgetItem(f"{account.user}　{account.role_words}{mark}", self.names)
            item.setData(Qt.ItemDataRole.UserRole, account.user)
            item.setToolTip(account.office_name)
        self.go_on = style.make_primary(QPushButton("进入"))
        self.go_on.setDefault(True)
        back = QPushButton("取消(&C)")
        back.setAutoDefault(False)
        ways = QHBoxLayout()
        ways.addStretch()
        ways.addWidget(back)
        ways.addWidget(self.go_on)
        whole = QVBoxLayout(self)
        whole.addWidget(words)
        whole.addWidget(self.names, 1)
        whole.addLayout(ways)
        self.names.itemActivated.connect(lambda _item: self.accept())
        self.go_on.clicked.connect(self.accept)
        back.clicked.connect(self.reject)
        self.names.setCurrentRow(next((row for row, one in enumerate(users) if one.user == now), 0))
        self.names.setFocus()

    @property
    def chosen(self) -> str:
        item = self.names.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * _CHARACTERS, metrics.height() * _LINES)
