"""What screens and paper are told about stored cases of legal aid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.recent import Touch, touches
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.process import main_step
from union_desk.core.rights import Actor, Right
from union_desk.core.terms import term_label
from union_desk.dispute.records import CASE_ENTITY
from union_desk.dispute.rules.causes import cause_name
from union_desk.legal_aid.queries import GONE, cases
from union_desk.legal_aid.queries.links import held_file_of, links_of, same_persons
from union_desk.legal_aid.queries.listing import NO_MONEY, case_lines, cases_of_persons, money_of
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import AidCaseRecord
from union_desk.legal_aid.rules.states import OPEN, State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.service.clocks import aid_clocks
from union_desk.legal_aid.service.facts import Bearings, bearings_of
from union_desk.legal_aid.service.life import next_step
from union_desk.legal_aid.values import AidForm, AidHit, AidView, LinkedCase
from union_desk.store.changes import last_arrival
from union_desk.store.database import Database

_SECRETS: Final = frozenset(
    {
        *(f"person.{name}" for name in ("id_no", "card_no", "mobile", "other_phone", "health")),
        *("person.disability_cert", "employer.phone", "opponent.phone"),
    }
)
_OF_MEMBER: Final = re.compile(r"members\.(\d+)\.id_no")


class AidReader:
    """Reads cases for the service."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def view(self, uid: str, actor: Actor) -> AidView:
        found = self.views([uid], actor)
        if not found:
            raise RuleBroken(GONE)
        return found[0]

    def views(self, uids: Sequence[str], actor: Actor) -> list[AidView]:
        """Return what pages and papers show of these cases, in this order, without those that are gone."""
        with self._database.read() as session:
            return [view for view, _ in self.viewed(session, uids, actor)]

    def viewed(
        self, session: Session, uids: Sequence[str], actor: Actor
    ) -> Iterator[tuple[AidView, Bearings]]:
        """Yield the views of cases with what each rests on."""
        records, today = cases(session, uids), local_day(self._clock())
        offices, touched, seen = offices_in(session), touches(session, uids), last_arrival(session)
        clocks = aid_clocks(session, today)
        for uid in uids:
            if uid in records:
                at = bearings_of(session, records[uid], today, clocks)
                yield self._view(session, at, offices, touched.get(uid), actor, seen), at

    def _view(
        self,
        session: Session,
        at: Bearings,
        offices: Mapping[str, Office],
        touched: Touch | None,
        actor: Actor,
        seen: int,
    ) -> AidView:
        record, form, state = at.record, at.form, at.state
        office = office_of(offices, record.office)
        created = record.created_at or self._clock()
        same_office = actor.audience in {record.audience, DISTRICT_AUDIENCE}
        step, lacks = next_step(actor, at)
        money = money_of(session, [record.uid]).get(record.uid, NO_MONEY)
        links = links_of(session, record)
        return AidView(
            uid=record.uid,
            number=record.number or "",
            number_shown=shown_number(record.number, record.office, offices),
            office=office.code,
            office_name=office.name,
            state=state,
            state_label=term_label("aid_state", state),
            form=form,
            next_step=step,
            lacks=lacks,
            may_edit=same_office and state is not State.ARCHIVED and actor.may(Right.EDIT),
            created_at=created,
            changed_at=touched.at if touched else created,
            seen=seen,
            temporary_number=record.temporary_number or "",
            closed_on=record.closed_on,
            archived_on=record.archived_on,
            links=links,
            claimed_fen=money.claimed_fen,
            won_fen=money.won_fen,
            paid_fen=money.paid_fen,
            hints=tuple(_hints(session, record, form, links, money.paid_fen)),
        )

    def secret(self, form: AidForm, field: str) -> str:
        """Return a masked value of a form by its path."""
        of_member = _OF_MEMBER.fullmatch(field)
        if of_member is not None and int(of_member[1]) < len(form.members):
            return form.members[int(of_member[1])].id_no
        if field not in _SECRETS:
            raise RuleBroken("没有这一项。", field=field)
        value = str(attrgetter(field)(form))
        return term_label("health", value) if field.endswith(".health") else value

    def hits(self, session: Session, uids: Sequence[str]) -> tuple[AidHit, ...]:
        """Name these cases in two lines each, without reading all that is in them."""
        lines, offices = case_lines(session, uids), offices_in(session)
        found = []
        for uid in uids:
            if uid not in lines:
                continue
            line = lines[uid]
            number = shown_number(line.number, line.office, offices)
            words = (term_label("aid_state", line.state), cause_name(line.cause or ""))
            title = "　".join(part for part in (line.words, number) if part)
            found.append(AidHit(uid, title, " · ".join(word for word in words if word)))
        return tuple(found)


def state_of(record: AidCaseRecord) -> State:
    return State(record.state or State.REGISTERED)


def next_title(state: State) -> str:
    """Return what comes next for a case in a state, in the words of its step."""
    step = main_step(STEPS, state)
    return step.title if step is not None else ""


def office_of(offices: Mapping[str, Office], code: str | None) -> Office:
    return offices.get(code or "") or Office(code or "", code or "", code or "")


def _hints(
    session: Session, record: AidCaseRecord, form: AidForm, links: Sequence[LinkedCase], paid_fen: int
) -> Iterator[str]:
    """Say what the stored records around a case suggest; a person decides."""
    if state_of(record) not in OPEN:
        return
    yield from _same_matter(session, record)
    if not form.file_uid and (held := held_file_of(session, form.person.uid)) is not None:
        yield f"申请人有在档的困难职工档案 {held.number}（{held.relation}），可以用它证明经济困难。"
    for link in links:
        if link.entity == CASE_ENTITY and link.recovered_fen and paid_fen and not link.counted:
            yield "关联的争议也有到账金额：是同一笔的，请勾选“金额并计入调解案件”，只算一次。"


def _same_matter(session: Session, record: AidCaseRecord) -> Iterator[str]:
    """Say that the same person has another open case."""
    if not record.person_uid:
        return
    cards = same_persons(session, record.person_uid)
    others = [uid for uids in cases_of_persons(session, cards).values() for uid in uids if uid != record.uid]
    offices = offices_in(session)
    for line in case_lines(session, list(dict.fromkeys(others))).values():
        state = State(line.state or State.REGISTERED)
        if state in OPEN:
            shown = shown_number(line.number, line.office, offices)
            yield f"申请人已有一件在办的援助案件：{shown}（{state.words}），请核对是不是同一件事。"
