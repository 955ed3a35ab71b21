"""What comes next for a case: the line above its form, what its button does, and what else may be done.

An area says in `StepWords` where its form has what a step lacks and how it speaks; see desk/acts/page.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final, Protocol

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk.acts.commands import ANOTHER_DAY, TAKE_BACK
from union_desk.desk.acts.section import StepAsker
from union_desk.desk.days import due_words
from union_desk.desk.page_head import Missing, NextStep, OtherStep

LACK: Final = "lack:"
"""What the fields begin with that are no fields of the form but places of a lack."""
_TAKE_BACK_TITLE: Final = "撤回上一步"


class Lack(Protocol):
    @property
    def sentence(self) -> str: ...

    @property
    def place(self) -> str: ...


class Offered(Protocol):
    """A step that leads on from here, and what it still needs."""

    @property
    def code(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def lacks(self) -> Sequence[Lack]: ...

    @property
    def refusal(self) -> str: ...


class Taken(Protocol):
    @property
    def taken_back(self) -> str: ...


class Clock(Protocol):
    @property
    def due_on(self) -> date: ...

    @property
    def steps(self) -> tuple[str, ...]: ...


class Life(Protocol):
    """What a stored case tells of its steps, whatever its area."""

    @property
    def steps(self) -> Sequence[Taken]: ...

    @property
    def offered(self) -> Sequence[Offered]: ...

    @property
    def clocks(self) -> Sequence[Clock]: ...


class Following(Protocol):
    """What comes next, until when and why."""

    @property
    def action(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def who(self) -> str: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def why(self) -> str: ...


class PageView(Protocol):
    """What the page of a stored record is shown from, whatever its area."""

    @property
    def uid(self) -> str: ...

    @property
    def office(self) -> str: ...

    @property
    def number_shown(self) -> str: ...

    @property
    def may_edit(self) -> bool: ...

    @property
    def next_step(self) -> Following: ...


class View(PageView, Protocol):
    """… and where it says what is worth a second look."""

    @property
    def hints(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class StepWords:
    """How an area speaks of its steps.

    `fields` say where its form has what a step lacks, by the place of the lack; `labels` name the places;
    `titles` name the acts beside its table of steps.
    """

    new: str
    not_ours: str
    fields: Mapping[str, str]
    labels: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    def title_of(self, code: str) -> str:
        """Return the title of an act that is no step of the table, "" for a step."""
        return _TAKE_BACK_TITLE if code == TAKE_BACK else self.titles.get(code, "")


@dataclass(frozen=True, slots=True)
class Acts:
    """What the page can do when a button of the line is pressed, and which steps have a sheet.

    `extra` are acts beside the table that can be done now, such as handing a case over.
    """

    save: Callable[[], None]
    take: Callable[[str], None]
    asker: StepAsker[Any]
    words: StepWords
    extra: tuple[str, ...] = ()


def is_ours(view: PageView, actor: Actor) -> bool:
    """Tell whether a case is this office's, or the district's to help with."""
    return actor.audience == DISTRICT_AUDIENCE or view.office == actor.office


def offered_step(life: Life, code: str) -> Offered | None:
    return next((step for step in life.offered if step.code == code), None)


def refusal_of(view: View, life: Life, actor: Actor, code: str, words: StepWords) -> str:
    """Say why somebody may not take a step of this case, "" when he may."""
    if not is_ours(view, actor):
        return words.not_ours
    step = offered_step(life, code)
    if step is not None:
        return step.refusal
    return lacking(actor, Right.DECIDE if words.title_of(code) else Right.EDIT)


def step_of(
    view: View | None, life: Life, acts: Acts, actor: Actor, today: date, *, changed: bool
) -> NextStep:
    """Return the next step; while there is something unsaved it is to save."""
    if view is None:
        why = "按申请书的顺序填；没填全也可以保存，以后接着填。"
        return NextStep(acts.words.new, why=why, action="保存", act=acts.save)
    if changed:
        then = f"然后：{view.next_step.title}" if view.next_step.title else ""
        return NextStep("保存", why=then, action="保存", act=acts.save)
    step = view.next_step
    refusal = refusal_of(view, life, actor, step.action, acts.words) if step.action else ""
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


def lacks_shown(view: View | None, life: Life, words: StepWords) -> tuple[Missing, ...]:
    """Return what the next step still needs."""
    step = offered_step(life, view.next_step.action) if view is not None else None
    return tuple(
        Missing(f"{LACK}{lack.place}", words.labels.get(lack.place, lack.sentence), lack.sentence)
        for lack in (step.lacks if step is not None else ())
    )


def blocking(life: Life, code: str, provided: frozenset[str]) -> Lack | None:
    """Return the first thing that a step lacks and its own sheet does not ask for."""
    step = offered_step(life, code)
    return next((lack for lack in step.lacks if lack.place not in provided), None) if step else None


def can_be_taken_back(life: Life) -> bool:
    return any(not step.taken_back for step in life.steps)


def _clock_of(life: Life, due_on: date | None) -> Clock | None:
    if due_on is None:
        return None
    return next((clock for clock in life.clocks if clock.due_on == due_on), None)


def _others(view: View, life: Life, acts: Acts, actor: Actor) -> tuple[OtherStep, ...]:
    main = view.next_step.action
    refusal = partial(refusal_of, view, life, actor, words=acts.words)
    found = [
        OtherStep(
            f"{step.title}…" if acts.asker.has_sheet(step.code) else step.title,
            partial(acts.take, step.code),
            refusal(step.code),
        )
        for step in life.offered
        if step.code != main
    ]
    if main and not acts.asker.has_sheet(main):
        title = f"{view.next_step.title}（另选日期）…"
        found.append(OtherStep(title, partial(acts.take, ANOTHER_DAY), refusal(main)))
    beside = (*acts.extra, *((TAKE_BACK,) if can_be_taken_back(life) else ()))
    found += [
        OtherStep(f"{acts.words.title_of(code)}…", partial(acts.take, code), refusal(code)) for code in beside
    ]
    return tuple(found)
