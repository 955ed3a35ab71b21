"""A save that comes too late: the record was changed after the form was loaded, by whom and in what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken

if TYPE_CHECKING:
    from union_desk.casework.history import FieldHistory

_MOST_NAMED: Final = 3


class ChangedMeanwhile(RuleBroken):
    """Nothing was saved: what somebody else has saved since the form was loaded stays."""

    def __init__(self, changes: Sequence[FieldHistory], today: date, what: str = "这份档案") -> None:
        self.changes = tuple(changes)
        super().__init__(f"{what}{_by_whom(self.changes, today)}改过，您的改动还没有存。")


def _by_whom(changes: Sequence[FieldHistory], today: date) -> str:
    """Say when and by whom: 14:02 已被 王芳, of another day 11-23 14:02 已被 王芳."""
    if not changes:
        return "刚被"
    at = local_time(changes[0].at)
    when = f"{at:%H:%M}" if at.date() == today else f"{at:%m-%d %H:%M}"
    people = list(dict.fromkeys(change.by for change in changes))
    more = " 等人" if len(people) > _MOST_NAMED else ""
    return f" {when} 已被 {'、'.join(people[:_MOST_NAMED])}{more} "
