"""What comes next for a file: the line above its form, what its button does, and what else may be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.process import OfferedStep, StepLack
from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk.case_page import Missing, NextStep
from union_desk.desk.days import due_words
from union_desk.desk.page_head import OtherStep
from union_desk.hardship.page import words
from union_desk.hardship.page.life.sheets import ANOTHER_DAY, RECHECK, REGISTER, SHEETS, TAKE_BACK
from union_desk.hardship.rules.states import State
from union_desk.hardship.values import FileLife, FileView

LACK: Final = "lack:"
"""What the fields begin with that are no fields of the form but places of its life."""
_FIELDS: Final = "missing"
_NOT_OURS: Final = "这是别的单位的档案，只能由那里或区总工会办理。"
_LABELS: Final = {
    "owner.name": "建档职工和申请日期",
    "visits": "入户核查",
    "publicity": "公示结果",
    "decision": "困难类别",
    "exclusions": "负面清单",
    "means_check": "核对结果",
    "rechecks": "复核记录",
    "exits": "离档情况",
    "transfer": "接收单位",
}
_OF_STEP: Final = {
    ("consents", "checked"): "核对授权书",
    ("consents", "publish"): "公示同意书",
    ("consents", "publish_appraised"): "公示同意书",
    ("opinions", "publish_appraised"): "评议意见",
    ("opinions", "pass_review"): "街道意见",
    ("publicity", "dismiss"): "异议处理结果",
    ("publicity", "uphold"): "异议处理结果",
}


@dataclass(frozen=True, slots=True)
class Acts:
    """What the page can do when a button of the line is pressed."""

    save: Callable[[], None]
    take: Callable[[str], None]


def is_ours(view: FileView, actor: Actor) -> bool:
    """Tell whether a file is this office's, or the district's to help with."""
    return actor.audience == DISTRICT_AUDIENCE or view.office == actor.office


def offered_step(life: FileLife, code: str) -> OfferedStep | None:
    return next((step for step in life.offered if step.code == code), None)


def refusal_of(view: FileView, life: FileLife, actor: Actor, code: str) -> str:
    """Say why somebody may not take a step of this file, "" when he may."""
    if not is_ours(view, actor):
        return _NOT_OURS
    step = offered_step(life, code)
    if step is not None:
        return step.refusal
    return lacking(actor, Right.DECIDE if code in {TAKE_BACK, RECHECK} else Right.EDIT)


def step_of(
    view: FileView | None, life: FileLife, acts: Acts, actor: Actor, today: date, *, changed: bool
) -> NextStep:
    """Return the next step; while there is something unsaved it is to save."""
    if view is None:
        why = "按纸上的顺序填；没填全也可以保存，以后接着填。"
        return NextStep("填写档案", why=why, action="保存", act=acts.save)
    if changed:
        then = f"然后：{view.next_step.title}" if view.next_step.title else ""
        return NextStep("保存", why=then, action="保存", act=acts.save)
    step = view.next_step
    refusal = refusal_of(view, life, actor, step.action) if step.action else ""
    first = next(iter(life.due), None)
    posted = view.state == State.PUBLISHED
    overdue = step.due_on is not None and step.due_on < today and not posted
    return NextStep(
        step.title,
        (words.posted_words if posted else due_words)(step.due_on, today),
        step.who,
        refusal or step.why,
        f"{step.title}…" if step.action in SHEETS else step.title,
        partial(acts.take, step.action) if step.action and not refusal else None,
        urgent=overdue,
        steps=first.steps if first is not None and first.due_on == step.due_on else (),
        others=_others(view, life, acts, actor),
    )


def lacks_shown(
    view: FileView | None, life: FileLife, fields: Sequence[Missing], *, due_form: bool
) -> tuple[Missing, ...]:
    """Return what the next step still needs; empty fields of the form are named one by one."""
    if view is None or due_form:
        return tuple(fields)
    step = offered_step(life, view.next_step.action)
    found: list[Missing] = []
    for lack in step.lacks if step is not None else ():
        if lack.place == _FIELDS:
            found += fields
        else:
            found.append(Missing(f"{LACK}{lack.place}", _label(lack, view.next_step.action), lack.sentence))
    return tuple(found)


def blocking(life: FileLife, code: str) -> StepLack | None:
    """Return the first thing that a step lacks and its own sheet does not ask for."""
    step = offered_step(life, code)
    provided = SHEETS[code].provides if code in SHEETS else frozenset()
    return next((lack for lack in step.lacks if lack.place not in provided), None) if step else None


def _label(lack: StepLack, code: str) -> str:
    return _OF_STEP.get((lack.place, code)) or _LABELS.get(lack.place, "区总工会意见")


def _others(view: FileView, life: FileLife, acts: Acts, actor: Actor) -> tuple[OtherStep, ...]:
    main = view.next_step.action
    found = [
        OtherStep(
            f"{step.title}…" if step.code in SHEETS else step.title,
            partial(acts.take, step.code),
            refusal_of(view, life, actor, step.code),
        )
        for step in life.offered
        if step.code != main
    ]
    if main and main not in SHEETS and main != REGISTER:
        refusal = refusal_of(view, life, actor, main)
        found.append(
            OtherStep(f"{view.next_step.title}（另选日期）…", partial(acts.take, ANOTHER_DAY), refusal)
        )
    if view.state == State.ANNUAL_REVIEW and main != RECHECK:
        found.append(
            OtherStep("更正复核记录…", partial(acts.take, RECHECK), refusal_of(view, life, actor, RECHECK))
        )
    if any(not step.taken_back and step.code != TAKE_BACK for step in life.steps):
        refusal = refusal_of(view, life, actor, TAKE_BACK)
        found.append(OtherStep("撤回上一步…", partial(acts.take, TAKE_BACK), refusal))
    return tuple(found)
