"""What comes next of a file that is rechecked, and of one whose household is watched after its lifting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from union_desk.casework.process import NextStep
from union_desk.core.deadline import day_text
from union_desk.core.terms import term_label
from union_desk.hardship.rules.rechecks import STEP_OF
from union_desk.hardship.service.life import step_named

OPENS: Final = "recheck"


def after_recheck(step: NextStep, outcome: str) -> NextStep:
    """Return what the conclusion of the recheck under way asks for; without one, to write it down."""
    if outcome not in STEP_OF:
        return replace(step, action=OPENS, title="登记复核")
    after = step_named(STEP_OF[outcome])
    # The period that runs now is that of next year's recheck.
    why = f"复核结论是“{term_label('review_outcome', outcome)}”，请按结论办理。"
    return NextStep(after.code, after.title, after.hand.who, why=why)


def watched(step: NextStep, today: date) -> NextStep:
    """Say that a lifted household is visited until its watch ends; 返困 stands among the other steps."""
    if step.due_on is None or step.due_on < today:
        over = f"跟踪期已于 {day_text(step.due_on)}届满。" if step.due_on is not None else ""
        return NextStep("", "", why=f"{over}返困的，可以重新申请。")
    why = f"{step.why}回访后用 Ctrl+T 记一笔“跟踪回访”；返困的，可以重新申请。"
    return NextStep("", "脱困后跟踪", step.who, step.due_on, why)
