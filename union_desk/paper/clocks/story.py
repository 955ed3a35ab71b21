"""What a picture of clocks tells: dated events, and periods with their last day and why it is that day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from union_desk.core.calendar import WEEKDAYS, Calendar
from union_desk.core.deadline import day_text

BLACK: Final = "black"
ESTIMATED: Final = "推算"
HEADINGS: Final = ("日期", "事项", "期限情况", "依据")
OWN_PRACTICE: Final = "本单位的做法"


class Standing(StrEnum):
    """How a period stands today; each has words and a pattern of its own, colour only comes on top."""

    OVERDUE = "overdue"
    TODAY = "today"
    RUNNING = "running"
    LAPSED = "lapsed"
    """A limitation that is over: what it barred may still be asked for."""
    IDLE = "idle"
    """Nothing is asked for any more: what somebody could do until a day, a case that has ended."""
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of the case, or one that is planned."""

    key: str
    on: date
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the law or of the office; `light` is that of a limitation, which may have a safe day."""

    key: str
    title: str
    from_on: date
    due_on: date
    start: str = ""  # the event that it runs from, in words
    law: str = ""
    steps: tuple[str, ...] = ()
    answered_on: date | None = None
    safe_on: date | None = None
    light: str = ""
    estimated: bool = False
    practice: bool = False
    blocks: str = ""
    idle: bool = False

    @property
    def runs_back(self) -> bool:
        """Tell whether it is counted back from its event: what must be done so many days before."""
        return self.due_on < self.from_on

    def standing(self, today: date) -> Standing:
        if self.answered_on is not None:
            return Standing.ANSWERED
        if self.idle:
            return Standing.IDLE
        if self.due_on < today:
            return Standing.LAPSED if self.light == BLACK else Standing.OVERDUE
        return Standing.TODAY if self.due_on == today else Standing.RUNNING

    @property
    def has_doubt(self) -> bool:
        """Tell whether some would count fewer days than the latest view."""
        return self.safe_on is not None and self.safe_on < self.due_on


@dataclass(frozen=True, slots=True)
class Story:
    """All that one picture tells, as it stands today."""

    happened: tuple[Happened, ...]
    periods: tuple[Period, ...]
    today: date
    calendar: Calendar = field(repr=False)

    @property
    def in_order(self) -> tuple[Happened, ...]:
        return tuple(sorted(self.happened, key=lambda event: event.on))

    @property
    def open(self) -> tuple[Period, ...]:
        """Return the periods that run, what is due first on top; a limitation that is over stands last."""
        running = (each for each in self.periods if each.answered_on is None and not each.idle)
        return tuple(sorted(running, key=self._urgency))

    @property
    def past(self) -> tuple[Period, ...]:
        """Return what was done or is asked for no more, in its order."""
        done = (each for each in self.periods if each.answered_on is not None or each.idle)
        return tuple(sorted(done, key=lambda each: (each.from_on, each.due_on, each.key)))

    def _urgency(self, period: Period) -> tuple[bool, date, str]:
        return period.standing(self.today) is Standing.LAPSED, period.due_on, period.key

    @property
    def is_empty(self) -> bool:
        return not self.happened and not self.periods


def short_day(day: date, today: date) -> str:
    """Write a day as the picture does: 3-12, and 2027-3-12 where it is of another year."""
    short = f"{day.month}-{day.day}"
    return short if day.year == today.year else f"{day.year}-{short}"


def standing_words(period: Period, today: date) -> str:
    """Say how a period stands: 剩 5 天, 今天到期, 已超期 3 天, 3-10 办结，迟 2 天."""
    left = (period.due_on - today).days
    match period.standing(today):
        case Standing.ANSWERED:
            return _answered(period, today)
        case Standing.IDLE:
            return f"已过 {-left} 天" if left < 0 else "不用再办"
        case Standing.LAPSED:
            return f"时效已过 {-left} 天，仍可申请"
        case Standing.OVERDUE:
            return f"已超期 {-left} 天"
        case Standing.TODAY:
            return "今天到期"
        case Standing.RUNNING:
            return f"剩 {left} 天"


def safe_words(period: Period, today: date) -> str:
    """Say until when nobody can object: 稳妥 8-1 前; "" where there is no doubt."""
    if not period.has_doubt or period.safe_on is None or period.answered_on is not None or period.idle:
        return ""
    day = short_day(period.safe_on, today)
    return f"稳妥日 {day} 已过" if period.safe_on < today else f"稳妥 {day} 前"


def why_lines(period: Period, today: date) -> tuple[str, ...]:
    """Say all that one may ask of a period: from when to when, how it stands, the article, each step."""
    rest = f"，{words}" if (words := safe_words(period, today)) else ""
    ends = f"{day_text(period.due_on)}（{WEEKDAYS[period.due_on.weekday()]}）"
    said = [
        f"{period.title}：最后一天 {ends}，{standing_words(period, today)}{rest}。",
        f"依据：{law_of(period)}",
    ]
    if period.blocks:
        said.append(f"到期后不能再办：{period.blocks}。")
    return (*said, *(f"{number}. {step}" for number, step in enumerate(period.steps, start=1)))


def law_of(period: Period) -> str:
    """Return the article; a custom of the office is never taken for the law."""
    if not period.practice:
        return period.law or OWN_PRACTICE
    return f"{period.law}（{OWN_PRACTICE}）" if period.law and period.law != OWN_PRACTICE else OWN_PRACTICE


def day_of(item: Happened | Period) -> date:
    return item.on if isinstance(item, Happened) else item.due_on


def in_days(story: Story) -> tuple[Happened | Period, ...]:
    """Return events and last days in one order, as the dated list has them."""
    items: tuple[Happened | Period, ...] = (*story.happened, *story.periods)
    return tuple(sorted(items, key=lambda item: (day_of(item), isinstance(item, Period))))


def list_texts(item: Happened | Period, today: date) -> tuple[str, str, str, str]:
    """Return a line of the dated list under its HEADINGS."""
    day = f"{day_of(item)} {WEEKDAYS[day_of(item).weekday()].replace('星期', '周')}"
    if isinstance(item, Happened):
        return day, item.title, "计划中" if item.on > today else "", ""
    words = "，".join(filter(None, (standing_words(item, today), safe_words(item, today))))
    doubt = f"（{ESTIMATED}）" if item.estimated else ""
    return day, f"{item.title}的最后一天", f"{words}{doubt}", law_of(item)


def event_lines(event: Happened) -> tuple[str, ...]:
    head = f"{day_text(event.on)}（{WEEKDAYS[event.on.weekday()]}）　{event.title}"
    return (head, event.text) if event.text else (head,)


def _answered(period: Period, today: date) -> str:
    on = period.answered_on
    assert on is not None  # noqa: S101 - only asked of what is answered
    late = (on - period.due_on).days
    return f"{short_day(on, today)} 办结" + (f"，迟 {late} 天" if late > 0 else "")
