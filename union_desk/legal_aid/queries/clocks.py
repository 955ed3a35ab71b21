"""The days from which the clocks of legal aid are counted, read for one case or for a whole store at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.core.batches import chunks
from union_desk.dispute.queries.clocks import CaseDays, days_of_cases
from union_desk.legal_aid.records import (
    AidCaseRecord,
    AidEventRecord,
    AidItemRecord,
    AssignmentRecord,
)
from union_desk.legal_aid.rules.states import OPEN

OPEN_STATES: Final = tuple(sorted(state.value for state in OPEN))
_Case: Final = AidCaseRecord
_TEXTS: Final = ("number", "office", "handler", "state", "pack", "stage", "dispute_uid")
_DAYS: Final = ("applied_on", "known_on", "papers_asked_on", "papers_due_on", "papers_came_on")


@dataclass(slots=True)
class AidDays:
    """All days of one case that start, stop or answer its clocks."""

    uid: str
    number: str = ""
    office: str = ""
    handler: str = ""
    state: str = ""
    pack: str = ""
    stage: str = ""
    applied_on: date | None = None
    known_on: date | None = None
    papers_asked_on: date | None = None
    papers_due_on: date | None = None
    papers_came_on: date | None = None
    dispute_uid: str = ""
    events: list[tuple[str, date, str]] = field(default_factory=list)
    assignments: list[tuple[date | None, date | None]] = field(
        default_factory=list
    )  # the contract was signed, another one was asked for
    claims: list[tuple[str, str]] = field(default_factory=list)  # uid, kind
    dispute: CaseDays | None = None


def days_of(session: Session, uid: str) -> AidDays:
    return aid_days_of_cases(session, [uid])[uid]


def aid_days_of_cases(session: Session, uids: Sequence[str] | None = None) -> dict[str, AidDays]:
    """Return the days of these cases, without a list of all that are open; a handful of statements."""
    found: dict[str, AidDays] = {}
    for only in chunks(uids) if uids is not None else (None,):
        part = _cases(session, only)
        _fill(session, part, only)
        found |= part
    disputes = sorted({days.dispute_uid for days in found.values() if days.dispute_uid})
    linked = days_of_cases(session, disputes) if disputes else {}
    for days in found.values():
        days.dispute = linked.get(days.dispute_uid)
    return found


def _cases(session: Session, uids: Sequence[str] | None) -> dict[str, AidDays]:
    columns = [getattr(_Case, name) for name in ("uid", *_TEXTS, *_DAYS)]
    wanted = select(*columns).where(_Case.uid.in_(uids) if uids is not None else _Case.state.in_(OPEN_STATES))
    found = {}
    for row in session.execute(wanted).mappings():
        held: dict[str, Any] = {name: row[name] or "" for name in _TEXTS}
        held |= {name: row[name] for name in _DAYS}
        found[row["uid"]] = AidDays(row["uid"], **held)
    return found


def _fill(session: Session, found: dict[str, AidDays], uids: Sequence[str] | None) -> None:
    event, given, item = AidEventRecord, AssignmentRecord, AidItemRecord
    wanted: Any = select(event.case_uid, event.kind, event.on, event.text).where(
        event.removed.is_(None), event.on.is_not(None)
    )
    for uid, kind, on, text in session.execute(_among(wanted, event.case_uid, uids)):
        if uid in found:
            found[uid].events.append((kind or "", on, text or ""))
    wanted = select(given.case_uid, given.contract_on, given.change_asked_on)
    for uid, *days in session.execute(_among(wanted, given.case_uid, uids)):
        if uid in found:
            found[uid].assignments.append((days[0], days[1]))
    wanted = select(item.case_uid, item.uid, item.kind).where(item.removed.is_(None))
    for uid, row, kind in session.execute(_among(wanted.order_by(item.position), item.case_uid, uids)):
        if uid in found:
            found[uid].claims.append((row, kind or ""))


def _among(wanted: Any, case_uid: Any, uids: Sequence[str] | None) -> Any:
    if uids is not None:
        return wanted.where(case_uid.in_(uids))
    return wanted.where(case_uid.in_(select(_Case.uid).where(_Case.state.in_(OPEN_STATES))))
