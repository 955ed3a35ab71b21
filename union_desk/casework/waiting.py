"""What a list of cases asks of the days and of the steps: what is due soon, and who waits for which step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.core.process import AnyStep, main_step
from union_desk.core.rights import Actor

MINE: Final = "mine"
"""The choice of a list: what the user himself can take the next step of."""
SOON_DAYS: Final = 7
MONTH_DAYS: Final = 30
# No state at all: a list of nothing, where an empty choice would be a list of everything.
_NO_STATE: Final = "-"
_REACHES: Final = {"overdue": -1, "today": 0, "week": SOON_DAYS, "month": MONTH_DAYS}

# A filter of a list: a frozen dataclass with `states`, `offices` and `next_step`.
Wanted = TypeVar("Wanted", bound=Any)


def in_choice(on: date, choice: str, today: date) -> bool:
    """Tell whether a day is what a choice of the list asks for: overdue, today, week, month."""
    left = (on - today).days
    return left < 0 if choice == "overdue" else 0 <= left <= _REACHES[choice]


def last_day_of(choice: str, today: date) -> date:
    """Return the last day that a choice of the list reaches to."""
    return today + timedelta(days=_REACHES[choice])


def steps_waited_for(steps: Sequence[AnyStep], states: Iterable[StrEnum]) -> tuple[tuple[str, str], ...]:
    """Return the steps that a case can wait for, by code and title, in the order of the road."""
    waited = {step.code for state in states if (step := main_step(steps, state)) is not None}
    return tuple((step.code, step.title) for step in steps if step.code in waited)


def states_waiting(
    steps: Sequence[AnyStep],
    states: Iterable[StrEnum],
    still_open: Collection[StrEnum],
    actor: Actor,
    code: str,
) -> set[StrEnum]:
    """Return the states whose cases wait for a step, or for one that the actor may take (MINE)."""
    mine = code == MINE
    return {
        state
        for state in states
        if (step := main_step(steps, state)) is not None
        and (actor.may(step.right) and state in still_open if mine else step.code == code)
    }


def by_states(actor: Actor, wanted: Wanted, waiting: Callable[[str], Iterable[StrEnum]]) -> Wanted:
    """Turn the next step of a filter into the states that wait for it, which the store knows.

    What a user of a street can take himself is asked of his own office, unless the filter names others.
    """
    if not wanted.next_step:
        return wanted
    states = waiting(wanted.next_step)
    chosen = sorted(state.value for state in states if not wanted.states or state in wanted.states)
    only_own = wanted.next_step == MINE and actor.audience != DISTRICT_AUDIENCE
    offices = (actor.office,) if only_own and not wanted.offices else wanted.offices
    found: Wanted = replace(wanted, states=tuple(chosen) or (_NO_STATE,), offices=offices)
    return found
