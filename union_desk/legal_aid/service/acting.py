"""The ground that every act of a case of legal aid stands on: its row, its life so far, and today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from union_desk.casework.fields import change, stored
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.service.acting import past_day
from union_desk.legal_aid.queries.life import PARTS, Story
from union_desk.legal_aid.records import AidCaseRecord
from union_desk.legal_aid.rules.states import State
from union_desk.store.work import Work


@dataclass(frozen=True, slots=True)
class Place:
    """The case that an act belongs to, what it is so far, and today."""

    record: AidCaseRecord
    story: Story
    today: date
    at: datetime

    @property
    def state(self) -> State:
        return State(self.record.state or State.REGISTERED)

    def day(self, day: date | None, what: str, field: str) -> date:
        """Return a day that is past and not before the application; RuleBroken names its field."""
        on, applied = past_day(day, self.today, what, field), self.record.applied_on
        if applied is not None and on < applied:
            raise RuleBroken(f"{what}不能早于收到申请的日期 {day_text(applied)}。", field=field)
        return on


def write_part(at: Place, part: Any) -> None:
    """Write one part of a case's life into the columns that keep it."""
    columns = PARTS[type(part)]
    change(at.record, {column: stored(getattr(part, name)) for name, column in columns.items()})


def refuse_used(work: Work, at: Place, column: Any, number: str, field: str, own: str = "") -> None:
    """Refuse the number of a paper that another case or another row bears: no two papers share one."""
    if not number:
        return
    table = column.class_
    wanted = select(table).where(column == number)
    for row in work.session.scalars(wanted):
        if row.uid not in (at.record.uid, own):
            raise RuleBroken(f"文号“{number}”已经用过，请核对。", field=field)
