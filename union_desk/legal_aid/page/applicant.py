"""Section ① 申请人: who asks for legal aid, where he works, and whether he asked before (L1)."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from union_desk.desk.acts.fields import several, term
from union_desk.desk.acts.form import FieldLines
from union_desk.desk.widgets import (
    DayEdit,
    DivisionBox,
    GridColumn,
    IdentityEdit,
    MoneyEdit,
    PhoneEdit,
    SuggestEdit,
    TextEdit,
    YesNo,
)
from union_desk.dispute.page.known import KnownNote, Register
from union_desk.legal_aid.page.known import KnownApplicant, KnownFirm, Put


def _day(parent: QWidget) -> DayEdit:
    day = DayEdit(parent)
    day.setProperty("weekday", False)
    return day


PERSON: Final = (
    GridColumn("person.name", "姓名", SuggestEdit, 4, 0),
    GridColumn("person.id_no", "身份证号", IdentityEdit, 8, 0),
    GridColumn("person.sex", "性别", term("sex"), 3, 0),
    GridColumn("person.birth_on", "出生日期", _day, 5, 0),
    GridColumn("person.ethnic", "民族", term("ethnic"), 4, 0),
    GridColumn("person.mobile", "手机号码", PhoneEdit, 6, 1),
    GridColumn("person.other_phone", "其他电话", PhoneEdit, 6, 1),
    GridColumn("person.education", "文化程度", term("education"), 6, 1),
    GridColumn("person.health", "身体状况", term("health"), 6, 1),
    GridColumn("person.hukou_division", "户籍所在地", DivisionBox, 8, 2),
    GridColumn("person.address", "通讯地址", TextEdit, 12, 2),
    GridColumn("person.postcode", "邮政编码", TextEdit, 4, 2),
)
WORK: Final = (
    GridColumn("employer.name", "工作单位", SuggestEdit, 13, 0),
    GridColumn("employer.union_name", "所在工会", TextEdit, 11, 0),
    GridColumn("post", "职业（岗位）", TextEdit, 5, 1),
    GridColumn("entry_on", "入职时间", _day, 5, 1),
    GridColumn("monthly_wage_fen", "月工资", MoneyEdit, 4, 1),
    GridColumn("person.union_member", "工会会员", YesNo, 5, 1),
    GridColumn("person.member_no", "工会会员证号", TextEdit, 5, 1),
)
"""The 工会会员证号, 所在工会, 入职时间 and 月工资 are what a union asks beyond the form of the courts."""
CATEGORIES: Final = (GridColumn("categories", "人群类别", several("aid_category"), 24, 0),)
EARLIER: Final = (
    GridColumn("applied_before", "以前申请过法律援助", YesNo, 6, 0),
    GridColumn("applied_before_text", "何时、向哪里申请，结果如何", TextEdit, 18, 0),
)


class Applicant(QWidget):
    def __init__(self, register: Register, put: Put, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made in the order of the page: so Tab goes through them.
        person = FieldLines(PERSON, self)
        self.note = KnownNote(self)
        categories = FieldLines(CATEGORIES, self)
        work = FieldLines(WORK, self)
        self.work_note = KnownNote(self)
        earlier = FieldLines(EARLIER, self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (person, self.note, categories, work, self.work_note, earlier):
            lines.addWidget(part)
        cells = {
            column.field.partition(".")[2]: cell
            for column in (*PERSON, *WORK)
            if column.field.startswith("person.") and (cell := cell_of(self, column.field)) is not None
        }
        self.known = KnownApplicant(cells, self.note, register, put)
        employer = cast("SuggestEdit", cell_of(self, "employer.name"))
        self.employer = KnownFirm("employer", employer, self.work_note, register, put)

    def settle(self) -> None:
        self.known.settle()
        self.employer.settle()

    def take_cursor(self) -> None:
        name = cell_of(self, "person.name")
        if name is not None:
            name.setFocus(Qt.FocusReason.OtherFocusReason)


def cell_of(part: QWidget, field: str) -> QWidget | None:
    """Return the input of a field of the form."""
    return part.findChild(QWidget, field.replace(".", "__"))
