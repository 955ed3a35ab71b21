"""How a case of legal aid goes on: a declared step leads to the next state when its facts are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from union_desk.core import process
from union_desk.core.clock_rules import ClockRule
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.process import Lack, check_taken, steps_from
from union_desk.legal_aid.rules.needs import AidFacts, Need, lack_of
from union_desk.legal_aid.rules.states import State


class Step(process.Step[State, Need]):
    """One declared transition of a case of legal aid."""

    __slots__ = ()


def offered(steps: Iterable[Step], state: State, facts: AidFacts) -> tuple[Step, ...]:
    """Return the steps that this case can be asked to take, the main road first."""
    return tuple(
        step for step in steps_from(steps, state) if all(lack_of(need, facts) is None for need in step.again)
    )


def lacks_of(step: Step, facts: AidFacts) -> tuple[Lack[Need], ...]:
    """List what is still missing for a step, in the order in which it is put right."""
    found = (lack_of(need, facts) for need in (*step.again, *step.needs))
    return tuple(lack for lack in found if lack is not None)


def check_aid_step(step: Step, state: State, facts: AidFacts) -> State:
    """Return the state that a step leads to, or refuse it with what is still needed.

    RuleBroken names the place on the page: `on` and `reason` for the step's own fields.
    """
    if state not in step.sources:
        raise RuleBroken(f"{state.words}的案件不能办理“{step.title}”。")
    check_taken(step, facts, lacks_of(step, facts), began=facts.applied_on, beginning="收到申请的日期")
    return step.target


def remedy(rule: ClockRule) -> str:
    """Say what can be done against a refusal, by L05 of the rules that it was decided by."""
    if rule.event == "aid_objected":
        return f"不服本决定的，可以向设立法律援助机构的司法行政部门提出异议（{rule.law}）。"
    within = f"自收到本决定之日起{rule.length}内" if rule.length is not None else ""
    where = "向司法行政部门" if rule.length is not None else "向上一级工会"
    return f"不服本决定的，可以{within}{where}提出异议（{rule.law}）。"


def late_words(title: str, due_on: date, on: date) -> str:
    """Say that something was done after its last day; "" when it was in time. Late is allowed, and told."""
    late = (on - due_on).days
    return f"{title}的期限到 {day_text(due_on)}为止，晚了 {late} 天。" if late > 0 else ""
