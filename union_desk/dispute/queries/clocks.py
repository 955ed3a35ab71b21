"""The days from which the clocks of cases are counted, read for one case or for a whole store at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.core.batches import chunks
from union_desk.core.clock import local_day
from union_desk.core.memory import collector_paused
from union_desk.dispute.queries.life import lines, plan_of
from union_desk.dispute.records import (
    AgreementItemRecord,
    AgreementRecord,
    ClaimRecord,
    DisputeCaseRecord,
    DisputeEventRecord,
    FollowUpRecord,
    HearingRecord,
    LimitationEventRecord,
    PartyRecord,
    PaymentRecord,
    ServiceRecord,
    SupervisionLetterRecord,
)
from union_desk.dispute.rules.letters import OPINION
from union_desk.dispute.rules.serving import Serving
from union_desk.dispute.rules.states import OPEN

OPEN_STATES: Final = tuple(sorted(state.value for state in OPEN))
_Case: Final = DisputeCaseRecord


@dataclass(frozen=True, slots=True)
class DueSum:
    """One day on which something of an agreement is due; `fen` is None for an act that is no payment."""

    item_uid: str
    on: date
    fen: int | None
    title: str


@dataclass(frozen=True, slots=True)
class ClaimDays:
    """One claim, from when it was known, and when its worker left."""

    uid: str
    kind: str
    known_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class ServingDays:
    """One served paper: what its service sets going."""

    starts: str
    titles: tuple[str, ...]
    serving: Serving
    side: str = ""  # of who was served; "" for everybody


@dataclass(slots=True)
class CaseDays:
    """All days of one case that start, stop or answer its clocks."""

    uid: str
    number: str = ""
    office: str = ""
    handler: str = ""
    state: str = ""
    received_on: date | None = None
    known_on: date | None = None
    extended_to_on: date | None = None
    both_agree: bool = False
    advised_on: date | None = None
    collective: bool = False
    left_on: date | None = None  # the first of its workers to leave
    events: list[tuple[str, date, str]] = field(default_factory=list)
    planned: list[tuple[date, date | None]] = field(default_factory=list)  # agreed day, and when it was held
    agreed_on: date | None = None  # in force
    signed_on: date | None = None
    accelerated: bool = False
    dues: list[DueSum] = field(default_factory=list)
    payments: list[tuple[str, date, int]] = field(default_factory=list)
    follow_ups: list[date] = field(default_factory=list)
    servings: list[ServingDays] = field(default_factory=list)
    letters: list[tuple[date, date | None]] = field(default_factory=list)  # received, answered
    claims: list[ClaimDays] = field(default_factory=list)
    facts: list[tuple[str, str, date]] = field(default_factory=list)  # claim, kind of event, day


def days_of(session: Session, uid: str) -> CaseDays:
    return days_of_cases(session, [uid])[uid]


def days_of_cases(
    session: Session, uids: Sequence[str] | None = None, office: str = ""
) -> dict[str, CaseDays]:
    """Return the days of these cases, without a list of all that are open.

    A dozen statements for one case as for five thousand, and no row is read in full.
    """
    found: dict[str, CaseDays] = {}
    with collector_paused():
        for only in chunks(uids) if uids is not None else (None,):
            part = _cases(session, only, office)
            if part:
                _fill(session, part, only)
            found.update(part)
    return found


def _cases(session: Session, uids: Sequence[str] | None, office: str) -> dict[str, CaseDays]:
    wanted = select(
        *(_Case.uid, _Case.number, _Case.office, _Case.handler, _Case.state, _Case.received_on),
        *(_Case.known_on, _Case.extended_to_on, _Case.extension_applicant, _Case.extension_respondent),
        *(_Case.extension_signed_on, _Case.advised_on, _Case.collective),
    )
    wanted = wanted.where(_Case.uid.in_(uids) if uids is not None else _Case.state.in_(OPEN_STATES))
    if office:
        wanted = wanted.where(_Case.office == office)
    return {
        row[0]: CaseDays(
            row[0],
            row[1] or "",
            row[2] or "",
            row[3] or "",
            row[4] or "",
            row[5],
            row[6],
            row[7],
            bool(row[8] and row[9] and row[10]),
            row[11],
            bool(row[12]),
        )
        for row in session.connection().execute(wanted).all()
    }


def _fill(session: Session, found: dict[str, CaseDays], uids: Sequence[str] | None) -> None:
    _fill_events(session, found, uids)
    _fill_performance(session, found, uids)
    _fill_servings(session, found, uids)
    _fill_claims(session, found, uids)
    _fill_agreements(session, found, uids)


def _fill_events(session: Session, found: dict[str, CaseDays], uids: Sequence[str] | None) -> None:
    event, hearing, fact = DisputeEventRecord, HearingRecord, LimitationEventRecord
    wanted = _wanted(event, (event.kind, event.on, event.text), uids).where(event.on.is_not(None))
    for days, (_, kind, on, text) in _of(session, found, wanted):
        days.events.append((kind or "", on, text or ""))
    wanted = _wanted(hearing, (hearing.planned_at, hearing.held_on), uids).where(hearing.kind == "meeting")
    for days, (_, planned_at, held_on) in _of(session, found, wanted):
        day = _day(planned_at) or held_on
        if day is not None:
            days.planned.append((day, held_on))
    wanted = _wanted(fact, (fact.claim_uid, fact.kind, fact.on), uids).where(fact.on.is_not(None))
    for days, (_, claim, kind, on) in _of(session, found, wanted):
        days.facts.append((claim or "", kind or "", on))


def _fill_performance(session: Session, found: dict[str, CaseDays], uids: Sequence[str] | None) -> None:
    payment, follow, letter = PaymentRecord, FollowUpRecord, SupervisionLetterRecord
    columns: tuple[Any, ...] = (
        *(payment.uid, payment.reverses_uid, payment.item_uid, payment.on, payment.amount_fen),
    )
    wanted = _wanted(payment, columns, uids, held=False).where(payment.on.is_not(None))
    rows = list(_of(session, found, wanted))
    reversed_uids = {row[2] for _, row in rows if row[2]}
    for days, (_, uid, reverses, item, on, fen) in rows:
        # What was taken back was never paid, and interrupts nothing.
        if not reverses and uid not in reversed_uids:
            days.payments.append((item or "", on, fen or 0))
    wanted = _wanted(follow, (follow.on,), uids).where(follow.on.is_not(None))
    for days, (_, on) in _of(session, found, wanted):
        days.follow_ups.append(on)
    columns = (letter.received_on, letter.answered_on)
    # A suggestion to the labour department has no period of its own.
    wanted = _wanted(letter, columns, uids).where(letter.received_on.is_not(None), letter.kind == OPINION)
    for days, (_, received, answered) in _of(session, found, wanted):
        days.letters.append((received, answered))


def _fill_servings(session: Session, found: dict[str, CaseDays], uids: Sequence[str] | None) -> None:
    service = ServiceRecord
    columns = (
        *(service.starts, service.papers, service.method, service.sent_on, service.received_on),
        *(service.reached_on, service.witnesses, service.refused, PartyRecord.side),
    )
    wanted = _wanted(service, columns, uids).outerjoin(PartyRecord, PartyRecord.uid == service.party_uid)
    for days, row in _of(session, found, wanted):
        _, starts, papers, method, sent, received, reached, witnesses, refused, side = row
        if sent is None:
            continue
        serving = Serving(
            method or "",
            sent,
            received,
            reached,
            len(lines(witnesses)),
            refused=bool(refused),
            collective=days.collective,
        )
        titles = tuple(paper[1] for paper in papers or ())
        days.servings.append(ServingDays(starts or "", titles, serving, side or ""))


def _fill_claims(session: Session, found: dict[str, CaseDays], uids: Sequence[str] | None) -> None:
    party, claim = PartyRecord, ClaimRecord
    left = (
        select(party.case_uid, func.min(party.left_on))
        .where(party.side == "applicant", party.removed.is_(None), party.left_on.is_not(None))
        .group_by(party.case_uid)
    )
    for days, (_, on) in _of(session, found, _among(left, party.case_uid, uids)):
        days.left_on = on
    columns = (claim.uid, claim.kind, claim.known_on, claim.party_uid, party.left_on)
    wanted = _wanted(claim, columns, uids).outerjoin(party, party.uid == claim.party_uid)
    for days, (_, uid, kind, known, whose, on) in _of(session, found, wanted):
        gone = on if whose else days.left_on
        days.claims.append(ClaimDays(uid, kind or "", known or days.known_on, gone))


def _fill_agreements(session: Session, found: dict[str, CaseDays], uids: Sequence[str] | None) -> None:
    frame, item = AgreementRecord, AgreementItemRecord
    columns = (
        *(frame.uid, frame.signed_on, frame.signed_applicant, frame.signed_respondent),
        *(frame.signed_mediator, frame.sealed, frame.acts, frame.acts_due_on, frame.accelerated),
    )
    last: dict[str, str] = {}
    for days, row in _of(session, found, _wanted(frame, columns, uids).order_by(frame.signed_on)):
        _, uid, signed_on, *signed, acts, acts_due_on, accelerated = row
        last[days.uid] = uid
        days.signed_on, days.accelerated = signed_on, bool(accelerated)
        days.agreed_on = signed_on if all(signed) else None
        days.dues = [] if acts_due_on is None else [DueSum("", acts_due_on, None, "、".join(lines(acts)))]
    if not last:
        return
    sums = select(
        frame.case_uid, item.agreement_uid, item.uid, item.title, item.amount_fen, item.due_on, item.plan
    )
    sums = sums.join(frame, frame.uid == item.agreement_uid).where(item.removed.is_(None))
    for days, row in _of(session, found, _among(sums, frame.case_uid, uids)):
        _, agreement, uid, title, fen, due_on, plan = row
        if last.get(days.uid) != agreement:
            continue
        if plan:
            days.dues += [
                DueSum(uid, part.due_on, part.amount_fen, f"{title or ''}第 {part.number} 期")
                for part in plan_of(plan)
            ]
        elif due_on is not None:
            days.dues.append(DueSum(uid, due_on, fen or 0, title or ""))


def _wanted(record: Any, columns: Sequence[Any], uids: Sequence[str] | None, *, held: bool = True) -> Any:
    """Ask for columns of the rows of cases, their case first; `held` leaves out what was struck."""
    wanted = _among(select(record.case_uid, *columns), record.case_uid, uids)
    return wanted.where(record.removed.is_(None)) if held else wanted


def _among(wanted: Any, case_uid: Any, uids: Sequence[str] | None) -> Any:
    if uids is not None:
        return wanted.where(case_uid.in_(uids))
    return wanted.where(case_uid.in_(select(_Case.uid).where(_Case.state.in_(OPEN_STATES))))


def _of(session: Session, found: dict[str, CaseDays], wanted: Any) -> Iterator[tuple[CaseDays, Any]]:
    """Yield rows with the case that they belong to."""
    # Plain rows of the connection: fifty thousand of them need no session.
    for row in session.connection().execute(wanted).all():
        days = found.get(row[0])
        if days is not None:
            yield days, row


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment is not None else None
