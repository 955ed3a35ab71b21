"""The sections below the form of a case, in the order of the page, and what asks for its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from union_desk.desk.acts.section import CaseSection
from union_desk.desk.acts.step_sheets import StepSheets
from union_desk.dispute.page.agreement import AgreementSection
from union_desk.dispute.page.clocks import Clocks
from union_desk.dispute.page.compensation.section import CompensationSection
from union_desk.dispute.page.life.afterwards import Afterwards
from union_desk.dispute.page.life.ground import acting
from union_desk.dispute.page.life.handling import Handling
from union_desk.dispute.page.life.sheets import PROVIDED, plan_of
from union_desk.dispute.page.roster import RosterSection
from union_desk.dispute.page.sections import Case, Doing, StepAsker

# ①–④ are the form: 当事人, 争议与请求, 证据, 材料. Then 期限, 办理 (life), 赔偿测算, 调解协议, 名册.
SECTIONS: Final[tuple[Callable[[Doing], CaseSection[Case, Any]], ...]] = (
    Clocks,
    Handling,
    CompensationSection,
    AgreementSection,
    RosterSection,
    Afterwards,
)


def step_asker(doing: Doing) -> StepAsker:
    return StepSheets(acting(doing).half, plan_of, PROVIDED)
