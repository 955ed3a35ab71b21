"""Which files are forgotten: plain rules on days, each with the words that a list has for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from union_desk.core.deadline import Length, Unit, corresponding_day
from union_desk.core.identity import age_on
from union_desk.core.packs import Pack
from union_desk.hardship.rules.file import is_working_age

_GROWN_UP: Final = 18
RETIRED: Final = frozenset({"retired", "veteran_retired"})


class Neglect(StrEnum):
    """A way in which a file is forgotten."""

    OVERDUE = "overdue"
    UNEXAMINED = "unexamined"
    UNHELPED = "unhelped"
    UNTOUCHED = "untouched"
    STALE_PROOF = "stale_proof"
    GROWN_UP = "grown_up"
    RETIRED = "retired"
    MOVED = "moved"
    WATCH_OVER = "watch_over"

    @property
    def words(self) -> str:
        return _TITLES[self]


_TITLES: Final[Mapping[Neglect, str]] = {
    Neglect.OVERDUE: "超期未办",
    Neglect.UNEXAMINED: "公示期满未审",
    Neglect.UNHELPED: "从未帮扶",
    Neglect.UNTOUCHED: "一年未改",
    Neglect.STALE_PROOF: "凭证已过期",
    Neglect.GROWN_UP: "家庭成员已成年",
    Neglect.RETIRED: "建档职工已退休",
    Neglect.MOVED: "建档职工已搬迁",
    Neglect.WATCH_OVER: "脱困跟踪期满未回访",
}


def begins_before(today: date, length: Length) -> date:
    """Return the day such that what began before it is older than a length; days off are not looked at."""
    if length.unit in (Unit.DAYS, Unit.WORKING_DAYS):
        return date.fromordinal(today.toordinal() - length.count)
    months = length.count * (12 if length.unit is Unit.YEARS else 1)
    return corresponding_day(today, -months)


def is_unhelped(enrolled_on: date | None, length: Length, today: date) -> bool:
    """Tell whether a file that was never given anything has waited longer than that."""
    return enrolled_on is not None and enrolled_on < begins_before(today, length)


def is_untouched(changed_on: date | None, length: Length, today: date) -> bool:
    """Tell whether nothing was written into a file for longer than that."""
    return changed_on is not None and changed_on < begins_before(today, length)


def is_unexamined(last_day: date | None, today: date) -> bool:
    """Tell whether a file is still 公示中 though the last day of its publicity is over."""
    return last_day is not None and last_day < today


def is_stale(proof_on: date | None, renewed_on: date | None, length: Length, today: date) -> bool:
    """Tell whether a proof is older than it is good for; a recheck looks at the papers anew."""
    return proof_on is not None and max(proof_on, renewed_on or proof_on) < begins_before(today, length)


def came_of_age(birth_on: date | None, since: date, today: date) -> bool:
    """Tell whether a member became 18 since the household was looked at last."""
    return birth_on is not None and age_on(birth_on, since) < _GROWN_UP <= age_on(birth_on, today)


def reached_retirement(birth_on: date | None, sex: str, since: date, today: date, pack: Pack) -> bool:
    """Tell whether somebody of working age then is past it by now, by the ages of the class pack."""
    return (
        birth_on is not None
        and is_working_age(birth_on, sex, since, pack)
        and not is_working_age(birth_on, sex, today, pack)
    )


def is_watch_over(lifted_on: date | None, followed_on: date | None, length: Length, today: date) -> bool:
    """Tell whether the watch after a lifting is over and nobody has been there since its last day."""
    if lifted_on is None:
        return False
    over = lifted_on < begins_before(today, length)
    return over and (followed_on is None or followed_on < watch_end(lifted_on, length))


def watch_end(lifted_on: date, length: Length) -> date:
    """Return the last day of the watch after a lifting; days off are not looked at."""
    if length.unit in (Unit.DAYS, Unit.WORKING_DAYS):
        return date.fromordinal(lifted_on.toordinal() + length.count)
    return corresponding_day(lifted_on, length.count * (12 if length.unit is Unit.YEARS else 1))
