"""What is due in the disputes of one store, and the papers of them that are still out."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.process import CaseClock
from union_desk.core.clock import Clock
from union_desk.dispute.queries.cases import case_of
from union_desk.dispute.queries.clocks import OPEN_STATES, days_of
from union_desk.dispute.queries.touching import DISPUTE_ROWS
from union_desk.dispute.records import DisputeCaseRecord, ServiceRecord
from union_desk.dispute.service.chronicle import DisputeChronicle
from union_desk.dispute.service.due import due_lines
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.store.database import Database


class DisputeDeadlines(DisputeChronicle):
    """The clocks of the disputes of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock, DISPUTE_ROWS, due_lines)

    def _clocks(self, session: Session, uid: str) -> tuple[CaseClock, ...]:
        case_of(session, uid)
        return case_clocks(session, self._today()).of(days_of(session, uid)).clocks

    def _papers_out(self, session: Session, office: str) -> int:
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
