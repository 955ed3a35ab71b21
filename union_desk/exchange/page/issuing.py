"""发放街道数据: which street, and who works there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from union_desk.casework.offices import Office
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.desk.widgets.line import LineEdit
from union_desk.exchange.page.making import FieldGrid, Make
from union_desk.exchange.page.words import label
from union_desk.exchange.values import IssuedUser, PackageMade

_FIRST: Final = frozenset({Role.ENTER, Role.HANDLE, Role.REVIEW, Role.ADMINISTER})
_COLLEAGUE: Final = frozenset({Role.ENTER, Role.HANDLE})
_NEW: Final = "新的街道…"
_BETWEEN: Final = re.compile(r"[、，,;；\s]+")


class IssueFields(QWidget):
    """`issue(office, folder, users)` runs in a worker; an office that is new is kept first by `keep`."""

    def __init__(
        self,
        offices: Mapping[str, Office],
        issue: Callable[[str, Path, tuple[IssuedUser, ...]], PackageMade],
        keep: Callable[[Office], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._offices, self._issue, self._keep = dict(offices), issue, keep
        self.office = QComboBox()
        for code, each in self._offices.items():
            self.office.addItem(f"{each.name}（{code}）", code)
        self.office.addItem(_NEW, "")
        self.code, self.name, self.short_name = LineEdit(), LineEdit(), LineEdit()
        self.first, self.colleagues = LineEdit(), LineEdit()
        self.code.setPlaceholderText("2–6 个大写字母，例如 BY")
        self.name.setPlaceholderText("例如 白杨街道总工会")
        self.short_name.setPlaceholderText("例如 白杨；不填就取全称的前几个字")
        self.first.setPlaceholderText("姓名，由他第一次打开")
        self.first.setToolTip("由他第一次打开，自己定密码，并管理街道的用户。")
        self.colleagues.setPlaceholderText("可以不填，用、隔开")
        self.colleagues.setToolTip("几个人用、隔开，先有“录入”和“经办”。")
        self._new = QWidget()
        new = FieldGrid(self._new)
        new.setContentsMargins(0, 0, 0, 0)
        new.add_field("代码(&D)", self.code, "街道代码")
        new.add_field("全称(&N)", self.name, "街道全称")
        new.add_field("简称(&S)", self.short_name, "街道简称")
        top, people = FieldGrid(), FieldGrid()
        top.add_field("街道(&A)", self.office, "街道")
        people.add_field("使用人(&U)", self.first, "使用人")
        people.add_field("同事(&C)", self.colleagues, "同事")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(self._new)
        whole.addLayout(people)
        whole.addWidget(label("号段", "号段由程序自动借出，用完时随回执再借。", muted=True))
        self.office.currentIndexChanged.connect(lambda _place: self._show())
        self._show()

    def ready(self) -> Make:
        """Return what issues the store; RuleBroken where something is missing."""
        first = self.first.text().strip()
        if not first:
            raise RuleBroken("请填写使用人姓名：街道由谁第一次打开。", field="first")
        names = [name for name in _BETWEEN.split(self.colleagues.text()) if name and name != first]
        users = (IssuedUser(first, _FIRST), *(IssuedUser(name, _COLLEAGUE) for name in dict.fromkeys(names)))
        code = str(self.office.currentData())
        new = None if code else self._asked_office()

        def make(folder: Path) -> PackageMade:
            if new is not None:
                self._keep(new)
            return self._issue(new.code if new is not None else code, folder, users)

        return make

    def _asked_office(self) -> Office:
        code = self.code.text().strip().upper()
        if code in self._offices:
            raise RuleBroken(f"代码 {code} 已有单位，请在“街道”里选它。", field="code")
        if not self.name.text().strip():
            raise RuleBroken("请填写街道全称，例如 白杨街道总工会。", field="name")
        return Office(code, self.name.text().strip(), self.short_name.text().strip(), "street_office")

    def _show(self) -> None:
        self._new.setVisible(not self.office.currentData())
