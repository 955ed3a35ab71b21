"""认定规则: what an office may set in a class pack, a trial on one file, and every version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from union_desk.casework.values import Entry
from union_desk.core.errors import RuleBroken
from union_desk.desk.desk import Desk
from union_desk.desk.settings.parts import named, words
from union_desk.desk.settings.rules import RulesPage, RulesWords
from union_desk.desk.widgets import TextEdit
from union_desk.hardship.page.means import PackColumn

if TYPE_CHECKING:
    from union_desk.hardship.service import ClassStandards, HardshipService

_SAID: Final = RulesWords(
    which="标准",
    late="以后申请的档案，再测算时都按新的一版；已作的认定不变。",
    kept="已保存为新的一版，已作的认定仍按原来的一版。",
)


class ClassRulesPage(RulesPage):
    def __init__(
        self,
        desk: Desk,
        standards: ClassStandards,
        hardship: HardshipService,
        parent: QWidget | None = None,
    ) -> None:
        self._standards, self._hardship = standards, hardship
        super().__init__(desk, standards, _SAID, parent)

    def reload(self) -> None:
        super().reload()
        self._trial.hide()
        self.trial_said.hide()

    def beside(self, whole: QVBoxLayout) -> None:
        self.file = TextEdit(self)
        self.try_on = QPushButton("试算", self)
        self.trial_said = words()
        self.before, self.after = PackColumn(self), PackColumn(self)
        self.before_steps, self.after_steps = words(muted=True), words(muted=True)
        self._trial = QWidget(self)
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
        whole.addLayout(trial)
        whole.addWidget(self.trial_said)
        whole.addWidget(self._trial)
        self.try_on.clicked.connect(lambda _on=False: self._try())

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
