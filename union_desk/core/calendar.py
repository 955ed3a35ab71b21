"""Which days are working days, rest days and statutory holidays in China."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from union_desk.core.resources import resource

WEEKDAYS: Final = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published years, and the statutory holidays of every year that can be computed."""

    covered: frozenset[int]
    off: frozenset[date]  # Mondays to Fridays that are off
    worked: frozenset[date]  # Saturdays and Sundays that are worked
    statutory: Mapping[date, str]  # 法定休假日, the days of triple pay, by name

    def covers(self, year: int) -> bool:
        """Tell whether the State Council's arrangement of a year is known; what rests on others is 推算."""
        return year in self.covered

    def is_statutory_holiday(self, day: date) -> bool:
        return day in self.statutory

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on a day: 调休 weekends work, their Mondays and Fridays may not."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.off and day not in self.statutory

    def name_of(self, day: date) -> str:
        """Name a day the way a sentence needs it: 国庆节, 国庆节假期, 星期六, 调休上班日, 工作日."""
        if day in self.statutory:
            return self.statutory[day]
        if day in self.worked:
            return "调休上班日"
        if self.is_working_day(day):
            return "工作日"
        festivals = self._festivals_around(day)
        if festivals:
            return f"{'、'.join(festivals)}假期"
        return "休息日" if day in self.off else WEEKDAYS[day.weekday()]

    def next_working_day(self, day: date, *, back: bool = False) -> date:
        """Return the day itself if it is worked, else the first one after it (or before it)."""
        while not self.is_working_day(day):
            day = day - _DAY if back else day + _DAY
        return day

    def _festivals_around(self, day: date) -> tuple[str, ...]:
        """Name the festivals in the unbroken run of days off that a day lies in."""
        first = day
        while not self.is_working_day(first - _DAY):
            first -= _DAY
        names: dict[str, None] = {}
        while not self.is_working_day(first):
            if first in self.statutory:
                names[self.statutory[first]] = None
            first += _DAY
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the State Council lays out a year: weekdays that are off, and Saturdays and Sundays worked."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]
    source: str = ""


@cache
def shipped_calendar() -> Calendar:
    """Return the calendar of resources/calendar/."""
    return calendar_of(shipped_arrangements().values())


def calendar_of(arrangements: Iterable[Arrangement]) -> Calendar:
    """Return the calendar of these years; the statutory holidays of all years are known beforehand."""
    years = tuple(arrangements)
    return Calendar(
        covered=frozenset(each.year for each in years),
        off=frozenset(day for each in years for day in each.off),
        worked=frozenset(day for each in years for day in each.worked),
        statutory=known_holidays(),
    )


@cache
def shipped_arrangements() -> Mapping[int, Arrangement]:
    """Return the years of resources/calendar/arrangements.toml."""
    return {
        int(year): Arrangement(
            int(year),
            frozenset(_day(year, text) for text in said["off"]),
            frozenset(_day(year, text) for text in said["worked"]),
            said.get("source", ""),
        )
        for year, said in _read("arrangements.toml").items()
    }


@cache
def known_holidays() -> Mapping[date, str]:
    """Return the 法定休假日 of every year whose festivals are known, by name."""
    statutory: dict[date, str] = {}
    for year, dates in _read("festivals.toml").items():
        statutory |= statutory_holidays(int(year), {name: _day(year, text) for name, text in dates.items()})
    return statutory


def statutory_holidays(year: int, festivals: Mapping[str, date]) -> dict[date, str]:
    """Return the 法定休假日 of a year since 2008.

    全国年节及纪念日放假办法 art 2: 11 days until 2024 (the spring festival from New Year's Eve until 2013,
    from the first day of the first month since 2014); since 2025 13 days: four in spring from New Year's Eve,
    two in May. When two festivals meet (mid-autumn on 1 October) the day counts once.
    """
    spring = festivals["spring"] - _DAY if year <= 2013 or year >= 2025 else festivals["spring"]
    runs = (
        ("元旦", date(year, 1, 1), 1),
        ("春节", spring, 4 if year >= 2025 else 3),
        ("清明节", festivals["qingming"], 1),
        ("劳动节", date(year, 5, 1), 2 if year >= 2025 else 1),
        ("端午节", festivals["dragon_boat"], 1),
        ("国庆节", date(year, 10, 1), 3),
        ("中秋节", festivals["mid_autumn"], 1),
    )
    holidays: dict[date, str] = {}
    for name, first, length in runs:
        for offset in range(length):
            holidays.setdefault(first + offset * _DAY, name)
    return holidays


def _read(name: str) -> dict[str, Any]:
    with resource("calendar", name).open("rb") as file:
        return tomllib.load(file)


def _day(year: str, text: str) -> date:
    return date(int(year), int(text[:2]), int(text[2:]))
