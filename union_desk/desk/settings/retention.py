"""保管期限: for how many years volumes of each kind are kept, from which day on, and every version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from union_desk.casework.values import Version
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.settings.parts import EntryBar, VersionList, heading, words
from union_desk.desk.widgets import NumberEdit

if TYPE_CHECKING:
    from union_desk.casework.retention import RetentionRules
    from union_desk.core.packs import Pack
    from union_desk.desk.desk import Desk

_HINT: Final = (
    "卷宗从结案之日起保管，按结案那一天的规定；改年限是另记一版，以前结案的不变。"
    "困难职工档案从撤档之日起保存，在建档程序和时限里规定。"
)
_HEADS: Final = ("卷宗", "年限（年）", "随程序提供", "依据")


class RetentionPage(QWidget):
    def __init__(self, desk: Desk, rules: RetentionRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._rules = desk, rules
        self._pack: Pack = rules.pack(desk.actor)
        self.inputs: dict[str, NumberEdit] = {}
        self.bar = EntryBar("保存为新的一版", self._doubts)
        self.versions = VersionList(self._told)
        self._lay_out()
        why = lacking(desk.actor, Right.CONFIGURE)
        for field in self.inputs.values():
            field.setEnabled(not why)
            field.changed.connect(self.bar.touched)
        self.bar.set_editable(editable=not why, why=why)
        self.versions.set_editable(editable=not why, why=why)
        self.bar.entered.connect(lambda _bar: self._enter())
        self.versions.withdrawn.connect(self._withdraw)
        self.reload()
        self.setFocusProxy(next(iter(self.inputs.values())))

    def reload(self) -> None:
        """Show the years as they stand today."""
        self._pack = self._rules.pack(self._desk.actor)
        for key, field in self.inputs.items():
            field.set_value(self._pack.value(key))
        self.versions.show_versions(self._rules.versions(self._desk.actor), self._desk.today)
        self.bar.done()

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields; RuleBroken names the field."""
        found: dict[str, Any] = {}
        for field in self._pack.fields:
            try:
                found[field.key] = field.checked(self.inputs[field.key].value() or 0)
            except RuleBroken:
                self.inputs[field.key].setFocus(Qt.FocusReason.OtherFocusReason)
                raise
        return found

    def _doubts(self) -> tuple[str, ...]:
        """Say beforehand for which volumes the new years apply."""
        entry, values = self.bar.entry(), self.values()
        if not entry.source:
            raise RuleBroken("请填写文号或理由，以后可以查到依据。", field="doc_no")
        shorter = [
            field.label for field in self._pack.fields if values[field.key] < self._pack.value(field.key)
        ]
        doubts = [f"{'、'.join(shorter)}的年限比现在短，请核对依据。"] if shorter else []
        if entry.from_on < self._desk.today:
            doubts.append(f"{entry.from_on} 以后结案的卷宗都按新的年限，已装订的封面要重新打印。")
        return tuple(doubts)

    def _enter(self) -> None:
        try:
            self._rules.enter(self._desk.actor, self.bar.entry(), self.values())
        except RuleBroken as broken:
            self.bar.show_problem(broken.message, broken.field)
            return
        self.reload()
        self._desk.status("已保存为新的一版，以前结案的卷宗仍按原来的年限。")

    def _withdraw(self, uid: str, why: str) -> None:
        try:
            self._rules.withdraw(self._desk.actor, uid, why)
        except RuleBroken as broken:
            self.versions.show_problem(broken.message)
            return
        self.reload()
        self._desk.status("已作废选中的一版，原来的记录仍可查看。")

    def _told(self, version: Version, before: Version | None) -> str:
        """Say what a version changed: 法律援助卷 10 年 → 15 年."""
        if before is None:
            return "随程序提供的值"
        changed = [
            f"{field.label} {before.body[field.key]} 年 → {version.body[field.key]} 年"
            for field in self._pack.fields
            if before.body[field.key] != version.body[field.key]
        ]
        return "；".join(changed) or "与上一版相同"

    def _lay_out(self) -> None:
        hint = words(muted=True)
        hint.setText(_HINT)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addWidget(heading("卷宗保管期限"))
        whole.addWidget(hint)
        whole.addLayout(self._grid())
        whole.addWidget(self.bar)
        whole.addWidget(heading("各版"))
        whole.addWidget(self.versions)
        whole.addStretch()

    def _grid(self) -> QGridLayout:
        shipped = self._rules.versions(self._desk.actor)[-1].body
        grid = QGridLayout()
        for column, head in enumerate(_HEADS):
            label = QLabel(head)
            label.setProperty("muted", True)
            grid.addWidget(label, 0, column)
        for row, field in enumerate(self._pack.fields, start=1):
            made = NumberEdit(self, field.unit)
            made.setAccessibleName(field.label)
            self.inputs[field.key] = made
            title, was, article = QLabel(field.label), words(muted=True), words(muted=True)
            title.setBuddy(made)
            was.setText(f"{shipped[field.key]} 年")
            article.setText(field.article)
            for column, part in enumerate((title, made, was, article)):
                grid.addWidget(part, row, column)
        for column, stretch in enumerate((2, 1, 1, 4)):
            grid.setColumnStretch(column, stretch)
        return grid
