"""Who is known already: the card behind an identity number or a firm's name, and the cases they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE, offices_in
from union_desk.core.identity import check_credit_code, check_identity
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import DisputeCaseRecord, PartyRecord
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.values import KnownCase, KnownEmployer, KnownPerson
from union_desk.people.queries import employer_card, employer_like, person_card, persons_with_id
from union_desk.people.values import EmployerCard, PersonCard

_MOST_NAMED = 3


def known_person(
    session: Session, actor: Actor, id_no: str, today: date, except_case: str | None
) -> KnownPerson | None:
    """Tell who a number belongs to here; the office's own card first."""
    number = check_identity(id_no, today).normalised
    cards = sorted(
        persons_with_id(session, number) if number else (), key=lambda card: card.audience != actor.audience
    )
    if not cards:
        return None
    found = person_card(cards[0])
    offices = {office.audience: office.name for office in offices_in(session).values()}
    where = offices.get(cards[0].audience, "")
    # Another office's card is its own: one learns that it exists, not what is on it.
    told = actor.audience in {cards[0].audience, DISTRICT_AUDIENCE}
    held = _cases(session, PartyRecord.person_uid, [card.uid for card in cards], except_case)
    sentence = known_sentence(found.name or "此人", held)
    if not sentence:
        sentence = f"{found.name or '此人'}在{where}已有登记{'，已带出资料' if told else ''}。"
    return KnownPerson(found if told else PersonCard(id_no=number), where, held, sentence)


def known_employer(session: Session, name: str, except_case: str | None) -> KnownEmployer | None:
    """Tell which employer has exactly this name or credit code, and in which cases it stands."""
    typed = storable(name).strip()
    code = check_credit_code(typed)
    card = EmployerCard(credit_code=code.normalised) if code.valid else EmployerCard(name=typed)
    record = employer_like(session, card) if typed else None
    if record is None:
        return None
    held = _cases(session, PartyRecord.employer_uid, [record.uid], except_case)
    return KnownEmployer(employer_card(record), held, known_sentence(record.name or "该单位", held))


def _cases(
    session: Session, column: object, uids: Sequence[str], except_case: str | None
) -> tuple[KnownCase, ...]:
    """Return the cases in which one of these cards stands, the open ones first, then the newest."""
    offices = offices_in(session)
    wanted = (
        select(DisputeCaseRecord, PartyRecord.side)
        .join(PartyRecord, PartyRecord.case_uid == DisputeCaseRecord.uid)
        .where(column.in_(uids), PartyRecord.removed.is_(None))  # type: ignore[attr-defined]
        .order_by(DisputeCaseRecord.came_on.desc(), DisputeCaseRecord.number.desc())
    )
    found: dict[str, KnownCase] = {}
    for record, side in session.execute(wanted):
        if record.uid == except_case:
            continue
        state = State(record.state or State.REGISTERED)
        shown = shown_number(record.number, record.office, offices) or "咨询"
        label = term_label("dispute_side", side)
        found.setdefault(record.uid, KnownCase(record.uid, shown, label, state.words, state in OPEN))
    return tuple(sorted(found.values(), key=lambda case: not case.is_open))


def known_sentence(name: str, held: Sequence[KnownCase]) -> str:
    """Say it in one sentence: 王芳已在 杭经开工调〔2026〕白杨第0012号（申请人，调解中）。"""
    if not held:
        return ""
    named = "；".join(
        f"{case.number_shown}（{case.side_label}，{case.state_label}）" for case in held[:_MOST_NAMED]
    )
    more = f"等 {len(held)} 件" if len(held) > _MOST_NAMED else ""
    return f"{name}已在 {named}{more}。"
