"""The time, as a value that is handed in, and the civil day that belongs to an instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]

# China has kept one zone without summer time since 1992: a fixed offset needs no time zone data.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def system_clock() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def local_time(at: datetime) -> datetime:
    """Return the same instant on the office's wall clock."""
    return at.astimezone(CHINA)


def local_day(at: datetime) -> date:
    """Return the civil day of an aware instant."""
    return local_time(at).date()
