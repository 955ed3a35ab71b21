"""单位: what is known of an employer, what was seen there (职情跟踪), its disputes, and what it owes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import find_term, term_label
from union_desk.core.text import storable
from union_desk.dispute.queries.cases import cases
from union_desk.dispute.queries.clocks import CaseDays, days_of_cases
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.queries.parties import NO_SIDES, cases_of_employers, sides_of
from union_desk.dispute.records import (
    CASE_ENTITY,
    DisputeCaseRecord,
    EmployerEventRecord,
    PartyRecord,
)
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.service.clocks import paid_days
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.people.dealings import Dealing, EmployerDealings
from union_desk.people.employers import EmployerEvent, EmployerHit, EmployerView, Owed, SentThere, Watched
from union_desk.people.queries import employer_card, employers, persons
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.rules import tidy_employer
from union_desk.people.values import EmployerCard
from union_desk.store.database import Database
from union_desk.store.keys import search

_TITLE: Final = "劳动争议"
_ADVICE: Final = "咨询"
_REPORT: Final = "重大争议呈报"
_NAMED: Final = 30
# Name, code and trade are put right on the forms on which they stand.
_KEPT_HERE: Final = (
    *("address", "legal_rep", "contact", "phone", "headcount", "union_name", "union_chair"),
    *("mediation_committee", "watched", "risk_note"),
)


class Employers:
    """The employers of one store; `others` tell of the records of other areas that name one."""

    def __init__(self, database: Database, clock: Clock, others: Sequence[EmployerDealings] = ()) -> None:
        self._database, self._clock, self._others = database, clock, tuple(others)

    # --- reading

    def view(self, actor: Actor, uid: str) -> EmployerView:
        """Return all that is known here of an employer, its open disputes first."""
        require(actor, Right.VIEW)
        today = local_day(self._clock())
        sent = tuple(sorted(self._sent(actor, uid), key=lambda one: one.on or today, reverse=True))
        with self._database.read() as session:
            record, offices = _employer(session, uid), offices_in(session)
            case_uids = list(dict.fromkeys(cases_of_employers(session, [uid]).get(uid, ())))
            disputes = _disputes(session, case_uids, offices)
            others = tuple(each for area in self._others for each in area.at_employer(session, uid))
            workers = _workers(session, case_uids)
            cards = persons(session, {each.person_uid for each in others if each.person_uid})
            known = (cards[each.person_uid].name for each in others if each.person_uid in cards)
            names = dict.fromkeys((*workers.values(), *(name for name in known if name)))
            street = offices.get(record.street or "")
            return EmployerView(
                card=employer_card(record),
                street_name=street.name if street is not None else "",
                events=_events(session, uid, actor, offices),
                disputes=disputes,
                owed=_owed(session, disputes, today),
                others=others,
                sent=sent,
                workers=tuple(names)[:_NAMED],
                worker_count=len(names),
            )

    def search(self, actor: Actor, text: str, limit: int) -> Sequence[EmployerHit]:
        """Find employers by a part of the name, pinyin, initials or the credit code."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = [hit.uid for hit in search(session, text, ("employer",), limit)]
            records, counts = employers(session, found), _open_cases(session, found)
            return tuple(_hit(records[uid], counts.get(uid, 0)) for uid in found if uid in records)

    def watched(self, actor: Actor) -> Sequence[Watched]:
        """Return the 重点企业, those first where somebody wanted to look again soonest."""
        require(actor, Right.VIEW)
        today = local_day(self._clock())
        with self._database.read() as session:
            wanted = select(EmployerRecord).where(EmployerRecord.watched.is_(True))
            records = list(session.scalars(wanted.order_by(EmployerRecord.name, EmployerRecord.uid)))
            uids = [record.uid for record in records]
            counts, again = _open_cases(session, uids), _next_days(session, uids)
        found = [
            Watched(
                record.uid,
                record.name or "",
                counts.get(record.uid, 0),
                again.get(record.uid),
                (again[record.uid] - today).days if record.uid in again else None,
            )
            for record in records
        ]
        return tuple(sorted(found, key=lambda one: (one.next_on is None, one.next_on or today)))

    def _sent(self, actor: Actor, uid: str) -> Iterator[SentThere]:
        for letter in Letters(self._database, self._clock).letters(actor, employer_uid=uid):
            title = term_label("supervision_kind", letter.letter.kind)
            yield SentThere(letter.letter.issued_on, title, letter.letter.number, letter.state_label)
        for report in Incidents(self._database, self._clock).reports(actor, employer_uid=uid):
            at, people = report.report.happened_at, report.report.headcount
            state = report.report.outcome or (f"涉及 {people:,} 人" if people else "")
            yield SentThere(local_day(at) if at is not None else None, _REPORT, report.case_number, state)

    # --- writing

    def save(self, actor: Actor, card: EmployerCard) -> str:
        """Write what an office knows of an employer beside its name and code; return the work."""
        require(actor, Right.EDIT)
        try:
            tidied = tidy_employer(card, "employer")
        except RuleBroken as broken:
            raise RuleBroken(broken.message, field=(broken.field or "").rpartition(".")[2]) from broken
        with self._database.write("更正单位情况", actor) as work:
            change(_employer(work.session, card.uid), stored_fields(tidied, _KEPT_HERE))
            return work.uid

    def write_down(self, actor: Actor, uid: str, event: EmployerEvent) -> str:
        """Write down what was seen at an employer, or mend a line of one's own office; return the work."""
        require(actor, Right.EDIT)
        event = _checked(event, local_day(self._clock()))
        with self._database.write("登记职情", actor) as work:
            _employer(work.session, uid)
            row = work.session.get(EmployerEventRecord, event.uid)
            if row is None:
                row = EmployerEventRecord(
                    uid=event.uid,
                    audience=actor.audience,
                    employer_uid=uid,
                    office=actor.office,
                    removed=None,
                    on=None,
                    kind=None,
                    text=None,
                    next_on=None,
                    by=actor.user,
                )
                work.session.add(row)
            else:
                _refuse_foreign(actor, row, uid)
            change(row, stored_fields(event, ("on", "kind", "text", "next_on")))
            return work.uid

    def strike(self, actor: Actor, uid: str, event_uid: str, reason: str) -> str:
        """Strike out what was wrongly written down."""
        require(actor, Right.EDIT)
        reason = storable(reason).strip()
        if not reason:
            raise RuleBroken("请写明删去的理由。", field="reason")
        with self._database.write("删去职情", actor, reason=reason) as work:
            row = work.session.get(EmployerEventRecord, event_uid)
            if row is None or row.removed:
                raise RuleBroken("这条记录已不在，请重新打开本页。")
            _refuse_foreign(actor, row, uid)
            row.removed = True
            return work.uid

    def undo(self, actor: Actor, work_uid: str) -> str:
        return take_back(self._database, actor, work_uid)


def _employer(session: Session, uid: str) -> EmployerRecord:
    record = session.get(EmployerRecord, uid)
    if record is None:
        raise RuleBroken("这家单位已不在，可能已被撤销。")
    return record


def _hit(record: EmployerRecord, open_cases: int) -> EmployerHit:
    told = [record.credit_code or "", f"未结争议 {open_cases} 件" if open_cases else ""]
    told.append("重点企业" if record.watched else "")
    return EmployerHit(record.uid, record.name or "", " · ".join(part for part in told if part))


def _checked(event: EmployerEvent, today: date) -> EmployerEvent:
    event = replace(event, text=storable(event.text).strip())
    if event.on is None:
        raise RuleBroken("请填写日期。", field="on")
    if event.on > today:
        raise RuleBroken("日期不能晚于今天；打算再去的日子填在“下次回访”。", field="on")
    if find_term("employer_event", event.kind) is None:
        raise RuleBroken("请从列表中选择职情类别。", field="kind")
    if not event.text:
        raise RuleBroken("请写明情况。", field="text")
    if event.next_on is not None and event.next_on < event.on:
        raise RuleBroken("下次回访不能早于这一次。", field="next_on")
    return event


def _refuse_foreign(actor: Actor, row: EmployerEventRecord, uid: str) -> None:
    if row.employer_uid != uid or row.removed:
        raise RuleBroken("这条记录已不在，请重新打开本页。")
    if not _may_mend(actor, row):
        raise RuleBroken("这是别的单位记下的，只能由那里或区总工会更正。")


def _may_mend(actor: Actor, row: EmployerEventRecord) -> bool:
    return actor.audience == DISTRICT_AUDIENCE or row.office == actor.office


def _events(
    session: Session, uid: str, actor: Actor, offices: Mapping[str, Office]
) -> tuple[EmployerEvent, ...]:
    row = EmployerEventRecord
    wanted = select(row).where(row.employer_uid == uid, row.removed.is_(None))
    rows = session.scalars(wanted.order_by(row.on.desc(), row.uid)).all()
    return tuple(
        EmployerEvent(
            uid=each.uid,
            on=each.on,
            kind=each.kind or "",
            text=each.text or "",
            next_on=each.next_on,
            by=each.by or "",
            office_name=_name_of(offices, each.office or ""),
            may_mend=_may_mend(actor, each),
        )
        for each in rows
    )


def _name_of(offices: Mapping[str, Office], code: str) -> str:
    office = offices.get(code)
    return office.name if office is not None else code


def _next_days(session: Session, uids: Sequence[str]) -> dict[str, date]:
    """Return when somebody looks again: what the latest line about each employer says."""
    row = EmployerEventRecord
    wanted = select(row.employer_uid, row.next_on).where(row.employer_uid.in_(uids), row.removed.is_(None))
    found = session.execute(wanted.order_by(row.on, row.uid))
    latest = {each.employer_uid: each.next_on for each in found}
    return {uid: on for uid, on in latest.items() if uid and on is not None}


def _disputes(session: Session, uids: Sequence[str], offices: Mapping[str, Office]) -> tuple[Dealing, ...]:
    records, sides = cases(session, uids), sides_of(session, uids)
    found = []
    for uid, record in records.items():
        state = State(record.state or State.REGISTERED)
        found.append(
            Dealing(
                entity=CASE_ENTITY,
                uid=uid,
                title=shown_number(record.number, record.office, offices) or _ADVICE,
                kind_title=_TITLE,
                person_uid="",
                role="",
                office=record.office or "",
                state=term_label("dispute_state", state),
                is_open=state in OPEN,
                since_on=record.came_on or record.received_on,
                whose=sides.get(uid, NO_SIDES).words,
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.is_open, -(one.since_on or date.min).toordinal())))


def _open_cases(session: Session, uids: Sequence[str]) -> dict[str, int]:
    stands = cases_of_employers(session, uids)
    every = [case for found in stands.values() for case in found]
    states = {state.value for state in OPEN}
    is_open = {uid for uid, record in cases(session, every).items() if record.state in states}
    return {uid: len(is_open & set(found)) for uid, found in stands.items()}


def _owed(session: Session, disputes: Sequence[Dealing], today: date) -> tuple[Owed, ...]:
    """Return the agreements on which a sum is past its day and not paid in full."""
    told = {each.uid: each for each in disputes}
    found = []
    for uid, days in days_of_cases(session, list(told)).items() if told else ():
        late = _late(days, today)
        if late is not None:
            fen, since = late
            found.append(Owed(uid, told[uid].title, told[uid].whose, fen, since, (today - since).days))
    return tuple(sorted(found, key=lambda one: one.since_on))


def _late(days: CaseDays, today: date) -> tuple[int, date] | None:
    """Return how much is owed past its day and since when; what was paid early counts, too."""
    if days.agreed_on is None:
        return None
    paid = paid_days(days)
    late = [due for due in days.dues if due.fen and due.on < today and (due.item_uid, due.on) not in paid]
    if not late:
        return None
    owed = sum(due.fen or 0 for due in days.dues if due.on < today) - sum(fen for *_, fen in days.payments)
    return max(owed, 0) or sum(due.fen or 0 for due in late), min(due.on for due in late)


def _workers(session: Session, case_uids: Sequence[str]) -> dict[str, str]:
    """Return the workers of these cases by their cards."""
    if not case_uids:
        return {}
    wanted = (
        select(PersonRecord.uid, PersonRecord.name)
        .join(PartyRecord, PartyRecord.person_uid == PersonRecord.uid)
        .join(DisputeCaseRecord, DisputeCaseRecord.uid == PartyRecord.case_uid)
        .where(PartyRecord.case_uid.in_(case_uids), PartyRecord.removed.is_(None))
        .order_by(DisputeCaseRecord.came_on.desc(), PartyRecord.position)
    )
    return {uid: name for uid, name in session.execute(wanted) if name}
