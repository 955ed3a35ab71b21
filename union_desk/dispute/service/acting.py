"""The ground that every act of a case stands on: its row, its place, and what its fields may say."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import func, select

from union_desk.core.clock import CHINA
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import find_term
from union_desk.core.text import storable
from union_desk.dispute.queries.life import SHAPED, Story
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.rules.states import State
from union_desk.store.work import Work

Row = TypeVar("Row", bound=Any)
T = TypeVar("T")

EARLIEST: Final = date(1990, 1, 1)
_FIXED: Final = frozenset({"uid", "audience", "row_version"})


class CaseRow(Protocol):
    """The row of a case of whatever kind."""

    uid: str
    audience: str


class OnCase(Protocol):
    """The place of an act: in which case."""

    @property
    def record(self) -> CaseRow: ...


@dataclass(frozen=True, slots=True)
class Place:
    """The case that an act belongs to, what it is so far, and today."""

    record: DisputeCaseRecord
    story: Story
    today: date
    at: datetime
    mediation_end_on: date | None

    @property
    def state(self) -> State:
        return State(self.record.state or State.REGISTERED)


def plain(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields that a value and its row have alike and that are written as they are."""
    return tuple(field.name for field in fields(kind) if field.name not in SHAPED)


def row_of(work: Work, at: OnCase, kind: type[Row], uid: str) -> Row:
    """Return the row with this id, or a new one of the case."""
    found: Row | None = work.session.get(kind, uid)
    if found is None:
        found = empty_row(kind, uid, at.record.audience, case_uid=at.record.uid)
        work.session.add(found)
    elif found.case_uid != at.record.uid:
        raise RuleBroken("这条记录属于另一件案件，请重新打开本页。")
    elif getattr(found, "removed", None):
        raise RuleBroken("这条记录已经删去，请重新打开本页。")
    return found


def empty_row(kind: type[Row], uid: str, audience: str, **parent: str) -> Row:
    nothing = {column.key: None for column in kind.__table__.columns if column.key not in _FIXED}
    row: Row = kind(uid=uid, audience=audience, **{**nothing, **parent})
    return row


def row_in_case(work: Work, at: OnCase, kind: type[Row], uid: str, sentence: str, field: str) -> Row:
    found: Row | None = work.session.get(kind, uid) if uid else None
    if found is None or found.case_uid != at.record.uid or getattr(found, "removed", None):
        raise RuleBroken(sentence, field=field)
    return found


def next_number(work: Work, at: OnCase, kind: type[Any], column: Any) -> int:
    known = work.session.scalar(select(func.max(column)).where(kind.case_uid == at.record.uid))
    return (known or 0) + 1


def check_code(terms: str, code: str, sentence: str, field: str) -> None:
    if find_term(terms, code) is None:
        raise RuleBroken(sentence, field=field)


def check_money(fen: int | None, field: str) -> None:
    if fen is not None and fen < 0:
        raise RuleBroken("金额不能是负数。", field=field)


def past_day(day: date | None, today: date, what: str, field: str) -> date:
    if day is None:
        raise RuleBroken(f"请填写{what}。", field=field)
    if day > today:
        raise RuleBroken(f"{what}不能晚于今天。", field=field)
    if day < EARLIEST:
        raise RuleBroken(f"{what}太早，请核对年份。", field=field)
    return day


def aware(moment: datetime | None) -> datetime | None:
    """Return a moment of the wall clock as an instant."""
    return moment.replace(tzinfo=CHINA) if moment is not None and moment.tzinfo is None else moment


def tidied(act: T) -> T:
    """Return an act with its texts as the store can hold them."""
    whole: Any = act
    values = {field.name: getattr(whole, field.name) for field in fields(whole)}
    texts: dict[str, Any] = {
        name: storable(text).strip() for name, text in values.items() if isinstance(text, str)
    }
    texts |= {
        name: tuple(storable(line).strip() for line in entries if line.strip())
        for name, entries in values.items()
        if isinstance(entries, tuple) and entries and isinstance(entries[0], str)
    }
    mended: T = replace(whole, **texts)
    return mended
