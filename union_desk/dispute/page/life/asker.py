"""The sheets of the steps above the form of a case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from union_desk.desk.acts.body import FormBody
from union_desk.desk.acts.sheet import ActSheet, Asked
from union_desk.dispute.page.life.ground import acting, whose
from union_desk.dispute.page.life.sheets import PROVIDED, plan_of
from union_desk.dispute.page.sections import Case, Doing, StepTaken


class StepSheets:
    """A step that stands in PROVIDED opens its sheet, any other is taken at once."""

    def __init__(self, doing: Doing) -> None:
        self.sheet = ActSheet(acting(doing).half)

    @property
    def widget(self) -> QWidget:
        return self.sheet

    def has_sheet(self, code: str) -> bool:
        return code in PROVIDED

    def provides(self, code: str) -> frozenset[str]:
        return PROVIDED.get(code, frozenset())

    def ask(self, case: Case, code: str, title: str, take: Callable[[StepTaken], None]) -> None:
        body = FormBody(plan_of(case, code), self.sheet)
        body.begin(case)
        self.sheet.ask(Asked(case.uid, code, title, whose=whose(case)), body, take)

    def turn_to(self, uid: str) -> None:
        if self.sheet.asked is not None and self.sheet.asked.uid != uid:
            self.sheet.put_away()
