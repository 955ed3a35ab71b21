"""The timeline of a case: dated events, which may be back-dated, and their corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.records import EventRecord
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import find_term, term_label
from union_desk.store.work import Work

_EARLIEST: Final = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event of a case; `on` is the day it happened, `recorded_at` when it was written down."""

    uid: str
    on: date
    kind: str  # terms event_kind
    kind_label: str
    text: str
    by: str
    office: str
    recorded_at: datetime
    correctable: bool  # a note of a person, not an act of the program
    former: tuple[TimelineEvent, ...] = ()  # what it said before its corrections, newest first


@dataclass(frozen=True, slots=True)
class Subject:
    """The record that an event belongs to, with the audience that its rows follow."""

    entity: str
    uid: str
    audience: str


@dataclass(frozen=True, slots=True)
class EventText:
    """What one writes about an event."""

    on: date
    kind: str
    text: str


def check_event(event: EventText, today: date) -> EventText:
    """Refuse an event of the future, of no kind, or without a word."""
    if event.on > today:
        raise RuleBroken("日期不能晚于今天。", field="on")
    if event.on < _EARLIEST:
        raise RuleBroken("日期太早，请核对年份。", field="on")
    if find_term("event_kind", event.kind) is None:
        raise RuleBroken("请从列表中选择事项类型。", field="kind")
    if not event.text.strip():
        raise RuleBroken("请写下内容。", field="text")
    return replace(event, text=event.text.strip())


def add_event(work: Work, subject: Subject, event: EventText, at: datetime, *, written: bool = False) -> str:
    """Put an event on the timeline; `written`: by a person's own words, so that he may correct it."""
    record = EventRecord(
        audience=subject.audience,
        subject=subject.entity,
        subject_uid=subject.uid,
        on=event.on,
        kind=event.kind,
        text=event.text,
        by=work.actor.user,
        office=work.actor.office,
        recorded_at=at,
        written=written,
    )
    work.session.add(record)
    return record.uid


def correct_event(work: Work, event_uid: str, event: EventText, at: datetime) -> Subject:
    """Put a corrected event in the place of an earlier one, which stays readable behind it."""
    former = work.session.get(EventRecord, event_uid)
    if former is None or not former.written:
        raise RuleBroken("只能更正自己记下的事项；系统记下的事项不能改。", field="text")
    later = select(EventRecord.uid).where(EventRecord.corrects_uid == event_uid)
    if work.session.scalars(later).first():
        raise RuleBroken("这条记事已被更正过，请更正最新的一条。", field="text")
    subject = Subject(former.subject or "", former.subject_uid or "", former.audience)
    new_uid = add_event(work, subject, event, at, written=True)
    work.session.flush()
    work.session.get_one(EventRecord, new_uid).corrects_uid = event_uid
    return subject


def events_of(session: Session, entity: str, uid: str) -> tuple[TimelineEvent, ...]:
    """Return the events of a record, newest day first, each with what it said before."""
    return events_of_records(session, entity, [uid]).get(uid, ())


def events_of_records(
    session: Session, entity: str, uids: Sequence[str]
) -> dict[str, tuple[TimelineEvent, ...]]:
    """Return the events of several records of one kind, each record's newest day first."""
    about: dict[str, list[EventRecord]] = {}
    for part in chunks(uids):
        wanted = select(EventRecord).where(EventRecord.subject == entity, EventRecord.subject_uid.in_(part))
        for record in session.scalars(wanted):
            about.setdefault(record.subject_uid or "", []).append(record)
    return {uid: _standing(records) for uid, records in about.items()}


def _standing(records: Sequence[EventRecord]) -> tuple[TimelineEvent, ...]:
    by_uid = {record.uid: record for record in records}
    corrected = {record.corrects_uid for record in records if record.corrects_uid}
    shown = [
        replace(_event(record), former=_former(record, by_uid))
        for record in records
        if record.uid not in corrected
    ]
    return tuple(sorted(shown, key=lambda event: (event.on, event.recorded_at), reverse=True))


def _former(record: EventRecord, by_uid: dict[str, EventRecord]) -> tuple[TimelineEvent, ...]:
    former = []
    earlier = by_uid.get(record.corrects_uid or "")
    while earlier is not None:
        former.append(_event(earlier))
        earlier = by_uid.get(earlier.corrects_uid or "")
    return tuple(former)


def _event(record: EventRecord) -> TimelineEvent:
    if record.on is None or record.recorded_at is None:
        raise LookupError(f"event {record.uid} has no day")
    kind = record.kind or ""
    return TimelineEvent(
        record.uid,
        record.on,
        kind,
        term_label("event_kind", kind),
        record.text or "",
        record.by or "",
        record.office or "",
        record.recorded_at,
        bool(record.written),
    )
