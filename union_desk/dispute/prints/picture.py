"""What the pictures of the clocks of disputes and of legal aid have in common: events, periods, sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from union_desk.casework.process import CaseClock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.paper.clocks.story import Happened, Period, Story

if TYPE_CHECKING:
    from union_desk.core.calendar import Calendar
    from union_desk.paper.clocks.page import Sheet

Told = TypeVar("Told")
Told_co = TypeVar("Told_co", covariant=True)
WITHOUT_OTHERS: Final = "除申请人外，其他人以甲、乙代称"
_AT_ONCE: Final = 50


class Cases(Protocol[Told_co]):
    """The service of an area: it gives its cases with all that their papers tell."""

    def calendar(self, actor: Actor) -> Calendar: ...
    def on_paper(self, actor: Actor, uids: Sequence[str]) -> Sequence[Told_co]: ...


def pictures_of(
    service: Cases[Told], actor: Actor, uids: Sequence[str], sheet_of: Callable[[Told, Calendar], Sheet]
) -> list[Sheet]:
    """Return what the paper of each of these cases says."""
    require(actor, Right.PRINT)
    if not uids:
        raise RuleBroken("期限图是从案件画出来的，没有空白的。请选“填好”。")
    calendar = service.calendar(actor)
    sheets: list[Sheet] = []
    for start in range(0, len(uids), _AT_ONCE):
        cases = service.on_paper(actor, uids[start : start + _AT_ONCE])
        sheets += [sheet_of(case, calendar) for case in cases]
    return sheets


def line_of(*parts: tuple[str, str]) -> str:
    """案号：…　　申请人：…, without what is empty."""
    return "　　".join(f"{label}：{text}" for label, text in parts if text)


def retold(story: Story, hide: Callable[[str], str]) -> Story:
    """Return a story in which every word went through `hide`."""
    return replace(
        story,
        happened=tuple(
            replace(event, title=hide(event.title), text=hide(event.text)) for event in story.happened
        ),
        periods=tuple(
            replace(period, title=hide(period.title), steps=tuple(hide(step) for step in period.steps))
            for period in story.periods
        ),
    )


def event_told(on: date, kind: str, text: str, *more: str, derived: bool = False) -> Happened:
    """Return an event in the words of its kind; what is derived is told best in its own words."""
    label = term_label("dispute_event", kind)
    named = label if label and label != kind else ""
    text = text.strip().rstrip("。")
    if not named or derived or named == text:
        return Happened("", on, text or named or "事件")
    return Happened("", on, named, "，".join(part for part in (text, *more) if part))


def keyed(found: Sequence[Happened]) -> tuple[Happened, ...]:
    """Give each event a key that is the same at every look."""
    return tuple(
        replace(event, key=key)
        for key, event in zip(_keys(f"e {e.on} {e.title}" for e in found), found, strict=True)
    )


def periods_of(clocks: Iterable[CaseClock], asks: Callable[[CaseClock], bool]) -> tuple[Period, ...]:
    """Return every clock as a period; what is not answered and asks for nothing any more is idle."""
    found = tuple(clocks)
    keys = _keys(f"{clock.code} {clock.title} {clock.from_on}" for clock in found)
    return tuple(
        Period(
            key=key,
            title=clock.title,
            from_on=clock.from_on,
            due_on=clock.due_on,
            start=clock.start,
            law=clock.law,
            steps=tuple(step for step in clock.steps if step),
            answered_on=clock.answered_on,
            safe_on=clock.safe_on,
            light=clock.light,
            estimated=clock.estimated,
            practice=clock.practice,
            blocks=clock.blocks,
            idle=clock.answered_on is None and not asks(clock),
        )
        for key, clock in zip(keys, found, strict=True)
    )


def _keys(names: Iterable[str]) -> list[str]:
    """Tell like names apart by their order."""
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        seen[name] += 1
        keys.append(f"{name} {seen[name]}" if seen[name] > 1 else name)
    return keys
