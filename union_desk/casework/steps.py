"""The row of a step that was taken, whatever the area: from which state to which, on which day, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import func, select

from union_desk.store.work import Work

Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True, slots=True)
class Turn:
    """A step as it is put on record: what it is called, and the state that it leads to."""

    code: str
    title: str
    target: str
    on: date
    reason: str = ""
    takes_back_uid: str | None = None


def step_row(
    work: Work, kind: type[Row], case: Any, turn: Turn, at: datetime, *, owner: str = "case_uid"
) -> Row:
    """Put a step of a case on record; the case itself keeps its state for now.

    Steps are numbered: of two on one day the order is known, also when a clock was set back. `owner` is the
    column that says whose step it is.
    """
    known = work.session.scalar(select(func.max(kind.number)).where(getattr(kind, owner) == case.uid))
    row: Row = kind(
        audience=case.audience,
        number=(known or 0) + 1,
        code=turn.code,
        title=turn.title,
        from_state=case.state,
        to_state=turn.target,
        on=turn.on,
        reason=turn.reason or None,
        by=work.actor.user,
        at=at,
        takes_back_uid=turn.takes_back_uid,
        **{owner: case.uid},
    )
    work.session.add(row)
    return row
