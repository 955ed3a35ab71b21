"""The sections below the form of a case of legal aid, in the order of the page, and its sheets of steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from union_desk.desk.acts.section import CaseSection
from union_desk.desk.acts.step_sheets import StepSheets
from union_desk.legal_aid.page.clocks import Clocks
from union_desk.legal_aid.page.life.closing import Closing
from union_desk.legal_aid.page.life.deciding import Deciding
from union_desk.legal_aid.page.life.ground import acting
from union_desk.legal_aid.page.life.handling import Handling
from union_desk.legal_aid.page.life.sheets import PROVIDED, sheet_of
from union_desk.legal_aid.page.links import Links
from union_desk.legal_aid.page.sections import Case, Doing, StepAsker

# ①–④ are the form: 申请人, 申请事项, 家庭经济状况, 材料. Then 期限, 审查与决定, 承办, 结案与补贴, 关联.
SECTIONS: Final[tuple[Callable[[Doing], CaseSection[Case, Any]], ...]] = (
    Clocks,
    Deciding,
    Handling,
    Closing,
    Links,
)


def step_asker(doing: Doing) -> StepAsker:
    return StepSheets(acting(doing).half, sheet_of, PROVIDED)
