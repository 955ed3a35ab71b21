"""How long is left until a day, in words."""

from __future__ import annotations

from datetime import date


def due_words(due_on: date | None, today: date) -> str:
    """11-27 前（剩 3 天）, in another year 2027-11-23 前（剩 365 天）"""
    if due_on is None:
        return ""
    day = due_on.isoformat() if due_on.year != today.year else f"{due_on:%m-%d}"
    return f"{day} 前（{left_words((due_on - today).days)}）"


def left_words(days: int) -> str:
    """剩 3 天, 今天, 已超期 3 天"""
    if days < 0:
        return f"已超期 {-days} 天"
    return f"剩 {days} 天" if days else "今天"
