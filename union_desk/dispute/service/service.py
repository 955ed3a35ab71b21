"""What a caseworker can do with a dispute, and what a screen can ask about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from union_desk.casework.history import LOOKED, REVEAL
from union_desk.casework.offices import offices_in
from union_desk.casework.process import DueLine
from union_desk.casework.recent import recent, touch
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.casework.timeline import EventText
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.dispute.queries import case_of, form_of, uid_of_number
from union_desk.dispute.queries.listing import found_cases
from union_desk.dispute.queries.numbers import plain_number, shown_number
from union_desk.dispute.records import CASE_ENTITY, DisputeCaseRecord
from union_desk.dispute.rules.states import State
from union_desk.dispute.service.agreements import AgreementDesk
from union_desk.dispute.service.calculations import Calculations
from union_desk.dispute.service.checks import check_closed, checked
from union_desk.dispute.service.form_days import check_form_days
from union_desk.dispute.service.history import history_of_case
from union_desk.dispute.service.knowing import known_employer, known_person
from union_desk.dispute.service.lines import rows_of, sums_of
from union_desk.dispute.service.listing import CaseDue, due_of_cases, listed, next_steps
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.service.on_paper import on_paper
from union_desk.dispute.service.process import DisputeProcess
from union_desk.dispute.service.reading import CaseReader, state_of
from union_desk.dispute.service.rosters import Rosters
from union_desk.dispute.service.writing import write_case
from union_desk.dispute.values import (
    Agent,
    CaseFilter,
    CaseForm,
    CaseHit,
    CaseRow,
    CaseSums,
    CaseView,
    KnownEmployer,
    KnownPerson,
    Party,
    Saved,
)
from union_desk.dispute.values.on_paper import CaseOnPaper
from union_desk.people.rules import FieldWarning
from union_desk.store.changes import works_since
from union_desk.store.database import Database
from union_desk.store.work import Work


class DisputeService(DisputeProcess):
    """The disputes of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._reader = CaseReader(database, clock)
        self._due: tuple[Sequence[DueLine], Mapping[str, CaseDue]] | None = None
        self.calculations = Calculations(database, clock)
        self.agreements = AgreementDesk(database, clock)
        self.rosters = Rosters(database, clock)
        self.mediators = MediatorRegister(database, clock)

    # --- the form

    def new_form(self, actor: Actor) -> CaseForm:
        """Return an empty form with what is certain already: the day and who receives."""
        require(actor, Right.VIEW)
        return CaseForm(came_on=self._today(), receptionist=actor.user, handler=actor.user)

    def form(self, actor: Actor, uid: str) -> CaseForm:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return form_of(session, case_of(session, uid))

    def save(
        self,
        actor: Actor,
        form: CaseForm,
        uid: str | None = None,
        loaded: CaseView | None = None,
        *,
        advice: bool = False,
    ) -> Saved:
        """Store half or all of a case; RuleBroken(field=path) for what is wrong, not for what is missing.

        ChangedMeanwhile when the case is no longer what it was as it was `loaded` into the form. A new case
        gets its number; what is `advice` only has none until it becomes a case.
        """
        require(actor, Right.EDIT)
        today = self._today()
        form = checked(form, today)
        if all(party.is_blank for party in form.parties) and not form.matter:
            raise RuleBroken("请先填写来访人、单位或者争议事项，再保存。", field="parties.0.person.name")
        self._fetch_block(actor)
        title = "保存案件" if uid else "登记咨询" if advice else "登记案件"
        with self._database.write(title, actor) as work:
            record = self._opened(work, actor, uid) if uid else self._new_record(work, actor, advice=advice)
            if loaded is not None:
                self._refuse_stale(work.session, record, loaded)
            if state_of(record) is State.CLOSED:
                check_closed(form_of(work.session, record), form)
            check_form_days(work.session, record, form, today)
            return self._written(work, record, form, created=not uid)

    def register(self, actor: Actor, work: Work, form: CaseForm) -> Saved:
        """Store a new case within the work of another act, such as that which makes one of advice."""
        require(actor, Right.EDIT)
        form = checked(form, self._today())
        record = self._new_record(work, actor, advice=False)
        check_form_days(work.session, record, form, self._today())
        return self._written(work, record, form, created=True)

    def as_case(self, actor: Actor, uid: str) -> str:
        """Make a case of advice: the same rows, with a number; return the work."""
        require(actor, Right.EDIT)
        return self.take_step(actor, uid, "open_case")

    # --- reading

    def view(self, uid: str, actor: Actor) -> CaseView:
        require(actor, Right.VIEW)
        return self._reader.view(uid, actor)

    def views(self, uids: Sequence[str], actor: Actor) -> list[CaseView]:
        """Return several cases at once, in this order."""
        require(actor, Right.VIEW)
        return self._reader.views(uids, actor)

    def on_paper(self, actor: Actor, uids: Sequence[str]) -> list[CaseOnPaper]:
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
        """Return a masked value in full (parties.0.person.id_no, agents.1.phone …); the act is logged."""
        require(actor, Right.REVEAL)
        with self._database.write(LOOKED, actor) as work:
            record = self._of_office(work.session, actor, uid)
            form = form_of(work.session, record)
            value = self._reader.secret(form, field)
            work.note_access(REVEAL, CASE_ENTITY, uid, _lasting(form, field))
            return value

    # --- the list

    def ids(self, actor: Actor, wanted: CaseFilter, sort: str = "-number") -> Sequence[str]:
        """Return the ids of the list; `sort` is a column of CaseRow, `-` before it turns it round."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            known = replace(wanted, text=_typed(session, wanted.text))
            return listed(session, actor, known, sort, self._today(), partial(self._due_of, session))

    def rows(self, actor: Actor, ids: Sequence[str]) -> dict[str, CaseRow]:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return rows_of(session, ids, self._today())

    def sums(self, actor: Actor, ids: Sequence[str]) -> CaseSums:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return sums_of(session, ids)

    def next_steps(self, actor: Actor) -> tuple[tuple[str, str], ...]:
        """Return what cases can wait for: code and title of each step."""
        require(actor, Right.VIEW)
        return next_steps()

    def search(self, actor: Actor, text: str, limit: int = 20) -> tuple[CaseHit, ...]:
        """Find cases by a party, an employer or a number."""
        require(actor, Right.VIEW)
        if not text.strip():
            return ()
        with self._database.read() as session:
            return self._reader.hits(session, found_cases(session, _typed(session, text), limit))

    def recent(self, actor: Actor, limit: int = 10) -> tuple[CaseHit, ...]:
        """Return the cases that were changed last."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._reader.hits(session, [touch.uid for touch in recent(session, CASE_ENTITY, limit)])

    # --- who is known already

    def known_person(self, actor: Actor, id_no: str, except_case: str | None = None) -> KnownPerson | None:
        """Tell who this identity number is here: card and cases."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return known_person(session, actor, id_no, self._today(), except_case)

    def known_employer(self, actor: Actor, name: str, except_case: str | None = None) -> KnownEmployer | None:
        """Tell which employer has this name or credit code, and in which cases it stands."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return known_employer(session, name, except_case)

    # --- inside

    def _new_record(self, work: Work, actor: Actor, *, advice: bool) -> DisputeCaseRecord:
        record = DisputeCaseRecord(
            audience=actor.audience,
            office=actor.office,
            state=State.ADVICE if advice else State.REGISTERED,
            created_at=self._clock(),
        )
        work.session.add(record)
        return record

    def _opened(self, work: Work, actor: Actor, uid: str) -> DisputeCaseRecord:
        record = self._of_office(work.session, actor, uid)
        if state_of(record) is State.ARCHIVED:
            raise RuleBroken("这件案件已归档，不能修改。")
        return record

    def _written(self, work: Work, record: DisputeCaseRecord, form: CaseForm, *, created: bool) -> Saved:
        warnings = write_case(work, record, form, self._today())
        advice = state_of(record) is State.ADVICE
        if not advice:
            self._give_number(work, record)
        if created:
            self._happened(work, record, _came(form, advice=advice, on=form.came_on or self._today()))
        return self._saved(work, record, warnings, created=created)

    def _refuse_stale(self, session: Session, record: DisputeCaseRecord, loaded: CaseView) -> None:
        if form_of(session, record) != loaded.form:
            later = works_since(session, loaded.seen)
            changes = [line for line in history_of_case(session, record.uid) if line.work_uid in later]
            raise ChangedMeanwhile(changes, self._today(), "这件案件")

    def _due_of(self, session: Session) -> Mapping[str, CaseDue]:
        """Return what is due for every open case; anew only when the lines were counted anew."""
        lines = self._due_lines(session)
        if self._due is None or self._due[0] is not lines:
            self._due = lines, due_of_cases(lines)
        return self._due[1]

    def _saved(
        self, work: Work, record: DisputeCaseRecord, warnings: Sequence[FieldWarning], *, created: bool
    ) -> Saved:
        touch(work, CASE_ENTITY, record.uid, self._clock())
        work.session.flush()
        return Saved(
            uid=record.uid,
            number=record.number or "",
            number_shown=shown_number(record.number, record.office, offices_in(work.session)),
            work_uid=work.uid,
            created=created,
            warnings=tuple(warnings),
        )


def _came(form: CaseForm, *, advice: bool, on: date) -> EventText:
    """Say on the timeline how the case came."""
    kind = {"visit": "visit", "hotline": "phone"}.get(form.source, "application")
    return EventText(on, kind, "来访咨询，已登记。" if advice else "登记劳动争议。")


def _typed(session: Session, text: str) -> str:
    """Return what was typed into a search, a whole number of a paper as it is stored."""
    return plain_number(storable(text), offices_in(session)) if text.strip() else ""


def _lasting(form: CaseForm, field: str) -> str:
    """Name a party or an agent by his id: his place may be another one tomorrow."""
    group, place, name = field.split(".", 2)
    rows: Sequence[Party | Agent] = form.parties if group == "parties" else form.agents
    return f"{group}.{rows[int(place)].uid}.{name}"
