"""Section ③ 收入与支出: the items, and rows 9 and 10 of the paper, which are computed from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from union_desk.core.money import format_fen
from union_desk.core.terms import Term, find_term
from union_desk.desk.forms.ui_hardship_money import Ui_HardshipMoney
from union_desk.desk.widgets import (
    DayEdit,
    GridColumn,
    GridEdit,
    GridRow,
    MoneyEdit,
    NumberEdit,
    TermBox,
    TextEdit,
)
from union_desk.hardship.page import words
from union_desk.hardship.values import OWNER, AssetEntry, Figures, IncomeEntry, OutlayEntry

PER: Final = (
    Term("per", "month", "每月", "my", "", "", hidden=False),
    Term("per", "year", "全年", "qn", "", "", hidden=False),
)
NO_FIGURE: Final = "—"


def _per(parent: QWidget) -> TermBox:
    box = TermBox(parent)
    box.set_terms(PER)
    return box


def _terms(name: str) -> Callable[[QWidget], QWidget]:
    return lambda parent: TermBox(parent, name)


def _number(unit: str, places: int = 0) -> Callable[[QWidget], QWidget]:
    return lambda parent: NumberEdit(parent, unit, places)


def _tick(parent: QWidget) -> QCheckBox:
    return QCheckBox("义务教育阶段，不计入", parent)


def _period(line: int) -> tuple[GridColumn, GridColumn]:
    return (
        GridColumn("from_on", "起", DayEdit, 7, line, more=True),
        GridColumn("to_on", "止", DayEdit, 7, line, more=True),
    )


INCOMES: Final = (
    GridColumn("kind", "类别", _terms("income_kind"), 6),
    GridColumn("detail", "明细", _terms("income_detail"), 12),
    GridColumn("whose", "谁的收入", TermBox, 6),
    GridColumn("amount_fen", "金额", MoneyEdit, 6, 1),
    GridColumn("per", "按", _per, 3, 1),
    GridColumn("months", "月数", _number("月"), 3, 1),
    GridColumn("evidence", "凭证", TextEdit, 12, 1),
    *_period(2),
    GridColumn("source", "来源", TextEdit, 10, 2, more=True),
)
OUTLAYS: Final = (
    GridColumn("kind", "类别", _terms("outlay_kind"), 6),
    GridColumn("compulsory_school", "义务教育", _tick, 12),
    GridColumn("payer", "谁的支出", TermBox, 6),
    GridColumn("amount_fen", "金额", MoneyEdit, 6, 1),
    GridColumn("per", "按", _per, 3, 1),
    GridColumn("months", "月数", _number("月"), 3, 1),
    GridColumn("evidence", "凭证", TextEdit, 12, 1),
    *_period(2),
    GridColumn("remark", "备注", TextEdit, 10, 2, more=True),
)
ASSETS: Final = (
    GridColumn("kind", "类别", _terms("asset_kind"), 6),
    GridColumn("whose", "谁的财产", TermBox, 6),
    GridColumn("value_fen", "价值", MoneyEdit, 7),
    GridColumn("count", "数量", _number(""), 5),
    GridColumn("area_hundredths", "面积", _number("㎡", 2), 6, 1, more=True),
    GridColumn("use", "车辆用途", _terms("vehicle_use"), 6, 1, more=True),
    GridColumn("evidence", "凭证", TextEdit, 6, 1, more=True),
    GridColumn("remark", "备注", TextEdit, 6, 1, more=True),
)


class Money(QWidget):
    """`own_wage` stands for the owner's monthly wage item; the page keeps both alike."""

    wage_edited = Signal()
    wage_entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_HardshipMoney()
        self.form.setupUi(self)
        self.own_wage: MoneyEdit = self.form.own_month_wage_fen
        self.incomes: GridEdit = self.form.incomes
        self.outlays: GridEdit = self.form.outlays
        self.assets: GridEdit = self.form.assets
        self._people: tuple[Term, ...] = ()
        self.incomes.set_up(IncomeEntry, lambda: IncomeEntry(kind=""), INCOMES)
        self.outlays.set_up(OutlayEntry, lambda: OutlayEntry(kind=""), OUTLAYS)
        self.assets.set_up(AssetEntry, lambda: AssetEntry(kind=""), ASSETS)
        for grid in (self.incomes, self.outlays, self.assets):
            grid.added.connect(self._wire)
        self.form.open_more_steps.fold(self.form.more_steps)
        self.form.open_more_override.fold(self.form.more_override)
        self.form.open_more_dibao.fold(self.form.more_dibao)
        self._figures: dict[str, QPushButton] = {
            "other_year_income_fen": self.form.figure_other,
            "year_income_fen": self.form.figure_year,
            "population": self.form.figure_population,
            "month_percap_fen": self.form.figure_percap,
            "rigid_outlay_fen": self.form.figure_outlay,
            "net_percap_fen": self.form.figure_net,
        }
        for button in self._figures.values():
            button.clicked.connect(lambda _on=False: self.form.open_more_steps.toggle())
            button.setToolTip("点击看怎样算出")
        self.own_wage.changed.connect(self.wage_edited)
        self.own_wage.editingFinished.connect(self.wage_entered)
        self.set_people(())

    def set_people(self, family: Sequence[tuple[str, str, str]]) -> None:
        """Offer the owner and each member (uid, words, initials) where an item asks whose it is."""
        everyone = ((OWNER, "本人", "br"), *family)
        offered = tuple(Term("", uid, words, keys, "", "", hidden=False) for uid, words, keys in everyone)
        if offered == self._people:
            return
        self._people = offered
        for box in self._person_boxes():
            self._offer(box)

    def refresh_people(self) -> None:
        """Offer the same again in rows that were filled or restored."""
        for grid in (self.incomes, self.outlays, self.assets):
            for row in grid.rows:
                self._wire(row)

    def show_figures(self, figures: Figures) -> None:
        for name, button in self._figures.items():
            value = getattr(figures, name)
            button.setText(_shown(name, value))
        overridden = figures.computed_year_income_fen not in (None, figures.year_income_fen)
        self.form.figure_year.setText(self.form.figure_year.text() + ("（改写）" if overridden else ""))
        lines = [*figures.steps, words.without_codes(figures.basis)]
        self.form.steps.setText("\n".join(line for line in lines if line) or "填写收入和支出后显示计算过程。")

    def _person_boxes(self) -> list[TermBox]:
        return [
            cast("TermBox", row.widget(field))
            for grid, field in ((self.incomes, "whose"), (self.outlays, "payer"), (self.assets, "whose"))
            for row in grid.rows
        ]

    def _wire(self, row: GridRow) -> None:
        for field in ("whose", "payer"):
            box = row.widget(field)
            if isinstance(box, TermBox):
                self._offer(box)
        _follow(row, "per", "months", lambda code: code == "month")
        _follow(row, "kind", "compulsory_school", lambda code: code == "study")
        detail = row.widget("detail")
        if isinstance(detail, TermBox) and not detail.property("wired"):
            detail.setProperty("wired", True)
            kind = cast("TermBox", row.widget("kind"))
            detail.chosen.connect(lambda code: _follow_detail(kind, code))

    def _offer(self, box: TermBox) -> None:
        if box.isModified() and box.hasFocus():
            box.set_terms(self._people)
            return
        code = _code_of(box)
        gone = () if any(term.code == code for term in self._people) else (_gone(code),)
        box.set_terms((*self._people, *gone))
        box.set_value(code)


def _gone(uid: str) -> Term:
    return Term("", uid, "（已删去的成员）", "", "", "", hidden=False)


def _follow(row: GridRow, of: str, field: str, asked: Callable[[str], bool]) -> None:
    """Let Enter pass over a cell that means nothing beside the choice in another one."""
    choice, cell = row.widget(of), row.widget(field)
    if not isinstance(choice, TermBox) or cell is None:
        return

    def pass_over(code: str) -> None:
        cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if asked(code) else Qt.FocusPolicy.ClickFocus)

    pass_over(_code_of(choice))
    if not choice.property(field):
        choice.setProperty(field, True)
        choice.chosen.connect(pass_over)


def _code_of(box: TermBox) -> Any:
    return box.draft().get("code", OWNER)


def _follow_detail(kind: TermBox, detail: str) -> None:
    """Choose the kind of income that a detail belongs to, as the table of terms says."""
    term = find_term("income_detail", detail) if detail else None
    if term is not None and find_term("income_kind", term.note) is not None:
        kind.set_value(term.note)


def _shown(name: str, value: int | None) -> str:
    if value is None:
        return NO_FIGURE
    return f"{value} 人" if name == "population" else f"{format_fen(value)} 元"
