"""单位: what is known of an office, who changed it, and the code and numbers that the district gave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from union_desk.casework.history import CREATED, FieldHistory
from union_desk.casework.office_service import OfficeService
from union_desk.casework.offices import Office
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.core.terms import term_label
from union_desk.desk.desk import Desk
from union_desk.desk.history import ChangeHistory, ChangeLine
from union_desk.desk.settings.parts import heading, named, words
from union_desk.desk.widgets import DivisionBox, NumberEdit, TermBox, TextEdit

_FIELDS: Final = (
    ("name", "全称"),
    ("short_name", "简称（编号用字）"),
    ("seal_name", "印章名称"),
    ("chair", "主席"),
    ("phone", "电话"),
    ("address", "地址"),
    ("division", "行政区划"),
    ("case_word", "案号字（劳动争议）"),
    ("mediation_name", "调解组织名称"),
    ("arbitration_name", "劳动人事争议仲裁委员会"),
)
_CASE_WORD: Final = "例如 杭经开工调"


class OfficePage(QWidget):
    def __init__(self, desk: Desk, service: OfficeService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._service = desk, service
        self._own = service.own(desk.actor)
        self.which = TermBox(self)
        self.standing = words(muted=True)
        self.inputs: dict[str, Any] = {
            name: DivisionBox(self) if name == "division" else TextEdit(self) for name, _title in _FIELDS
        }
        self.inputs["case_word"].setPlaceholderText(_CASE_WORD)
        self.save = QPushButton("保存(&S)", self)
        self.problem = words(problem=True)
        self.code_problem = words(problem=True)
        self.official = TextEdit(self)
        self.take_code = QPushButton("录入正式代码", self)
        self.first, self.last = NumberEdit(self), NumberEdit(self)
        self.lend = QPushButton("录入号段", self)
        self.numbers = words(muted=True)
        self._given = QFrame(self)
        self.history = ChangeHistory(self)
        self._lay_out()
        self._why = lacking(desk.actor, Right.CONFIGURE)
        self._permit()
        self.which.chosen.connect(lambda _code: self.reload())
        self.save.clicked.connect(lambda _on=False: self._save())
        self.take_code.clicked.connect(lambda _on=False: self._take_code())
        self.lend.clicked.connect(lambda _on=False: self._lend())
        self.which.set_value(self._own.code)
        self.reload()
        self.setFocusProxy(self.inputs["name"])

    @property
    def office(self) -> Office:
        return self._service.all(self._desk.actor)[str(self.which.value())]

    def reload(self) -> None:
        offices = self._service.all(self._desk.actor)
        self.which.set_choices([(each.code, each.name) for each in offices.values()])
        office = offices[str(self.which.value())]
        for name, field in self.inputs.items():
            field.set_value(getattr(office, name))
        self.standing.setText(_standing(office))
        self.official.set_value(office.official_code)
        self._given.setVisible(office.code == self._own.code and office.level != "district")
        blocks = self._service.numbers_lent(self._desk.actor)
        runs = "、".join(dict.fromkeys(f"{block.first}–{block.last}" for block in blocks))
        none = "今年还没有号段：新档案用临时编号，带“临时”二字。"
        self.numbers.setText(f"今年借给这台电脑的号段：{runs}。" if runs else none)
        self.show_problem("")
        self.history.show_changes(
            [_line(line) for line in self._service.history(self._desk.actor, office.code)]
        )

    def show_problem(self, message: str, field: str | None = None) -> None:
        self.problem.setText(f"▲ {message}" if message else "")
        self.problem.setVisible(bool(message))
        self.code_problem.setVisible(False)
        if message and field in self.inputs:
            self.inputs[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        office = self.office
        try:
            values = {name: field.value() for name, field in self.inputs.items()}
            changed = replace(office, **values)
            if changed == office:
                self.show_problem("没有改动。")
                return
            self._service.save(self._desk.actor, changed)
        except RuleBroken as broken:
            self.show_problem(broken.message, broken.field)
            return
        self.reload()
        self._desk.status(f"已保存{changed.name}的资料，以后打印按新的资料。")

    def _take_code(self) -> None:
        self._of_district(
            lambda: self._service.take_official_code(self._desk.actor, self.official.value()),
            "已录入正式代码，新编号用它开头；已经印出的编号不变。",
        )

    def _lend(self) -> None:
        def act() -> None:
            first, last = self.first.value(), self.last.value()
            if first is None or last is None:
                raise RuleBroken("请填写起号和止号。")
            self._service.lend_numbers(self._desk.actor, first, last)
            self.first.set_value(None)
            self.last.set_value(None)

        self._of_district(act, "已录入号段，以后的新档案用正式编号。")

    def _of_district(self, act: Any, told: str) -> None:
        try:
            act()
        except RuleBroken as broken:
            self.code_problem.setText(f"▲ {broken.message}")
            self.code_problem.setVisible(True)
            return
        self.reload()
        self._desk.status(told)

    def _permit(self) -> None:
        inputs = [*self.inputs.values(), self.official, self.first, self.last]
        for field in inputs:
            field.setReadOnly(bool(self._why))
        for button in (self.save, self.take_code, self.lend):
            button.setEnabled(not self._why)
            button.setToolTip(self._why)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.addWidget(named("单位", self.which), 0, 0)
        form.addWidget(self.which, 0, 1)
        form.addWidget(self.standing, 1, 1)
        for row, (name, title) in enumerate(_FIELDS, start=2):
            form.addWidget(named(title, self.inputs[name]), row, 0)
            form.addWidget(self.inputs[name], row, 1)
        form.setColumnStretch(1, 1)
        self._given.setObjectName("step")
        given = QGridLayout(self._given)
        given.addWidget(heading("区总工会给的代码和号段"), 0, 0, 1, 6)
        hint = words(muted=True)
        hint.setText("给了正式代码和号段以后在这里录入；以前的临时编号仍可查到，已经印出的不改。")
        given.addWidget(hint, 1, 0, 1, 6)
        given.addWidget(named("正式代码", self.official), 2, 0)
        given.addWidget(self.official, 2, 1)
        given.addWidget(self.take_code, 2, 2)
        runs = QHBoxLayout()
        for part in (named("起号", self.first), self.first, named("止号", self.last), self.last, self.lend):
            runs.addWidget(part)
        given.addWidget(self.numbers, 3, 0, 1, 6)
        given.addLayout(runs, 4, 0, 1, 6)
        given.addWidget(self.code_problem, 5, 0, 1, 6)
        given.setColumnStretch(1, 1)
        self.history.setMinimumHeight(self.fontMetrics().height() * 8)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addLayout(form)
        whole.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.problem)
        whole.addWidget(self._given)
        whole.addWidget(heading("修改记录"))
        whole.addWidget(self.history, 1)
        self.problem.hide()
        self.code_problem.hide()


def _standing(office: Office) -> str:
    level = term_label("office_level", office.level)
    official = f"，正式代码 {office.official_code}" if office.official_code else ""
    return f"{level}，代码 {office.code}{official}"


def _line(line: FieldHistory) -> ChangeLine:
    return ChangeLine(
        line.at,
        line.by,
        line.act,
        line.field,
        line.before,
        line.after,
        line.reason,
        whole=line.field == CREATED,
    )
