"""How a case of any area goes on: a declared step leads from a state to the next when its facts are there.

class Step(process.Step[State, Need]):        # in an area's rules/process.py
    __slots__ = ()

The area declares its states, its needs with `lack_of`, and its steps; what is checked is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right

State = TypeVar("State", bound=StrEnum)
Need = TypeVar("Need", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Lack(Generic[Need]):
    """One thing that is still missing: the sentence, and the place on the page where it is put right."""

    need: Need
    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class Step(Generic[State, Need]):
    """One declared transition; `event` is its kind on the timeline, which starts and stops clocks.

    `again` are needs of a step that is taken only in some cases: it is not offered while they are unmet.
    """

    code: str
    title: str
    sources: frozenset[State]
    target: State
    right: Right
    event: str
    needs: tuple[Need, ...] = ()
    again: tuple[Need, ...] = ()
    reasoned: bool = False


AnyStep = TypeVar("AnyStep", bound=Step[Any, Any])


class Named(Protocol):
    """What the check of a step needs to know of it."""

    @property
    def title(self) -> str: ...

    @property
    def reasoned(self) -> bool: ...


class Facts(Protocol):
    """What every step is judged by: its own day and reason, today, and the day of the step before it."""

    @property
    def on(self) -> date: ...

    @property
    def today(self) -> date: ...

    @property
    def last_step_on(self) -> date | None: ...

    @property
    def reason(self) -> str: ...


def steps_from(steps: Iterable[AnyStep], state: StrEnum) -> tuple[AnyStep, ...]:
    """Return the steps that lead on from a state, the main road first."""
    return tuple(step for step in steps if state in step.sources)


def main_step(steps: Iterable[AnyStep], state: StrEnum) -> AnyStep | None:
    """Return the step that the header offers in a state; an archived case has none."""
    return next(iter(steps_from(steps, state)), None)


def check_taken(
    step: Named, facts: Facts, lacks: Sequence[Lack[Need]], *, began: date | None, beginning: str
) -> None:
    """Refuse a step in the future, before the case `began`, before the last step, or with something missing.

    RuleBroken names the place on the page: `on` and `reason` for the step's own fields.
    """
    if facts.on > facts.today:
        raise RuleBroken(f"{step.title}的日期不能晚于今天。", field="on")
    _check_order(step, facts.on, began, beginning)
    _check_order(step, facts.on, facts.last_step_on, "上一步的日期")
    if lacks:
        rest = f"（另有 {len(lacks) - 1} 项）" if len(lacks) > 1 else ""
        raise RuleBroken(f"还不能{step.title}：{lacks[0].sentence}{rest}", field=lacks[0].place)
    if step.reasoned and not facts.reason.strip():
        raise RuleBroken(f"请写明{step.title}的理由。", field="reason")


def _check_order(step: Named, on: date, earlier: date | None, what: str) -> None:
    if earlier is not None and on < earlier:
        raise RuleBroken(f"{step.title}的日期不能早于{what} {day_text(earlier)}。", field="on")
