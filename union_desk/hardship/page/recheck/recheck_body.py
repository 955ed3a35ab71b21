"""The sheet of 年度复核: last year beside this year, what the figures speak for, and the conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.desk import style
from union_desk.desk.acts.body import SheetBody
from union_desk.desk.acts.fields import term
from union_desk.desk.acts.form import ActForm, FormPlan
from union_desk.desk.acts.sheet import ActSheet
from union_desk.desk.widgets import DayEdit, GridColumn, TextEdit
from union_desk.hardship.page.life.sheet_body import Ground, Taken
from union_desk.hardship.page.recheck.comparison import ComparisonTable
from union_desk.hardship.rules.rechecks import compared, conclusion_words, fits, former_words, proposed
from union_desk.hardship.values import Recheck

PLAN: Final = FormPlan(
    Recheck,
    (
        GridColumn("outcome", "复核结论", term("review_outcome"), 6),
        GridColumn("on", "复核日期", DayEdit, 6),
        GridColumn("text", "复核说明", TextEdit, 12),
    ),
)


class RecheckBody(SheetBody):
    """The conclusion that the figures speak for stands there already; the button is one Enter away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: Ground | None = None
        self.table = ComparisonTable(self)
        self.then = QLabel(self)
        self.then.setWordWrap(True)
        self.then.setProperty("muted", True)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setProperty("heading", True)
        self.form = ActForm(PLAN, self)
        self.form.changed.connect(self.changed)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (self.table, self.then, self.words, self.form):
            lines.addWidget(part)

    def begin(self, ground: Ground) -> None:
        self._ground = ground
        offer = ground.service.recheck_offer(ground.actor, ground.view.uid)
        before, after = offer.before, offer.after
        if after is not None:
            last = f"上次 {before.on}" if before is not None else "上次没有记录"
            self.table.show_lines(last, f"现在 {after.on}", compared(before, after))
            self.then.setText(former_words(before, after))
            self.then.setVisible(bool(self.then.text()))
            self.words.setText(conclusion_words(after))
            style.set_property(self.words, "problem", not fits(after))
        outcome = offer.outcome or (proposed(before, after) if after is not None else "")
        self.form.fill(replace(offer, outcome=outcome))

    def taken(self) -> Taken:
        recheck: Recheck = self.form.read()
        if not recheck.outcome:
            raise RuleBroken("请选择复核结论。", field="outcome")
        if recheck.on is None:
            raise RuleBroken("请填写复核日期。", field="on")
        ground = self._ground
        if ground is None:
            raise LookupError("begin comes before taken")
        return Taken(
            recheck.on,
            acts=(recheck,),
            instead=partial(ground.service.recheck, ground.actor, ground.view.uid, recheck),
            done=f"年度复核已记下：{term_label('review_outcome', recheck.outcome)}",
        )

    def show_problem(self, name: str, message: str) -> bool:
        return self.form.show_problem(name, message)

    def clear_problems(self) -> None:
        self.form.clear_problems()

    def take_cursor(self) -> None:
        sheet = self.parentWidget()
        if self.form.read().outcome and isinstance(sheet, ActSheet):
            sheet.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.take_cursor()

    def draft(self) -> Mapping[str, Any]:
        return self.form.draft()

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.form.restore(draft)
