"""How a dispute goes on: a declared step leads from a state to the next when its facts are there."""

from __future__ import annotations

from union_desk.core import process
from union_desk.core.errors import RuleBroken
from union_desk.core.process import Lack, check_taken
from union_desk.dispute.rules.needs import CaseFacts, Need, lack_of
from union_desk.dispute.rules.states import State


class Step(process.Step[State, Need]):
    """One declared transition of a dispute."""

    __slots__ = ()


def lacks_of(step: Step, facts: CaseFacts) -> tuple[Lack[Need], ...]:
    """List what is still missing for a step, in the order in which it is put right."""
    found = (lack_of(need, facts) for need in step.needs)
    return tuple(lack for lack in found if lack is not None)


def check_case_step(step: Step, state: State, facts: CaseFacts) -> State:
    """Return the state that a step leads to, or refuse it with what is still needed.

    RuleBroken names the place on the page: `on` and `reason` for the step's own fields.
    """
    if state not in step.sources:
        raise RuleBroken(f"{state.words}的案件不能办理“{step.title}”。")
    check_taken(step, facts, lacks_of(step, facts), began=facts.received_on, beginning="收到申请的日期")
    return step.target
