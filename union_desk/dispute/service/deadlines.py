"""What is due in the cases of one store, counted anew only where something was written."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.due import CaseReminders, chosen, counted, icalendar_of
from union_desk.casework.due_book import DueBook
from union_desk.casework.process import CaseClock, DueLine
from union_desk.core.clock import Clock
from union_desk.core.rights import Actor, Right, require
from union_desk.dispute.queries.cases import case_of
from union_desk.dispute.queries.clocks import OPEN_STATES, days_of
from union_desk.dispute.queries.touching import DISPUTE_ROWS
from union_desk.dispute.records import DisputeCaseRecord, ServiceRecord
from union_desk.dispute.service.chronicle import DisputeChronicle
from union_desk.dispute.service.due import due_lines
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.store.database import Database


class CaseDeadlines(DisputeChronicle):
    """The clocks of the cases of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._book = DueBook(DISPUTE_ROWS, due_lines)

    def clocks(self, actor: Actor, uid: str) -> tuple[CaseClock, ...]:
        """Return the clocks of a case, the earliest end first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            case_of(session, uid)
            return case_clocks(session, self._today()).of(days_of(session, uid)).clocks

    def due(self, actor: Actor, until: date | None = None, office: str = "") -> tuple[DueLine, ...]:
        """Return what is due in the open cases of all offices or of one, the earliest end first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return chosen(self._due_lines(session), until, office)

    def reminders(self, actor: Actor, office: str = "") -> CaseReminders:
        """Count what is overdue, due today, in a week, in thirty days, and the papers still out."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return counted(chosen(self._due_lines(session), None, office), _unserved(session, office))

    def calendar_file(self, actor: Actor, until: date | None = None, office: str = "") -> bytes:
        """Return what is due as an .ics file for another calendar; it names cases by their number only."""
        return icalendar_of(self.calendar_lines(actor, until, office), self._clock(), "劳动争议期限")

    def calendar_lines(
        self, actor: Actor, until: date | None = None, office: str = ""
    ) -> tuple[DueLine, ...]:
        """Return what goes into a calendar file, and note that it left the program."""
        require(actor, Right.EXPORT)
        with self._database.read() as session:
            lines = chosen(self._due_lines(session), until, office)
        with self._database.write("导出期限日历", actor) as work:
            wanted = {line.case_uid for line in lines}
            rows = work.session.execute(select(DisputeCaseRecord.uid, DisputeCaseRecord.audience))
            seen = [(uid, audience) for uid, audience in rows if uid in wanted]
            work.note_accesses("export", DisputeCaseRecord.__tablename__, seen, "期限日历")
        return lines

    def _due_lines(self, session: Session) -> tuple[DueLine, ...]:
        return self._book.lines(session, self._today())


def _unserved(session: Session, office: str) -> int:
    """Count the papers that went out and have not come back."""
    wanted = (
        select(func.count())
        .select_from(ServiceRecord)
        .join(DisputeCaseRecord, DisputeCaseRecord.uid == ServiceRecord.case_uid)
        .where(
            ServiceRecord.removed.is_(None),
            ServiceRecord.returned_on.is_(None),
            ServiceRecord.received_on.is_(None),
            ServiceRecord.reached_on.is_(None),
            ServiceRecord.method.in_(("direct", "mail", "entrusted", "electronic")),
            DisputeCaseRecord.state.in_(OPEN_STATES),
        )
    )
    if office:
        wanted = wanted.where(DisputeCaseRecord.office == office)
    return session.scalar(wanted) or 0
