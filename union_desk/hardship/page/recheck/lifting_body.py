"""The sheet of 脱困: six running months, each against the 低保 standard of its month, and the approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from union_desk.casework.opinions import Opinion
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, nearest_fen
from union_desk.desk import style
from union_desk.desk.acts.body import SheetBody
from union_desk.desk.acts.form import ActForm
from union_desk.desk.acts.sheet import ActSheet
from union_desk.desk.widgets import MoneyEdit, NumberEdit
from union_desk.hardship.page.life import plans
from union_desk.hardship.page.life.sheet_body import Ground, Taken
from union_desk.hardship.values import Exit, ExitMonth, LiftingPreview

_HEADS: Final = ("月份", "家庭收入", "人口", "人均", "当月低保标准", "高于标准")
_STRETCHES: Final = (0, 5, 3, 4, 4, 3)
_FIGURES: Final = (3, 4)  # the columns of amounts that are not typed
_LIVE_MS: Final = 150
_PUBLICITY: Final = "publicity"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The inputs of a month and the words that follow from them."""

    first_on: date
    income: MoneyEdit
    population: NumberEdit
    per_head: QLabel
    standard: QLabel
    above: QLabel

    def read(self) -> ExitMonth:
        """Return what is typed; RuleBroken says of which month something is missing."""
        income, population = self.income.value(), self.population.value()
        if income is None or population is None:
            what = "家庭收入" if income is None else "人口"
            raise RuleBroken(f"请填写{month_words(self.first_on)}的{what}。", field="months")
        return ExitMonth(self.first_on, income, population)


class MonthTable(QWidget):
    """One line for each month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[MonthRow] = []
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setHorizontalSpacing(8)
        self._cells.setVerticalSpacing(3)
        for column, (head, stretch) in enumerate(zip(_HEADS, _STRETCHES, strict=True)):
            self._cells.setColumnStretch(column, stretch)
            label = _label(head, self, figure=column in _FIGURES)
            label.setProperty("muted", True)
            self._cells.addWidget(label, 0, column)

    def add(self, month: ExitMonth) -> MonthRow:
        name = month_words(month.first_on)
        row = MonthRow(
            month.first_on,
            MoneyEdit(self),
            NumberEdit(self, "人"),
            *(_label("", self, figure=column in _FIGURES) for column in (3, 4, 5)),
        )
        row.income.set_value(month.income_fen)
        row.population.set_value(month.population)
        row.income.setAccessibleName(f"{name}家庭收入")
        row.population.setAccessibleName(f"{name}人口")
        place = len(self.rows) + 1
        cells = (QLabel(name, self), row.income, row.population, row.per_head, row.standard, row.above)
        for column, cell in enumerate(cells):
            if column:
                cell.setSizePolicy(QSizePolicy.Policy.Ignored, cell.sizePolicy().verticalPolicy())
            self._cells.addWidget(cell, place, column)
        self.rows.append(row)
        return row

    def read(self) -> tuple[ExitMonth, ...]:
        return tuple(row.read() for row in self.rows)

    def show_preview(self, months: Sequence[ExitMonth], preview: LiftingPreview | None) -> None:
        """Write what follows from the incomes; nothing while they cannot be tested."""
        for number, row in enumerate(self.rows):
            if preview is None:
                for label in (row.per_head, row.standard, row.above):
                    label.setText("")
                continue
            threshold = preview.thresholds_fen[number]
            per_head = nearest_fen(Fraction(months[number].income_fen, months[number].population))
            row.per_head.setText(format_fen(per_head))
            row.standard.setText(format_fen(threshold) if threshold is not None else "没有标准")
            row.above.setText("高于" if preview.above[number] else "不高于")
            style.set_property(row.above, "problem", not preview.above[number])


class LiftingBody(SheetBody):
    """Where a publicity is still to come, the months are written down and the step waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: Ground | None = None
        self._offer = Exit()
        self._waits = False
        self.table = MonthTable(self)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.result.setProperty("heading", True)
        self.form = ActForm(plans.STEP_OPINION, self)
        self.form.changed.connect(self.changed)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        for part in (self.table, self.result, self.form):
            self._lines.addWidget(part)
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self.show_test)

    def begin(self, ground: Ground) -> None:
        self._ground = ground
        self._offer = ground.service.lifting_offer(ground.actor, ground.view.uid)
        for month in self._offer.months:
            row = self.table.add(month)
            for field in (row.income, row.population):
                field.textChanged.connect(lambda _text: self._on_typed())
        lift = next((step for step in ground.life.offered if step.code == "lift"), None)
        self._waits = lift is not None and any(lack.place == _PUBLICITY for lack in lift.lacks)
        self.form.setVisible(not self._waits)
        self.form.fill(Opinion("district", "exit", agreed=True, on=ground.today))
        self.show_test()

    def show_test(self) -> None:
        """Test the months as they are typed."""
        self._live.stop()
        ground = self._ground
        if ground is None:
            return
        try:
            months = self.table.read()
            preview = ground.service.lifting_preview(ground.actor, months)
        except RuleBroken as broken:
            self.table.show_preview((), None)
            self.result.setText(broken.message)
            return
        self.table.show_preview(months, preview)
        follows = "符合脱困的收入条件。" if preview.holds else "还不能脱困。"
        self.result.setText(f"{preview.steps[-1]}{follows}")

    def taken(self) -> Taken:
        months, ground = self.table.read(), self._ground
        if ground is None:
            raise LookupError("begin comes before taken")
        if self._waits:
            leaving = replace(self._offer, on=ground.today, months=months)
            write = partial(ground.service.write_down, ground.actor, ground.view.uid, leaving)
            done = "已记下脱困前的收入，请办理脱困公示"
            return Taken(ground.today, acts=(leaving,), instead=write, done=done)
        opinion: Opinion = self.form.read()
        if opinion.agreed is None:
            raise RuleBroken("请选择同意还是不同意。", field="agreed")
        leaving = replace(self._offer, on=opinion.on, months=months)
        return Taken(opinion.on, acts=(leaving, opinion))

    def hint(self) -> str:
        return "脱困前要公示：现在先记下各月收入，公示期满无异议后再来办理脱困。" if self._waits else ""

    def show_problem(self, name: str, message: str) -> bool:
        if name in {"months", "exits"}:
            self.result.setText(f"▲ {message}")
            self.table.rows[0].income.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return not self._waits and self.form.show_problem(name, message)

    def clear_problems(self) -> None:
        self.form.clear_problems()

    def take_cursor(self) -> None:
        sheet = self.parentWidget()
        if self._waits and isinstance(sheet, ActSheet):
            sheet.button.setText("记下各月收入")
        if self.table.rows:
            self.table.rows[0].income.setFocus(Qt.FocusReason.TabFocusReason)

    def draft(self) -> Mapping[str, Any]:
        months = [[row.income.draft(), row.population.draft()] for row in self.table.rows]
        first = self.table.rows[0].first_on.isoformat() if self.table.rows else ""
        return {"months": months, "first_on": first, "signed": self.form.draft()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put the incomes back into their own months; those of another half year are left out."""
        if self.table.rows and draft.get("first_on") == self.table.rows[0].first_on.isoformat():
            for row, (income, population) in zip(self.table.rows, draft.get("months", ()), strict=False):
                row.income.restore(income)
                row.population.restore(population)
        self.form.restore(draft.get("signed", {}))
        self.show_test()

    def _on_typed(self) -> None:
        self._live.start()
        self.changed.emit()


def month_words(first_on: date) -> str:
    return f"{first_on.year}年{first_on.month}月"


def _label(text: str, parent: QWidget, *, figure: bool) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return label
