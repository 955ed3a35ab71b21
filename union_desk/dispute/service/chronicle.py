"""What is kept about a case beside its fields: its number, timeline, 修改记录, print log."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.chronicle import Chronicle
from union_desk.casework.numbers import lend_next, needs_block, take_number, take_temporary
from union_desk.casework.offices import offices_in, own_office_in
from union_desk.casework.timeline import Subject
from union_desk.core.calendar import Calendar
from union_desk.core.clock import Clock
from union_desk.core.rights import Actor, Right, require
from union_desk.dispute.queries import case_of
from union_desk.dispute.records import CASE_ENTITY, DisputeCaseRecord
from union_desk.dispute.rules.numbers import MARK
from union_desk.store.database import Database
from union_desk.store.work import Work

SERIES: Final = "dispute"
NOUN: Final = "案件"


class CaseChronicle(Chronicle[DisputeCaseRecord]):
    """What the cases of one store keep of what happened to them."""

    _entity = CASE_ENTITY
    _noun = NOUN

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def calendar(self, actor: Actor) -> Calendar:
        """Return the calendar that the last days of this store's clocks are counted by."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return calendar_in(session)

    # --- inside

    def _record(self, session: Session, uid: str) -> DisputeCaseRecord:
        return case_of(session, uid)

    def _day_of(self, record: DisputeCaseRecord) -> date | None:
        return record.received_on

    def _fetch_block(self, actor: Actor) -> None:
        """Lend a district's store its next run of numbers, in a work that no undo of a case takes back."""
        today = self._today()
        with self._database.read() as session:
            own = offices_in(session).get(own_office_in(session))
            if own is None or own.level != "district":
                return
            if not needs_block(session, SERIES, actor.office, self._database.site, today):
                return
        with self._database.write("借出号段", actor) as work:
            lend_next(work, SERIES, actor.office, self._database.site, today)

    def _give_number(self, work: Work, record: DisputeCaseRecord) -> None:
        """Give a case its number; a temporary one gets its official number once there is a block."""
        official = record.number and record.number != record.temporary_number
        if official:
            return
        office, today = record.office or "", self._today()
        held = offices_in(work.session).get(office)
        prefix = f"{held.prefix if held else office}{MARK}"
        number = take_number(work.session, SERIES, office, self._database.site, today, prefix=prefix)
        if number is not None:
            record.number = number
        elif not record.number:
            temporary = take_temporary(work.session, SERIES, office, today, prefix=f"{office}{MARK}")
            record.number = record.temporary_number = temporary


def subject_of(record: DisputeCaseRecord) -> Subject:
    return Subject(CASE_ENTITY, record.uid, record.audience)
