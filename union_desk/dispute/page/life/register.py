"""调解员名册: the public register of mediators, from which a case is given its mediators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right
from union_desk.desk.acts.fields import tick
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.sheet import Asked
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.widgets import DayEdit, EnterMoves, GridColumn, TextEdit
from union_desk.dispute.page.sections import Case
from union_desk.dispute.service.mediators import MediatorLine
from union_desk.dispute.values import Mediator

if TYPE_CHECKING:
    from union_desk.dispute.service import DisputeService

_SIZE: Final = (52, 32)
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


@dataclass(frozen=True, slots=True)
class _Acting:
    actor: Actor
    half: HalfActs


class RegisterScreen(Dialog):
    """A line for each mediator; one is added or mended in the sheet below."""

    def __init__(self, desk: Desk, disputes: DisputeService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._disputes = desk, disputes
        self.setWindowTitle("调解员名册")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acting = _Acting(desk.actor, HalfActs(desk, "mediator"))
        self.people = RecordList("调解员", "＋ 登记调解员", acting, Right.EDIT, self)
        self._lay_out()
        self.people.add.clicked.connect(lambda _on=False: self.write())
        EnterMoves(self.people)
        self.reload()
        self.resize(self.sizeHint())
        self.people.take_cursor()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def reload(self) -> None:
        found = self._disputes.mediators.all(self._desk.actor)
        self.people.allow(open_file=True)
        self.people.show_lines(
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
        title = "更正调解员" if one is not None else "登记调解员"

        def take(typed: Mediator) -> None:
            sheet = self.people.sheet
            try:
                self._disputes.mediators.save(actor, replace(typed, office=begun.office))
            except RuleBroken as broken:
                sheet.show_problem(broken)
                return
            sheet.put_away(done=True)
            self._desk.status(f"已{title} {typed.name}")
            self.reload()

        asked = Asked(_REGISTER, one.uid if one is not None else "", title, "记下")
        self.people.ask(asked, PLAN, None, begun, take)

    def _lay_out(self) -> None:
        told = QLabel(_INTRODUCTION)
        told.setWordWrap(True)
        told.setProperty("muted", True)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.addWidget(self.people)
        lines.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        close = QPushButton("关闭(&Q)")
        close.setAutoDefault(False)
        close.clicked.connect(lambda _on=False: self.accept())
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.addWidget(told)
        whole.addWidget(area, 1)
        whole.addLayout(last)
