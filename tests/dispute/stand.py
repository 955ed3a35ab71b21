"""A section of a case's page alone on the desk, with what a page would do for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from union_desk.core.clock import local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.desk.acts.section import CaseSection, Doing, Sheet
from union_desk.desk.desk import Desk
from union_desk.dispute.page.sections import Case
from union_desk.dispute.values import CaseLife


class Stand(QWidget):
    """Shows one stored case in a section; `told` is what the quiet line said, `broken` what went wrong."""

    case_of: type[Any] = Case
    no_life: Any = CaseLife()

    def __init__(
        self,
        service: Any,
        actor: Actor,
        desk: Desk,
        make: Callable[[Doing[Any]], CaseSection[Any, Any]],
        uid: str = "",
    ) -> None:
        super().__init__()
        self.service, self.actor, self.desk, self.uid = service, actor, desk, uid
        self.told: list[str] = []
        self.broken: list[RuleBroken] = []
        self.gone_to: list[str] = []
        doing = Doing(
            desk, service, self._do, self.gone_to.append, self.gone_to.append, self.show_case, lambda: True
        )
        self.section = make(doing)
        lines = QVBoxLayout(self)
        lines.addWidget(self.section)
        lines.addStretch(1)
        self.show_case()

    def show_case(self) -> None:
        self.section.show_case(self.case() if self.uid else None)

    def case(self) -> Any:
        view = self.service.view(self.uid, self.actor)
        life = getattr(self.service, "life", None)
        found = life(self.actor, self.uid) if life is not None else self.no_life
        return self.case_of(self.service, self.actor, view, found, local_day(self.desk.clock()))

    def _do(self, sheet: Sheet | None, done: str, what: Callable[[], str]) -> bool:
        try:
            what()
        except RuleBroken as broken:
            self.broken.append(broken)
            if sheet is not None:
                sheet.show_problem(broken)
            return False
        self.told.append(done)
        if sheet is not None:
            sheet.put_away(done=True)
        self.show_case()
        return True
