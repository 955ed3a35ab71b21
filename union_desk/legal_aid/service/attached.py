"""What is attached to a case of legal aid: proofs of means, powers of attorney, papers of courts."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from union_desk.casework.chronicle import of_office
from union_desk.casework.recent import touch
from union_desk.casework.timeline import Subject
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.legal_aid.queries import case_of
from union_desk.legal_aid.records import AID_ENTITY
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.service.chronicle import NOUN, subject_of
from union_desk.legal_aid.service.reading import state_of
from union_desk.store.work import Work


class AidOwner:
    """What attached files have to know of cases of legal aid."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def subject(self, session: Session, actor: Actor, uid: str) -> Subject:
        del actor
        return subject_of(case_of(session, uid))

    def subject_to_change(self, work: Work, actor: Actor, uid: str) -> Subject:
        """Return the case; papers come back signed after it is closed, but not into the archive."""
        record = of_office(actor, case_of(work.session, uid), NOUN)
        if state_of(record) is State.ARCHIVED:
            raise RuleBroken("这件援助案件已归档，不能再加减材料。")
        return subject_of(record)

    def attached(self, work: Work, uid: str, pages: Mapping[str, int]) -> None:
        del pages
        touch(work, AID_ENTITY, uid, self._clock())
