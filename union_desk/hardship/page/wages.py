"""月收入 stands twice: in a person's own column, as on the paper, and among the incomes of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from union_desk.core.errors import RuleBroken
from union_desk.desk.widgets import MoneyEdit
from union_desk.hardship.page.family import MembersEdit
from union_desk.hardship.page.form import wages_of
from union_desk.hardship.page.money import Money
from union_desk.hardship.values import OWNER, Figures, FileForm, IncomeEntry
from union_desk.people.page.locking import lock

_OWN_FIELD = "own_month_wage_fen"
_FROM_ITEMS = "由下面各项收入算出"


class Wages(QObject):
    """What is typed in the column goes among the incomes once one leaves it, at the latest by a save."""

    def __init__(self, money: Money, members: MembersEdit) -> None:
        super().__init__(money)
        self._money, self._members = money, members
        self._typed: set[str] = set()
        money.incomes.changed.connect(self.follow_incomes)
        money.wage_edited.connect(lambda: self._typed.add(OWNER))
        money.wage_entered.connect(lambda: self._enter(OWNER))
        members.wage_edited.connect(self._typed.add)
        members.wage_entered.connect(self._enter)

    def begin(self, incomes: Iterable[IncomeEntry]) -> None:
        """Get ready for another file, before its rows are filled."""
        self._typed.clear()
        self._members.set_wages(wages_of(incomes))

    def draft(self) -> list[str]:
        """Return whose column is being typed into and is not taken over yet."""
        return sorted(self._typed)

    def restore(self, typed: Iterable[str]) -> None:
        self._typed.update(typed)

    def complete(self, form: FileForm) -> FileForm:
        """Take over what was typed and not yet left; RuleBroken with its field where it is no amount."""
        for uid in sorted(self._typed):
            form = form.with_month_wage(uid, self._read(uid))
        return form

    def follow_incomes(self) -> None:
        """Show a changed wage item in the column."""
        try:
            wages = dict(wages_of(self._money.incomes.value()))
        except RuleBroken:
            return
        if OWNER not in self._typed and not self._money.own_wage.hasFocus():
            self._money.own_wage.set_value(wages.get(OWNER))
        self._members.set_wages(wages, keep=self._typed)

    def show_figures(self, form: FileForm, figures: Figures) -> None:
        """Show what the paper will show: the month's average where that is more than one wage."""
        wages = wages_of(form.incomes)
        self._show(OWNER, self._money.own_wage, wages, figures)
        for uid, cell in self._members.wage_cells().items():
            self._show(uid, cell, wages, figures)

    def _show(self, uid: str, cell: MoneyEdit, wages: Mapping[str, int], figures: Figures) -> None:
        if uid in self._typed or cell.hasFocus():
            return
        average = figures.month_income_of.get(uid)
        derived = average is not None and average != wages.get(uid)
        if derived or cell.isReadOnly():
            cell.set_value(average if derived else wages.get(uid))
        lock(cell, locked=derived, why=_FROM_ITEMS)

    def _read(self, uid: str) -> int | None:
        if uid != OWNER:
            return self._members.wage(uid)
        try:
            return self._money.own_wage.value()
        except RuleBroken as broken:
            raise RuleBroken(broken.message, field=_OWN_FIELD) from broken

    def _enter(self, uid: str) -> None:
        if uid not in self._typed:
            return
        try:
            kept = FileForm(incomes=self._money.incomes.value())
            incomes = kept.with_month_wage(uid, self._read(uid)).incomes
        except RuleBroken:
            return
        self._typed.discard(uid)
        self._money.incomes.set_value(incomes)
        self._money.refresh_people()
