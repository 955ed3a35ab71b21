"""Section ② 家庭成员: one row of the paper for each member, filled by keys alone."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from typing import Any, Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.terms import find_term, term_label
from union_desk.desk.forms.ui_hardship_family import Ui_HardshipFamily
from union_desk.desk.widgets import (
    DayEdit,
    GridColumn,
    GridEdit,
    GridRow,
    IdentityEdit,
    MoneyEdit,
    NumberEdit,
    PhoneEdit,
    TermBox,
    TextEdit,
    YesNo,
)
from union_desk.hardship.values import KnownPerson, MemberEntry
from union_desk.people.page.recognition import IdentityFields, Look, Recognition, TakenOver
from union_desk.people.values import PersonCard

WAGE: Final = "month_wage_fen"
_NOTE_LINE: Final = 8


@dataclass(frozen=True, slots=True)
class MemberLine(MemberEntry):
    """A member with his column 月收入, which the file keeps among the incomes."""

    month_wage_fen: int | None = None


def _terms(name: str) -> Any:
    return lambda parent: TermBox(parent, name)


def _number(unit: str) -> Any:
    return lambda parent: NumberEdit(parent, unit)


def _birth(parent: QWidget | None) -> DayEdit:
    day = DayEdit(parent)
    day.setProperty("weekday", False)
    return day


COLUMNS: Final = (
    GridColumn("person.name", "姓名", TextEdit, 6),
    GridColumn("relation", "关系", _terms("relation"), 5),
    GridColumn("person.id_no", "身份证号", IdentityEdit, 10),
    GridColumn("person.sex", "性别", _terms("sex"), 3),
    GridColumn("person.birth_on", "出生日期", _birth, 7, 1),
    GridColumn("person.political", "政治面貌", _terms("political"), 5, 1),
    GridColumn("person.health", "健康状况", _terms("health"), 6, 1),
    GridColumn("person.insured", "医保状况", _terms("insured"), 6, 1),
    GridColumn(WAGE, "月收入", MoneyEdit, 6, 2),
    GridColumn("person.work_status", "身份", _terms("work_status"), 6, 2),
    GridColumn("workplace", "单位或学校", TextEdit, 12, 2),
    GridColumn("counted", "计入人口", YesNo, 6, 3, more=True),
    GridColumn("count_reason", "计入或不计入的理由", _terms("count_reason"), 12, 3, more=True),
    GridColumn("person.able_to_work", "有劳动能力", YesNo, 6, 3, more=True),
    GridColumn("person.jobless_proof", "无业证明", TextEdit, 7, 4, more=True),
    GridColumn("person.marital", "婚姻状况", _terms("marital"), 5, 4, more=True),
    GridColumn("person.disability_type", "残疾类别", _terms("disability_type"), 6, 4, more=True),
    GridColumn("person.disability_level", "残疾等级", _terms("disability_level"), 6, 4, more=True),
    GridColumn("in_school", "在校", YesNo, 6, 5, more=True),
    GridColumn("school_stage", "学段", _terms("school_stage"), 7, 5, more=True),
    GridColumn("enrolled_year", "入学年份", _number("年"), 6, 5, more=True),
    GridColumn("school_years", "学制", _number("年制"), 5, 5, more=True),
    GridColumn("school", "学校", TextEdit, 11, 6, more=True),
    GridColumn("served_from_on", "入伍时间", DayEdit, 7, 6, more=True),
    GridColumn("person.mobile", "手机号码", PhoneEdit, 6, 6, more=True),
    GridColumn("remark", "备注", TextEdit, 24, 7, more=True),
)


class MembersEdit(GridEdit):
    """The rows of the family table; a member's monthly wage is one of the file's incomes."""

    wage_edited = Signal(str)
    """The uid of a member whose 月收入 is being typed."""
    wage_entered = Signal(str)
    """The same, once he leaves the cell."""

    def __init__(self, look: Look[KnownPerson], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wages: Mapping[str, int] = {}
        self._wired: dict[GridRow, Recognition[KnownPerson]] = {}
        self.setObjectName("members")
        self.setAccessibleName("家庭主要成员")
        self.set_up(MemberLine, MemberLine, COLUMNS)
        self.added.connect(self._wire)

    def value(self) -> tuple[MemberEntry, ...]:
        return tuple(as_entry(line) for line in super().value())

    def set_value(self, value: Any) -> None:
        super().set_value([as_line(member, self._wages) for member in value or ()])
        self._wire_all()

    def restore(self, draft: Any) -> None:
        super().restore(draft)
        self._wire_all()

    def put_back(self) -> None:
        super().put_back()
        self._wire_all()

    def set_wages(self, wages: Mapping[str, int], keep: AbstractSet[str] = frozenset()) -> None:
        """Say what the members earn; cells that are being typed into (`keep`, by uid) stay as they are."""
        self._wages = wages
        for row in self.rows:
            if row.uid not in keep:
                _wage_cell(row).set_value(wages.get(row.uid))

    def wage(self, uid: str) -> int | None:
        """Read one's 月收入 as typed; RuleBroken with its field where it is no amount."""
        for number, row in enumerate(self.rows):
            if row.uid == uid:
                try:
                    return _wage_cell(row).value()
                except RuleBroken as broken:
                    raise RuleBroken(broken.message, field=f"members.{number}.{WAGE}") from broken
        return None

    def wage_cells(self) -> dict[str, MoneyEdit]:
        return {row.uid: _wage_cell(row) for row in self.rows}

    def people(self) -> tuple[tuple[str, str, str], ...]:
        """Return uid, name and relation (code) of each row, as far as they are typed."""
        found = []
        for row in self.rows:
            name = cast("TextEdit", row.widget("person.name")).value()
            try:
                relation = cast("TermBox", row.widget("relation")).value()
            except RuleBroken:
                relation = ""
            if name or relation:
                found.append((row.uid, str(name), relation))
        return tuple(found)

    def numbers(self) -> dict[str, IdentityEdit]:
        """Return the identity number of each row, by the uid of the member."""
        return {row.uid: cast("IdentityEdit", row.widget("person.id_no")) for row in self.rows}

    def phones(self) -> dict[str, PhoneEdit]:
        return {row.uid: cast("PhoneEdit", row.widget("person.mobile")) for row in self.rows}

    def _wire_all(self) -> None:
        for row in self.rows:
            self._wire(row)
            self._wired[row].settle()

    def _wire(self, row: GridRow) -> None:
        if row in self._wired:
            return
        note = QLabel(row)
        note.setWordWrap(True)
        note.hide()
        cast("QGridLayout", row.layout()).addWidget(note, _NOTE_LINE, 0, 1, -1)
        number = cast("IdentityEdit", row.widget("person.id_no"))
        cells = IdentityFields(
            number, cast("DayEdit", row.widget("person.birth_on")), cast("TermBox", row.widget("person.sex"))
        )
        taken_over = TakenOver()
        self._wired[row] = Recognition(
            cells, self._look, lambda known: _tell(row, note, known, taken_over), row
        )
        self._wired[row].forgotten.connect(taken_over.take_back)
        row.destroyed.connect(lambda: self._wired.pop(row, None))
        wage = _wage_cell(row)
        wage.changed.connect(lambda: self.wage_edited.emit(row.uid))
        wage.editingFinished.connect(lambda: self.wage_entered.emit(row.uid))
        relation = cast("TermBox", row.widget("relation"))
        relation.chosen.connect(lambda code: _guess_reason(row, code))


class Family(QWidget):
    def __init__(self, look: Look[KnownPerson], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_HardshipFamily()
        self.form.setupUi(self)
        self.members = MembersEdit(look, self)
        self.form.lines.replaceWidget(self.form.members_place, self.members)
        self.form.members_place.deleteLater()


def as_line(member: MemberEntry, wages: Mapping[str, int]) -> MemberLine:
    kept = {each.name: getattr(member, each.name) for each in fields(MemberEntry)}
    return MemberLine(**kept, month_wage_fen=wages.get(member.uid))


def as_entry(line: MemberLine) -> MemberEntry:
    return MemberEntry(**{each.name: getattr(line, each.name) for each in fields(MemberEntry)})


def shown_person(name: str, relation: str) -> str:
    """王芳（配偶）: how one of the family is named in a list."""
    word = term_label("relation", relation)
    return f"{name}（{word}）" if name and word else name or word


def relation_initials(relation: str) -> str:
    term = find_term("relation", relation)
    return term.initials if term is not None else ""


def _wage_cell(row: GridRow) -> MoneyEdit:
    return cast("MoneyEdit", row.widget(WAGE))


def _tell(row: GridRow, note: QLabel, known: KnownPerson | None, taken_over: TakenOver) -> None:
    note.setVisible(known is not None)
    if known is None:
        return
    words = known.sentence
    if not known.blocking and taken_over.fill(_person_cells(row), known.card):
        words = f"{words}已带入其资料，请核对。"
    note.setText(f"▲ {words}" if known.blocking else words)
    note.setProperty("problem", known.blocking)
    note.style().polish(note)


def _person_cells(row: GridRow) -> dict[str, QWidget]:
    cells = {each.name: row.widget(f"person.{each.name}") for each in fields(PersonCard)}
    return {name: cell for name, cell in cells.items() if cell is not None and name != "id_no"}


def _guess_reason(row: GridRow, relation: str) -> None:
    """Write why a spouse counts; for others the office has to say."""
    reason = cast("TermBox", row.widget("count_reason"))
    if relation in {"10", "11", "12"} and not reason.text():
        reason.set_value("spouse")
