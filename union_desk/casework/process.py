"""What a page shows of the process of a case, whatever its area: its steps, what they lack, its clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from union_desk.core.clock_rules import RunningClock
from union_desk.core.deadline import Deadline


@dataclass(frozen=True, slots=True)
class StepLack:
    """What is still missing for a step: the sentence, and the place on the page where it is put right."""

    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that can be taken from here, or what it lacks; `refusal` says why this user may not."""

    code: str
    title: str
    who: str
    reasoned: bool
    lacks: tuple[StepLack, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step that was taken; `taken_back` says when it was taken back and why."""

    uid: str
    code: str
    title: str
    from_state: str
    to_state: str
    on: date
    by: str
    reason: str = ""
    taken_back: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next: the primary button, who does it, until when and why."""

    action: str
    title: str
    who: str = ""
    due_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A running or answered period: what is due until when, why that day, and what it blocks."""

    code: str  # M03, A01 …
    title: str
    from_on: date
    start: str  # the event that it runs from, in words
    due_on: date
    raw_on: date
    rolled: bool
    estimated: bool  # a year without a published calendar
    law: str
    steps: tuple[str, ...]
    days_left: int
    answered_on: date | None = None
    blocks: str = ""
    effect: str = ""
    practice: bool = False
    light: str = ""  # of the limitation: green, yellow, red, black
    safe_on: date | None = None  # of the limitation: the day that no view of the law disputes
    extended: bool = False


def clock_ending(running: RunningClock, end: Deadline, today: date, *, extended: bool = False) -> CaseClock:
    """Return a running period as a page shows it, with the last day that holds for this case."""
    rule = running.rule
    return CaseClock(
        code=rule.code,
        title=rule.title,
        from_on=running.from_on,
        start=rule.start,
        due_on=end.due_on,
        raw_on=end.raw_on,
        rolled=end.rolled,
        estimated=end.estimated,
        law=rule.law,
        steps=end.steps,
        days_left=(end.due_on - today).days,
        answered_on=running.answered_on,
        blocks=rule.blocks,
        effect=rule.effect,
        practice=rule.practice,
        extended=extended,
    )


@dataclass(frozen=True, slots=True)
class DueLine:
    """A clock of one case on the workbench or in a calendar file."""

    case_uid: str
    number_shown: str
    parties: str  # 王芳 诉 某某电子
    office: str
    handler: str
    clock: CaseClock
    entity: str = ""  # of which kind the case is
