"""The sections below the form of a case of legal aid, and what asks for its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from union_desk.desk.acts.body import BodyPlan
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.step_sheets import StepSheets
from union_desk.legal_aid.page.sections import Case, CaseSection, Doing, StepAsker

SECTIONS: Final[tuple[Callable[[Doing], CaseSection], ...]] = ()
_SHEETS: Final[dict[str, BodyPlan]] = {}


def step_asker(doing: Doing) -> StepAsker:
    def plan_of(_case: Case, code: str) -> BodyPlan:
        return _SHEETS[code]

    return StepSheets(HalfActs(doing.desk, "aid_act"), plan_of, {})
