"""What the workbench says of the files: what is due, what is forgotten, and how many are in which state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from union_desk.core.terms import term_label
from union_desk.desk.navigation import WorkbenchRow, WorkbenchSection
from union_desk.hardship.page.filters import DUE
from union_desk.hardship.rules.neglect import Neglect
from union_desk.hardship.rules.states import State
from union_desk.hardship.values import FileReminders

# Opens the list with one of its filters: the filter and the choice.
Show = Callable[[str, str], None]
_DUE: Final = ("overdue", "today", "week")


def due_section(told: FileReminders, show: Show) -> WorkbenchSection:
    """List what is overdue, due today and due in seven days."""
    words = dict(DUE)
    rows = tuple(
        WorkbenchRow(words[choice], partial(show, "due", choice), f"{count:,}", urgent=choice == "overdue")
        for choice in _DUE
        if (count := told.due.get(choice, 0))
    )
    return WorkbenchSection("期限", rows, "没有超期的，七天内也没有到期的。", early=True)


def forgotten_section(told: FileReminders, show: Show) -> WorkbenchSection:
    """List what nobody has thought of for long; hidden where there is nothing."""
    rows = tuple(
        WorkbenchRow(kind.words, partial(show, "forgotten", kind.value), f"{told.forgotten[kind.value]:,}")
        for kind in Neglect
        if told.forgotten.get(kind.value)
    )
    return WorkbenchSection("被遗忘的", rows)


def state_section(title: str, counts: Mapping[str, int], show: Show) -> WorkbenchSection:
    """List how many files are in each state."""
    rows = tuple(
        WorkbenchRow(
            term_label("file_state", state), partial(show, "state", state.value), f"{counts[state]:,}"
        )
        for state in State
        if counts.get(state)
    )
    return WorkbenchSection(title, rows, "还没有档案。按 Ctrl+N 新建一份。")
