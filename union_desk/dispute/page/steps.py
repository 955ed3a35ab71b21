"""What comes next for a case: the line above its form, what its button does, and what else may be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk.case_page import Missing, NextStep
from union_desk.desk.days import due_words
from union_desk.desk.page_head import OtherStep
from union_desk.dispute.page.life.sheets import ANOTHER_DAY, HAND_OVER, TAKE_BACK
from union_desk.dispute.page.sections import StepAsker
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.values import CaseClock, CaseLife, CaseView, OfferedStep, StepLack

LACK: Final = "lack:"
"""What the fields begin with that are no fields of the form but places of a lack."""
_NOT_OURS: Final = "这是别的单位的案件，只能由那里或区总工会办理。"
TITLES: Final = {TAKE_BACK: "撤回上一步", HAND_OVER: "移交其他单位"}
FIELDS: Final = {
    "applicants": "applying.0.person.name",
    "parties": "applying.0.person.name",
    "scope": "not_ours",
}
"""Where the form has what a step lacks."""
_LABELS: Final = {
    "applicants": "来访人",
    "parties": "当事人",
    "application": "申请",
    "scope": "受理范围",
    "transfer": "转办单位",
    "mediators": "调解员",
    "consent": "对方意见",
    "extension": "调解期限",
    "hearings": "调解会记录",
    "agreement": "调解协议",
    "signing": "签名盖章",
    "roster": "各人同意",
    "performance": "履行",
    "documents": "书面告知",
    "closing": "结案登记",
    "follow_up": "回访",
    "papers": "卷内目录",
}


@dataclass(frozen=True, slots=True)
class Acts:
    """What the page can do when a button of the line is pressed, and which steps have a sheet."""

    save: Callable[[], None]
    take: Callable[[str], None]
    asker: StepAsker


def is_ours(view: CaseView, actor: Actor) -> bool:
    """Tell whether a case is this office's, or the district's to help with."""
    return actor.audience == DISTRICT_AUDIENCE or view.office == actor.office


def offered_step(life: CaseLife, code: str) -> OfferedStep | None:
    return next((step for step in life.offered if step.code == code), None)


def refusal_of(view: CaseView, life: CaseLife, actor: Actor, code: str) -> str:
    """Say why somebody may not take a step of this case, "" when he may."""
    if not is_ours(view, actor):
        return _NOT_OURS
    step = offered_step(life, code)
    if step is not None:
        return step.refusal
    return lacking(actor, Right.DECIDE if code in TITLES else Right.EDIT)


def step_of(
    view: CaseView | None, life: CaseLife, acts: Acts, actor: Actor, today: date, *, changed: bool
) -> NextStep:
    """Return the next step; while there is something unsaved it is to save."""
    if view is None:
        why = "按申请书的顺序填；没填全也可以保存，以后接着填。"
        return NextStep("填写案件", why=why, action="保存", act=acts.save)
    if changed:
        then = f"然后：{view.next_step.title}" if view.next_step.title else ""
        return NextStep("保存", why=then, action="保存", act=acts.save)
    step = view.next_step
    refusal = refusal_of(view, life, actor, step.action) if step.action else ""
    clock = _clock_of(life, step.due_on)
    return NextStep(
        step.title,
        due_words(step.due_on, today),
        step.who,
        refusal or step.why,
        f"{step.title}…" if acts.asker.has_sheet(step.action) else step.title,
        partial(acts.take, step.action) if step.action and not refusal else None,
        urgent=step.due_on is not None and step.due_on < today,
        steps=clock.steps if clock is not None else (),
        others=_others(view, life, acts, actor),
    )


def lacks_shown(view: CaseView | None, life: CaseLife) -> tuple[Missing, ...]:
    """Return what the next step still needs."""
    step = offered_step(life, view.next_step.action) if view is not None else None
    return tuple(
        Missing(f"{LACK}{lack.place}", _LABELS.get(lack.place, lack.sentence), lack.sentence)
        for lack in (step.lacks if step is not None else ())
    )


def blocking(life: CaseLife, code: str, provided: frozenset[str]) -> StepLack | None:
    """Return the first thing that a step lacks and its own sheet does not ask for."""
    step = offered_step(life, code)
    return next((lack for lack in step.lacks if lack.place not in provided), None) if step else None


def can_be_taken_back(life: CaseLife) -> bool:
    return any(not step.taken_back for step in life.steps)


def can_be_handed_over(view: CaseView, actor: Actor) -> bool:
    """Tell whether another office may go on with a case: the district hands over what is open."""
    return actor.audience == DISTRICT_AUDIENCE and State(view.state) in OPEN


def _clock_of(life: CaseLife, due_on: date | None) -> CaseClock | None:
    if due_on is None:
        return None
    return next((clock for clock in life.clocks if clock.due_on == due_on), None)


def _others(view: CaseView, life: CaseLife, acts: Acts, actor: Actor) -> tuple[OtherStep, ...]:
    main = view.next_step.action
    found = [
        OtherStep(
            f"{step.title}…" if acts.asker.has_sheet(step.code) else step.title,
            partial(acts.take, step.code),
            refusal_of(view, life, actor, step.code),
        )
        for step in life.offered
        if step.code != main
    ]
    if main and not acts.asker.has_sheet(main):
        refusal = refusal_of(view, life, actor, main)
        found.append(
            OtherStep(f"{view.next_step.title}（另选日期）…", partial(acts.take, ANOTHER_DAY), refusal)
        )
    if can_be_handed_over(view, actor):
        refusal = refusal_of(view, life, actor, HAND_OVER)
        found.append(OtherStep(f"{TITLES[HAND_OVER]}…", partial(acts.take, HAND_OVER), refusal))
    if can_be_taken_back(life):
        refusal = refusal_of(view, life, actor, TAKE_BACK)
        found.append(OtherStep("撤回上一步…", partial(acts.take, TAKE_BACK), refusal))
    return tuple(found)
