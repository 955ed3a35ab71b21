"""What belongs to the same matter elsewhere: a hardship file that proves the means, a dispute, advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.core.terms import term_label
from union_desk.dispute.queries import case_of as dispute_of
from union_desk.dispute.queries.life import agreements_of
from union_desk.dispute.queries.listing import NO_MONEY, money_of
from union_desk.dispute.queries.numbers import shown_number as dispute_number
from union_desk.dispute.queries.parties import NO_SIDES, sides_of
from union_desk.dispute.queries.parties import cases_of_persons as disputes_of
from union_desk.dispute.records import CASE_ENTITY, DisputeCaseRecord
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.hardship.rules.states import HELD
from union_desk.legal_aid.queries.listing import case_lines
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import ADVICE_ENTITY, AID_ENTITY, AidCaseRecord, ConsultationRecord
from union_desk.legal_aid.values import LinkedCase
from union_desk.people.queries import persons, persons_with_id
from union_desk.people.queries.links import PERSON, together
from union_desk.people.records import HouseholdMemberRecord, PersonRecord

_HELD: Final = tuple(sorted(state.value for state in HELD))
_ADVICE: Final = "咨询"
_OWNER: Final = "建档职工"


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A hardship file that is held: it proves the means of all who live in its household."""

    uid: str
    number: str  # as it is shown
    owner: str
    relation: str  # of the person to the file: 建档职工, 配偶 …
    enrolled_on: date | None = None

    @property
    def is_own(self) -> bool:
        return self.relation == _OWNER


def same_persons(session: Session, person_uid: str) -> tuple[str, ...]:
    """Return the cards of one human: those that were joined, and those with his identity number."""
    found = dict.fromkeys(together(session, PERSON, person_uid))
    card = session.get(PersonRecord, person_uid)
    if card is not None and card.id_no:
        found |= dict.fromkeys(twin.uid for twin in persons_with_id(session, card.id_no))
    return tuple(found)


def held_file_of(session: Session, person_uid: str) -> HeldFile | None:
    """Return the hardship file that is held of a person or of the household he lives in; his own first."""
    uids = same_persons(session, person_uid) if person_uid else ()
    if not uids:
        return None
    file, member = HardshipFileRecord, HouseholdMemberRecord
    own = select(file).where(file.owner_uid.in_(uids), file.state.in_(_HELD)).order_by(file.number)
    if (found := session.scalars(own).first()) is not None:
        return _held(session, found, _OWNER)
    lives = (
        select(file, member.relation)
        .join(member, member.household_uid == file.household_uid)
        .where(member.person_uid.in_(uids), member.removed.is_(None), file.state.in_(_HELD))
        .order_by(file.number)
    )
    row = session.execute(lives).first()
    return _held(session, row[0], term_label("relation", row[1]) or "家庭成员") if row is not None else None


def links_of(session: Session, record: AidCaseRecord) -> tuple[LinkedCase, ...]:
    """Return what a case is linked with: its dispute, the hardship file that proves the means, its advice."""
    found: list[LinkedCase] = []
    if record.dispute_uid and session.get(DisputeCaseRecord, record.dispute_uid) is not None:
        found.append(_dispute(session, record.dispute_uid, counted=bool(record.counted_elsewhere)))
    if record.file_uid and (file := session.get(HardshipFileRecord, record.file_uid)) is not None:
        held = _held(session, file, "")
        title = "　".join(part for part in (held.number, held.owner) if part)
        found.append(LinkedCase(FILE_ENTITY, file.uid, title, term_label("file_state", file.state)))
    own = session.get(ConsultationRecord, record.consultation_uid) if record.consultation_uid else None
    # A call that became the dispute first is where the case of legal aid began too.
    advice = _advice(own) if own is not None else advice_of(session, record.dispute_uid or "")
    return (*found, advice) if advice is not None else tuple(found)


def made_of_advice(session: Session, record: ConsultationRecord) -> LinkedCase | None:
    """Return the case that a line of the register of advice became; None for advice only, or one undone."""
    uid = record.became_uid or ""
    if record.became == CASE_ENTITY and session.get(DisputeCaseRecord, uid) is not None:
        return _dispute(session, uid, counted=True)
    if record.became == AID_ENTITY and session.get(AidCaseRecord, uid) is not None:
        line = case_lines(session, [uid])[uid]
        shown = shown_number(line.number, line.office, offices_in(session))
        title = "　".join(part for part in (line.words, shown) if part)
        return LinkedCase(AID_ENTITY, uid, title, term_label("aid_state", line.state))
    return None


def advice_of(session: Session, uid: str) -> LinkedCase | None:
    """Return the line of the register of advice that a case came of."""
    if not uid:
        return None
    wanted = select(ConsultationRecord).where(ConsultationRecord.became_uid == uid)
    record = session.scalars(wanted).first()
    return _advice(record) if record is not None else None


def aid_of_disputes(session: Session, dispute_uids: Sequence[str]) -> dict[str, tuple[LinkedCase, ...]]:
    """Return the cases of legal aid that belong to disputes; `counted`: their money counts there."""
    return _aid_by(session, AidCaseRecord.dispute_uid, dispute_uids)


def aid_on_file(session: Session, file_uid: str) -> tuple[LinkedCase, ...]:
    """Return the cases of legal aid whose means a hardship file proves."""
    return _aid_by(session, AidCaseRecord.file_uid, [file_uid]).get(file_uid, ())


def _aid_by(
    session: Session, column: InstrumentedAttribute[Any], uids: Sequence[str]
) -> dict[str, tuple[LinkedCase, ...]]:
    offices = offices_in(session)
    found: dict[str, tuple[LinkedCase, ...]] = {}
    for chunk in chunks(uids):
        wanted = (
            select(AidCaseRecord.uid, column, AidCaseRecord.counted_elsewhere)
            .where(column.in_(chunk))
            .order_by(AidCaseRecord.number, AidCaseRecord.uid)
        )
        rows = session.execute(wanted).all()
        lines = case_lines(session, [row[0] for row in rows])
        for uid, other, elsewhere in rows:
            line = lines[uid]
            title = "　".join((line.words, shown_number(line.number, line.office, offices)))
            state = term_label("aid_state", line.state)
            linked = LinkedCase(AID_ENTITY, uid, title, state, counted=not elsewhere)
            found[other or ""] = (*found.get(other or "", ()), linked)
    return found


def disputes_to_link(session: Session, record: AidCaseRecord) -> tuple[LinkedCase, ...]:
    """Return the disputes in which the applicant stands, which a case may belong to; the latest first."""
    cards = same_persons(session, record.person_uid) if record.person_uid else ()
    found = {uid for uids in disputes_of(session, cards).values() for uid in uids}
    return tuple(
        sorted(
            (_dispute(session, uid, counted=False) for uid in found - {record.dispute_uid}),
            key=lambda link: link.title,
            reverse=True,
        )
    )


def has_agreement(session: Session, dispute_uid: str) -> bool:
    """Tell whether a dispute produced the paper that its money is owed by (C5)."""
    agreement = agreements_of(session, [dispute_uid]).get(dispute_uid)
    return agreement is not None and agreement.in_force


def _advice(record: ConsultationRecord) -> LinkedCase:
    day = record.came_on.isoformat() if record.came_on else ""
    title = " ".join(part for part in (_ADVICE, day, record.name or "") if part)
    return LinkedCase(ADVICE_ENTITY, record.uid, title, "")


def _dispute(session: Session, uid: str, *, counted: bool) -> LinkedCase:
    record = dispute_of(session, uid)
    shown = dispute_number(record.number, record.office, offices_in(session))
    title = "　".join(part for part in (sides_of(session, [uid]).get(uid, NO_SIDES).words, shown) if part)
    paid = money_of(session, [uid]).get(uid, NO_MONEY).paid_fen
    return LinkedCase(CASE_ENTITY, uid, title, term_label("dispute_state", record.state), paid, counted)


def file_shown(session: Session, file: HardshipFileRecord | None) -> str:
    """Return the number of a hardship file as it is shown; "" for none."""
    if file is None:
        return ""
    office = offices_in(session).get(file.office or "")
    return number_shown(file.number or "", office.short_name if office is not None else file.office or "")


def _held(session: Session, file: HardshipFileRecord, relation: str) -> HeldFile:
    owner = persons(session, [file.owner_uid]).get(file.owner_uid) if file.owner_uid else None
    return HeldFile(
        uid=file.uid,
        number=file_shown(session, file),
        owner=(owner.name if owner is not None else "") or "",
        relation=relation,
        enrolled_on=file.enrolled_on,
    )
