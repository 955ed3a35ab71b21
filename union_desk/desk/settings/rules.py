"""What an office may set in the rule packs of one kind: the values as they stand, and every version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from union_desk.casework.pack_rules import PackRules
from union_desk.casework.values import Version
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.settings.pack_fields import field_input, shown, taken
from union_desk.desk.settings.parts import EntryBar, VersionList, heading, named, words
from union_desk.desk.widgets import TermBox

_HEADS: Final = ("项目", "现在的值", "随程序提供", "依据")


@dataclass(frozen=True, slots=True)
class RulesWords:
    """What a page says of its packs; `late` is said when a version begins before today."""

    which: str
    late: str
    kept: str
    hint: str = ""


class RulesPage(QWidget):
    """Choose a pack, change its values, enter them as a new version from a day on."""

    def __init__(self, desk: Desk, rules: PackRules, said: RulesWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._rules, self._said = desk, rules, said
        self._packs: dict[str, Pack] = {}
        self._why = lacking(desk.actor, Right.CONFIGURE)
        self.which = TermBox(self)
        self.basis = words(muted=True)
        self._grid_room = QVBoxLayout()
        self._grid: QWidget | None = None
        self.inputs: dict[str, Any] = {}
        self.bar = EntryBar("保存为新的一版", self._doubts)
        self.versions = VersionList(self._told)
        self._lay_out()
        self.bar.set_editable(editable=not self._why, why=self._why)
        self.versions.set_editable(editable=not self._why, why=self._why)
        self.which.chosen.connect(lambda _code: self.reload())
        self.bar.entered.connect(lambda _bar: self._enter())
        self.versions.withdrawn.connect(self._withdraw)
        self._packs = {pack.name: pack for pack in rules.packs(desk.actor)}
        self.which.set_choices([(pack.name, pack.title) for pack in self._packs.values()])
        self.which.set_value(list(self._packs)[-1])
        self.reload()
        self.setFocusProxy(self.which)

    @property
    def pack(self) -> Pack:
        return self._packs[str(self.which.value())]

    def reload(self) -> None:
        """Show a pack as it stands today, each value with the shipped one beside it."""
        self._packs = {pack.name: pack for pack in self._rules.packs(self._desk.actor)}
        pack = self.pack
        versions = self._rules.versions(self._desk.actor, pack.name)
        source = f"{pack.issued_by}{pack.doc_no}"
        self.basis.setText(f"现行第 {pack.version} 版{f'，{source}' if source else ''}")
        self._make_grid(pack, versions[-1].body)
        self.versions.show_versions(versions, self._desk.today)
        self.bar.done()

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields; RuleBroken names the field."""
        found: dict[str, Any] = {}
        for field in self.pack.fields:
            try:
                found[field.key] = field.checked(taken(field, self.inputs[field.key]))
            except RuleBroken:
                self.inputs[field.key].setFocus(Qt.FocusReason.OtherFocusReason)
                raise
        return found

    def doubts(self) -> tuple[str, ...]:
        """Say what of the values is worth a second look; RuleBroken names a field that is wrong."""
        self.values()
        return ()

    def beside(self, whole: QVBoxLayout) -> None:
        """Lay out what a page has between the values and the line that enters them."""

    # --- inside

    def _make_grid(self, pack: Pack, shipped: Any) -> None:
        if self._grid is not None:
            self._grid_room.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = QWidget(self)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.inputs = {}
        for column, head in enumerate(_HEADS):
            label = QLabel(head)
            label.setProperty("muted", True)
            grid.addWidget(label, 0, column)
        for row, field in enumerate(pack.fields, start=1):
            made = field_input(field, pack.value(field.key), self._grid)
            made.setEnabled(not self._why)
            made.changed.connect(self.bar.touched)
            title = words()
            title.setText(field.label)
            title.setBuddy(made)
            made.setAccessibleName(field.label)
            self.inputs[field.key] = made
            was, article = words(muted=True), words(muted=True)
            was.setText(shown(field, shipped[field.key]))
            article.setText(field.article)
            for column, part in enumerate((title, made, was, article)):
                grid.addWidget(part, row, column)
        for column, stretch in enumerate((4, 4, 3, 3)):
            grid.setColumnStretch(column, stretch)
        self._grid_room.addWidget(self._grid)
        before: QWidget = self.which
        for made in self.inputs.values():
            QWidget.setTabOrder(before, made)
            before = made

    def _doubts(self) -> tuple[str, ...]:
        """Say beforehand for whom the new values apply."""
        entry = self.bar.entry()
        if not entry.source:
            raise RuleBroken("请填写文号或理由，以后可以查到依据。", field="doc_no")
        found = self.doubts()
        return (*found, f"{entry.from_on} {self._said.late}") if entry.from_on < self._desk.today else found

    def _enter(self) -> None:
        try:
            self._rules.enter(self._desk.actor, self.pack.name, self.bar.entry(), self.values())
        except RuleBroken as broken:
            self.bar.show_problem(broken.message, broken.field)
            return
        self.reload()
        self._desk.status(self._said.kept)

    def _withdraw(self, uid: str, why: str) -> None:
        try:
            self._rules.withdraw(self._desk.actor, uid, why)
        except RuleBroken as broken:
            self.versions.show_problem(broken.message)
            return
        self.reload()
        self._desk.status("已作废选中的一版，原来的记录仍可查看。")

    def _told(self, version: Version, before: Version | None) -> str:
        """Say what a version changed: 相对困难是低保标准的几倍 2 → 1.5."""
        if before is None:
            return "随程序提供的值"
        changed = [
            f"{field.label} {shown(field, before.body[field.key])} → {shown(field, version.body[field.key])}"
            for field in self.pack.fields
            if before.body[field.key] != version.body[field.key]
        ]
        return "；".join(changed) or "与上一版相同"

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(named(self._said.which, self.which))
        top.addWidget(self.which, 1)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        if self._said.hint:
            hint = words(muted=True)
            hint.setText(self._said.hint)
            whole.addWidget(hint)
        whole.addLayout(top)
        whole.addWidget(self.basis)
        whole.addLayout(self._grid_room)
        self.beside(whole)
        whole.addWidget(self.bar)
        whole.addWidget(heading("各版"))
        whole.addWidget(self.versions)
        whole.addStretch()
