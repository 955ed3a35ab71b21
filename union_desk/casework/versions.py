"""What an office sets for itself: dated versions, entered once, superseded or withdrawn, never edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import SHARED_AUDIENCE
from union_desk.casework.records import OfficeVersion, OfficeVersionRecord
from union_desk.casework.values import Entry, Version
from union_desk.core.errors import RuleBroken
from union_desk.core.text import storable
from union_desk.store.work import Work

RestsOn = Callable[[Session, str], int]
"""How many decisions or papers rest on a version, by its uid."""
Row = TypeVar("Row", bound=OfficeVersion)

_FIRST_DAY: Final = date(1990, 1, 1)
_LAST_DAY: Final = date(2100, 1, 1)
_LONGEST: Final = 200


def versions_of(session: Session, kind: str, name: str) -> tuple[Version, ...]:
    """Return all versions of one thing that this office has entered, the latest day first."""
    found = session.scalars(
        select(OfficeVersionRecord).where(OfficeVersionRecord.kind == kind, OfficeVersionRecord.name == name)
    )
    return _latest_first(version_of(row, row.name or "", row.body or {}) for row in found)


def all_versions(session: Session, kind: str) -> dict[str, tuple[Version, ...]]:
    """Return all versions of a kind by name."""
    by_name: dict[str, list[Version]] = {}
    for row in session.scalars(select(OfficeVersionRecord).where(OfficeVersionRecord.kind == kind)):
        by_name.setdefault(row.name or "", []).append(version_of(row, row.name or "", row.body or {}))
    return {name: _latest_first(found) for name, found in by_name.items()}


def enter_version(
    work: Work, kind: str, name: str, entry: Entry, body: Mapping[str, Any]
) -> OfficeVersionRecord:
    """Add a version; the ones before it stay as they are."""
    number = work.session.scalar(
        select(func.max(OfficeVersionRecord.number)).where(
            OfficeVersionRecord.kind == kind, OfficeVersionRecord.name == name
        )
    )
    record = OfficeVersionRecord(
        audience=SHARED_AUDIENCE,
        kind=kind,
        name=name,
        body=dict(body),
        **entered(checked_entry(entry), work, (number or 0) + 1),
    )
    work.session.add(record)
    work.session.flush()
    return record


def checked_entry(entry: Entry) -> Entry:
    """Refuse a version that begins on no possible day, or that says neither document nor reason."""
    doc_no, reason = storable(entry.doc_no).strip(), storable(entry.reason).strip()
    check_first_day(entry.from_on)
    if not doc_no and not reason:
        raise RuleBroken("请填写文号或理由，以后可以查到依据。", field="doc_no")
    for name, text in (("doc_no", doc_no), ("reason", reason)):
        if len(text) > _LONGEST:
            raise RuleBroken(f"请写短一些，最多 {_LONGEST} 字。", field=name)
    return Entry(entry.from_on, doc_no, reason)


def check_first_day(day: date) -> None:
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise RuleBroken("起用日期的年份不对，请核对。", field="from_on")


def entered(entry: Entry, work: Work, number: int) -> dict[str, Any]:
    """Return the columns that every kind of version has."""
    return {
        "from_on": entry.from_on,
        "doc_no": entry.doc_no or None,
        "reason": entry.reason or None,
        "number": number,
        "entered_by": work.actor.user,
        "entered_at": work.at,
        "withdrawn_by": None,
        "withdrawn_at": None,
        "withdrawn_why": None,
    }


def withdraw_version(work: Work, record: type[Row], uid: str, why: str, rests_on: RestsOn) -> Row:
    """Say that a version was a mistake: it counts for no day any more, but stays readable.

    Refused where something rests on it: what was decided or printed must stay explained.
    """
    found = work.session.get(record, uid)
    if found is None:
        raise RuleBroken("这一版已不在，可能已被撤销，请重新打开本页。")
    why = storable(why).strip()
    if found.entered_at is None:
        # Decisions of that time do not say on which lines they rest.
        raise RuleBroken("这一条是用旧版本程序录入的，不能作废；请录入新的一条，从同一天起取代它。")
    if found.withdrawn_at is not None:
        raise RuleBroken("这一版已经作废。")
    if not why:
        raise RuleBroken("请写明作废的理由，以后可以查到。", field="reason")
    used = rests_on(work.session, uid)
    if used:
        raise RuleBroken(f"已有 {used} 份认定或文书依据这一版，不能作废；请改为录入新的一版。")
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_why = work.at, work.actor.user, why[:_LONGEST]
    return found


def version_of(row: OfficeVersion, name: str, body: Mapping[str, Any]) -> Version:
    """Return a stored version as a value; lines of the place of older stores have no number."""
    return Version(
        uid=row.uid,
        name=name,
        number=row.number or 1,
        body=body,
        entry=Entry(row.from_on or _FIRST_DAY, row.doc_no or "", row.reason or ""),
        entered_by=row.entered_by or "",
        entered_at=row.entered_at,
        withdrawn_by=row.withdrawn_by or "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_why=row.withdrawn_why or "",
    )


def _latest_first(found: Any) -> tuple[Version, ...]:
    return tuple(sorted(found, key=lambda version: version.order, reverse=True))
