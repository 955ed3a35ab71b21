"""The list of cases by what is due and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.core.process import main_step
from union_desk.core.rights import Actor
from union_desk.dispute.values import CaseClock
from union_desk.legal_aid.queries.listing import COMPUTED_SORTS, case_ids, ordered_by
from union_desk.legal_aid.rules.states import OPEN, State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.values import AidFilter

MINE: Final = "mine"
SOON_DAYS: Final = 7
MONTH_DAYS: Final = 30
_DUE_SORTS: Final = ("due_on", "days_left", "due_title")
_NO_STATE: Final = "-"

DueOf = Callable[[], Mapping[str, CaseClock]]


def listed(
    session: Session, actor: Actor, wanted: AidFilter, sort: str, today: date, due_of: DueOf
) -> Sequence[str]:
    """Return the ids of the cases that a filter leaves, in the order of a column.

    The store filters and sorts by what it holds; what is computed is looked up among what it leaves.
    """
    name, down = sort.removeprefix("-"), sort.startswith("-")
    computed = name in _DUE_SORTS or name in COMPUTED_SORTS
    found = case_ids(session, _by_states(actor, wanted), "-number" if computed else sort)
    if wanted.due:
        due = due_of()
        found = [uid for uid in found if uid in due and _in_choice(due[uid].due_on, wanted.due, today)]
    if name in COMPUTED_SORTS:
        return ordered_by(session, found, sort)
    if name in _DUE_SORTS:
        due = due_of()
        dated = sorted((uid for uid in found if uid in due), key=lambda uid: due[uid].due_on, reverse=down)
        return [*dated, *(uid for uid in found if uid not in due)]
    return found


def next_steps() -> tuple[tuple[str, str], ...]:
    """Return the steps that a case can wait for, by code and title, in the order of the road."""
    waited = {step.code for state in State if (step := main_step(STEPS, state)) is not None}
    return tuple((step.code, step.title) for step in STEPS if step.code in waited)


def _in_choice(on: date, choice: str, today: date) -> bool:
    """Tell whether a day is what a choice of the list asks for: overdue, today, week, month."""
    left = (on - today).days
    return {
        "overdue": left < 0,
        "today": left == 0,
        "week": 0 <= left <= SOON_DAYS,
        "month": 0 <= left <= MONTH_DAYS,
    }[choice]


def _by_states(actor: Actor, wanted: AidFilter) -> AidFilter:
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
