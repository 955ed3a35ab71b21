"""Which papers a hardship file needs, by what its form says, and from which step on each is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from union_desk.hardship.rules.states import State

APPLY, VISIT, POST, CHECK = "申请", "入户核查", "公示", "经济核对"
_ORDER: Final = (APPLY, VISIT, POST, CHECK)
# The step whose papers, and those before it, a file in this state should have; any other state: all of them.
_REACHED: Final = {
    State.DRAFT: APPLY,
    State.APPLIED: APPLY,
    State.RETURNED: APPLY,
    State.TEMPORARY: APPLY,
    State.VISITING: VISIT,
    State.APPRAISAL: POST,
    State.PUBLISHED: POST,
    State.OBJECTION: POST,
    State.REVIEW: POST,
}
_MARRIED, _DIVORCED, _WIDOWED = "20", "40", "30"
_OUT_OF_WORK: Final = frozenset({"laid_off", "unemployed"})
_ILLNESS, _CHILD_AT_SCHOOL = "6", "9"
_DISASTERS: Final = frozenset({"7", "8"})


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What of a form decides which papers are asked for."""

    marital: str = ""
    work_statuses: frozenset[str] = frozenset()  # of the owner and the counted grown-ups
    causes: frozenset[str] = frozenset()  # terms cause, main and minor
    outlays: frozenset[str] = frozenset()  # terms outlay_kind
    dibao: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """A paper that is asked for: its kind (terms attachment_kind), from which step on, and why."""

    kind: str
    step: str
    why: str = ""


def papers_needed(facts: PaperFacts) -> tuple[PaperNeed, ...]:
    """Return the papers of a file in the order in which they are asked for."""
    return tuple(_needed(facts))


def _needed(facts: PaperFacts) -> Iterator[PaperNeed]:
    yield PaperNeed("application", APPLY)
    yield PaperNeed("id_card", APPLY, "每名家庭成员，正反面")
    yield PaperNeed("household_register", APPLY, "全部页")
    if facts.marital in {_MARRIED, _DIVORCED, _WIDOWED}:
        yield PaperNeed("marriage", APPLY, "按婚姻状况")
    yield PaperNeed("income_proof", APPLY, "有收入的成员各一份")
    if facts.work_statuses & _OUT_OF_WORK:
        yield PaperNeed("unemployment_proof", APPLY, "家里有下岗或失业的")
    if "farm_worker" in facts.work_statuses:
        yield PaperNeed("labour_contract", APPLY, "农民工")
    if facts.dibao:
        yield PaperNeed("dibao_cert", APPLY, "低保家庭")
    yield from _by_cause(facts)
    yield PaperNeed("bank_card", APPLY, "发放帮扶金用")
    yield PaperNeed("home_photo", VISIT)
    yield PaperNeed("minutes", POST, "评议")
    yield PaperNeed("notice_photo", POST, "公示开始和期满各一张")
    yield PaperNeed("authorisation", CHECK, "每名成年成员")


def _by_cause(facts: PaperFacts) -> Iterator[PaperNeed]:
    if _ILLNESS in facts.causes or "illness" in facts.outlays:
        yield PaperNeed("diagnosis", APPLY, "因病，二级以上医院")
        yield PaperNeed("medical_bills", APPLY, "因病，近一年")
    if facts.disabled or "disability" in facts.outlays:
        yield PaperNeed("disability_cert", APPLY, "因残")
    if _CHILD_AT_SCHOOL in facts.causes or "study" in facts.outlays:
        yield PaperNeed("school_papers", APPLY, "因学")
    if facts.causes & _DISASTERS:
        yield PaperNeed("disaster_proof", APPLY, "意外或灾害")


def is_due(need: PaperNeed, state: State) -> bool:
    """Tell whether a file in this state should have the paper already."""
    reached = _REACHED.get(state, CHECK)
    return _ORDER.index(need.step) <= _ORDER.index(reached)
