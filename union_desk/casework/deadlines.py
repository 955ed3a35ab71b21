"""What is due in the cases of one kind: listed, counted, and as a file for another calendar."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Any, ClassVar, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.chronicle import CaseChronicle
from union_desk.casework.due import CaseReminders, chosen, counted, icalendar_of
from union_desk.casework.due_book import CaseRows, Counting, DueBook
from union_desk.casework.process import CaseClock, DueLine
from union_desk.core.calendar import Calendar
from union_desk.core.clock import Clock
from union_desk.core.rights import Actor, Right, require
from union_desk.store.database import Database
from union_desk.store.records import LoggedRecord

R = TypeVar("R", bound=LoggedRecord)


class CaseDeadlines(CaseChronicle[R]):
    """The clocks of the cases of one kind, counted anew only where something was written."""

    _kind: ClassVar[type[Any]]
    _calendar_name: ClassVar[str]  # what another calendar calls it: 劳动争议期限

    def __init__(self, database: Database, clock: Clock, rows: CaseRows, counting: Counting) -> None:
        super().__init__(database, clock)
        self._book = DueBook(rows, counting)

    @abstractmethod
    def _clocks(self, session: Session, uid: str) -> tuple[CaseClock, ...]:
        """Return the clocks of a case, the earliest end first; RuleBroken when it is gone."""

    def _papers_out(self, _session: Session, _office: str) -> int:
        """Count the papers that went out and have not come back."""
        return 0

    def clocks(self, actor: Actor, uid: str) -> tuple[CaseClock, ...]:
        """Return the clocks of a case, the earliest end first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._clocks(session, uid)

    def calendar(self, actor: Actor) -> Calendar:
        """Return the calendar that the last days of this store's clocks are counted by."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return calendar_in(session)

    def due(self, actor: Actor, until: date | None = None, office: str = "") -> tuple[DueLine, ...]:
        """Return what is due in the open cases of all offices or of one, the earliest end first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return chosen(self._due_lines(session), until, office)

    def reminders(self, actor: Actor, office: str = "") -> CaseReminders:
        """Count what is overdue, due today, in a week, in thirty days, and the papers still out."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return counted(chosen(self._due_lines(session), None, office), self._papers_out(session, office))

    def calendar_file(self, actor: Actor, until: date | None = None, office: str = "") -> bytes:
        """Return what is due as an .ics file for another calendar; it names cases by their number only."""
        return icalendar_of(self.calendar_lines(actor, until, office), self._clock(), self._calendar_name)

    def calendar_lines(
        self, actor: Actor, until: date | None = None, office: str = ""
    ) -> tuple[DueLine, ...]:
        """Return what goes into a calendar file, and note that it left the program."""
        require(actor, Right.EXPORT)
        with self._database.read() as session:
            lines = chosen(self._due_lines(session), until, office)
        with self._database.write("导出期限日历", actor) as work:
            wanted = {line.case_uid for line in lines}
            rows = work.session.execute(select(self._kind.uid, self._kind.audience))
            seen = [(uid, audience) for uid, audience in rows if uid in wanted]
            work.note_accesses("export", self._entity, seen, "期限日历")
        return lines

    def _due_lines(self, session: Session) -> tuple[DueLine, ...]:
        return self._book.lines(session, self._today())
