"""Section 审查与决定: means, papers asked for, aid ahead of its papers, decision, what happened outside."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from union_desk.desk.acts.act_list import ActList
from union_desk.legal_aid.page.life import kinds
from union_desk.legal_aid.page.life.ground import acting
from union_desk.legal_aid.page.life.sheets import OBJECTED
from union_desk.legal_aid.page.life.step_act import StepActs, allow_step, step_of
from union_desk.legal_aid.page.means import Means
from union_desk.legal_aid.page.sections import Case, CaseSection, Doing
from union_desk.legal_aid.values import AidEvent

GRANTING: Final = ("grant", "grant_urgent", "grant_assigned", "grant_handling")


class Deciding(CaseSection):
    title: ClassVar = "审查与决定"
    places: ClassVar = frozenset({"means", "supplement", "urgency", "decision", "events"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        ground = acting(doing)
        self.means = Means(ground, self)
        self.supplement = StepActs(kinds.SUPPLEMENT, ("supplemented", "ask_papers"), ground, self)
        self.urgency = StepActs(kinds.URGENCY, ("go_ahead",), ground, self)
        self.decision = StepActs(kinds.DECISION, (*GRANTING, "reconsider"), ground, self)
        self.refuse = self.decision.beside_add(QPushButton("不予援助…", self.decision))
        self.refuse.clicked.connect(lambda _on=False: doing.take("refuse"))
        self.events = ActList(kinds.EVENTS, ground, self)
        self.lists = (self.means.rules, self.supplement, self.urgency, self.decision, self.events)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.means, *self.lists[1:]):
            whole.addWidget(part)

    def show_case(self, case: Case | None) -> None:
        self.means.show_case(case)
        for part in self.lists[1:]:
            part.show_case(case)
        step = step_of(case, "refuse")
        self.refuse.setVisible(step is not None)
        if step is not None and case is not None:
            self.refuse.setEnabled(case.may_write() and not self.decision.refusal)
            allow_step(self.refuse, step, self.decision.refusal)

    def lead_to(self, place: str, _step: str) -> bool:
        """Put the cursor where a lack of a step is put right; False when that is not here."""
        case = self.events.case
        if case is None or place not in self.places:
            return False
        if place == "means":
            self.doing.goto(self.means.lead())
            return True
        if place == "events":
            self.events.write(None, AidEvent(kind=OBJECTED, on=case.today))
            return True
        part = {"supplement": self.supplement, "urgency": self.urgency, "decision": self.decision}[place]
        if part.step:
            part.write()
        else:
            part.write(next(iter(part.kind.found(case)), None))
        return True
