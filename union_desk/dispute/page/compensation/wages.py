"""The wages of the months before the end, one cell for each month; a gap is told, not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.money import parse_fen
from union_desk.desk import style
from union_desk.desk.widgets import MoneyEdit
from union_desk.dispute.values.calculation import MonthWage

_MONTHS: Final = 12
_ACROSS: Final = 6
_NARROW: Final = 4
_BROAD_ENOUGH: Final = 60


class MonthCell(MoneyEdit):
    """The wage of a month. Ctrl+V of several amounts fills the months on; Ctrl+D takes the month before."""

    many = Signal(list)
    like_before = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            pasted = QGuiApplication.clipboard().text().split()
            if len(pasted) > 1:
                self.many.emit(pasted)
                return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_D and control:
            self.like_before.emit()
            return
        super().keyPressEvent(event)


class WageHistory(QWidget):
    """`value()` has the months that were filled in; those of other days than the ones shown are kept."""

    changed = Signal()
    problem_found = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: dict[str, int] = {}
        self._months: tuple[str, ...] = ()
        self.cells = [MonthCell(self) for _ in range(_MONTHS)]
        self._titles = [QLabel(self) for _ in range(_MONTHS)]
        self._holders: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._across = 0
        for number, cell in enumerate(self.cells):
            self._holders.append(self._holder(number))
            cell.changed.connect(self.changed)
            cell.editingFinished.connect(self.mark_gaps)
            cell.many.connect(lambda pasted, number=number: self._spread(number, pasted))
            cell.like_before.connect(lambda number=number: self._copy_down(number))
        self.setFocusProxy(self.cells[0])
        self._place()

    def show_months(self, months: Sequence[str]) -> None:
        """Show cells for these months (2026-03); what was typed of the others is kept."""
        if tuple(months) == self._months:
            self.mark_gaps()
            return
        self._keep()
        self._months = tuple(months)
        for number, (cell, title) in enumerate(zip(self.cells, self._titles, strict=True)):
            shown = number < len(self._months)
            self._holders[number].setVisible(shown)
            if shown:
                month = self._months[number]
                words = month_words(month)
                title.setText(words)
                cell.setAccessibleName(f"{words}应得工资")
                cell.set_value(self._held.get(month))
        self.mark_gaps()

    def mark_gaps(self) -> None:
        """Show which months are empty once one of them is filled in."""
        filled = [bool(cell.text().strip()) for cell in self.cells[: len(self._months)]]
        for number, is_filled in enumerate(filled):
            gap = any(filled) and not is_filled
            style.mark_problem(self.cells[number], problem=gap)
            self.cells[number].setPlaceholderText("缺" if gap else "")

    def value(self) -> tuple[MonthWage, ...]:
        held = {month: fen for month, fen in self._held.items() if month not in self._months}
        for month, cell in zip(self._months, self.cells, strict=False):
            try:
                amount = cell.value()
            except RuleBroken as broken:
                raise RuleBroken(broken.message, field=month) from broken
            if amount is not None:
                held[month] = amount
        shown = {month: held[month] for month in sorted(held)} if any(held.values()) else {}
        return tuple(MonthWage(month, amount) for month, amount in shown.items())

    def set_value(self, value: Any) -> None:
        self._held = {wage.month: wage.amount_fen for wage in value or ()}
        for month, cell in zip(self._months, self.cells, strict=False):
            cell.set_value(self._held.get(month))
        self.mark_gaps()

    def draft(self) -> Any:
        typed = {month: cell.text() for month, cell in zip(self._months, self.cells, strict=False)}
        return {"held": dict(self._held), "typed": typed}

    def restore(self, draft: Any) -> None:
        self._held = {month: int(fen) for month, fen in draft.get("held", {}).items()}
        typed = draft.get("typed", {})
        if typed and not self._months:
            self.show_months(sorted(typed))
        for month, cell in zip(self._months, self.cells, strict=False):
            cell.restore(typed.get(month, ""))
        self.mark_gaps()

    def goto(self, field: str) -> QWidget | None:
        """Put the cursor into a month, or into the first gap."""
        shown = list(zip(self._months, self.cells, strict=False))
        cell = next((each for month, each in shown if month == field), None)
        if cell is None:
            cell = next((each for _month, each in shown if not each.text().strip()), None)
        cell = cell or (shown[0][1] if shown else None)
        if cell is not None:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)
        return cell

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place()

    def _keep(self) -> None:
        for month, cell in zip(self._months, self.cells, strict=False):
            try:
                amount = cell.value()
            except RuleBroken:
                continue
            if amount is not None:
                self._held[month] = amount
            else:
                self._held.pop(month, None)

    def _spread(self, first: int, pasted: Sequence[str]) -> None:
        """Fill a column of amounts that was copied from a table into the months from here on."""
        for cell, text in zip(self.cells[first : len(self._months)], pasted, strict=False):
            try:
                cell.set_value(parse_fen(text))
            except RuleBroken as broken:
                cell.setText(text)
                cell.problem_found.emit(broken.message)
        self.mark_gaps()
        self.changed.emit()

    def _copy_down(self, number: int) -> None:
        """Take the amount of the month before into this one and all empty ones after it."""
        if not number:
            return
        text = self.cells[number - 1].text()
        self.cells[number].setText(text)
        for cell in self.cells[number + 1 : len(self._months)]:
            if not cell.text().strip():
                cell.setText(text)
        self.mark_gaps()
        self.changed.emit()

    def _place(self) -> None:
        broad = self.width() > _BROAD_ENOUGH * self.fontMetrics().averageCharWidth()
        across = _ACROSS if broad else _NARROW
        if across == self._across:
            return
        self._across = across
        for number, holder in enumerate(self._holders):
            self._grid.removeWidget(holder)
            self._grid.addWidget(holder, number // across, number % across)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, int(column < across))

    def _holder(self, number: int) -> QWidget:
        holder = QWidget(self)
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        title, cell = self._titles[number], self.cells[number]
        title.setProperty("muted", True)
        title.setBuddy(cell)
        cell.setSizePolicy(QSizePolicy.Policy.Ignored, cell.sizePolicy().verticalPolicy())
        lines.addWidget(title)
        lines.addWidget(cell)
        holder.hide()
        return holder


def month_words(month: str) -> str:
    """Write 2026-03 as 2026年3月."""
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"
