"""调解员名册: the public register of mediators, from which a case is given its mediators."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from union_desk.core.rights import Right
from union_desk.desk.acts.fields import tick
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.records_screen import Acting, RecordsScreen
from union_desk.desk.desk import Desk
from union_desk.desk.widgets import DayEdit, GridColumn, TextEdit
from union_desk.dispute.page.sections import Case
from union_desk.dispute.service.mediators import MediatorLine
from union_desk.dispute.values import Mediator

if TYPE_CHECKING:
    from union_desk.dispute.service import DisputeService

_REGISTER: Final = "register"
_INTRODUCTION: Final = (
    "调解员名册要公开（《浙江省劳动人事争议调解仲裁条例》第九条）。聘期已满或者暂停的，不能再指定到新的案件。"
)
_EMPTY: Final = "名册还是空的。先登记本单位的调解员，案件里才能指定。"
PLAN: Final = FormPlan(
    Mediator,
    (
        GridColumn("name", "姓名", TextEdit, 5),
        GridColumn("organisation", "调解组织", TextEdit, 11),
        GridColumn("cert_no", "证书编号", TextEdit, 8),
        GridColumn("from_on", "聘任起", DayEdit, 6, 1),
        GridColumn("to_on", "聘任止", DayEdit, 6, 1),
        GridColumn("speciality", "专长", TextEdit, 12, 1),
        GridColumn("phone", "电话", TextEdit, 7, 2),
        GridColumn("suspended", "状态", tick("暂停调解工作"), 6, 2),
        GridColumn("remark", "备注", TextEdit, 11, 2),
    ),
)


def mediators(case: Case) -> list[tuple[str, str]]:
    """Offer the mediators who may be given a case today, those of the own office first."""
    found = case.service.mediators.who_may_serve(case.actor, case.today)
    known = {one.uid for one in found}
    kept = [one.mediator for one in case.life.mediators if one.mediator.uid not in known]
    return [(one.uid, one.name) for one in (*found, *kept)]


def words(line: MediatorLine) -> str:
    """沈佳　白杨街道总工会调解委员会　浙调 0031　在任　工资、工伤　在办 3 件，共 41 件"""
    one = line.mediator
    cases = f"在办 {line.open_cases} 件，共 {line.all_cases} 件" if line.all_cases else ""
    where = one.organisation or line.office_name
    parts = (one.name, where, one.cert_no, line.state, one.speciality, one.phone, cases, one.remark)
    return "　".join(part for part in parts if part)


class RegisterScreen(RecordsScreen):
    """A line for each mediator; one is added or mended in the sheet below."""

    def __init__(self, desk: Desk, disputes: DisputeService, parent: QWidget | None = None) -> None:
        self._disputes = disputes
        acting = Acting(desk.actor, HalfActs(desk, "mediator"))
        records = RecordList("调解员", "＋ 登记调解员", acting, Right.EDIT)
        super().__init__(desk, "调解员名册", records, parent)
        self.told.setText(_INTRODUCTION)
        self.has_no_papers()
        records.add.clicked.connect(lambda _on=False: self.write())
        self.reload()
        records.take_cursor()

    def reload(self) -> None:
        found = self._disputes.mediators.all(self._desk.actor)
        self.records.allow(open_file=True)
        self.records.show_lines(
            [
                Line(words(line), (("改…", partial(self.write, line.mediator)),), gone=not line.may_serve)
                for line in found
            ],
            _EMPTY,
        )

    def write(self, one: Mediator | None = None) -> None:
        """Ask for a mediator who is new on the register, or mend the entry of one."""
        actor = self._desk.actor
        begun = one or Mediator(office=actor.office, from_on=self._desk.today)

        def save(typed: Mediator) -> object:
            return self._disputes.mediators.save(actor, replace(typed, office=begun.office))

        title = "更正调解员" if one is not None else "登记调解员"
        self.ask((_REGISTER, one.uid if one is not None else ""), title, PLAN, begun, save)
