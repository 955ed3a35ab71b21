"""Reading and checking the State Council's notice of a year: days off, weekends worked, doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from union_desk.core.calendar import WEEKDAYS, Arrangement, calendar_of, known_holidays
from union_desk.core.errors import RuleBroken

FIRST_YEAR: Final = 2008
LAST_YEAR: Final = 2050
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_LONGEST: Final = 12
# 元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
_NOTE: Final = re.compile(r"[（(][^（()）]*[）)]")
_SPAN: Final = re.compile(r"(?:(\d{1,2})月)?(\d{1,2})日(?:(?:至|到|[-—－~])(?:(\d{1,2})月)?(\d{1,2})日)?")
_CLAUSE: Final = re.compile(r"[，。；;,\n]|(?<=放假)|(?<=上班)")
_MOST_APART: Final = 35


@dataclass(frozen=True, slots=True)
class Run:
    """The unbroken days off around a festival."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def text(self) -> str:
        """春节 2月15日至23日，共 9 天"""
        until = "" if self.days == 1 else f"至{_short(self.last, after=self.first)}"
        return f"{self.name} {_short(self.first)}{until}，共 {self.days} 天"


def is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def computed_arrangement(year: int) -> Arrangement:
    """Return a year as it is computed before its notice: statutory weekdays off, no weekend worked."""
    off = frozenset(day for day in known_holidays() if day.year == year and not is_weekend(day))
    return Arrangement(year, off, frozenset())


def read_notice(year: int, text: str) -> Arrangement:
    """Read the days from the words of the notice; RuleBroken where there are none or a day does not exist."""
    off: set[date] = set()
    worked: set[date] = set()
    # A clause may only name days (2月14日、2月28日) and the next one say what happens on them.
    plain = _NOTE.sub("", text.replace(" ", "").replace("\u3000", "").replace(f"{year}年", ""))
    waiting: list[tuple[date, date]] = []
    for clause in filter(None, _CLAUSE.split(plain)):
        spans = list(_spans(year, clause))
        waiting += spans
        if "上班" in clause:
            worked.update(day for span in waiting for day in _each(span))
            waiting = []
        elif "放假" in clause:
            off.update(day for span in waiting for day in _each(span))
            waiting = []
    if not off:
        raise RuleBroken(
            "没有读出放假的日子，请粘贴通知中“1月1日至3日放假……”的几行，或在下面的年历上逐日设定。",
            field="notice",
        )
    return Arrangement(
        year,
        frozenset(day for day in off if not is_weekend(day) and day.year == year),
        frozenset(day for day in worked if day.year == year),
    )


def checked_arrangement(arrangement: Arrangement) -> Arrangement:
    """Refuse a day of another year, a weekday that is worked, a weekend that is off."""
    year = arrangement.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken(f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。", field="year")
    for day in sorted(arrangement.off | arrangement.worked):
        if day.year != year:
            raise RuleBroken(f"{day} 不在 {year} 年，请核对。", field="days")
    for day in sorted(arrangement.worked):
        if not is_weekend(day):
            raise RuleBroken(f"{_named(day)}本来就上班，调休上班的只能是周六、周日。", field="days")
    for day in sorted(arrangement.off):
        if is_weekend(day):
            raise RuleBroken(f"{_named(day)}本来就休息，只需设定放假的周一至周五。", field="days")
    return arrangement


def arrangement_doubts(arrangement: Arrangement) -> tuple[str, ...]:
    """Return what is worth a second look, with the arithmetic; a person decides."""
    return tuple(_doubts(arrangement))


def runs_of(arrangement: Arrangement) -> tuple[Run, ...]:
    """Return the days off around each festival of the year, in the order of the year."""
    calendar = calendar_of((arrangement,))
    runs: dict[tuple[date, date], list[str]] = {}
    for day, name in sorted(known_holidays().items()):
        if day.year != arrangement.year or calendar.is_working_day(day):
            continue
        first = last = day
        while not calendar.is_working_day(first - _DAY) and first.year == arrangement.year:
            first -= _DAY
        while not calendar.is_working_day(last + _DAY) and last.year == arrangement.year:
            last += _DAY
        named = runs.setdefault((max(first, date(day.year, 1, 1)), min(last, date(day.year, 12, 31))), [])
        if name not in named:
            named.append(name)
    return tuple(Run("、".join(names), first, last) for (first, last), names in runs.items())


def differences(old: Arrangement, new: Arrangement) -> tuple[str, ...]:
    """Say day by day what another arrangement of the same year changes: 2月20日（星期五）上班 → 放假."""
    before, after = calendar_of((old,)), calendar_of((new,))
    days = sorted(old.off ^ new.off | old.worked ^ new.worked)
    words = {True: "上班", False: "休息"}
    return tuple(
        f"{_named(day)}{words[before.is_working_day(day)]} → {words[after.is_working_day(day)]}"
        for day in days
        if before.is_working_day(day) != after.is_working_day(day)
    )


def toggled(arrangement: Arrangement, day: date) -> Arrangement:
    """Turn one day round: a weekday off and on again, a weekend worked and free again."""
    if is_weekend(day):
        return replace(arrangement, worked=arrangement.worked ^ {day})
    return replace(arrangement, off=arrangement.off ^ {day})


def _doubts(arrangement: Arrangement) -> Iterator[str]:
    statutory = {day: name for day, name in known_holidays().items() if day.year == arrangement.year}
    if not statutory:
        return
    yield from _statutory_doubts(arrangement, statutory)
    expected = len(statutory) + len(arrangement.worked)
    if len(arrangement.off) != expected:
        yield (
            f"放假的周一至周五有 {len(arrangement.off)} 天，而法定 {len(statutory)} 天 + 调休上班 "
            f"{len(arrangement.worked)} 天 = {expected} 天，请对照通知。"
        )
    yield from (f"{run.text}，比往年都长，请核对。" for run in runs_of(arrangement) if run.days > _LONGEST)
    yield from _lonely_days(arrangement)


def _statutory_doubts(arrangement: Arrangement, statutory: Mapping[date, str]) -> Iterator[str]:
    for day, name in sorted(statutory.items()):
        if day in arrangement.worked:
            yield f"{_named(day)}是{name}，法定休假日不应上班。"
        elif not is_weekend(day) and day not in arrangement.off:
            yield f"{_named(day)}是{name}，还没有设为放假。"


def _lonely_days(arrangement: Arrangement) -> Iterator[str]:
    """Say which days stand far from every festival: a month typed wrong."""
    calendar, statutory = calendar_of((arrangement,)), known_holidays()
    for day in sorted(arrangement.worked):
        if min(abs((day - each).days) for each in statutory) > _MOST_APART:
            yield f"{_named(day)}上班，前后 {_MOST_APART} 天都没有节日，请核对。"
    for day in sorted(arrangement.off - statutory.keys()):
        if all(calendar.is_working_day(near) for near in (day - _DAY, day + _DAY)):
            yield f"{_named(day)}放假，前后都上班，请核对。"


def _spans(year: int, clause: str) -> Iterator[tuple[date, date]]:
    month = 0
    for match in _SPAN.finditer(clause):
        month = int(match[1] or month)
        first = _day(year, month, int(match[2]))
        month = int(match[3] or month)
        last = _day(year, month, int(match[4])) if match[4] else first
        if last < first:
            raise RuleBroken(f"“{match[0]}”的末日在首日之前，请核对。", field="notice")
        yield first, last


def _each(span: tuple[date, date]) -> Iterator[date]:
    day, last = span
    while day <= last:
        yield day
        day += _DAY


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise RuleBroken(f"{year} 年没有 {month}月{day}日，请核对通知。", field="notice") from error


def _named(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def _short(day: date, *, after: date | None = None) -> str:
    return f"{day.day}日" if after is not None and after.month == day.month else f"{day.month}月{day.day}日"
