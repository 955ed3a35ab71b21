"""A time of the day as it is typed and as it is kept."""

from __future__ import annotations

import re
from typing import Final

from union_desk.core.errors import RuleBroken

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:：.点时]?([0-5]\d)分?")


def kept_time(text: str, field: str) -> str:
    """Return a time as it is kept, 9点30 as 09:30; RuleBroken for any other text."""
    match = _TIME.fullmatch("".join(text.split()))
    if match is None:
        raise RuleBroken("时间请写成 9:30 或 0930。", field=field)
    return f"{int(match[1]):02d}:{match[2]}"
