"""The list of files by what is due, what comes next and what is forgotten, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.packs import packs_on
from union_desk.casework.waiting import MINE, by_states, in_choice, last_day_of
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack, general_on
from union_desk.core.rights import Actor
from union_desk.hardship import rules
from union_desk.hardship.queries import file_ids
from union_desk.hardship.queries.neglected import Remembered, neglected
from union_desk.hardship.rules.neglect import Neglect
from union_desk.hardship.rules.process import Step, main_step
from union_desk.hardship.rules.states import HELD, OPEN, State
from union_desk.hardship.rules.steps import STEPS
from union_desk.hardship.service.due import Due, due_of_files
from union_desk.hardship.service.periods import process_pack
from union_desk.hardship.values import FileFilter, FileReminders

REGISTER: Final = "register"
_DUE_SORTS: Final = ("due_on", "-due_on")
_COUNTED: Final = ("overdue", "today", "week")
# A file in its yearly recheck waits for the recheck, then for the step that it concluded.
_TITLES: Final = MappingProxyType({"renew": "年度复核"})


def listed(session: Session, actor: Actor, wanted: FileFilter, sort: str, today: date) -> Sequence[str]:
    """Return the ids of the files that a filter leaves, in the order of a column.

    The store filters and sorts by what it holds; what is computed is looked up among what it leaves.
    """
    by_due = sort in _DUE_SORTS
    keep = _keeper(session, wanted, today)
    found = file_ids(session, _by_states(session, actor, wanted, today), "-number" if by_due else sort)
    if keep is not None:
        found = [uid for uid in found if keep(uid)]
    if not by_due:
        return found
    due = due_of_files(session, today)
    dated = sorted(
        (uid for uid in found if uid in due), key=lambda uid: due[uid].on, reverse=sort.startswith("-")
    )
    return [*dated, *(uid for uid in found if uid not in due)]


def next_steps(session: Session, today: date) -> tuple[tuple[str, str], ...]:
    """Return the steps that a file can wait for here, by code and title, in the order of the road."""
    pack = process_pack(session, today)
    steps = {step.code for state in State if (step := _main(state, pack)) is not None}
    ordered = [(step.code, _TITLES.get(step.code, step.title)) for step in STEPS if step.code in steps]
    return (*ordered, (REGISTER, "录入全国系统"))


def reminders(session: Session, today: date) -> FileReminders:
    """Count what is due and what is forgotten."""
    due = due_of_files(session, today, last_day_of("week", today))
    counts = Counter(
        choice for each in due.values() for choice in _COUNTED if in_choice(each.on, choice, today)
    )
    by = _remembered(session, today)
    forgotten = {
        kind.value: count
        for kind in Neglect
        if kind is not Neglect.OVERDUE and (count := len(neglected(session, kind, by)))
    }
    return FileReminders(MappingProxyType(dict(counts)), MappingProxyType(forgotten))


def _keeper(session: Session, wanted: FileFilter, today: date) -> Callable[[str], bool] | None:
    """Return what tells of a file whether it stays, None where everything does."""
    tests: list[Callable[[str], bool]] = []
    if wanted.due:
        due = _due_by(session, wanted.due, today)
        tests.append(due.__contains__)
    if wanted.neglect == Neglect.OVERDUE:
        tests.append(_due_by(session, "overdue", today).__contains__)
    elif wanted.neglect:
        forgotten = neglected(session, _neglect(wanted.neglect), _remembered(session, today))
        tests.append(forgotten.__contains__)
    if wanted.next_step:
        tests.append(_waiting(session, wanted.next_step, today))
    return (lambda uid: all(test(uid) for test in tests)) if tests else None


def _due_by(session: Session, choice: str, today: date) -> dict[str, Due]:
    due = due_of_files(session, today, last_day_of(choice, today))
    return {uid: each for uid, each in due.items() if in_choice(each.on, choice, today)}


def _waiting(session: Session, code: str, today: date) -> Callable[[str], bool]:
    """Return what tells whether a file in one of the right states waits for a step indeed."""
    if code == MINE:
        # A yearly recheck is nobody's work of today until it is near.
        near = due_of_files(session, today, last_day_of("month", today))
        states = tuple(state.value for state in HELD if state is not State.ANNUAL_REVIEW)
        held = set(file_ids(session, FileFilter(states=states), "number"))
        return lambda uid: uid in near or uid not in held
    unregistered = {uid for uid, due in due_of_files(session, today).items() if due.code == REGISTER}
    return unregistered.__contains__ if code == REGISTER else lambda uid: uid not in unregistered


def _by_states(session: Session, actor: Actor, wanted: FileFilter, today: date) -> FileFilter:
    pack = process_pack(session, today)

    def waiting(code: str) -> set[State]:
        if code == REGISTER:
            return {State.IN_FILE, State.AIDED}
        return {
            state
            for state in OPEN
            if (step := _main(state, pack)) is not None
            and (actor.may(step.hand.right) if code == MINE else step.code == code)
        }

    return by_states(actor, wanted, waiting)


def _main(state: State, pack: Pack) -> Step | None:
    return main_step(STEPS, state, pack)


def _neglect(code: str) -> Neglect:
    if code not in {kind.value for kind in Neglect}:
        raise RuleBroken("没有这一类被遗忘的档案。")
    return Neglect(code)


def _remembered(session: Session, today: date) -> Remembered:
    classes = general_on(packs_on(session, rules.PACK_KIND, today), today)
    return Remembered(session, today, process_pack(session, today), classes)
