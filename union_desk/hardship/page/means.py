"""The means test: the packs side by side, the steps of one of them, and the class that a person chooses."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.terms import Term, find_term, term_label
from union_desk.desk import style
from union_desk.desk.pack_card import PackCard, wrapped
from union_desk.desk.widgets import Fold, TermBox, TextEdit
from union_desk.hardship.page import words
from union_desk.hardship.page.standards import Standards
from union_desk.hardship.values import ClassChoice, ClassComparison, Decision, PackResult

_NOTHING: Final = "不符合"
_NO_ANSWER: Final = "还算不出"


class PackColumn(PackCard):
    """One pack and what it says of this file."""

    def show_result(self, result: PackResult, *, in_force: bool, day: str = "申请日") -> None:
        names = "、".join(_named(choice) for choice in result.classes)
        warned = [*(f"▲ {text}" for text in result.excluded), *(f"△ {text}" for text in result.flags)]
        self.show_words(
            f"{result.title}\n第 {result.version} 版{f' · {day}适用' if in_force else ''}",
            _NO_ANSWER if result.problem else names or _NOTHING,
            result.problem or result.deciding,
            "" if result.problem else _figures(result),
            "\n".join(warned),
            in_force=in_force,
        )


class MeansTest(QWidget):
    """`decided` gives pack, class code and reason; nothing is decided by the program."""

    decided = Signal(str, str, str)
    refusal_wanted = Signal()
    why_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("means")
        self._comparison: ClassComparison | None = None
        self._decision: Decision | None = None
        self._columns: list[PackColumn] = []
        self._pack = ""
        self._cards = QHBoxLayout()
        self._cards.setSpacing(8)
        self.standards = Standards(self)
        self.in_force = wrapped(self)
        self.outdated = wrapped(self)
        self.outdated.setProperty("problem", True)
        self.steps_fold = Fold(self)
        self.steps_fold.setText("每一步怎样算出")
        self.steps = QWidget(self)
        self.steps_of = TermBox(self)
        self.steps_of.setAccessibleName("看哪个标准的步骤")
        self.step_lines = wrapped(self)
        self.steps_fold.fold(self.steps)
        self.choice = TermBox(self)
        self.choice.setObjectName("decision")
        self.choice.setAccessibleName("认定类别")
        self.choice.setPlaceholderText("选择类别（F4）")
        self.reason = TextEdit(self)
        self.reason.setObjectName("decision_reason")
        self.reason.setAccessibleName("认定理由")
        self.decide = QPushButton("认定")
        self.refuse = style.make_link(QPushButton("不予建档…"))
        self.why = style.make_link(QPushButton("为什么不符合…"))
        self.why.setToolTip("为什么不能办 (Shift+F1)")
        self._problem = wrapped(self)
        self._problem.setProperty("problem", True)
        self._lay_out()
        self._order()
        self.choice.chosen.connect(lambda _code: self._ask_reason())
        self.choice.problem_found.connect(self.show_problem)
        self.steps_of.chosen.connect(self.show_steps)
        self.decide.clicked.connect(lambda _on=False: self.put())
        self.refuse.clicked.connect(self.refusal_wanted)
        self.why.clicked.connect(self.why_wanted)

    def show_comparison(self, comparison: ClassComparison, *, today: bool = False) -> None:
        """Show what each pack says; `today`: by the standards of today and not of the application."""
        before, self._comparison = self._comparison, comparison
        results = _in_force_first(comparison)
        while len(self._columns) < len(results):
            column = PackColumn(self)
            self._cards.addWidget(column, 1)
            self._columns.append(column)
            column.clicked.connect(partial(self._open_steps, len(self._columns) - 1))
        for column, result in zip(self._columns, results, strict=True):
            in_force = result.pack == comparison.in_force
            column.show_result(result, in_force=in_force, day="今天" if today else "申请日")
        if before is None or _offered(before) != _offered(comparison):
            self._offer(results)
        self.standards.show_lines(comparison.thresholds)
        self.show_steps(self._pack or comparison.in_force)
        self._ask_reason()
        self._compare_versions()

    def show_steps(self, pack: str) -> None:
        """Write out how one pack comes to its answer, numbered, with what it rests on."""
        if self._comparison is None or not pack:
            return
        self._pack = pack
        self.steps_of.set_value(pack)
        result = self._comparison.result(pack)
        lines = [f"{number}. {step}" for number, step in enumerate(result.steps, start=1)]
        self.step_lines.setText(
            "\n".join([*(lines or [result.problem]), words.without_codes(result.basis)]).strip()
        )

    def show_decision(self, decision: Decision | None) -> None:
        self._decision = decision
        self._compare_versions()
        if decision is None:
            self.in_force.setText("现在的类别：尚未认定。")
            return
        when = local_time(decision.decided_at).strftime("%Y-%m-%d %H:%M")
        level = term_label("file_level", decision.level)
        named = f"{decision.class_name}（{level}）" if level else decision.class_name
        reason = f"　理由：{decision.reason}" if decision.reason else ""
        self.in_force.setText(
            f"现在的类别：{named}　{decision.decided_by} 于 {when} 认定，"
            f"按“{decision.pack_title}”第 {decision.pack_version} 版{reason}"
        )

    def set_editable(self, *, editable: bool, refusal: str) -> None:
        """Let a class be chosen, unless there is a reason why this person may not."""
        for part in (self.choice, self.reason, self.decide, self.refuse):
            part.setEnabled(editable and not refusal)
            part.setToolTip(refusal)

    def clear(self) -> None:
        self._pack = ""
        self.standards.close_bar()
        self.choice.set_value("")
        self.reason.set_value("")
        self.show_problem("")
        self._ask_reason()

    def put(self) -> None:
        """Announce the choice, or say what it lacks."""
        self.show_problem("")
        try:
            chosen = self.choice.value()
        except RuleBroken as broken:
            self.show_problem(broken.message)
            return
        if not chosen:
            self.show_problem("请先选择类别（F4 打开可选的类别）。")
            self.choice.setFocus()
            return
        if self._needs_reason(chosen) and not self.reason.value():
            self.show_problem("所选类别与测算结果不同，请写明理由。")
            self.reason.setFocus()
            return
        pack, _, code = chosen.partition(":")
        self.decided.emit(pack, code, self.reason.value())

    def show_problem(self, message: str) -> None:
        self._problem.setText(f"▲ {message}" if message else "")
        self._problem.setVisible(bool(message))

    @property
    def problem(self) -> str:
        """The words that stand under the choice now."""
        return self._problem.text()

    def draft(self) -> dict[str, Any]:
        return {"choice": self.choice.draft(), "reason": self.reason.draft()}

    def restore(self, draft: dict[str, Any]) -> None:
        self.choice.restore(draft.get("choice", ""))
        self.reason.restore(draft.get("reason", ""))
        self._ask_reason()

    def _compare_versions(self) -> None:
        """Say that the class rests on a version that no longer applies, and name both."""
        decision, compared = self._decision, self._comparison
        words = ""
        if decision is not None and compared is not None:
            now = [result for result in compared.results if result.pack == decision.pack]
            words = "".join(outdated_words(decision, result) for result in now)
        self.outdated.setText(words)
        self.outdated.setVisible(bool(words))

    def _open_steps(self, number: int) -> None:
        if self._comparison is not None:
            self.show_steps(_in_force_first(self._comparison)[number].pack)
            self.steps_fold.open()

    def _needs_reason(self, chosen: str) -> bool:
        if self._comparison is None:
            return True
        pack, _, code = chosen.partition(":")
        return all(choice.code != code for choice in self._comparison.result(pack).classes)

    def _ask_reason(self) -> None:
        try:
            chosen = self.choice.value()
        except RuleBroken:
            return
        differs = bool(chosen) and self._needs_reason(chosen)
        self.reason.setPlaceholderText("与测算不同，请写明理由" if differs else "理由（可不填）")

    def _offer(self, results: list[PackResult]) -> None:
        """Offer the classes of the pack in force first, those that hold before the others."""
        offered: list[Term] = []
        for result in results:
            holding = [choice.code for choice in result.classes]
            choices = sorted(result.choices, key=lambda each: each.code not in holding)
            offered += [_term(result, choice, holds=choice.code in holding) for choice in choices]
        code = self.choice.draft().get("code")
        self.choice.set_terms(offered)
        if code is not None:
            self.choice.set_value(code)
        self.steps_of.set_choices([(result.pack, result.title) for result in results])

    def _lay_out(self) -> None:
        standing = QHBoxLayout()
        standing.addWidget(self.in_force, 1)
        standing.addWidget(self.why)
        standing.addWidget(self.refuse)
        line = QHBoxLayout()
        label = QLabel("认定为")
        label.setBuddy(self.choice)
        line.addWidget(label)
        line.addWidget(self.choice, 5)
        line.addWidget(self.reason, 4)
        line.addWidget(self.decide)
        inside = QVBoxLayout(self.steps)
        inside.setContentsMargins(16, 0, 0, 0)
        inside.addWidget(self.steps_of)
        inside.addWidget(self.step_lines)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(self._cards)
        whole.addWidget(self.standards)
        whole.addLayout(standing)
        whole.addWidget(self.outdated)
        whole.addLayout(line)
        whole.addWidget(self._problem)
        whole.addWidget(self.steps_fold)
        whole.addWidget(self.steps)
        self._problem.hide()

    def _order(self) -> None:
        """Put Tab through class, reason and 认定 first; 不予建档, which ends a file, comes last."""
        stops = (
            self.standards.open, self.why, self.choice, self.reason, self.decide, self.steps_fold,
            self.steps_of, self.refuse,
        )  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


def outdated_words(decision: Decision, now: PackResult) -> str:
    """Compare the version by which a class was decided with the one that applies."""
    if now.version == decision.pack_version:
        return ""
    before = f"第 {decision.pack_version} 版" if decision.pack_version else "旧版"
    return (
        f"▲ 类别是按“{decision.pack_title}”{before}认定的，现在适用第 {now.version} 版。"
        "请对照上面的测算，在下面重新认定。"
    )


def _in_force_first(comparison: ClassComparison) -> list[PackResult]:
    return sorted(comparison.results, key=lambda result: result.pack != comparison.in_force)


def _named(choice: ClassChoice) -> str:
    level = term_label("file_level", choice.level)
    return f"{choice.name}（{level}）" if level else choice.name


def _figures(result: PackResult) -> str:
    line = f"，低保标准 {format_fen(result.dibao_fen)}" if result.dibao_fen else ""
    return f"月人均 {result.income_per_head}，人均纯收入 {result.net_per_head}{line}"


def _offered(comparison: ClassComparison) -> list[tuple[str, str, bool]]:
    return [
        (result.pack, choice.code, choice in result.classes)
        for result in comparison.results
        for choice in result.choices
    ]


def _term(result: PackResult, choice: ClassChoice, *, holds: bool) -> Term:
    known = find_term("hardship_class", choice.code)
    initials = known.initials if known else ""
    label = f"{_named(choice)}　{'符合' if holds else '测算不符合'}　{result.title}"
    return Term("", f"{result.pack}:{choice.code}", label, initials, "", "", hidden=False)
