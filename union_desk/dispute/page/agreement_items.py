"""The sums of an agreement, each in figures and capitals with tax, day, method, account and instalments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, in_capitals
from union_desk.desk import style
from union_desk.desk.acts.fields import term
from union_desk.desk.widgets import (
    CardEdit,
    DayEdit,
    GridColumn,
    GridEdit,
    GridRow,
    MoneyEdit,
    NumberEdit,
    TermBox,
    TextEdit,
    YesNo,
)
from union_desk.dispute.rules import Instalment, monthly_plan
from union_desk.dispute.values import AgreementItem

_MOST: Final = 24


class Tax(YesNo):
    """税前 or 税后."""

    answers: ClassVar = (("税前", "sq"), ("税后", "sh"))


class PlanLine(QWidget):
    """One instalment: its day and its amount."""

    changed = Signal()

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.day, self.amount = DayEdit(self), MoneyEdit(self)
        self.day.setAccessibleName(f"第 {number} 期付款日期")
        self.amount.setAccessibleName(f"第 {number} 期金额")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        title = QLabel(f"第 {number} 期")
        title.setMinimumWidth(title.fontMetrics().horizontalAdvance("第 24 期 "))
        for part, share in ((title, 0), (self.day, 4), (self.amount, 4)):
            line.addWidget(part, share)
        line.addStretch(3)
        for field in (self.day, self.amount):
            field.changed.connect(self.changed)


class PlanEdit(QWidget):
    """`value()` is the tuple of instalments, empty for a sum that is paid at once.

    Equal parts month by month are made from the count and the first day, and mended line by line.
    """

    changed = Signal()
    wanted = Signal()
    """The total is asked for, to make a plan of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total_fen = 0
        self._lines: list[PlanLine] = []
        self.count, self.first = NumberEdit(self, "期"), DayEdit(self)
        self.count.setAccessibleName("分几期")
        self.first.setAccessibleName("第一期的日期")
        self.count.setPlaceholderText("一次付清")
        self.make = QPushButton("按月平均分期", self)
        self.make.setAutoDefault(False)
        self.sum = QLabel(self)
        self.sum.setProperty("muted", True)
        head = QHBoxLayout()
        for part, share in ((self.count, 2), (QLabel("首期"), 0), (self.first, 3), (self.make, 0)):
            head.addWidget(part, share)
        head.addStretch(2)
        self._body = QVBoxLayout()
        self._body.setSpacing(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(3)
        whole.addLayout(head)
        whole.addLayout(self._body)
        whole.addWidget(self.sum)
        self.setFocusProxy(self.count)
        self.make.clicked.connect(lambda _on=False: self.plan())
        self.count.returnPressed.connect(self._empty)
        self.sum.hide()

    def plan(self) -> None:
        """Part the total into equal parts, due on the same day of each month."""
        self.wanted.emit()
        try:
            self.set_value(self._planned())
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            return
        self.changed.emit()

    def _planned(self) -> tuple[Instalment, ...]:
        count, first = self.count.value(), self.first.value()
        if not count:
            return ()
        if first is None:
            raise RuleBroken("请填写第一期的日期。")
        if count > _MOST:
            raise RuleBroken(f"分期最多 {_MOST} 期。")
        return monthly_plan(self.total_fen, count, first)

    def value(self) -> tuple[Instalment, ...]:
        found: list[Instalment] = []
        for number, line in enumerate(self._lines, start=1):
            day, amount = line.day.value(), line.amount.value()
            if day is None and amount is None:
                continue
            if day is None or amount is None:
                raise RuleBroken(f"第 {number} 期的日期和金额要一起填写。")
            found.append(Instalment(len(found) + 1, day, amount))
        return tuple(found)

    def set_value(self, value: Any) -> None:
        plan: Sequence[Instalment] = tuple(value or ())
        self._show(len(plan))
        for line, part in zip(self._lines, plan, strict=True):
            line.day.set_value(part.due_on)
            line.amount.set_value(part.amount_fen)
        self.count.set_value(len(plan) or None)
        self.first.set_value(plan[0].due_on if plan else None)
        self._sum_up()

    def draft(self) -> Any:
        return [[line.day.text(), line.amount.text()] for line in self._lines]

    def restore(self, draft: Any) -> None:
        kept = list(draft or ())
        self._show(len(kept))
        for line, (day, amount) in zip(self._lines, kept, strict=True):
            line.day.restore(day)
            line.amount.restore(amount)
        self.count.set_value(len(kept) or None)
        self._sum_up()

    def _empty(self) -> None:
        if not self.count.text().strip() and self._lines:
            self.set_value(())
            self.changed.emit()

    def _show(self, count: int) -> None:
        while len(self._lines) > count:
            line = self._lines.pop()
            self._body.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self._lines) < count:
            line = PlanLine(len(self._lines) + 1, self)
            line.changed.connect(self._on_line)
            self._body.addWidget(line)
            before = self._lines[-1].amount if self._lines else self.make
            QWidget.setTabOrder(before, line.day)
            QWidget.setTabOrder(line.day, line.amount)
            self._lines.append(line)

    def _on_line(self) -> None:
        self._sum_up()
        self.changed.emit()

    def _sum_up(self) -> None:
        try:
            fen = sum(line.amount.value() or 0 for line in self._lines)
        except RuleBroken:
            return
        self._say(f"各期合计 {format_fen(fen)} 元" if self._lines else "", problem=False)

    def _say(self, words: str, *, problem: bool) -> None:
        self.sum.setText(f"▲ {words}" if problem else words)
        self.sum.setVisible(bool(words))
        style.mark_problem(self.sum, problem=problem)


def _capitals(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setMinimumHeight(label.fontMetrics().height() + 8)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return label


_PARTY: Final = "party_uid"
_COLUMNS: Final = (
    GridColumn(_PARTY, "收款人", TermBox, 6),
    GridColumn("kind", "项目", term("claim_item"), 6),
    GridColumn("title", "协议里的名称", TextEdit, 12),
    GridColumn("amount_fen", "金额", MoneyEdit, 7, 1),
    GridColumn("capitals", "大写", _capitals, 11, 1),
    GridColumn("before_tax", "税前还是税后", Tax, 6, 1),
    GridColumn("due_on", "付款日期", DayEdit, 6, 2),
    GridColumn("plan", "分期", PlanEdit, 18, 2),
    GridColumn("method", "付款方式", term("payment_method"), 5, 3),
    GridColumn("account_name", "户名", TextEdit, 5, 3),
    GridColumn("bank", "开户行", TextEdit, 7, 3),
    GridColumn("account_no", "账号", CardEdit, 7, 3),
)


class ItemsEdit(GridEdit):
    """One row for each sum that is paid; the capitals follow the figures."""

    titles_in_each: ClassVar[bool] = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._payees: tuple[tuple[str, str], ...] = ()
        self.on_reveal: Callable[[str], object] = lambda _uid: False
        """Puts on record that the account of a sum is shown."""
        self.set_up(AgreementItem, AgreementItem, _COLUMNS)
        self.added.connect(self._wire)

    def offer(self, payees: Sequence[tuple[str, str]]) -> None:
        """Offer whom may be paid."""
        self._payees = tuple(payees)
        for row in self.rows:
            self._wire(row)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self.settle()

    def restore(self, draft: Any) -> None:
        super().restore(draft)
        self.settle()

    def put_back(self) -> None:
        super().put_back()
        self.settle()

    def settle(self) -> None:
        """Write the capitals of every row."""
        for row in self.rows:
            self._wire(row)
            _write_capitals(row)

    def _wire(self, row: GridRow) -> None:
        box = row.widget(_PARTY)
        if isinstance(box, TermBox):
            box.set_choices(self._payees)
            if row.fresh is not None and len(self._payees) == 1 and not box.value():
                box.set_value(self._payees[0][0])
        if row.property("wired"):
            return
        row.setProperty("wired", True)
        account = row.widget("account_no")
        if isinstance(account, CardEdit):
            account.on_reveal = lambda: self.on_reveal(row.uid)
        amount, plan = row.widget("amount_fen"), row.widget("plan")
        if isinstance(amount, MoneyEdit):
            amount.changed.connect(lambda: _write_capitals(row))
        if isinstance(plan, PlanEdit):
            plan.wanted.connect(lambda: _give_total(row, plan))
        kind, title = row.widget("kind"), row.widget("title")
        if isinstance(kind, TermBox) and isinstance(title, TextEdit):
            kind.chosen.connect(lambda _code: _name_like(kind, title))


def _amount(row: GridRow) -> int:
    amount = row.widget("amount_fen")
    try:
        return (amount.value() or 0) if isinstance(amount, MoneyEdit) else 0
    except RuleBroken:
        return 0


def _write_capitals(row: GridRow) -> None:
    label = row.findChild(QLabel, "capitals")
    if isinstance(label, QLabel):
        fen = _amount(row)
        label.setText(in_capitals(fen) if fen else "")


def _name_like(kind: TermBox, title: TextEdit) -> None:
    """Name a sum after its item, unless it has a name of its own."""
    if not title.text().strip():
        title.set_value(kind.text())


def _give_total(row: GridRow, plan: PlanEdit) -> None:
    plan.total_fen = _amount(row)
