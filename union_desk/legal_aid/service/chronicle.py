"""What is kept about a case of legal aid beside its fields: its number, timeline, 修改记录, print log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.case_numbers import give_number, lend_run
from union_desk.casework.deadlines import CaseDeadlines
from union_desk.casework.history import FieldHistory
from union_desk.casework.timeline import Subject, TimelineEvent
from union_desk.core.rights import Actor
from union_desk.legal_aid.queries import case_of
from union_desk.legal_aid.queries.timeline import dated_events
from union_desk.legal_aid.records import AID_ENTITY, AidCaseRecord
from union_desk.legal_aid.rules.numbers import AID_SERIES
from union_desk.legal_aid.service.history import history_of_case
from union_desk.store.work import Work

SERIES: Final = "legal_aid"
NOUN: Final = "援助案件"


class AidChronicle(CaseDeadlines[AidCaseRecord]):
    """What the cases of legal aid of one store keep of what happened to them."""

    _entity = AID_ENTITY
    _kind = AidCaseRecord
    _noun = NOUN
    _calendar_name = "法律援助期限"

    def _record(self, session: Session, uid: str) -> AidCaseRecord:
        return case_of(session, uid)

    def _day_of(self, record: AidCaseRecord) -> date | None:
        return record.applied_on

    def _dated_events(self, session: Session, uid: str) -> Iterable[TimelineEvent]:
        return dated_events(session, uid)

    def _history(self, session: Session, uid: str, *, looks: bool) -> tuple[FieldHistory, ...]:
        return history_of_case(session, uid, looks=looks)

    def _fetch_block(self, actor: Actor) -> None:
        """Lend a district's store its next run of numbers, in a work that no undo of a case takes back."""
        lend_run(self._database, actor, SERIES, self._today())

    def _give_number(self, work: Work, record: AidCaseRecord) -> None:
        """Give a case its number; a temporary one gets its official number once there is a block."""
        give_number(work, record, SERIES, AID_SERIES, self._database.site, self._today())


def subject_of(record: AidCaseRecord) -> Subject:
    return Subject(AID_ENTITY, record.uid, record.audience)
