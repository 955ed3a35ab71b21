"""The filters of the list of cases, the views that come with it, and what they ask of the service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.casework.views import SavedView
from union_desk.casework.waiting import MINE
from union_desk.core.packs import load_pack
from union_desk.core.terms import term_label, terms
from union_desk.desk.case_list import Filter, ListQuery
from union_desk.dispute.rules.causes import CAUSES_KIND, COURT, causes
from union_desk.dispute.rules.states import (
    BOUND,
    ENDED,
    IN_MEDIATION,
    TURNED_AWAY,
    WITHOUT_AGREEMENT,
    State,
)
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.values import CaseFilter

OPEN: Final = "open"
UNPAID: Final = "unpaid"
DUE: Final = (("overdue", "已超期"), ("today", "今天到期"), ("week", "7 天内到期"), ("month", "30 天内到期"))
LIGHTS: Final = (
    ("black", "时效已过"),
    ("red", "时效 15 天内"),
    ("yellow", "时效 60 天内"),
    ("green", "时效 60 天以上"),
)
# The states as one asks for them: a group, then each of its states in the order of the road.
_GROUPS: Final = (
    ("in_mediation", "调解期间（全部）", IN_MEDIATION),
    ("bound", "协议与履行（全部）", BOUND),
    ("without", "没有达成协议（全部）", WITHOUT_AGREEMENT),
    ("turned_away", "没有受理（全部）", TURNED_AWAY),
    ("ended", "已结束（全部）", ENDED),
)
_ALONE: Final = (State.ADVICE, State.REGISTERED, State.APPLIED)
VIEWS: Final = (
    SavedView("我的待办", filters={"next": MINE}, sort="due_on"),
    SavedView("超期", filters={"due": "overdue"}, sort="due_on"),
    SavedView("7 天内到期", filters={"due": "week"}, sort="due_on"),
    SavedView("到期未履行", filters={"paid": UNPAID}, sort="due_on"),
    SavedView("时效 60 天内", filters={"light": "yellow"}, sort="due_on"),
    SavedView("集体争议", filters={"size": "collective"}),
    SavedView("咨询", filters={"state": State.ADVICE.value}),
)


def case_filters(offices: Sequence[tuple[str, str]]) -> tuple[Filter, ...]:
    """Return the chips above the list."""
    held = causes(load_pack(CAUSES_KIND, COURT))
    parents = {cause.parent for cause in held.values()}
    of_cause = tuple((cause.code, cause.name) for cause in held.values() if cause.code not in parents)
    street = (Filter("office", "街道", (("", "全部街道"), *offices)),) if len(offices) > 1 else ()
    grades = tuple((each.code, each.label) for each in terms("dispute_grade"))
    steps = dict.fromkeys((step.code, step.title) for step in STEPS if not step.reasoned)
    return (
        Filter("state", "状态", (("", "全部状态"), (OPEN, "未结案件"), *_state_choices())),
        *street,
        Filter("due", "期限", (("", "期限不限"), *DUE)),
        Filter("cause", "案由", (("", "全部案由"), *of_cause), more=True),
        Filter("grade", "等级", (("", "全部等级"), *grades), more=True),
        Filter(
            "size", "人数", (("", "人数不限"), ("collective", "集体争议"), ("single", "非集体")), more=True
        ),
        Filter("light", "时效", (("", "时效不限"), *LIGHTS), more=True),
        Filter("next", "下一步", (("", "下一步不限"), (MINE, "我的待办"), *steps), more=True),
        Filter("paid", "履行", (("", "履行不限"), (UNPAID, "到期未履行")), more=True),
    )


def wanted(query: ListQuery) -> CaseFilter:
    """Say to the service what the chips and the search field of the list say."""

    def chosen(name: str) -> tuple[str, ...]:
        code = query.filters.get(name, "")
        return (code,) if code else ()

    state, size = query.filters.get("state", ""), query.filters.get("size", "")
    return CaseFilter(
        text=query.text,
        states=() if state == OPEN else _states(state),
        offices=chosen("office"),
        causes=chosen("cause"),
        grades=chosen("grade"),
        open_only=state == OPEN,
        collective=size == "collective" if size else None,
        due=query.filters.get("due", ""),
        light=query.filters.get("light", ""),
        next_step=query.filters.get("next", ""),
        unpaid=bool(chosen("paid")),
    )


def _states(code: str) -> tuple[str, ...]:
    if not code:
        return ()
    group = next((states for name, _title, states in _GROUPS if name == code), None)
    return (code,) if group is None else tuple(sorted(state.value for state in group))


def _state_choices() -> list[tuple[str, str]]:
    choices = [(state.value, term_label("dispute_state", state)) for state in _ALONE]
    for name, title, states in _GROUPS:
        choices.append((name, title))
        choices += [
            (state.value, f"　{term_label('dispute_state', state)}") for state in State if state in states
        ]
    return choices
