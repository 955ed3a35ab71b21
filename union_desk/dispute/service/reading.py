"""What screens and paper are told about stored cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.recent import Touch, touches
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right
from union_desk.core.terms import term_label
from union_desk.dispute.queries import cases, forms_of
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.rules.process import main_step
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.values import CaseForm, CaseView, NextStep
from union_desk.store.changes import last_arrival
from union_desk.store.database import Database

_WHO = {Right.EDIT: "经办人", Right.DECIDE: "经办人", Right.REVIEW: "审核人"}


class CaseReader:
    """Reads cases for the service."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def view(self, uid: str, actor: Actor) -> CaseView:
        found = self.views([uid], actor)
        if not found:
            raise RuleBroken("这件案件已不在，可能已被撤销。")
        return found[0]

    def views(self, uids: Sequence[str], actor: Actor) -> list[CaseView]:
        """Return what pages and papers show of these cases, in this order, without those that are gone."""
        with self._database.read() as session:
            records = cases(session, uids)
            forms = forms_of(session, list(records.values()))
            offices = offices_in(session)
            touched = touches(session, uids)
            seen = last_arrival(session)
            return [
                self._view(records[uid], forms[uid], offices, touched.get(uid), actor, seen)
                for uid in uids
                if uid in records
            ]

    def _view(
        self,
        record: DisputeCaseRecord,
        form: CaseForm,
        offices: Mapping[str, Office],
        touched: Touch | None,
        actor: Actor,
        seen: int,
    ) -> CaseView:
        office = office_of(offices, record.office)
        state = state_of(record)
        created = record.created_at or self._clock()
        same_office = actor.audience in {record.audience, DISTRICT_AUDIENCE}
        return CaseView(
            uid=record.uid,
            number=record.number or "",
            number_shown=shown_number(record.number, record.office, offices),
            office=office.code,
            office_name=office.name,
            state=state,
            state_label=term_label("dispute_state", state),
            form=form,
            next_step=next_step_of(state),
            lacks=(),
            may_edit=same_office and actor.may(Right.EDIT) and state not in ENDED,
            created_at=created,
            changed_at=touched.at if touched else created,
            seen=seen,
            temporary_number=record.temporary_number or "",
            accepted_on=record.accepted_on,
            closed_on=record.closed_on,
            archived_on=record.archived_on,
            claimed_fen=form.claimed_fen,
        )


def state_of(record: DisputeCaseRecord) -> State:
    return State(record.state or State.REGISTERED)


def office_of(offices: Mapping[str, Office], code: str | None) -> Office:
    return offices.get(code or "") or Office(code or "", code or "", code or "")


def next_step_of(state: State) -> NextStep:
    """Return what comes next for a case in a state."""
    step = main_step(STEPS, state)
    if step is None:
        return NextStep("", "", why=f"{state.words}，没有下一步。")
    return NextStep(step.code, step.title, _WHO[step.right])
