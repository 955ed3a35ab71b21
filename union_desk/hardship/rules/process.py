"""How a hardship file goes on: a declared step leads from a state to the next when its facts are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack
from union_desk.core.process import Lack, check_taken
from union_desk.core.rights import Right
from union_desk.hardship.rules.needs import Need, ProcessFacts, lack_of
from union_desk.hardship.rules.states import ENDED, State

PROCESS_KIND: Final = "file_process"

# A state of some places only: the pack says whether there is one, else the file goes on to what follows.
_OPTIONAL: Final[Mapping[State, tuple[str, State]]] = {State.MEANS_CHECK: ("means_check", State.APPROVAL)}


@dataclass(frozen=True, slots=True)
class Hand:
    """Who takes a step by the office's custom, and the right that the program asks for."""

    right: Right
    who: str


@dataclass(frozen=True, slots=True)
class Step:
    """One declared transition; `event` is its kind on the timeline."""

    code: str
    title: str
    sources: frozenset[State]
    target: State
    hand: Hand
    event: str
    needs: tuple[Need, ...] = ()
    reasoned: bool = False
    where: str = ""  # the key of the pack that must say so for a place to take the step
    unless: str = ""  # … or must not say so

    def taken_here(self, pack: Pack) -> bool:
        if self.where and not pack.data[self.where]:
            return False
        return not (self.unless and pack.data[self.unless])

    def target_for(self, facts: ProcessFacts, pack: Pack) -> State:
        """Return where the step leads: back to where it came from, past what this place leaves out."""
        if self.code == "resubmit":
            return State(facts.returned_from or State.APPLIED)
        target = self.target
        if target is State.IN_FILE and facts.helped:
            return State.AIDED
        key, following = _OPTIONAL.get(target, ("", target))
        return following if key and not pack.data[key] else target


def steps_from(steps: Iterable[Step], state: State, pack: Pack) -> tuple[Step, ...]:
    """Return the steps that lead on from a state here, the main road first."""
    return tuple(step for step in steps if state in step.sources and step.taken_here(pack))


def main_step(steps: Iterable[Step], state: State, pack: Pack) -> Step | None:
    """Return the step that the header offers in a state; a file that ended has none."""
    return None if state in ENDED else next(iter(steps_from(steps, state, pack)), None)


def lacks_of(step: Step, facts: ProcessFacts) -> tuple[Lack[Need], ...]:
    """List what is still missing for a step, in the order in which it is put right."""
    found = (lack_of(need, facts) for need in step.needs)
    return tuple(lack for lack in found if lack is not None)


def check_process_step(step: Step, state: State, facts: ProcessFacts, pack: Pack) -> State:
    """Return the state that a step leads to, or refuse it with what is still needed.

    RuleBroken names the place on the page: `on` and `reason` for the step's own fields.
    """
    if state not in step.sources or not step.taken_here(pack):
        raise RuleBroken(f"{state.words}的档案不能办理“{step.title}”。")
    check_taken(step, facts, lacks_of(step, facts), began=facts.applied_on, beginning="申请日期")
    return step.target_for(facts, pack)
