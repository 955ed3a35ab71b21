"""Section ③ 家庭经济状况: income, dwelling and family as the application asks them (L1, L2).

What the rules make of it is said in the section of the means below the form.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.acts.fields import number, several, term
from union_desk.desk.acts.form import FieldLines, heading
from union_desk.desk.widgets import (
    Fold,
    GridColumn,
    GridEdit,
    IdentityEdit,
    MoneyEdit,
    NumberEdit,
    TextEdit,
)
from union_desk.dispute.rules.figure import yuan
from union_desk.legal_aid.page.applicant import cell_of
from union_desk.legal_aid.values import AidMember

INCOME: Final = (
    GridColumn("means_basis", "经济困难依据", term("means_basis"), 8, 0),
    GridColumn("exemption", "免予核查情形", term("means_exemption"), 16, 0),
    GridColumn("income_kinds", "收入来源", several("aid_income"), 24, 1),
    GridColumn("month_income_fen", "家庭月收入", MoneyEdit, 6, 2),
    GridColumn("population", "家庭人口", number("人"), 4, 2),
    GridColumn("year_income_fen", "家庭年收入", MoneyEdit, 6, 2),
    GridColumn("means_line_fen", "经济困难标准（人均）", MoneyEdit, 8, 2),
    GridColumn("means_proof", "证明材料", TextEdit, 24, 3),
)
HOUSE: Final = (
    GridColumn("house_address", "房屋坐落", TextEdit, 10, 0),
    GridColumn("house_area_hundredths", "面积", lambda parent: NumberEdit(parent, "㎡", 2), 4, 0),
    GridColumn("house_cert", "产权证号", TextEdit, 6, 0),
    GridColumn("house_use", "用途", term("house_use"), 4, 0),
)
MEMBER_COLUMNS: Final = (
    GridColumn("name", "家庭成员", TextEdit, 4),
    GridColumn("relation", "关系", term("relation"), 4),
    GridColumn("id_no", "身份证号", IdentityEdit, 7),
    GridColumn("workplace", "单位或学校", TextEdit, 5),
    GridColumn("income_fen", "月收入", MoneyEdit, 4),
)


class MembersEdit(GridEdit):
    """The family without the applicant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("members")
        self.setAccessibleName("家庭成员")
        self.set_up(AidMember, AidMember, MEMBER_COLUMNS)


class Household(QWidget):
    family_wanted = Signal()
    """The family of the hardship file is to be brought in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made in the order of the page: so Tab goes through them.
        income = FieldLines(INCOME, self)
        self.per_head = QLabel(self)
        self.per_head.setProperty("muted", True)
        self.bring = style.make_link(QPushButton("带入困难职工档案的家庭情况", self))
        self.bring.clicked.connect(lambda _on=False: self.family_wanted.emit())
        self.title, self.members = heading("", self), MembersEdit(self)
        self.open_house = Fold(self)
        house = FieldLines(HOUSE, self)
        self.open_house.setText("房产")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            *(income, self.per_head, self.title, self.bring),
            *(self.members, self.open_house, house),
        ):
            lines.addWidget(part)
        self.open_house.fold(house)
        self.members.added.connect(lambda _row: self.settle())
        self.members.removed.connect(lambda _place: self.settle())

    def settle(self) -> None:
        """Open what is filled in, and say how many there are."""
        count = len(self.members.rows)
        self.title.setText(f"家庭成员（不含申请人）{count} 人" if count else "家庭成员（不含申请人）")
        if any(_filled(self, column.field) for column in HOUSE):
            self.open_house.open()
        self.show_average()

    def offer_family(self, *, on: bool) -> None:
        """Offer the family of the hardship file while none is written."""
        self.bring.setVisible(on and not self.members.rows)

    def show_average(self) -> None:
        """Say what the income is for each head, as the application asks it."""
        income, heads = _value(self, "month_income_fen"), _value(self, "population")
        told = f"人均月收入 {yuan(round(income / heads))} 元" if income is not None and heads else ""
        self.per_head.setText(told)
        self.per_head.setVisible(bool(told))


def _filled(part: QWidget, field: str) -> bool:
    cell = cell_of(part, field)
    return isinstance(cell, TextEdit) and bool(cell.text().strip())


def _value(part: QWidget, field: str) -> Any:
    cell = cell_of(part, field)
    try:
        return cell.value() if isinstance(cell, MoneyEdit | NumberEdit) else None
    except RuleBroken:
        return None
