"""Section 履行与结案: payments, follow-up, the roads after mediation, and the closing."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.core.rights import Right
from union_desk.desk.acts.act_list import ActList, Link
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.step_list import StepList
from union_desk.dispute.page.life import after_kinds, lines, plans
from union_desk.dispute.page.life.ground import acting
from union_desk.dispute.page.sections import Acting, Case, CaseSection, Doing
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.values import CaseEvent, RoadView

# What is written down when somebody goes along a road.
_BEGUN: Final = {
    "judicial_confirmation": "confirmation_applied",
    "arbitration_review": "review_applied",
    "payment_order": "order_applied",
    "arbitration": "arbitration_applied",
    "court": "sued",
    "enforcement": "enforcement_applied",
    "inspection": "inspection_complained",
}
_WRITTEN: Final = {step.code: step.event for step in STEPS}
_AFTER_AGREEMENT: Final = "达成协议，或者调解结束以后，这里列出可以走的途径和最后一天。"


class Roads(RecordList):
    """The roads after mediation, each open until a day or closed with the reason; none is hidden."""

    def __init__(self, acting: Acting, events: ActList[Case], parent: QWidget | None = None) -> None:
        super().__init__("后续途径", "", acting, Right.EDIT, parent)
        self._events = events

    def show_case(self, case: Case | None) -> None:
        if case is None:
            self.show_lines((), _AFTER_AGREEMENT)
            return
        writable = case.may_write(late=True)
        shown = sorted(case.life.roads, key=lambda one: bool(one.closed))
        self.show_lines([self._line(case, one, writable) for one in shown], _AFTER_AGREEMENT)

    def _line(self, case: Case, one: RoadView, writable: bool) -> Line:
        kind = _BEGUN.get(one.code, "")
        links: tuple[Link, ...] = ()
        if kind and writable and not one.closed:
            begun = CaseEvent(kind=kind, on=case.today)
            links = (("登记申请…", partial(self._events.write, None, begun)),)
        return Line(lines.road(case, one), links, gone=bool(one.closed))


class Afterwards(CaseSection):
    title: ClassVar = "履行与结案"
    places: ClassVar = frozenset({"performance", "follow_up", "documents", "closing"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        ground = acting(doing)
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.payments = ActList(after_kinds.PAYMENTS, ground, self)
        self.follow_ups = ActList(after_kinds.FOLLOW_UPS, ground, self)
        self.events = ActList(after_kinds.EVENTS, ground, self)
        self.roads = Roads(ground, self.events, self)
        self.limitation = ActList(after_kinds.LIMITATION, ground, self)
        self.told = ActList(after_kinds.TOLD, ground, self)
        self.closing = ActList(after_kinds.CLOSING, ground, self)
        self.steps = StepList[Case](ground, "dispute_state", _WRITTEN, plans.EVENT_DAY, self)
        self.lists = (
            *(self.payments, self.follow_ups, self.roads, self.events),
            *(self.limitation, self.told, self.closing, self.steps),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.sums, *self.lists):
            whole.addWidget(part)

    def show_case(self, case: Case | None) -> None:
        self.sums.setText(lines.performance(case) if case is not None else "")
        self.sums.setVisible(bool(self.sums.text()))
        for part in self.lists:
            part.show_case(case)

    def lead_to(self, place: str, _step: str) -> bool:
        """Put the cursor where a lack of a step is put right; False when that is not here."""
        case = self.payments.case
        if case is None or place not in self.places:
            return False
        if place == "performance":
            if case.life.agreement is None or case.life.agreement.performance_on is None:
                return False
            self.payments.write()
        elif place == "follow_up":
            self.follow_ups.write()
        else:
            part = self.told if place == "documents" else self.closing
            part.write(next(iter(part.kind.found(case)), None))
        return True
