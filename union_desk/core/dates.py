"""Days as a caseworker types them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from union_desk.core.deadline import corresponding_day
from union_desk.core.errors import RuleBroken
from union_desk.core.text import compact

_WORDS: Final = {"t": 0, "今天": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2}
_HOW: Final = "请填写日期，例如 2018-03-12、1112（今年11月12日）、t（今天）、+3（三天后）、-1m（一个月前）。"
_EARLIEST: Final = 1850
_LATEST: Final = 2150


def parse_day(text: str, today: date, *, field: str | None = None) -> date:
    """Read `2018-03-12`, `20180312`, `2018.3.12`, `3-12`, `1112`, `t`, `+3`, `-1m`, `+1y`; Chinese too."""
    typed = compact(text).lower()
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    moved = re.fullmatch(r"([+-])([0-9]{1,4})([dwmy]?)", typed)
    if moved:
        return _moved(today, int(moved[1] + moved[2]), moved[3], field)
    full = re.fullmatch(
        r"([0-9]{4})(?:[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))", typed
    )
    if full:
        return _made(int(full[1]), int(full[2] or full[4]), int(full[3] or full[5]), field)
    short = re.fullmatch(r"(?:([0-9]{1,2})[-./月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))", typed)
    if short:
        return _made(today.year, int(short[1] or short[3]), int(short[2] or short[4]), field)
    raise RuleBroken(_HOW, field=field)


def _moved(today: date, count: int, unit: str, field: str | None) -> date:
    try:
        if unit in {"m", "y"}:
            return corresponding_day(today, count * (12 if unit == "y" else 1))
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    except (OverflowError, ValueError):
        raise RuleBroken("日期太远了，请核对。", field=field) from None


def _made(year: int, month: int, day: int, field: str | None) -> date:
    if not _EARLIEST <= year <= _LATEST:
        raise RuleBroken(f"年份 {year} 不对，请核对。", field=field)
    if not 1 <= month <= 12:
        raise RuleBroken(f"没有 {month} 月，请核对日期。", field=field)
    try:
        return date(year, month, day)
    except ValueError:
        raise RuleBroken(f"{year}年{month}月没有 {day} 日，请核对日期。", field=field) from None
