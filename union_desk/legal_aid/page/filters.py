"""The filters of the list of legal aid, the views that come with it, and what they ask of the service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.casework.views import SavedView
from union_desk.casework.waiting import MINE
from union_desk.core.terms import term_label, terms
from union_desk.desk.case_list import Filter, ListQuery
from union_desk.dispute.page.filters import DUE, OPEN
from union_desk.legal_aid.rules.states import GIVEN, UNDECIDED, State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.values import AidFilter

# The states as one asks for them: a group, then each of its states in the order of the road.
_GROUPS: Final = (
    ("undecided", "等待决定（全部）", UNDECIDED),
    ("given", "提供援助中（全部）", GIVEN),
)
_GROUPED: Final = UNDECIDED | GIVEN
VIEWS: Final = (
    SavedView("我的待办", filters={"next": MINE}, sort="due_on"),
    SavedView("超期", filters={"due": "overdue"}, sort="due_on"),
    SavedView("7 天内到期", filters={"due": "week"}, sort="due_on"),
    SavedView("等待决定", filters={"state": "undecided"}, sort="due_on"),
    SavedView("等待指派", filters={"state": State.GRANTED.value}, sort="due_on"),
    SavedView("没有交结案报告", filters={"state": State.ENDED.value}, sort="due_on"),
    SavedView("农民工", filters={"category": "migrant"}),
)


def aid_filters(
    offices: Sequence[tuple[str, str]], providers: Sequence[tuple[str, str]] = ()
) -> tuple[Filter, ...]:
    """Return the chips above the list."""
    street = (Filter("office", "街道", (("", "全部街道"), *offices)),) if len(offices) > 1 else ()
    counsel = Filter("provider", "承办人", (("", "全部承办人"), *providers), more=True) if providers else None
    steps = dict.fromkeys((step.code, step.title) for step in STEPS if not step.reasoned)
    return (
        Filter("state", "状态", (("", "全部状态"), (OPEN, "未结案件"), *_state_choices())),
        *street,
        Filter("due", "期限", (("", "期限不限"), *DUE)),
        Filter("service", "援助方式", (("", "全部方式"), *_words("aid_service")), more=True),
        Filter("category", "人群类别", (("", "全部类别"), *_words("aid_category")), more=True),
        *((counsel,) if counsel is not None else ()),
        Filter("next", "下一步", (("", "下一步不限"), (MINE, "我的待办"), *steps), more=True),
    )


def wanted(query: ListQuery) -> AidFilter:
    """Say to the service what the chips and the search field of the list say."""

    def chosen(name: str) -> tuple[str, ...]:
        code = query.filters.get(name, "")
        return (code,) if code else ()

    state = query.filters.get("state", "")
    return AidFilter(
        text=query.text,
        states=() if state == OPEN else _states(state),
        offices=chosen("office"),
        services=chosen("service"),
        categories=chosen("category"),
        provider_uid=query.filters.get("provider", ""),
        open_only=state == OPEN,
        due=query.filters.get("due", ""),
        next_step=query.filters.get("next", ""),
    )


def _states(code: str) -> tuple[str, ...]:
    if not code:
        return ()
    group = next((states for name, _title, states in _GROUPS if name == code), None)
    return (code,) if group is None else tuple(sorted(state.value for state in group))


def _state_choices() -> list[tuple[str, str]]:
    choices = [(State.REGISTERED.value, term_label("aid_state", State.REGISTERED))]
    for name, title, states in _GROUPS:
        choices.append((name, title))
        choices += [
            (state.value, f"　{term_label('aid_state', state)}") for state in State if state in states
        ]
    rest = [state for state in State if state not in _GROUPED and state is not State.REGISTERED]
    return choices + [(state.value, term_label("aid_state", state)) for state in rest]


def _words(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((term.code, term.label) for term in terms(name) if not term.hidden)
