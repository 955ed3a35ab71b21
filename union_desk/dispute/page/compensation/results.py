"""What comes out: one line for each item with both columns, its steps folded below, and the total."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from union_desk.core.money import format_fen, in_capitals
from union_desk.desk import style
from union_desk.desk.tab_order import follow_layout
from union_desk.desk.widgets import Fold
from union_desk.dispute.prints.calculation import step_lines
from union_desk.dispute.rules.claims import excluded_together
from union_desk.dispute.values.calculation import Calculation, CalculationItem

_TICK, _TITLE, _CLAIMED, _SAFE = range(4)
_NOTHING: Final = "填写上面的内容，金额就会算出来。"


class ItemLine(QWidget):
    """One item: ticked when it is to be written, its title opens the steps."""

    changed = Signal()

    def __init__(self, item: CalculationItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = item.kind
        self.tick = QCheckBox(self)
        self.tick.setAccessibleName(f"写入{item.title}")
        self.tick.setToolTip("勾选的才写入申请书或者协议")
        self.fold = Fold(self)
        self.fold.setText(item.title)
        self.claimed, self.safe = _amount(self, bold=True), _amount(self)
        self.steps = QLabel(self)
        self.steps.setWordWrap(True)
        self.steps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.steps.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.steps.setContentsMargins(_indent(self), 0, 0, 6)
        lines = QGridLayout(self)
        lines.setContentsMargins(0, 1, 0, 1)
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(0)
        for column, widget in enumerate((self.tick, self.fold, self.claimed, self.safe)):
            lines.addWidget(widget, 0, column)
        lines.addWidget(self.steps, 1, _TITLE, 1, 3)
        lines.setColumnStretch(_TITLE, 1)
        for column in (_CLAIMED, _SAFE):
            lines.setColumnMinimumWidth(column, _room(self))
        self.fold.fold(self.steps)
        self.tick.toggled.connect(self.changed)
        self.show_item(item)
        self.tick.setChecked(bool(item.claimed_fen) or item.kind == "reinstatement")

    def show_item(self, item: CalculationItem) -> None:
        self.item = item
        self.claimed.setText(format_fen(item.claimed_fen))
        self.safe.setText(format_fen(item.conservative_fen))
        self.steps.setText("\n".join(step_lines(item)))

    def fen(self, *, conservative: bool) -> int:
        return self.item.conservative_fen if conservative else self.item.claimed_fen


class Results(QWidget):
    """The items in both columns, what warns of them, and the sum of those that are ticked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_claimed, self.by_safe = QRadioButton("主张金额", self), QRadioButton("稳妥金额", self)
        self.by_claimed.setToolTip("可以提出的最高金额")
        self.by_safe.setToolTip("证据和从严的口径支持的金额")
        self.by_claimed.setChecked(True)
        self.empty = QLabel(_NOTHING, self)
        self.empty.setProperty("muted", True)
        self.warnings, self.capitals = _words(self), _words(self)
        self.warnings.setProperty("problem", True)
        self.total, self.safe_total = _amount(self, bold=True), _amount(self, bold=True)
        self.final = Fold(self)
        self.final.setText("仲裁裁决是不是终局")
        self.final_steps = _words(self)
        self.final_steps.setContentsMargins(_indent(self), 0, 0, 0)
        self.final.fold(self.final_steps)
        self._lines: dict[str, ItemLine] = {}
        self._warnings: tuple[str, ...] = ()
        self._items = QVBoxLayout()
        self._items.setSpacing(0)
        self._lay_out()
        for radio in (self.by_claimed, self.by_safe):
            radio.clicked.connect(lambda _on=False: self._sum_up())

    @property
    def conservative(self) -> bool:
        return self.by_safe.isChecked()

    @property
    def lines(self) -> tuple[ItemLine, ...]:
        return tuple(self._lines.values())

    def ticked(self) -> tuple[str, ...]:
        """Return the items that are to be written."""
        return tuple(line.kind for line in self._lines.values() if line.tick.isChecked())

    def show_result(self, result: Calculation) -> None:
        """Show what came out; lines that were there keep whether they are ticked and open."""
        kinds = [item.kind for item in result.items]
        if kinds != list(self._lines):
            self._rebuild(result.items)
        for item in result.items:
            self._lines[item.kind].show_item(item)
        self.empty.setVisible(not kinds)
        together = excluded_together(kinds)
        self._warnings = tuple(warning for warning in result.warnings if warning not in together)
        self.final.setVisible(bool(result.final_steps))
        self.final_steps.setText("\n".join(result.final_steps))
        self.final_steps.setVisible(bool(result.final_steps) and self.final.isChecked())
        self._sum_up()

    def clear(self) -> None:
        self.show_result(Calculation())

    def _rebuild(self, items: Iterable[CalculationItem]) -> None:
        before = self._lines
        self._lines = {}
        for item in items:
            line = before.pop(item.kind, None)
            if line is None:
                line = ItemLine(item, self)
                line.changed.connect(self._sum_up)
            else:
                self._items.removeWidget(line)
            self._items.addWidget(line)
            self._lines[item.kind] = line
        for gone in before.values():
            self._items.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        follow_layout(self)

    def _sum_up(self) -> None:
        chosen = [line for line in self._lines.values() if line.tick.isChecked()]
        claimed = sum(line.fen(conservative=False) for line in chosen)
        safe = sum(line.fen(conservative=True) for line in chosen)
        self.total.setText(format_fen(claimed))
        self.safe_total.setText(format_fen(safe))
        fen = safe if self.conservative else claimed
        which = "稳妥" if self.conservative else "主张"
        warnings = (*excluded_together(line.kind for line in chosen), *self._warnings)
        self.warnings.setText("\n".join(f"△ {warning}" for warning in warnings))
        self.warnings.setVisible(bool(warnings))
        self.capitals.setText(f"勾选 {len(chosen)} 项，{which}合计大写：{in_capitals(fen)}")
        self.changed.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(QLabel("写入时按", self))
        head.addWidget(self.by_claimed)
        head.addWidget(self.by_safe)
        head.addStretch(1)
        for words in ("主张（元）", "稳妥（元）"):
            title = _amount(self)
            title.setText(words)
            title.setProperty("muted", True)
            title.setMinimumWidth(_room(self))
            head.addWidget(title)
        sums = QGridLayout()
        sums.setHorizontalSpacing(8)
        label = QLabel("合计", self)
        label.setProperty("heading", True)
        sums.addWidget(label, 0, 0)
        sums.setColumnStretch(0, 1)
        for column, amount in enumerate((self.total, self.safe_total), start=1):
            sums.addWidget(amount, 0, column)
            sums.setColumnMinimumWidth(column, _room(self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.empty)
        whole.addLayout(self._items)
        whole.addLayout(sums)
        for part in (self.capitals, self.warnings, self.final, self.final_steps):
            whole.addWidget(part)


def _amount(parent: QWidget, *, bold: bool = False) -> QLabel:
    label = QLabel(parent)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if bold:
        style.set_property(label, "heading", value=True)
    return label


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    return label


def _room(widget: QWidget) -> int:
    return widget.fontMetrics().horizontalAdvance("9,999,999.99 ")


def _indent(widget: QWidget) -> int:
    return widget.fontMetrics().horizontalAdvance("字")
