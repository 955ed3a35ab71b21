"""How a dispute goes on: a declared step leads from a state to the next when its facts are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.dispute.rules.needs import CaseFacts, Lack, Need, lack_of
from union_desk.dispute.rules.states import State


@dataclass(frozen=True, slots=True)
class Step:
    """One declared transition; `event` is its kind on the timeline, which starts and stops clocks."""

    code: str
    title: str
    sources: frozenset[State]
    target: State
    right: Right
    event: str
    needs: tuple[Need, ...] = ()
    reasoned: bool = False


def steps_from(steps: Iterable[Step], state: State) -> tuple[Step, ...]:
    """Return the steps that lead on from a state, the main road first."""
    return tuple(step for step in steps if state in step.sources)


def main_step(steps: Iterable[Step], state: State) -> Step | None:
    """Return the step that the header offers in a state; an archived case has none."""
    return next(iter(steps_from(steps, state)), None)


def lacks_of(step: Step, facts: CaseFacts) -> tuple[Lack, ...]:
    """List what is still missing for a step, in the order in which it is put right."""
    found = (lack_of(need, facts) for need in step.needs)
    return tuple(lack for lack in found if lack is not None)


def check_case_step(step: Step, state: State, facts: CaseFacts) -> State:
    """Return the state that a step leads to, or refuse it with what is still needed.

    RuleBroken names the place on the page: `on` and `reason` for the step's own fields.
    """
    if state not in step.sources:
        raise RuleBroken(f"{state.words}的案件不能办理“{step.title}”。")
    if facts.on > facts.today:
        raise RuleBroken(f"{step.title}的日期不能晚于今天。", field="on")
    _check_order(step, facts.on, facts.received_on, "收到申请的日期")
    _check_order(step, facts.on, facts.last_step_on, "上一步的日期")
    if lacks := lacks_of(step, facts):
        rest = f"（另有 {len(lacks) - 1} 项）" if len(lacks) > 1 else ""
        raise RuleBroken(f"还不能{step.title}：{lacks[0].sentence}{rest}", field=lacks[0].place)
    if step.reasoned and not facts.reason.strip():
        raise RuleBroken(f"请写明{step.title}的理由。", field="reason")
    return step.target


def _check_order(step: Step, on: date, earlier: date | None, what: str) -> None:
    if earlier is not None and on < earlier:
        raise RuleBroken(f"{step.title}的日期不能早于{what} {day_text(earlier)}。", field="on")
