"""The scale of a picture of clocks: which day stands where, what the axis says, which days are shaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from union_desk.core.calendar import Calendar
from union_desk.paper.clocks.story import ESTIMATED, Story

_LEAST_DAYS: Final = 14
_LEFT: Final = 0.6
_RIGHT: Final = 8.0
_MOST_RIGHT: Final = 0.2
_WIDEST_DAY: Final = 2.6
_REST_FROM: Final = 0.2
_HOLIDAY_FROM: Final = 0.06
_LONG_RUN: Final = 3
_MONTH: Final = 30.4
_YEAR: Final = 365.25
_DAY: Final = timedelta(days=1)
_LONG_OVER: Final = timedelta(days=60)
_BEFORE: Final = timedelta(days=120)
_AFTER: Final = timedelta(days=75)
_STILL: Final = timedelta(days=30)
_MORE: Final = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Type:
    """The type that a picture is set in: the height of a line, and how wide words are, plain or bold."""

    unit: float
    width: Callable[[str, bool], float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Which day stands at the left edge, as a proleptic ordinal, and how wide a day is."""

    first: float
    per_day: float

    def begin(self, day: date) -> float:
        return (day.toordinal() - self.first) * self.per_day

    def middle(self, day: date) -> float:
        return (day.toordinal() + 0.5 - self.first) * self.per_day

    def end(self, day: date) -> float:
        return (day.toordinal() + 1 - self.first) * self.per_day

    def day_at(self, x: float) -> float:
        return self.first + x / self.per_day

    def zoomed(self, factor: float, x: float, least: float, unit: float) -> Scale:
        """Return the scale in which a day is wider by a factor, and what stands at `x` stays there."""
        per_day = min(max(self.per_day * factor, least), max(least, _WIDEST_DAY * unit))
        return Scale(self.day_at(x) - x / per_day, per_day)

    def moved(self, by: float) -> Scale:
        return Scale(self.first + by / self.per_day, self.per_day)


class Tick(NamedTuple):
    """A line of the axis; `words` stand at its right. Rank 0 is a year, 1 a month, 2 a day."""

    x: float
    rank: int
    words: str
    words_x: float


class Band(NamedTuple):
    """Days off in a row; a holiday has its name."""

    x1: float
    x2: float
    name: str


def days_of(story: Story) -> tuple[date, date]:
    """Return the first and the last day that a picture of everything holds.

    Of a case that is over long ago today is left out: it would be a picture of nothing.
    """
    days = [event.on for event in story.happened]
    for period in story.periods:
        if not period.idle:
            days += [period.from_on, period.answered_on or period.due_on]
    if not days:
        days = [period.from_on for period in story.periods]
    over = not story.open and bool(days) and story.today - max(days) > _LONG_OVER
    return (min(days), max(days)) if over else (min([*days, story.today]), max([*days, story.today]))


def near_days(story: Story) -> tuple[date, date]:
    """Return the days round today: what is near begins and ends in it, what is far goes on beyond it."""
    first, last = days_of(story)
    runs = [period for period in story.open if story.today - _STILL <= period.due_on]
    near = [period.due_on for period in runs if period.due_on <= story.today + _AFTER]
    begun = [period.from_on for period in story.periods if period.due_on <= story.today + _AFTER]
    begin = max(min([*begun, *(event.on for event in story.happened)], default=first), story.today - _BEFORE)
    end = min(max([*near, story.today]) + _MORE, last)
    wide = (last - first) > 1.5 * (end - begin)
    return (begin, end) if runs and wide and begin < end else (first, last)


def paper_days(story: Story) -> tuple[date, date]:
    """Return what a sheet of paper shows: all, unless only a long period would stretch it."""
    first, last = near_days(story)
    return (first, last) if all(first <= event.on <= last for event in story.happened) else days_of(story)


def fitting(story: Story, width: float, kind: Type, days: tuple[date, date] | None = None) -> Scale:
    """Return the scale in which everything is seen; at the right there is room for the last words."""
    first, last = days or days_of(story)
    left = _LEFT * kind.unit
    right = min(_RIGHT * kind.unit, _MOST_RIGHT * width)
    days_seen = max((last - first).days + 1, _LEAST_DAYS)
    per_day = min(max(width - left - right, kind.unit) / days_seen, _WIDEST_DAY * kind.unit)
    return Scale(first.toordinal() - left / per_day, per_day)


def ticks_of(scale: Scale, width: float, kind: Type, calendar: Calendar) -> tuple[Tick, ...]:
    """Return years, months and days as far as their words find room."""
    return (
        *_years(scale, width, kind, calendar),
        *_months(scale, width, kind),
        *_days(scale, width, kind),
    )


def bands_of(scale: Scale, width: float, unit: float, calendar: Calendar) -> tuple[Band, ...]:
    """Return the days off that can be seen: all of them, or where days are narrow only long holidays."""
    if scale.per_day < _HOLIDAY_FROM * unit:
        return ()
    least = 1 if scale.per_day >= _REST_FROM * unit else _LONG_RUN
    return tuple(
        Band(scale.begin(first), scale.end(last), _name(first, last, calendar))
        for first, last in _runs(_seen(scale, 0), _seen(scale, width), calendar)
        if (last - first).days + 1 >= least
    )


def _years(scale: Scale, width: float, kind: Type, calendar: Calendar) -> Iterator[Tick]:
    plain = kind.width("2000年　", True)
    step = next((n for n in (1, 2, 5, 10, 20) if scale.per_day * _YEAR * n >= plain), 50)
    first = _seen(scale, 0).year
    for year in range(first, _seen(scale, width).year + 1):
        x = max(scale.begin(date(year, 1, 1)), 0.0)
        end = min(scale.end(date(year, 12, 31)), width)
        words = f"{year}年" if year % step == 0 or year == first else ""
        with_doubt = f"{words}（{ESTIMATED}）"
        if words and not calendar.covers(year) and kind.width(with_doubt, True) < end - x:
            words = with_doubt
        # The year at the left edge stays in sight, unless the next one pushes it out.
        room = (end if step == 1 else width) - x
        if kind.width(words, True) + kind.unit * 0.4 > room:
            words = ""
        yield Tick(scale.begin(date(year, 1, 1)), 0, words, x)


def _months(scale: Scale, width: float, kind: Type) -> Iterator[Tick]:
    room = kind.width("12月", False) + kind.unit * 0.5
    step = next((n for n in (1, 3, 6) if scale.per_day * _MONTH * n >= room), 0)
    if not step:
        return
    day = _seen(scale, 0).replace(day=1)
    last = _seen(scale, width)
    while day <= last:
        following = (day + 31 * _DAY).replace(day=1)
        x = max(scale.begin(day), 0.0)
        words = f"{day.month}月" if (day.month - 1) % step == 0 else ""
        if (step == 1 and room > scale.begin(following) - x) or x + room > width:
            words = ""
        if step == 1 or (scale.begin(day) >= 0 and (day.month - 1) % step == 0):
            yield Tick(scale.begin(day), 1, words, x)
        day = following


def _days(scale: Scale, width: float, kind: Type) -> Iterator[Tick]:
    step = _day_step(scale, kind)
    if not step:
        return
    day, last = _seen(scale, 0), _seen(scale, width)
    while day <= last:
        words = str(day.day) if step == 1 or (day.day % step == 0 and day.day < 30) else ""
        wide = kind.width(words, False)
        left = scale.middle(day) - wide / 2
        if step == 1 or words:
            yield Tick(scale.begin(day), 2, words if 0 <= left <= width - wide else "", left)
        day += _DAY


def _day_step(scale: Scale, kind: Type) -> int:
    room = kind.width("30", False) + kind.unit * 0.35
    return next((n for n in (1, 5, 10) if scale.per_day * n >= room), 0)


def _seen(scale: Scale, x: float) -> date:
    ordinal = int(scale.day_at(x))
    return date.fromordinal(min(max(ordinal, date.min.toordinal() + 40), date.max.toordinal() - 400))


def _runs(first: date, last: date, calendar: Calendar) -> Iterator[tuple[date, date]]:
    day = first
    while day <= last:
        if calendar.is_working_day(day):
            day += _DAY
            continue
        begin = day
        while not calendar.is_working_day(day + _DAY):
            day += _DAY
        yield begin, day
        day += 2 * _DAY


def _name(first: date, last: date, calendar: Calendar) -> str:
    """Name a festival; of two that meet, both. Saturdays and Sundays have none."""
    days = (first + n * _DAY for n in range((last - first).days + 1))
    names = dict.fromkeys(calendar.statutory[day] for day in days if day in calendar.statutory)
    return "、".join(names)
