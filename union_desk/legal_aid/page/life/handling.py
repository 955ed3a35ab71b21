"""Section 承办: who has the case, the services that are given, and the work with its hours."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.terms import term_label
from union_desk.desk.acts.act_list import ActList, Link
from union_desk.desk.acts.conflicts import Conflicts
from union_desk.desk.acts.printing import print_of
from union_desk.desk.acts.record_list import Line
from union_desk.desk.acts.sheet import Asked
from union_desk.legal_aid.page.life import kinds, lines, plans
from union_desk.legal_aid.page.life.ground import acting, offered
from union_desk.legal_aid.page.life.sheets import needed
from union_desk.legal_aid.page.life.step_act import StepActs
from union_desk.legal_aid.page.life.typed import Signing
from union_desk.legal_aid.page.sections import Acting, Case, CaseSection, Doing
from union_desk.legal_aid.prints.single import assignment_forms, change_forms, mandate_forms
from union_desk.legal_aid.rules.states import GIVEN, State
from union_desk.legal_aid.values import AidLife, AidService, Assignment


class AssignmentList(StepActs):
    """Who has the case, the present one first; one who gave it up stays readable with the reason."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.ASSIGNMENTS, ("assign", "change"), acting, parent)
        self.register = self.beside_add(QPushButton("承办人名册…", self))
        self.register.clicked.connect(lambda _on=False: self.open_register())

    def links(self, case: Case, one: Assignment) -> tuple[Link, ...]:
        found = super().links(case, one)
        printed = (("打印…", partial(self.print_papers, one)),)
        if not found:
            return printed
        doing = self._acting.doing
        if offered(case, "contract"):
            return (("登记委托协议…", partial(doing.take, "contract")), *printed, *found)
        if one.contract_on is None:
            return (("登记委托协议…", partial(self.ask_contract, one)), *printed, *found)
        return (*printed, *found)

    def print_papers(self, one: Assignment) -> None:
        """Offer the papers of this assignment, not of the present one; of one that ended its change too."""
        if self.case is None:
            return
        doing = self._acting.doing
        forms = assignment_forms(doing.service, one) + mandate_forms(doing.service, one)
        if one.ended_on is not None:
            forms += change_forms(doing.service, one)
        print_of(doing, self.case, forms, self.window())

    def open_register(self) -> None:
        from union_desk.legal_aid.page.providers import ProvidersScreen  # noqa: PLC0415 - when first opened

        doing = self._acting.doing
        screen = ProvidersScreen(doing.desk, doing.service.providers, self.window())
        screen.finished.connect(lambda _code: doing.reload())
        screen.open()

    def ask_contract(self, one: Assignment) -> None:
        """Ask for the contract of somebody who is at work already: with drafting alone none is needed."""
        case = self.case
        if case is None:
            return

        def signed(typed: Signing) -> Assignment:
            on = needed(typed.contract_on, "contract_on", "签订委托协议的日期")
            return replace(one, told_on=typed.told_on, contract_on=on)

        asked = Asked(case.uid, f"signed:{one.uid}", "登记委托协议", "记下")
        self.write_as(asked, plans.CONTRACT, Signing(one.told_on, case.today), signed)


class ServiceList(ActList[Case]):
    """What is given (次); what was asked for and is not on the list yet stands first."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.SERVICES, acting, parent)

    def lines(self, case: Case) -> list[Line]:
        waiting = [
            Line(
                f"申请了{term_label('aid_service', kind)}，还没有登记",
                (("登记", partial(self.take_up, kind)),) if self.open_case else (),
            )
            for kind in asked_for(case)
        ]
        return [*waiting, *super().lines(case)]

    def take_up(self, kind: str) -> None:
        """Put on the list what was asked for, with nothing to type."""
        case, doing = self.case, self._acting.doing
        if case is not None:
            act = AidService(kind=kind, stage=case.view.form.stage)
            doing.do(self.sheet, "已登记援助方式", lambda: self.put_down(case, act))


def asked_for(case: Case) -> tuple[str, ...]:
    """Return the services that were asked for, granted, and are not on the list."""
    if State(case.view.state) not in GIVEN:
        return ()
    given = {one.kind for one in case.view.form.services}
    return tuple(kind for kind in case.view.form.wanted if kind not in given)


class Handling(CaseSection):
    title: ClassVar = "承办"
    places: ClassVar = frozenset({"assignment", "progress"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        ground = acting(doing)
        self.conflicts = Conflicts(self)
        self.assignments = AssignmentList(ground, self)
        self.services = ServiceList(ground, self)
        self.progress = ActList(kinds.PROGRESS, ground, self)
        self.sums = QLabel()
        self.sums.setProperty("muted", True)
        self.lists: tuple[ActList[Any], ...] = (self.assignments, self.services, self.progress)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.conflicts, *self.lists, self.sums):
            whole.addWidget(part)

    def show_case(self, case: Case | None) -> None:
        life = case.life if case is not None else AidLife()
        told = [*((words, True) for words in life.bars), *((words, False) for words in life.doubts)]
        self.conflicts.show_conflicts(told)
        for part in self.lists:
            part.show_case(case)
        self.sums.setText(lines.progress_sum(case.life.progress) if case is not None else "")
        self.sums.setVisible(bool(self.sums.text()))

    def lead_to(self, place: str, _step: str) -> bool:
        """Put the cursor where a lack of a step is put right; False when that is not here."""
        case = self.progress.case
        if case is None or place not in self.places:
            return False
        if place == "progress":
            self.progress.write()
        elif self.assignments.step:
            self.assignments.write()
        else:
            self.assignments.write(next(iter(self.assignments.kind.found(case)), None))
        return True
