"""What screens and paper are told about stored cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.process import CaseClock, NextStep, StepLack
from union_desk.casework.recent import Touch, touches
from union_desk.core.clock import Clock, local_day
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.process import main_step
from union_desk.core.rights import Actor, Right
from union_desk.core.terms import term_label
from union_desk.dispute.queries import cases
from union_desk.dispute.queries.clocks import CaseDays
from union_desk.dispute.queries.listing import NO_MONEY, case_lines, money_of
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.queries.parties import NO_SIDES, cases_between, sides_of
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.rules.causes import cause_name
from union_desk.dispute.rules.collective import LEAST
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.service.due import asks
from union_desk.dispute.service.facts import Bearings, bearings_of
from union_desk.dispute.service.life import offered_steps
from union_desk.dispute.values import Agent, CaseForm, CaseHit, CaseView, Party
from union_desk.store.changes import last_arrival
from union_desk.store.database import Database

# A roster is not compared one by one.
_FEW: Final = 20
_SECRET: Final = re.compile(
    r"(parties)\.(\d+)\.(person\.(?:id_no|card_no|mobile|other_phone|health|disability_cert)|employer\.phone"
    r"|served_phone)|(agents)\.(\d+)\.(id_no|phone)"
)


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
            return [view for view, _ in self.viewed(session, uids, actor)]

    def viewed(
        self, session: Session, uids: Sequence[str], actor: Actor
    ) -> Iterator[tuple[CaseView, Bearings]]:
        """Yield the views of cases with what each rests on."""
        records, today = cases(session, uids), local_day(self._clock())
        offices, touched, seen = offices_in(session), touches(session, uids), last_arrival(session)
        for uid in uids:
            if uid in records:
                at = bearings_of(session, records[uid], today)
                yield self._view(session, at, offices, touched.get(uid), actor, seen), at

    def _view(
        self,
        session: Session,
        at: Bearings,
        offices: Mapping[str, Office],
        touched: Touch | None,
        actor: Actor,
        seen: int,
    ) -> CaseView:
        record, state = at.record, at.state
        office = office_of(offices, record.office)
        created = record.created_at or self._clock()
        same_office = actor.audience in {record.audience, DISTRICT_AUDIENCE}
        step, lacks = _next_step(actor, at)
        money = money_of(session, [record.uid]).get(record.uid, NO_MONEY)
        return CaseView(
            uid=record.uid,
            number=record.number or "",
            number_shown=shown_number(record.number, record.office, offices),
            office=office.code,
            office_name=office.name,
            state=state,
            state_label=term_label("dispute_state", state),
            form=at.form,
            next_step=step,
            lacks=lacks,
            may_edit=same_office and actor.may(Right.EDIT) and state is not State.ARCHIVED,
            created_at=created,
            changed_at=touched.at if touched else created,
            seen=seen,
            temporary_number=record.temporary_number or "",
            accepted_on=record.accepted_on,
            closed_on=record.closed_on,
            archived_on=record.archived_on,
            claimed_fen=money.claimed_fen,
            agreed_fen=money.agreed_fen,
            paid_fen=money.paid_fen,
            hints=tuple(_hints(session, at, offices)),
        )

    def secret(self, form: CaseForm, field: str) -> str:
        """Return a masked value of a form by its path."""
        match = _SECRET.fullmatch(field)
        value = _held(form, match) if match is not None else None
        if value is None:
            raise RuleBroken("没有这一项。", field=field)
        return term_label("health", value) if field.endswith(".health") else value

    def hits(self, session: Session, uids: Sequence[str]) -> tuple[CaseHit, ...]:
        """Name these cases in two lines each, without reading all that is in them."""
        lines, sides, offices = case_lines(session, uids), sides_of(session, uids), offices_in(session)
        found = []
        for uid in uids:
            if uid not in lines:
                continue
            line = lines[uid]
            number = shown_number(line.number, line.office, offices)
            words = (term_label("dispute_state", line.state), cause_name(line.cause or ""))
            title = "　".join(part for part in (sides.get(uid, NO_SIDES).words, number) if part)
            found.append(CaseHit(uid, title, " · ".join(word for word in words if word)))
        return tuple(found)


def state_of(record: DisputeCaseRecord) -> State:
    return State(record.state or State.REGISTERED)


def office_of(offices: Mapping[str, Office], code: str | None) -> Office:
    return offices.get(code or "") or Office(code or "", code or "", code or "")


def next_title(state: State) -> str:
    """Return what comes next for a case in a state, in the words of its step."""
    step = main_step(STEPS, state)
    return step.title if step is not None else ""


def due_first(clocks: Sequence[CaseClock], days: CaseDays) -> CaseClock | None:
    """Return what is due first of clocks in their order: the earliest that still asks for something."""
    return next((clock for clock in clocks if asks(clock, days)), None)


def _next_step(actor: Actor, at: Bearings) -> tuple[NextStep, tuple[StepLack, ...]]:
    """Return what comes next, until when and why that day, and what it lacks."""
    offered = next(iter(offered_steps(actor, at)), None)
    if offered is None:
        return NextStep("", "", why=f"{at.state.words}，没有下一步。"), ()
    due = due_first(at.clocks.of(at.days).clocks, at.days) if at.state in OPEN else None
    why = f"{due.title}：{due.start} {day_text(due.from_on)}起算（{due.law}）" if due is not None else ""
    step = NextStep(offered.code, offered.title, offered.who, due.due_on if due else None, why)
    return step, offered.lacks


def _hints(session: Session, at: Bearings, offices: Mapping[str, Office]) -> Iterator[str]:
    """Say what the form itself suggests, and that the same two are in dispute already."""
    applicants = [party for party in at.form.applicants if not party.is_blank]
    workers = sum(party.kind == "worker" for party in applicants)
    if workers >= LEAST and not at.form.collective:
        yield f"申请人有 {workers} 人，有共同请求的可以按集体争议办理，推举代表参加。"
    if at.state not in OPEN | {State.ADVICE} or len(applicants) > _FEW:
        return
    persons = [party.person.uid for party in applicants if party.person.uid]
    firms = [party.employer.uid for party in at.form.respondents if party.employer.uid]
    between = cases_between(session, persons, firms) if persons and firms else ()
    for record in cases(session, [uid for uid in between if uid != at.record.uid]).values():
        if state_of(record) in OPEN:
            shown = shown_number(record.number, record.office, offices)
            yield f"双方之间已有一件在办的案件：{shown}（{state_of(record).words}），请核对是不是同一件事。"


def _held(form: CaseForm, match: re.Match[str]) -> str | None:
    group, place, path = (part for part in match.groups() if part is not None)
    rows: Sequence[Party | Agent] = form.parties if group == "parties" else form.agents
    return str(attrgetter(path)(rows[int(place)])) if int(place) < len(rows) else None
