"""The list of cases by what is due, what comes next and what is still owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.core.process import main_step
from union_desk.core.rights import Actor
from union_desk.dispute.queries.listing import COMPUTED_SORTS, case_ids, ordered_by
from union_desk.dispute.rules.limitation import Light
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.service.clocks import PERFORMANCE
from union_desk.dispute.values import CaseFilter, DueLine

MINE: Final = "mine"
SOON_DAYS: Final = 7
MONTH_DAYS: Final = 30
_DUE_SORTS: Final = ("due_on", "days_left", "due_title")
_LIGHTS: Final = tuple(light.value for light in Light)
_NO_STATE: Final = "-"


@dataclass(slots=True)
class CaseDue:
    """What is due first for an open case, how its limitation stands, and whether a sum is past its day."""

    on: date
    light: str = ""
    unpaid: bool = False


DueOf = Callable[[], Mapping[str, CaseDue]]


def due_of_cases(lines: Iterable[DueLine]) -> dict[str, CaseDue]:
    """Return what is due for each open case that waits for something; `lines`: the earliest end first."""
    found: dict[str, CaseDue] = {}
    for line in lines:
        clock = line.clock
        due = found.setdefault(line.case_uid, CaseDue(clock.due_on))
        due.light = due.light or clock.light
        due.unpaid = due.unpaid or (clock.code == PERFORMANCE and clock.days_left < 0)
    return found


def listed(
    session: Session, actor: Actor, wanted: CaseFilter, sort: str, today: date, due_of: DueOf
) -> Sequence[str]:
    """Return the ids of the cases that a filter leaves, in the order of a column.

    The store filters and sorts by what it holds; what is computed is looked up among what it leaves.
    """
    name, down = sort.removeprefix("-"), sort.startswith("-")
    computed = name in _DUE_SORTS or name == "light" or name in COMPUTED_SORTS
    found = case_ids(session, _by_states(actor, wanted), "-number" if computed else sort)
    if wanted.due or wanted.light or wanted.unpaid:
        due = due_of()
        found = [uid for uid in found if uid in due and _fits(due[uid], wanted, today)]
    if name in COMPUTED_SORTS:
        return ordered_by(session, found, sort)
    if name in _DUE_SORTS:
        due = due_of()
        dated = sorted((uid for uid in found if uid in due), key=lambda uid: due[uid].on, reverse=down)
        return [*dated, *(uid for uid in found if uid not in due)]
    if name == "light":
        due = due_of()
        lit = [uid for uid in found if uid in due and due[uid].light]
        lit.sort(key=lambda uid: _LIGHTS.index(due[uid].light), reverse=down)
        there = set(lit)
        return [*lit, *(uid for uid in found if uid not in there)]
    return found


def next_steps() -> tuple[tuple[str, str], ...]:
    """Return the steps that a case can wait for, by code and title, in the order of the road."""
    waited = {step.code for state in State if (step := main_step(STEPS, state)) is not None}
    return tuple((step.code, step.title) for step in STEPS if step.code in waited)


def _fits(due: CaseDue, wanted: CaseFilter, today: date) -> bool:
    if wanted.light and due.light != wanted.light:
        return False
    if wanted.unpaid and not due.unpaid:
        return False
    return not wanted.due or _in_choice(due.on, wanted.due, today)


def _in_choice(on: date, choice: str, today: date) -> bool:
    """Tell whether a day is what a choice of the list asks for: overdue, today, week, month."""
    left = (on - today).days
    return {
        "overdue": left < 0,
        "today": left == 0,
        "week": 0 <= left <= SOON_DAYS,
        "month": 0 <= left <= MONTH_DAYS,
    }[choice]


def _by_states(actor: Actor, wanted: CaseFilter) -> CaseFilter:
    """Turn the next step into the states that wait for it, which the store knows."""
    if not wanted.next_step:
        return wanted
    states = {
        state
        for state in State
        if (step := main_step(STEPS, state)) is not None
        and (
            actor.may(step.right) and state in OPEN
            if wanted.next_step == MINE
            else step.code == wanted.next_step
        )
    }
    chosen = sorted(state.value for state in states if not wanted.states or state in wanted.states)
    only_own = wanted.next_step == MINE and actor.audience != DISTRICT_AUDIENCE
    offices = (actor.office,) if only_own and not wanted.offices else wanted.offices
    return replace(wanted, states=tuple(chosen) or (_NO_STATE,), offices=offices)
