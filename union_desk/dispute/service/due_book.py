"""What is due in all open cases, kept while the program runs: a work counts only its own cases anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.casework.due import in_order_of_days
from union_desk.casework.process import DueLine
from union_desk.dispute.records import (
    CASE_ENTITY,
    AgreementItemRecord,
    AgreementRecord,
    ClaimRecord,
    DisputeEventRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)
from union_desk.dispute.service.due import due_lines
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.store.changes import last_arrival
from union_desk.store.tables import change_line

# Rows that belong to a case and move its clocks, or are named in its line.
_OF_CASES: Final[tuple[type[Any], ...]] = (
    AgreementRecord,
    ClaimRecord,
    DisputeEventRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)
_WHOSE: Final[Mapping[str, tuple[type[Any], Any]]] = {
    **{record.__tablename__: (record, sa.select(record.uid, record.case_uid)) for record in _OF_CASES},
    AgreementItemRecord.__tablename__: (
        AgreementItemRecord,
        sa.select(AgreementItemRecord.uid, AgreementRecord.case_uid).join(
            AgreementRecord, AgreementRecord.uid == AgreementItemRecord.agreement_uid
        ),
    ),
}
# The calendar, the rules, and the words of the offices reach every case.
_OF_ALL: Final = frozenset({"office", "office_version"})
_MOST: Final = 500


class DueBook:
    """The lines of one store as of a day."""

    def __init__(self) -> None:
        self._at: tuple[date, int] | None = None
        self._lines: dict[str, tuple[DueLine, ...]] = {}
        self._ordered: tuple[DueLine, ...] = ()
        self._lock = Lock()  # a screen and a task behind it may ask at once

    def lines(self, session: Session, today: date) -> tuple[DueLine, ...]:
        """Return what is due, the earliest end first; anew is counted only what was written since."""
        with self._lock:
            return self._looked_up(session, today)

    def _looked_up(self, session: Session, today: date) -> tuple[DueLine, ...]:
        arrival = last_arrival(session)
        if self._at == (today, arrival):
            return self._ordered
        touched = None
        if self._at is not None and self._at[0] == today and self._at[1] < arrival:
            touched = _touched(session, self._at[1])
        if touched is None:
            self._lines = due_lines(session, today)
        elif touched:
            for uid in touched:
                self._lines.pop(uid, None)
            self._lines |= due_lines(session, today, sorted(touched))
        if touched is None or touched:
            self._ordered = in_order_of_days(self._lines.values())
        self._at = today, arrival
        return self._ordered


def _touched(session: Session, since: int) -> set[str] | None:
    """Return the cases that works have touched since a change set; None where it may be all of them."""
    lines = change_line.c
    wanted = sa.select(lines.table_name, lines.uid).where(lines.arrival > since).limit(_MOST + 1)
    rows = session.execute(wanted).all()
    if len(rows) > _MOST:
        return None
    by_table: dict[str, set[str]] = {}
    for table, uid in rows:
        by_table.setdefault(table, set()).add(uid)
    if _OF_ALL & by_table.keys():
        return None
    found = set(by_table.get(CASE_ENTITY, set()))
    for table, (record, case_uid) in _WHOSE.items():
        uids = by_table.get(table, set())
        whose = dict(session.execute(case_uid.where(record.uid.in_(uids))).all()) if uids else {}
        if len(whose) < len(uids):
            return None  # a row is gone, and with it whose it was
        found |= {uid for uid in whose.values() if uid}
    for card, link in ((PersonRecord, PartyRecord.person_uid), (EmployerRecord, PartyRecord.employer_uid)):
        uids = by_table.get(card.__tablename__, set())
        if uids:
            wanted_cases = sa.select(PartyRecord.case_uid).where(link.in_(uids))
            found |= {uid for uid in session.scalars(wanted_cases) if uid}
    return found
