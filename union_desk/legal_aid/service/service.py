"""What a caseworker can do with a case of legal aid, and what a screen can ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from union_desk.casework.history import LOOKED, REVEAL
from union_desk.casework.offices import offices_in
from union_desk.casework.recent import recent
from union_desk.core.clock import Clock
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.dispute.values import KnownEmployer, KnownPerson
from union_desk.legal_aid.queries import form_of, uid_of_number
from union_desk.legal_aid.queries.listing import found_cases
from union_desk.legal_aid.queries.numbers import plain_number
from union_desk.legal_aid.records import AID_ENTITY
from union_desk.legal_aid.service.entering import AidEntering
from union_desk.legal_aid.service.knowing import known_employer, known_person
from union_desk.legal_aid.service.lines import rows_of, sums_of
from union_desk.legal_aid.service.listing import listed, next_steps
from union_desk.legal_aid.service.on_paper import on_paper
from union_desk.legal_aid.service.reading import AidReader
from union_desk.legal_aid.values import (
    AidFilter,
    AidHit,
    AidRow,
    AidSums,
    AidView,
)
from union_desk.legal_aid.values.on_paper import AidOnPaper
from union_desk.store.database import Database


class LegalAidService(AidEntering):
    """The cases of legal aid of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._reader = AidReader(database, clock)

    # --- reading

    def view(self, uid: str, actor: Actor) -> AidView:
        require(actor, Right.VIEW)
        return self._reader.view(uid, actor)

    def views(self, uids: Sequence[str], actor: Actor) -> list[AidView]:
        """Return several cases at once, in this order."""
        require(actor, Right.VIEW)
        return self._reader.views(uids, actor)

    def on_paper(self, actor: Actor, uids: Sequence[str]) -> list[AidOnPaper]:
        """Return several cases at once, in this order, with all that their papers tell."""
        require(actor, Right.PRINT)
        with self._database.read() as session:
            return on_paper(session, actor, self._reader.viewed(session, uids, actor), self._today())

    def with_number(self, actor: Actor, number: str) -> str | None:
        """Return the case with this number: official, temporary, or as its papers write it."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return uid_of_number(session, plain_number(number, offices_in(session)))

    def reveal(self, actor: Actor, uid: str, field: str) -> str:
        """Return a masked value in full (person.id_no, opponent.phone …); the act is logged."""
        require(actor, Right.REVEAL)
        with self._database.write(LOOKED, actor) as work:
            record = self._of_office(work.session, actor, uid)
            value = self._reader.secret(form_of(work.session, record), field)
            work.note_access(REVEAL, AID_ENTITY, uid, field)
            return value

    # --- the list

    def ids(self, actor: Actor, wanted: AidFilter, sort: str = "-number") -> Sequence[str]:
        """Return the ids of the list; `sort` is a column of AidRow, `-` before it turns it round."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            known = replace(wanted, text=_typed(session, wanted.text))
            return listed(session, actor, known, sort, self._today(), partial(self._due_of, session))

    def rows(self, actor: Actor, ids: Sequence[str]) -> dict[str, AidRow]:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return rows_of(session, ids, self._due_of(session))

    def sums(self, actor: Actor, ids: Sequence[str]) -> AidSums:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return sums_of(session, ids)

    def next_steps(self, actor: Actor) -> tuple[tuple[str, str], ...]:
        """Return what cases can wait for: code and title of each step."""
        require(actor, Right.VIEW)
        return next_steps()

    def search(self, actor: Actor, text: str, limit: int = 20) -> tuple[AidHit, ...]:
        """Find cases by the applicant, an employer, the opponent or a number."""
        require(actor, Right.VIEW)
        if not text.strip():
            return ()
        with self._database.read() as session:
            return self._reader.hits(session, found_cases(session, _typed(session, text), limit))

    def recent(self, actor: Actor, limit: int = 10) -> tuple[AidHit, ...]:
        """Return the cases that were changed last."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._reader.hits(session, [touch.uid for touch in recent(session, AID_ENTITY, limit)])

    # --- who is known already

    def known_person(self, actor: Actor, id_no: str, except_case: str | None = None) -> KnownPerson | None:
        """Tell who this identity number is here: card, cases of aid, the file that proves his means."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return known_person(session, actor, id_no, self._today(), except_case)

    def known_employer(self, actor: Actor, name: str, except_case: str | None = None) -> KnownEmployer | None:
        """Tell which employer has this name or credit code, and in which cases of aid it stands."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return known_employer(session, name, except_case)


def _typed(session: Session, text: str) -> str:
    """Return what was typed into a search, a whole number of a paper as it is stored."""
    return plain_number(storable(text), offices_in(session)) if text.strip() else ""
