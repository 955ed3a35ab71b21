"""The sheets of the steps above the form of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic

from PySide6.QtWidgets import QWidget

from union_desk.desk.acts.body import BodyPlan, FormBody
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.section import Case, StepTaken
from union_desk.desk.acts.sheet import ActSheet, Asked


class StepSheets(Generic[Case]):
    """A step that `provided` names opens its sheet, made as `plan_of` says; any other is taken at once."""

    def __init__(
        self,
        half: HalfActs,
        plan_of: Callable[[Case, str], BodyPlan],
        provided: Mapping[str, frozenset[str]],
    ) -> None:
        self._plan_of, self._provided = plan_of, provided
        self.sheet = ActSheet(half)

    @property
    def widget(self) -> QWidget:
        return self.sheet

    def has_sheet(self, code: str) -> bool:
        return code in self._provided

    def provides(self, code: str) -> frozenset[str]:
        return self._provided.get(code, frozenset())

    def ask(self, case: Case, code: str, title: str, take: Callable[[StepTaken], None]) -> None:
        body = FormBody(self._plan_of(case, code), self.sheet)
        body.begin(case)
        self.sheet.ask(Asked(case.uid, code, title, whose=case.whose), body, take)

    def turn_to(self, uid: str) -> None:
        if self.sheet.asked is not None and self.sheet.asked.uid != uid:
            self.sheet.put_away()
