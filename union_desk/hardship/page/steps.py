"""What comes next for a file: the line above its form, and what its button does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk.case_page import NextStep
from union_desk.hardship.page import words
from union_desk.hardship.values import FileView


class Acts(Protocol):
    """What the page can do when the button is pressed."""

    def save_and_go_on(self) -> None: ...
    def go_to_missing(self) -> None: ...
    def go_to_decision(self) -> None: ...
    def enrol(self) -> None: ...
    def ask_reopening(self) -> None: ...


# What one must be allowed for each step that has a button here.
_RIGHTS: Final = {
    "complete": Right.EDIT,
    "decide": Right.DECIDE,
    "enrol": Right.DECIDE,
    "reopen": Right.DECIDE,
}


def step_of(view: FileView | None, acts: Acts, actor: Actor, today: date, *, changed: bool) -> NextStep:
    """Return the next step; while there is something unsaved it is to save."""
    if view is None:
        why = "按纸上的顺序填；没填全也可以保存，以后接着填。"
        return NextStep("填写档案", why=why, action="保存", act=acts.save_and_go_on)
    if changed:
        why = f"然后：{view.next_step.title}"
        return NextStep("保存", why=why, action="保存", act=acts.save_and_go_on)
    step = view.next_step
    label, act = _button(step.action, acts)
    refusal = lacking(actor, _RIGHTS[step.action]) if step.action in _RIGHTS else ""
    may_act = (view.may_edit or step.action == "reopen") and not refusal
    due = words.due_words(step.due_on, today)
    return NextStep(step.title, due, step.who, refusal or step.why, label, act if may_act else None)


def _button(action: str, acts: Acts) -> tuple[str, Callable[[], None] | None]:
    buttons: dict[str, tuple[str, Callable[[], None]]] = {
        "complete": ("接着填", acts.go_to_missing),
        "decide": ("认定类别", acts.go_to_decision),
        "enrol": ("建档", acts.enrol),
        "reopen": ("重新办理…", acts.ask_reopening),
    }
    return buttons.get(action, ("", None))
