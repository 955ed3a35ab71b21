"""The list of cases by what is due and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.process import CaseClock
from union_desk.casework.waiting import by_states, in_choice, states_waiting, steps_waited_for
from union_desk.core.rights import Actor
from union_desk.legal_aid.queries.listing import COMPUTED_SORTS, case_ids, ordered_by
from union_desk.legal_aid.rules.states import OPEN, State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.values import AidFilter

_DUE_SORTS: Final = ("due_on", "days_left", "due_title")

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
        found = [uid for uid in found if uid in due and in_choice(due[uid].due_on, wanted.due, today)]
    if name in COMPUTED_SORTS:
        return ordered_by(session, found, sort)
    if name in _DUE_SORTS:
        due = due_of()
        dated = sorted((uid for uid in found if uid in due), key=lambda uid: due[uid].due_on, reverse=down)
        return [*dated, *(uid for uid in found if uid not in due)]
    return found


def next_steps() -> tuple[tuple[str, str], ...]:
    """Return the steps that a case can wait for, by code and title, in the order of the road."""
    return steps_waited_for(STEPS, State)


def _by_states(actor: Actor, wanted: AidFilter) -> AidFilter:
    return by_states(actor, wanted, partial(states_waiting, STEPS, State, OPEN, actor))
