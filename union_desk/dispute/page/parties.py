"""The parties of one side, each with the lines of his kind: a worker's own data, or those of an employer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any, ClassVar, Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from union_desk.core.terms import term_label
from union_desk.desk.acts.fields import number, term
from union_desk.desk.widgets import (
    DayEdit,
    GridColumn,
    GridEdit,
    GridRow,
    IdentityEdit,
    MoneyEdit,
    PhoneEdit,
    SuggestEdit,
    TermBox,
    TextEdit,
    YesNo,
)
from union_desk.dispute.page.known import KnownNote, Register
from union_desk.dispute.values import KnownPerson, Party
from union_desk.people.page.recognition import IdentityFields, Recognition, TakenOver
from union_desk.people.values import EmployerCard, PersonCard

KIND: Final = "kind"
_HUMAN: Final = frozenset({"worker", "relative", "operator", "investor"})
_USUAL: Final = {"applicant": "worker", "respondent": "employer", "third": "third_party"}
_NOTE_LINE: Final = 9


def _day(parent: QWidget | None) -> DayEdit:
    day = DayEdit(parent)
    day.setProperty("weekday", False)
    return day


PERSON_COLUMNS: Final = (
    GridColumn("person.name", "姓名", SuggestEdit, 4, 0, at=0),
    GridColumn("person.id_no", "身份证号", IdentityEdit, 7, 0, at=4),
    GridColumn("person.sex", "性别", term("sex"), 3, 0, at=11),
    GridColumn("person.birth_on", "出生日期", _day, 5, 0, at=14),
    GridColumn("person.mobile", "手机号码", PhoneEdit, 6, 1, at=0),
    GridColumn("person.ethnic", "民族", term("ethnic"), 4, 1, at=6),
    GridColumn("person.address", "住址", TextEdit, 14, 1, at=10),
    GridColumn("post", "岗位", TextEdit, 5, 2, at=0),
    GridColumn("entry_on", "入职日期", _day, 5, 2, at=5),
    GridColumn("left_on", "离职日期", _day, 5, 2, at=10),
    GridColumn("contract_term", "合同期限", TextEdit, 5, 2, at=15),
    GridColumn("monthly_wage_fen", "月工资", MoneyEdit, 4, 2, at=20),
    GridColumn("relation", "与劳动者关系", TextEdit, 6, 6, more=True, at=0),
    GridColumn("person.other_phone", "其他电话", PhoneEdit, 6, 6, more=True, at=6),
)
EMPLOYER_COLUMNS: Final = (
    GridColumn("employer.name", "单位名称", SuggestEdit, 11, 0, at=0),
    GridColumn("employer.credit_code", "统一社会信用代码", TextEdit, 8, 0, at=11),
    GridColumn("employer.address", "住所", TextEdit, 14, 1, at=0),
    GridColumn("employer.contact", "联系人", TextEdit, 5, 1, at=14),
    GridColumn("employer.phone", "联系电话", PhoneEdit, 5, 1, at=19),
    GridColumn("employer.legal_rep", "法定代表人", TextEdit, 5, 2, at=0),
    GridColumn("employer.legal_rep_title", "职务", TextEdit, 5, 2, at=5),
    GridColumn("employer.nature", "单位性质", term("employer_nature"), 7, 2, at=10),
    GridColumn("employer.industry", "行业", term("industry"), 7, 2, at=17),
    GridColumn("employer.headcount", "职工人数", number("人"), 5, 6, more=True, at=0),
    GridColumn("employer.union_name", "工会名称", TextEdit, 9, 6, more=True, at=5),
    GridColumn("employer.union_chair", "工会主席", TextEdit, 5, 6, more=True, at=14),
    GridColumn("employer.mediation_committee", "有调解委员会", YesNo, 5, 6, more=True, at=19),
)
SHARED_COLUMNS: Final = (
    GridColumn("served_address", "送达地址", TextEdit, 12, 7, more=True),
    GridColumn("served_phone", "送达电话", PhoneEdit, 6, 7, more=True),
    GridColumn("electronic_address", "电子送达地址", TextEdit, 6, 7, more=True),
    GridColumn("remark", "备注", TextEdit, 24, 8, more=True),
)
_PERSON_LINE, _EMPLOYER_LINE = 4, 2
# In the order in which Enter goes through them; only those of the one kind are shown.
COLUMNS: Final = (
    *(*PERSON_COLUMNS[:_PERSON_LINE], *EMPLOYER_COLUMNS[:_EMPLOYER_LINE]),
    GridColumn(KIND, "类型", term("dispute_party"), 5, 0, at=19),
    *(*PERSON_COLUMNS[_PERSON_LINE:], *EMPLOYER_COLUMNS[_EMPLOYER_LINE:]),
    *SHARED_COLUMNS,
)


class PartiesEdit(GridEdit):
    """One row for each party of a side; the fields of a row follow its kind."""

    met = Signal()
    """Somebody was named: who stands elsewhere in this case has another name there."""
    case_wanted = Signal(str)
    """The uid of a case that the caseworker asks to see."""
    titles_in_each: ClassVar[bool] = True

    def __init__(self, name: str, side: str, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._register = side, register
        self._notes: dict[GridRow, PartyNote] = {}
        self.setObjectName(name)
        self.setAccessibleName(term_label("dispute_side", side))
        self.set_up(Party, partial(Party, side=side, kind=_USUAL[side]), COLUMNS)
        self.changed.connect(self.met)
        self.removed.connect(lambda _place: self.met.emit())

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._wire_all()

    def restore(self, draft: Any) -> None:
        super().restore(draft)
        self._wire_all()

    def put_back(self) -> None:
        super().put_back()
        self._wire_all()

    def people(self) -> tuple[tuple[str, str], ...]:
        """Return uid and name of each party, as far as they are typed."""
        return tuple((row.uid, name) for row in self.rows if (name := _name(row)))

    def secrets(self) -> dict[str, dict[str, Any]]:
        """Return what is masked in each row, by the uid of the party and the path of the field."""
        paths = ("person.id_no", "person.mobile", "person.other_phone", "employer.phone", "served_phone")
        return {row.uid: {path: row.widget(path) for path in paths} for row in self.rows}

    def _insert(self, number: int, value: Any) -> GridRow:
        """Show only the cells of its kind before the cursor looks for the first one."""
        row = super()._insert(number, value)
        self._wire(row)
        return row

    def _wire_all(self) -> None:
        for row in self.rows:
            self._follow_kind(row)
            self._notes[row].settle()

    def _wire(self, row: GridRow) -> None:
        self._notes[row] = PartyNote(row, self._register, self.case_wanted.emit)
        row.destroyed.connect(lambda: self._notes.pop(row, None))
        kind = cast("TermBox", row.widget(KIND))
        kind.chosen.connect(lambda _code: self._follow_kind(row))
        self._follow_kind(row)

    def _follow_kind(self, row: GridRow) -> None:
        """Show what is asked of a human being, or what is asked of an employer."""
        human = _is_human(row)
        opened = self.more.isChecked()
        for columns, wanted in ((PERSON_COLUMNS, human), (EMPLOYER_COLUMNS, not human)):
            for column in columns:
                row.show_cell(column.field, on=wanted and (opened or not column.more))

    def _show_more(self, opened: bool) -> None:
        super()._show_more(opened)
        for row in self.rows:
            self._follow_kind(row)


class PartyNote:
    """What is known here of the party of a row: offered as one types, taken over, and said below it."""

    def __init__(self, row: GridRow, register: Register, open_case: Callable[[str], None]) -> None:
        self._row, self._register = row, register
        self.note = KnownNote(row)
        self.note.wanted.connect(open_case)
        cast("QGridLayout", row.layout()).addWidget(self.note, _NOTE_LINE, 0, 1, -1)
        numbers = IdentityFields(
            cast("IdentityEdit", row.widget("person.id_no")),
            cast("DayEdit", row.widget("person.birth_on")),
            cast("TermBox", row.widget("person.sex")),
        )
        self._taken = TakenOver()
        self.recognition: Recognition[KnownPerson] = Recognition(
            numbers, register.person_with, self._tell, row
        )
        self.recognition.forgotten.connect(self._taken.take_back)
        name, employer = (cast("SuggestEdit", row.widget(path)) for path in ("person.name", "employer.name"))
        name.look, employer.look = register.persons, register.employers
        name.picked.connect(self._take_person)
        employer.picked.connect(self._take_employer)

    def settle(self) -> None:
        """After the fields were filled: who is known is not news."""
        self.recognition.settle()
        self._taken.keep()

    def _take_person(self, card: PersonCard) -> None:
        """Put the card that was chosen into the row; its numbers stay masked."""
        self._row.binder.put_part("person", card)
        self.settle()
        known = self._register.person_with(card.id_no)
        if known is not None:
            self.note.tell(known.sentence, known.cases)

    def _take_employer(self, card: EmployerCard) -> None:
        self._row.binder.put_part("employer", card)
        self.settle()
        known = self._register.employer_named(card.name)
        if known is not None:
            self.note.tell(known.sentence, known.cases)

    def _tell(self, known: KnownPerson | None) -> None:
        if known is None:
            self.note.tell("")
            return
        words = known.sentence
        if self._taken.fill(_cells(self._row), known.card):
            words = f"{words}已带入其资料，请核对。"
        self.note.tell(words, known.cases)


def _cells(row: GridRow) -> dict[str, QWidget]:
    found = {each.name: row.widget(f"person.{each.name}") for each in fields(PersonCard)}
    return {name: cell for name, cell in found.items() if cell is not None and name != "id_no"}


def _is_human(row: GridRow) -> bool:
    filled = row.binder.filled
    kind = cast("TermBox", row.widget(KIND)).draft().get("code", "")
    if isinstance(filled, Party) and kind == filled.kind and not filled.is_blank:
        return filled.is_human
    return kind in _HUMAN


def _name(row: GridRow) -> str:
    path = "person.name" if _is_human(row) else "employer.name"
    return str(cast("SuggestEdit", row.widget(path)).value())
