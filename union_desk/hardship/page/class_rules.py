"""认定规则: what an office may set in a class pack, a trial on one file, and every version of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.casework.values import Entry, Version
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack, PackField
from union_desk.core.rights import Right, lacking
from union_desk.core.terms import term_label, terms
from union_desk.desk.desk import Desk
from union_desk.desk.settings.parts import EntryBar, VersionList, heading, named, words
from union_desk.desk.widgets import NumberEdit, TermBox, TermsBox, TextEdit
from union_desk.hardship.page.means import PackColumn

if TYPE_CHECKING:
    from union_desk.hardship.service import ClassStandards, HardshipService

_COMPARATORS: Final = (("<", "低于（＜）"), ("<=", "不超过（≤）"))
_ANSWERS: Final = (("yes", "是"), ("no", "否"))


class ClassRulesPage(QWidget):
    def __init__(
        self,
        desk: Desk,
        standards: ClassStandards,
        hardship: HardshipService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._standards, self._hardship = desk, standards, hardship
        self._packs: dict[str, Pack] = {}
        self._why = lacking(desk.actor, Right.CONFIGURE)
        self.which = TermBox(self)
        self.basis = words(muted=True)
        self._grid_room = QVBoxLayout()
        self._grid: QWidget | None = None
        self.inputs: dict[str, Any] = {}
        self.bar = EntryBar("保存为新的一版", self._doubts)
        self.file = TextEdit(self)
        self.try_on = QPushButton("试算", self)
        self.trial_said = words()
        self.before, self.after = PackColumn(self), PackColumn(self)
        self.before_steps, self.after_steps = words(muted=True), words(muted=True)
        self._trial = QWidget(self)
        self.versions = VersionList(self._told)
        self._lay_out()
        self.bar.set_editable(editable=not self._why, why=self._why)
        self.versions.set_editable(editable=not self._why, why=self._why)
        self.which.chosen.connect(lambda _code: self.reload())
        self.bar.entered.connect(lambda _bar: self._enter())
        self.try_on.clicked.connect(lambda _on=False: self._try())
        self.versions.withdrawn.connect(self._withdraw)
        self._packs = {pack.name: pack for pack in standards.packs(desk.actor)}
        self.which.set_choices([(pack.name, pack.title) for pack in self._packs.values()])
        self.which.set_value(list(self._packs)[-1])
        self.reload()
        self.setFocusProxy(self.which)

    @property
    def pack(self) -> Pack:
        return self._packs[str(self.which.value())]

    def reload(self) -> None:
        """Show a pack as it stands today, each value with the shipped one beside it."""
        self._packs = {pack.name: pack for pack in self._standards.packs(self._desk.actor)}
        pack = self.pack
        versions = self._standards.versions(self._desk.actor, pack.name)
        source = f"{pack.issued_by}{pack.doc_no}"
        self.basis.setText(f"现行第 {pack.version} 版{f'，{source}' if source else ''}")
        self._make_grid(pack, versions[-1].body)
        self.versions.show_versions(versions, self._desk.today)
        self._trial.hide()
        self.trial_said.hide()
        self.bar.done()

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields; RuleBroken names the field."""
        found: dict[str, Any] = {}
        for field in self.pack.fields:
            try:
                found[field.key] = field.checked(_taken(field, self.inputs[field.key]))
            except RuleBroken:
                self.inputs[field.key].setFocus(Qt.FocusReason.OtherFocusReason)
                raise
        return found

    def _make_grid(self, pack: Pack, shipped: Any) -> None:
        if self._grid is not None:
            self._grid_room.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = QWidget(self)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.inputs = {}
        for column, head in enumerate(("项目", "现在的值", "随程序提供", "依据")):
            label = QLabel(head)
            label.setProperty("muted", True)
            grid.addWidget(label, 0, column)
        for row, field in enumerate(pack.fields, start=1):
            made = _input(field, pack.value(field.key), self._grid)
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
        self.values()
        if entry.from_on < self._desk.today:
            return (f"{entry.from_on} 以后申请的档案，再测算时都按新的一版；已作的认定不变。",)
        return ()

    def _enter(self) -> None:
        try:
            self._standards.enter(self._desk.actor, self.pack.name, self.bar.entry(), self.values())
        except RuleBroken as broken:
            self.bar.show_problem(broken.message, broken.field)
            return
        self.reload()
        self._desk.status("已保存为新的一版，已作的认定仍按原来的一版。")

    def _try(self) -> None:
        """Measure one file under the pack as it stands and with the values in the fields."""
        self._trial.hide()
        try:
            uid = self._found()
            entry = Entry(self._desk.today, reason="试算")
            trial = self._standards.try_on(self._desk.actor, self.pack.name, entry, self.values(), uid)
        except RuleBroken as broken:
            self._say_trial(f"▲ {broken.message}")
            return
        changed = [choice.name for choice in trial.before.classes] != [
            choice.name for choice in trial.after.classes
        ]
        said = "结果会改变" if changed else "结果不变"
        sides = "左边按现行的一版，右边按上面的值；不会保存。"
        self._say_trial(f"{trial.name}（{trial.on} 申请）：{said}。{sides}")
        self.before.show_result(trial.before, in_force=False)
        self.after.show_result(trial.after, in_force=False)
        self.before.title.setText(f"现行第 {trial.before.version} 版")
        self.after.title.setText("改后（试算，不保存）")
        self.before_steps.setText("\n".join(trial.before.steps))
        self.after_steps.setText("\n".join(trial.after.steps))
        self._trial.show()

    def _found(self) -> str:
        """Return the file that was named by its number, or the first one that is found."""
        wanted = self.file.value()
        if not wanted:
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)
            raise RuleBroken("请填写一份档案的姓名或档案号。")
        uid = self._hardship.with_number(self._desk.actor, wanted)
        hits = () if uid else self._hardship.search(self._desk.actor, wanted, 1)
        if not uid and not hits:
            raise RuleBroken(f"没有找到“{wanted}”，请换一个姓名或档案号。")
        return uid or hits[0].uid

    def _say_trial(self, text: str) -> None:
        self.trial_said.setText(text)
        self.trial_said.show()

    def _withdraw(self, uid: str, why: str) -> None:
        try:
            self._standards.withdraw(self._desk.actor, uid, why)
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
        top.addWidget(named("标准", self.which))
        top.addWidget(self.which, 1)
        trial = QHBoxLayout()
        trial.addWidget(named("拿一份档案试算", self.file))
        self.file.setPlaceholderText("姓名、拼音或档案号")
        trial.addWidget(self.file, 1)
        trial.addWidget(self.try_on)
        sides = QGridLayout(self._trial)
        sides.setContentsMargins(0, 0, 0, 0)
        for column, (card, steps) in enumerate(
            ((self.before, self.before_steps), (self.after, self.after_steps))
        ):
            sides.addWidget(card, 0, column)
            sides.addWidget(steps, 1, column, Qt.AlignmentFlag.AlignTop)
            sides.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self.basis)
        whole.addLayout(self._grid_room)
        whole.addLayout(trial)
        whole.addWidget(self.trial_said)
        whole.addWidget(self._trial)
        whole.addWidget(self.bar)
        whole.addWidget(heading("各版"))
        whole.addWidget(self.versions)
        whole.addStretch()
        self._trial.hide()
        self.trial_said.hide()


def shown(field: PackField, value: Any) -> str:
    """Write a value of a pack as the screen does."""
    match field.kind:
        case "comparator":
            return dict(_COMPARATORS)[value]
        case "flag":
            return "是" if value else "否"
        case "codes":
            return "、".join(term_label(field.terms, code) for code in value)
        case "ratio":
            return f"{value}（{float(value):.0%}）"
        case _:
            return f"{value}{field.unit and f' {field.unit}'}"


def _input(field: PackField, value: Any, parent: QWidget) -> Any:
    made = _MAKERS[field.kind](field, parent)
    made.set_value(("yes" if value else "no") if field.kind == "flag" else value)
    return made


def _taken(field: PackField, made: Any) -> Any:
    value = made.value()
    if field.kind == "flag":
        return value == "yes"
    return list(value) if field.kind == "codes" else "" if value is None else value


def _choices(offered: tuple[tuple[str, str], ...]) -> Callable[[PackField, QWidget], TermBox]:
    def make(_field: PackField, parent: QWidget) -> TermBox:
        box = TermBox(parent)
        box.set_choices(offered)
        return box

    return make


def _codes(field: PackField, parent: QWidget) -> TermsBox:
    """Offer what the law leaves open: the incomes that a place may leave out."""
    box = TermsBox(parent)
    box.set_terms([term for term in terms(field.terms) if "不计入" in term.note])
    return box


def _number(field: PackField, parent: QWidget) -> TextEdit:
    edit = TextEdit(parent)
    edit.set_aside(field.unit)
    return edit


def _age(field: PackField, parent: QWidget) -> NumberEdit:
    return NumberEdit(parent, field.unit)


_MAKERS: Final[dict[str, Callable[[PackField, QWidget], Any]]] = {
    "comparator": _choices(_COMPARATORS),
    "flag": _choices(_ANSWERS),
    "codes": _codes,
    "multiple": _number,
    "ratio": _number,
    "age": _age,
}
