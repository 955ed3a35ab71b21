"""What a caseworker can do with a dispute, and what a screen can ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.casework.recent import touch
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.casework.timeline import EventText
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.dispute.queries import case_of, form_of, uid_of_number
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import CASE_ENTITY, DisputeCaseRecord
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.service.calculations import Calculations
from union_desk.dispute.service.checks import checked
from union_desk.dispute.service.chronicle import CaseChronicle
from union_desk.dispute.service.reading import CaseReader, state_of
from union_desk.dispute.service.writing import write_case
from union_desk.dispute.values import CaseForm, CaseView, Saved
from union_desk.people.rules import FieldWarning
from union_desk.store.database import Database
from union_desk.store.work import Work


class DisputeService(CaseChronicle):
    """The disputes of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._reader = CaseReader(database, clock)
        self.calculations = Calculations(database, clock)

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
            warnings = write_case(work, record, form, today)
            if state_of(record) is not State.ADVICE:
                self._give_number(work, record)
            if not uid:
                self._happened(work, record, _came(form, advice=advice, on=form.came_on or today))
            return self._saved(work, record, warnings, created=not uid)

    # --- reading

    def view(self, uid: str, actor: Actor) -> CaseView:
        require(actor, Right.VIEW)
        return self._reader.view(uid, actor)

    def views(self, uids: Sequence[str], actor: Actor) -> list[CaseView]:
        """Return several cases at once, in this order."""
        require(actor, Right.VIEW)
        return self._reader.views(uids, actor)

    def with_number(self, actor: Actor, number: str) -> str | None:
        """Return the case with this number, official or temporary."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return uid_of_number(session, number)

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
        state = state_of(record)
        if state in ENDED:
            raise RuleBroken(f"这件案件{state.words}，不能修改；情况有变化的，请先重新办理。")
        return record

    def _refuse_stale(self, session: Session, record: DisputeCaseRecord, loaded: CaseView) -> None:
        if form_of(session, record) != loaded.form:
            raise ChangedMeanwhile((), self._today())

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
