"""The rows of what happened to a case, as values, newest first; services without the day they count from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.case_rows import by_case, newest, rows_of_cases
from union_desk.casework.process import TakenStep
from union_desk.core.batches import chunks
from union_desk.dispute.records import (
    AgreementItemRecord,
    AgreementRecord,
    AssignedMediatorRecord,
    DisputeEventRecord,
    DisputeStepRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    MediatorRecord,
    MinuteRecord,
    OfferRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)
from union_desk.dispute.rules import Instalment
from union_desk.dispute.values import (
    Agreement,
    AgreementItem,
    AssignedMediator,
    CaseEvent,
    FollowUp,
    Hearing,
    LimitationFact,
    Mediator,
    Minute,
    Offer,
    Payment,
    ServedPaper,
    Service,
    SupervisionLetter,
)
from union_desk.people.queries import held_values
from union_desk.store.changes import written_order

T = TypeVar("T")

TAKE_BACK: Final = "take_back_step"
HAND_OVER: Final = "hand_over"

_NO_DAY: Final = date(1949, 10, 1)
# Fields that a row keeps in another shape than its value has, or in rows of their own.
SHAPED: Final = frozenset(
    {
        *("uid", "mediator", "minutes", "items", "plan", "papers", "served_on", "why", "of_step"),
        "before",
        *("present", "absent", "mediators", "acts", "servers", "witnesses", "employer_name"),
    }
)


@dataclass(frozen=True, slots=True)
class Story:
    """All rows of a case's life, newest first."""

    steps: tuple[TakenStep, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    mediators: tuple[AssignedMediator, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    offers: tuple[Offer, ...] = ()
    agreement: Agreement | None = None
    payments: tuple[Payment, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    services: tuple[Service, ...] = ()
    limitation_facts: tuple[LimitationFact, ...] = ()
    letters: tuple[SupervisionLetter, ...] = ()

    @property
    def standing(self) -> tuple[TakenStep, ...]:
        """The steps that hold: not taken back, and not the taking back."""
        return tuple(step for step in self.steps if not step.taken_back and step.code != TAKE_BACK)

    @property
    def sitting(self) -> tuple[AssignedMediator, ...]:
        """The mediators of the case who have not stood aside."""
        return tuple(each for each in self.mediators if each.recused_on is None)


def plain_fields(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields that a value and its row have alike."""
    return tuple(field.name for field in fields(kind) if field.name not in SHAPED)


def lines(text: str | None) -> tuple[str, ...]:
    """Return the entries of a column that holds one on a line."""
    return tuple(text.split("\n")) if text else ()


def story_of(session: Session, uid: str) -> Story:
    return stories_of(session, [uid])[uid]


def stories_of(session: Session, uids: Sequence[str]) -> dict[str, Story]:
    """Return the lives of cases; a dozen statements for any number of them."""
    steps, events = steps_of(session, uids), events_of(session, uids)
    mediators, hearings = mediators_of(session, uids), hearings_of(session, uids)
    agreements, letters = agreements_of(session, uids), letters_of(session, uids)
    offers = _values(session, OfferRecord, Offer, uids, newest(OfferRecord.on))
    payments = _values(session, PaymentRecord, Payment, uids, newest(PaymentRecord.on))
    follow_ups = _values(session, FollowUpRecord, FollowUp, uids, newest(FollowUpRecord.on))
    facts = _values(session, LimitationEventRecord, LimitationFact, uids, newest(LimitationEventRecord.on))
    services = services_of(session, uids)
    return {
        uid: Story(
            steps=steps.get(uid, ()),
            events=events.get(uid, ()),
            mediators=mediators.get(uid, ()),
            hearings=hearings.get(uid, ()),
            offers=offers.get(uid, ()),
            agreement=agreements.get(uid),
            payments=payments.get(uid, ()),
            follow_ups=follow_ups.get(uid, ()),
            services=services.get(uid, ()),
            limitation_facts=facts.get(uid, ()),
            letters=letters.get(uid, ()),
        )
        for uid in uids
    }


def steps_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[TakenStep, ...]]:
    """Return the steps of cases; one that was taken back says so, and what took it back stands before it."""
    record = DisputeStepRecord
    rows = rows_of_cases(session, record, uids, (record.number.desc(), record.at.desc(), record.uid))
    backs = {row.takes_back_uid: row for row in rows if row.takes_back_uid}
    return by_case(rows, lambda row: _step(row, backs.get(row.uid)))


def events_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[CaseEvent, ...]]:
    rows = rows_of_cases(session, DisputeEventRecord, uids, newest(DisputeEventRecord.on))
    return by_case(rows, lambda row: _value(row, CaseEvent, of_step=bool(row.step_uid)))


def mediators_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[AssignedMediator, ...]]:
    """Return the mediators of cases, the chief first; who stood aside comes last."""
    record = AssignedMediatorRecord
    rows = rows_of_cases(session, record, uids, (record.assigned_on, record.uid))
    cards = mediator_cards(session, {row.mediator_uid for row in rows if row.mediator_uid})
    rows.sort(key=lambda row: (row.recused_on is not None, not row.chief))

    def mediator(row: AssignedMediatorRecord) -> AssignedMediator:
        card = cards.get(row.mediator_uid or "", Mediator(uid=row.mediator_uid or ""))
        return _value(row, AssignedMediator, mediator=card)

    return by_case(rows, mediator)


def mediator_cards(session: Session, uids: Iterable[str]) -> dict[str, Mediator]:
    rows = session.scalars(select(MediatorRecord).where(MediatorRecord.uid.in_(sorted(uids))))
    return {row.uid: mediator_card(row) for row in rows}


def mediator_card(row: MediatorRecord) -> Mediator:
    return _value(row, Mediator)


def hearings_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[Hearing, ...]]:
    """Return the meetings of cases with their minutes, a mended line in the place of the first one."""
    record = HearingRecord
    rows = rows_of_cases(session, record, uids, (record.number.desc(), record.uid))
    minutes = _minutes_of(session, [row.uid for row in rows])

    def hearing(row: HearingRecord) -> Hearing:
        return _value(
            row,
            Hearing,
            present=lines(row.present),
            absent=lines(row.absent),
            mediators=lines(row.mediators),
            minutes=tuple(minutes.get(row.uid, ())),
        )

    return by_case(rows, hearing)


def _minutes_of(session: Session, hearing_uids: Sequence[str]) -> dict[str, list[Minute]]:
    record = MinuteRecord
    found: dict[str, list[Minute]] = {}
    for chunk in chunks(hearing_uids):
        rows = session.scalars(
            select(record)
            .where(record.hearing_uid.in_(chunk), record.removed.is_(None))
            .order_by(record.position, record.at, record.uid)
        ).all()
        replaced = {row.replaces_uid for row in rows if row.replaces_uid}
        texts = {row.uid: row.text or "" for row in rows}
        for row in rows:
            if row.uid not in replaced:
                line = _value(row, Minute, before=texts.get(row.replaces_uid or "", ""))
                found.setdefault(row.hearing_uid or "", []).append(line)
    return found


def agreements_of(session: Session, uids: Sequence[str]) -> dict[str, Agreement]:
    """Return the agreement of each case that has one: the one written last."""
    record = AgreementRecord
    rows = rows_of_cases(session, record, uids, (record.signed_on, written_order(record)))
    items = _items_of(session, [row.uid for row in rows])
    return {
        row.case_uid or "": _value(row, Agreement, acts=lines(row.acts), items=tuple(items.get(row.uid, ())))
        for row in rows
    }


def _items_of(session: Session, agreement_uids: Sequence[str]) -> dict[str, list[AgreementItem]]:
    record = AgreementItemRecord
    found: dict[str, list[AgreementItem]] = {}
    for chunk in chunks(agreement_uids):
        rows = session.scalars(
            select(record)
            .where(record.agreement_uid.in_(chunk), record.removed.is_(None))
            .order_by(record.position, record.uid)
        )
        for row in rows:
            value = _value(row, AgreementItem, plan=plan_of(row.plan))
            found.setdefault(row.agreement_uid or "", []).append(value)
    return found


def plan_of(body: list[Any] | None) -> tuple[Instalment, ...]:
    return tuple(Instalment(number, date.fromisoformat(day), fen) for number, day, fen in body or ())


def plan_body(plan: Sequence[Instalment]) -> list[Any] | None:
    """Return instalments as a row keeps them."""
    return [[part.number, part.due_on.isoformat(), part.amount_fen] for part in plan] or None


def services_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[Service, ...]]:
    def service(row: ServiceRecord) -> Service:
        return _value(
            row,
            Service,
            papers=tuple(
                ServedPaper(title, form, number, copies) for form, title, number, copies in row.papers or ()
            ),
            servers=lines(row.servers),
            witnesses=lines(row.witnesses),
        )

    return by_case(rows_of_cases(session, ServiceRecord, uids, newest(ServiceRecord.sent_on)), service)


def papers_body(papers: Sequence[ServedPaper]) -> list[Any] | None:
    """Return served papers as a row keeps them."""
    return [[paper.form, paper.title, paper.number, paper.copies] for paper in papers] or None


def letters_of(session: Session, uids: Sequence[str]) -> dict[str, tuple[SupervisionLetter, ...]]:
    record = SupervisionLetterRecord
    return _values(session, record, SupervisionLetter, uids, newest(record.issued_on))


def _values(
    session: Session, record: type[Any], kind: Callable[..., T], uids: Sequence[str], order: Sequence[Any]
) -> dict[str, tuple[T, ...]]:
    return by_case(rows_of_cases(session, record, uids, order), lambda row: _value(row, kind))


def _step(row: DisputeStepRecord, back: DisputeStepRecord | None) -> TakenStep:
    return TakenStep(
        uid=row.uid,
        code=row.code or "",
        title=row.title or "",
        from_state=row.from_state or "",
        to_state=row.to_state or "",
        on=row.on or _NO_DAY,
        by=row.by or "",
        reason=row.reason or "",
        taken_back=f"{back.on} {back.by}：{back.reason}" if back is not None else "",
    )


def _value(row: Any, kind: Callable[..., T], **shaped: Any) -> T:
    names = plain_fields(cast("type[T]", kind))
    return kind(uid=row.uid, **held_values(row, cast("type[T]", kind), names), **shaped)
