"""Declared clocks: each period of the law or of the office as a line of a rule pack, and its last day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from union_desk.core.calendar import Calendar
from union_desk.core.deadline import Deadline, Length, Unit, day_text, period_end
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack, load_pack

CLOCKS_KIND: Final = "clocks"
DEFAULT_PACK: Final = "act-2022"
_SHORT: Final = "arb_short_days_are_workdays"


@dataclass(frozen=True, slots=True)
class OtherLength:
    """Another length of the same rule: the ten days of a collective case, the year of the worker himself."""

    code: str
    label: str
    length: Length
    law: str


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One period: what is due, from which event, how long, and what it means when it is over."""

    code: str
    title: str
    law: str
    start: str  # the event that starts it, in words
    event: str  # … and as a code of the timeline
    ends: tuple[str, ...]  # the events that answer it
    length: Length | None
    extension: Length | None
    agreed: bool  # both parties may put the end off to a day of their own
    needs: str  # the condition of the extension
    roll: bool
    practice: bool  # the office's own custom, not the law
    blocks: str  # what cannot be done any more; an empty one only advises
    effect: str
    note: str
    remind: tuple[int, ...]
    others: Mapping[str, OtherLength] = field(default_factory=dict)

    @property
    def extendable(self) -> bool:
        return self.agreed or self.extension is not None


def clock_rules(pack: Pack) -> Mapping[str, ClockRule]:
    """Return the rules of a pack by their code; a pack with a base says only what differs from it."""
    base = load_pack(CLOCKS_KIND, pack.data["base"]).data if "base" in pack.data else {}
    short = pack.data.get(_SHORT, base.get(_SHORT, True))
    inherited: Mapping[str, Any] = base.get("rules", {})
    own: Mapping[str, Any] = pack.data.get("rules", {})
    return MappingProxyType(
        {
            code: _rule(code, {**inherited.get(code, {}), **own.get(code, {})}, short=short)
            for code in (*inherited, *(code for code in own if code not in inherited))
        }
    )


def clock_rule(pack: Pack, code: str) -> ClockRule:
    """Return one rule of a pack; RuleBroken names the field `rule`."""
    rules = clock_rules(pack)
    if code not in rules:
        raise RuleBroken(f"没有编号为“{code[:20]}”的期限，可用：{'、'.join(rules)}。", field="rule")
    return rules[code]


def clock_end(
    rule: ClockRule, on: date, calendar: Calendar, *, extended: bool = False, other: str = ""
) -> Deadline:
    """Return the last day of a rule that an event starts, with the steps that lead to it.

    RuleBroken names `rule` where there is nothing to count and `extended` where nothing may be put off.
    """
    if rule.length is None:
        raise RuleBroken(_without_length(rule), field="rule")
    length, law = rule.length, rule.law
    if other:
        length, law = rule.others[other].length, rule.others[other].law
    first = f"{rule.code} {rule.title}：{_from(rule, length)}（{law}）。"
    steps = [first]
    if extended:
        added = _extension(rule)
        length = replace(length, count=length.count + added.count)
        steps.append(f"{rule.needs}，延长{_gap(added)}，共{_gap(length)}。")
    end = period_end(on, length, calendar, roll=rule.roll)
    steps += end.steps
    steps += [f"{other_.label}的，为{_gap(other_.length)}。" for other_ in rule.others.values() if not other]
    steps += [_sentence(text) for text in (rule.effect, rule.note) if text]
    return replace(end, steps=tuple(steps), basis=f"{law}；{end.basis}")


def put_off(rule: ClockRule, on: date, until: date, calendar: Calendar) -> Deadline:
    """Return the end that the parties agreed on (调解延期); it must be later than the ordinary one."""
    if not rule.agreed:
        raise RuleBroken(f"{rule.title}的期限不能由双方约定延长。", field="extended")
    usual = clock_end(rule, on, calendar)
    if until <= usual.due_on:
        raise RuleBroken(f"延期后的日期要晚于原来的末日 {day_text(usual.due_on)}。", field="until")
    step = f"{rule.needs}，延长到{day_text(until)}。"
    return replace(
        usual, due_on=until, raw_on=until, rolled=False, estimated=False, steps=(*usual.steps, step)
    )


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted in a period (A16): from the day it stopped to the day it ran on."""

    from_on: date
    to_on: date
    why: str


def clock_end_with_pauses(
    rule: ClockRule, on: date, pauses: Sequence[Pause], calendar: Calendar, *, extended: bool = False
) -> Deadline:
    """Return the end of a rule counted by days, put off by the days of its pauses; days in two count once."""
    plain = clock_end(rule, on, calendar, extended=extended)
    if rule.length is None or rule.length.unit is not Unit.DAYS:
        raise RuleBroken(f"{rule.title}的期限没有不计入的时间。", field="pauses")
    steps, raw, counted_to = list(plain.steps), plain.raw_on, on
    for pause in sorted(pauses, key=lambda pause: pause.from_on):
        if pause.to_on < pause.from_on:
            raise RuleBroken("恢复的日期不能早于中止的日期。", field="pauses")
        start = max(pause.from_on, counted_to)
        if start > raw or pause.to_on <= start:
            continue
        days = (pause.to_on - start).days
        raw, counted_to = raw + timedelta(days=days), pause.to_on
        steps.append(
            f"{day_text(start)}至{day_text(pause.to_on)}{pause.why}，{days} 天不计入，到{day_text(raw)}。"
        )
    due = calendar.next_working_day(raw) if rule.roll else raw
    if due != raw:
        steps.append(f"末日{day_text(raw)}是{calendar.name_of(raw)}，顺延到{day_text(due)}。")
    estimated = plain.estimated or not calendar.covers(raw.year)
    return Deadline(due, raw, due != raw, estimated, plain.basis, tuple(steps))


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A rule that runs in a case: its end, what answered it, and how many days are left."""

    rule: ClockRule
    from_on: date
    deadline: Deadline
    answered_on: date | None
    days_left: int

    @property
    def overdue(self) -> bool:
        return self.answered_on is None and self.days_left < 0


class Group(StrEnum):
    """How a list of clocks is grouped: what is overdue, due today, in a week, in thirty days, later."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"


def group_of(days_left: int) -> Group:
    """Return the group of a clock by the days that are left to its last day."""
    if days_left < 0:
        return Group.OVERDUE
    if days_left == 0:
        return Group.TODAY
    return Group.WEEK if days_left <= 7 else Group.MONTH if days_left <= 30 else Group.LATER


class ClockTable:
    """The rules of a pack by the events that start them, for many cases: ends that were counted are kept."""

    def __init__(self, rules: Iterable[ClockRule], calendar: Calendar) -> None:
        self._calendar = calendar
        self._started: dict[str, list[ClockRule]] = {}
        self._ends: dict[tuple[str, date], Deadline] = {}
        self._known: dict[tuple[str, date, date | None, date], RunningClock] = {}
        for rule in rules:
            if rule.length is not None:
                self._started.setdefault(rule.event, []).append(rule)

    def running(self, events: Iterable[tuple[str, date]], today: date) -> tuple[RunningClock, ...]:
        """Return the clocks that the dated events of a case have started, the earliest end first.

        The latest event of a kind counts; an event that answers the rule stops it unless it came before.
        """
        latest: dict[str, date] = {}
        for code, on in events:
            latest[code] = max(on, latest.get(code, on))
        found = [
            self._running(rule, on, latest, today)
            for code, on in latest.items()
            for rule in self._started.get(code, ())
        ]
        return tuple(sorted(found, key=lambda clock: (clock.deadline.due_on, clock.rule.code)))

    def _running(self, rule: ClockRule, on: date, latest: Mapping[str, date], today: date) -> RunningClock:
        answers = [latest[code] for code in rule.ends if code in latest and latest[code] >= on]
        answered_on = min(answers, default=None)
        key = rule.code, on, answered_on, today
        known = self._known.get(key)
        if known is None:
            end = self._ends.get((rule.code, on))
            if end is None:
                end = self._ends[rule.code, on] = clock_end(rule, on, self._calendar)
            known = self._known[key] = RunningClock(rule, on, end, answered_on, end.days_left(today))
        return known


def _rule(code: str, said: Mapping[str, Any], *, short: bool) -> ClockRule:
    length = Length.parse(said["length"]) if said.get("length") else None
    if length is not None and said.get("short") and short:
        length = replace(length, unit=Unit.WORKING_DAYS)
    return ClockRule(
        code=code,
        title=said["title"],
        law=said["law"],
        start=said["start"],
        event=said["event"],
        ends=tuple(said.get("ends", ())),
        length=length,
        extension=Length.parse(said["extension"]) if "extension" in said else None,
        agreed=said.get("agreed", False),
        needs=said.get("needs", ""),
        roll=said.get("roll", True),
        practice=said.get("practice", False),
        blocks=said.get("blocks", ""),
        effect=said.get("effect", ""),
        note=said.get("note", ""),
        remind=tuple(said.get("remind", ())),
        others={
            name: OtherLength(name, other["label"], Length.parse(other["length"]), other["law"])
            for name, other in said.get("others", {}).items()
        },
    )


def _extension(rule: ClockRule) -> Length:
    if rule.extension is not None:
        return rule.extension
    if rule.agreed:
        raise RuleBroken(f"{rule.title}延长到哪一天由双方约定，不能推算。", field="extended")
    raise RuleBroken(f"{rule.title}的期限不能延长。", field="extended")


def _without_length(rule: ClockRule) -> str:
    why = f"{rule.note}" or (f"{rule.effect}" if rule.effect else "")
    return f"{rule.code}（{rule.title}）没有可以推算的长度。{why}"


def _from(rule: ClockRule, length: Length) -> str:
    if length.count < 0:
        return f"{rule.start} {_gap(length).strip()}以前"
    return f"自{rule.start}起{_gap(length)}"


def _gap(length: Length) -> str:
    """Say a length inside a sentence: 30日, or 5 个工作日 with a space before its figure."""
    text = str(length)
    return f" {text}" if " " in text else f" {text.replace('日', ' 日').replace('年', ' 年')}"


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
