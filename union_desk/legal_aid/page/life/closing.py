"""Section 结案与补贴: what came of it item by item, the ending, the report, the follow-up, the subsidies."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.desk.acts.act_list import ActList
from union_desk.desk.acts.record_list import RecordList
from union_desk.desk.acts.sheet import Asked
from union_desk.desk.acts.step_list import StepList
from union_desk.desk.acts.steps import is_ours
from union_desk.legal_aid.page.life import kinds, lines, plans
from union_desk.legal_aid.page.life.ground import acting
from union_desk.legal_aid.page.life.items import ItemList
from union_desk.legal_aid.page.life.step_act import StepActs
from union_desk.legal_aid.page.life.subsidies import SubsidyList
from union_desk.legal_aid.page.sections import Acting, Case, CaseSection, Doing
from union_desk.legal_aid.rules.steps import STEPS

_WRITTEN: Final = {step.code: step.event for step in STEPS}


class EndingList(StepActs):
    """The result, or the listed ground on which aid ended (法律援助法 art 48)."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.ENDING, ("end", "terminate"), acting, parent)

    def write(self, one: Any = None, begun: Any = None) -> None:
        """Ask of an ended case its result, of a terminated one its ground."""
        case = self.case
        if one is None or not one.termination or case is None or not self.open_case:
            super().write(one, begun)
            return
        asked = Asked(case.uid, f"{self.kind.code}:", "更正终止援助的原因", "记下")
        self.write_as(asked, plans.TERMINATED, one, lambda typed: typed)


class RatingList(ActList[Case]):
    """Who was given aid is asked whether he is content, also when the case lies in the archive (L14)."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.RATING, acting, parent)

    @property
    def open_case(self) -> bool:
        return self.case is not None and is_ours(self.case.view, self.case.actor)


class Closing(CaseSection):
    title: ClassVar = "结案与补贴"
    places: ClassVar = frozenset({"ending", "report", "subsidies"})

    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(doing, parent)
        ground = acting(doing)
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.items = ItemList(ground, self)
        self.ending = EndingList(ground, self)
        self.report = StepActs(kinds.REPORT, ("report",), ground, self)
        self.rating = RatingList(ground, self)
        self.subsidies = SubsidyList(ground, self)
        self.steps = StepList[Case](ground, "aid_state", _WRITTEN, plans.EVENT_DAY, self)
        self.lists: tuple[RecordList, ...] = (
            *(self.items, self.ending, self.report, self.rating),
            *(self.subsidies, self.steps),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for part in (self.sums, *self.lists):
            whole.addWidget(part)

    def show_case(self, case: Case | None) -> None:
        self.sums.setText(lines.money(case) if case is not None else "")
        self.sums.setVisible(bool(self.sums.text()))
        for part in (self.items, self.ending, self.report, self.rating, self.subsidies, self.steps):
            part.show_case(case)

    def lead_to(self, place: str, _step: str) -> bool:
        """Put the cursor where a lack of a step is put right; False when that is not here."""
        case = self.items.case
        if case is None or place not in self.places:
            return False
        if place == "subsidies":
            self.subsidies.go_to_waiting()
            return True
        part = {"ending": self.ending, "report": self.report}[place]
        if part.step:
            part.write()
        else:
            part.write(next(iter(part.kind.found(case)), None))
        return True
