"""The filters of the list of files, the views that come with it, and what they ask of the service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.casework.views import SavedView
from union_desk.casework.waiting import MINE
from union_desk.core.terms import term_label, terms
from union_desk.desk.case_list import Filter, ListQuery
from union_desk.hardship.rules.neglect import Neglect
from union_desk.hardship.rules.states import CLOSED, HELD, UNDER_WAY, State
from union_desk.hardship.values import FileFilter

INCOMPLETE: Final = "incomplete"
DUE: Final = (("overdue", "已超期"), ("today", "今天到期"), ("week", "7 天内到期"), ("month", "30 天内到期"))
# The states as one asks for them: a group, then each of its states in the order of the road.
_GROUPS: Final = (
    ("under_way", "办理中", UNDER_WAY),
    ("held", "在档（全部）", HELD),
    ("closed", "已离档", CLOSED),
    ("given_up", "没有建档", frozenset({State.REFUSED, State.WITHDRAWN})),
)
_ALONE: Final = (State.DRAFT, State.TEMPORARY)
VIEWS: Final = (
    SavedView("我的待办", filters={"next": MINE}, sort="due_on"),
    SavedView("公示期满未审", filters={"forgotten": Neglect.UNEXAMINED.value}, sort="due_on"),
    SavedView("超期", filters={"due": "overdue"}, sort="due_on"),
    SavedView("一年未改", filters={"forgotten": Neglect.UNTOUCHED.value}, sort="changed_at"),
    SavedView("从未帮扶", filters={"forgotten": Neglect.UNHELPED.value}, sort="enrolled_on"),
)


def file_filters(offices: Sequence[tuple[str, str]], steps: Sequence[tuple[str, str]]) -> tuple[Filter, ...]:
    """Return the chips above the list; `steps` are code and title of what files can wait for here."""
    classes = tuple((term.code, term.label) for term in terms("hardship_class"))
    street = (Filter("office", "街道", (("", "全部街道"), *offices)),) if len(offices) > 1 else ()
    forgotten = tuple((kind.value, kind.words) for kind in Neglect if kind is not Neglect.OVERDUE)
    return (
        Filter("state", "状态", (("", "全部状态"), *_state_choices())),
        *street,
        Filter("due", "期限", (("", "期限不限"), *DUE)),
        Filter("class", "类别", (("", "全部类别"), *classes), more=True),
        Filter("next", "下一步", (("", "下一步不限"), (MINE, "我的待办"), *steps), more=True),
        Filter("forgotten", "被遗忘的", (("", "不限"), *forgotten), more=True),
        Filter("filled", "填写", (("", "填写不限"), (INCOMPLETE, "只看未填全")), more=True),
    )


def wanted(query: ListQuery) -> FileFilter:
    """Say to the service what the chips and the search field of the list say."""

    def chosen(name: str) -> tuple[str, ...]:
        code = query.filters.get(name, "")
        return (code,) if code else ()

    return FileFilter(
        text=query.text,
        states=_states(query.filters.get("state", "")),
        offices=chosen("office"),
        class_codes=chosen("class"),
        main_causes=chosen("cause"),
        incomplete=bool(chosen("filled")),
        due=query.filters.get("due", ""),
        next_step=query.filters.get("next", ""),
        neglect=query.filters.get("forgotten", ""),
    )


def _states(code: str) -> tuple[str, ...]:
    if not code:
        return ()
    group = next((states for name, _title, states in _GROUPS if name == code), None)
    return (code,) if group is None else tuple(sorted(state.value for state in group))


def _state_choices() -> list[tuple[str, str]]:
    choices = [(state.value, term_label("file_state", state)) for state in _ALONE]
    for name, title, states in _GROUPS:
        choices.append((name, title))
        choices += [
            (state.value, f"　{term_label('file_state', state)}") for state in State if state in states
        ]
    return choices
