"""The list of cases by what is due, what comes next and what is still owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.process import DueLine
from union_desk.casework.waiting import by_states, in_choice, states_waiting, steps_waited_for
from union_desk.core.rights import Actor
from union_desk.dispute.queries.listing import COMPUTED_SORTS, case_ids, ordered_by
from union_desk.dispute.rules.limitation import Light
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.service.clocks import PERFORMANCE
from union_desk.dispute.values import CaseFilter

_DUE_SORTS: Final = ("due_on", "days_left", "due_title")
_LIGHTS: Final = tuple(light.value for light in Light)


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


def _fits(due: CaseDue, wanted: CaseFilter, today: date) -> bool:
    if wanted.light and due.light != wanted.light:
        return False
    if wanted.unpaid and not due.unpaid:
        return False
    return not wanted.due or in_choice(due.on, wanted.due, today)


def next_steps() -> tuple[tuple[str, str], ...]:
    """Return the steps that a case can wait for, by code and title, in the order of the road."""
    return steps_waited_for(STEPS, State)


def _by_states(actor: Actor, wanted: CaseFilter) -> CaseFilter:
    return by_states(actor, wanted, partial(states_waiting, STEPS, State, OPEN, actor))
