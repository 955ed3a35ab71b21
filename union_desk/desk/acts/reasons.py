"""What most steps and every strike ask: a day, a reason, or both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.desk.acts.form import FormPlan
from union_desk.desk.widgets import DayEdit, GridColumn, TextEdit


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A day and why."""

    on: date | None = None
    reason: str = ""


DAY: Final = GridColumn("on", "日期", DayEdit, 6)
WHY: Final = GridColumn("reason", "理由", TextEdit, 18)
ONLY_DAY: Final = FormPlan(Reasoned, (DAY,))
ONLY_REASON: Final = FormPlan(Reasoned, (WHY,))
REASON: Final = FormPlan(Reasoned, (WHY, DAY))
