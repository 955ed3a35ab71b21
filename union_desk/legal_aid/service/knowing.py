"""Who is known already: the card behind an identity number or a firm's name, and the cases of aid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE, offices_in
from union_desk.core.identity import check_credit_code, check_identity
from union_desk.core.rights import Actor
from union_desk.core.text import storable
from union_desk.dispute.service.knowing import known_sentence
from union_desk.dispute.values import KnownCase, KnownEmployer, KnownPerson
from union_desk.legal_aid.queries.dealings import AidDealings
from union_desk.legal_aid.queries.links import held_file_of
from union_desk.people.dealings import Dealing
from union_desk.people.queries import employer_card, employer_like, person_card, persons_with_id
from union_desk.people.values import EmployerCard, PersonCard


def known_person(
    session: Session, actor: Actor, id_no: str, today: date, except_case: str | None
) -> KnownPerson | None:
    """Tell who a number belongs to here, his cases of aid and the file that proves his means."""
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
    held = _cases(AidDealings().dealings(session, [card.uid for card in cards]), except_case)
    sentence = known_sentence(found.name or "此人", held)
    if not sentence:
        sentence = f"{found.name or '此人'}在{where}已有登记{'，已带出资料' if told else ''}。"
    if (file := held_file_of(session, cards[0].uid)) is not None:
        sentence += f"有在档的困难职工档案 {file.number}（{file.relation}），可以证明经济困难。"
    return KnownPerson(found if told else PersonCard(id_no=number), where, held, sentence)


def known_employer(session: Session, name: str, except_case: str | None) -> KnownEmployer | None:
    """Tell which employer has exactly this name or credit code, and in which cases of aid it stands."""
    typed = storable(name).strip()
    code = check_credit_code(typed)
    card = EmployerCard(credit_code=code.normalised) if code.valid else EmployerCard(name=typed)
    record = employer_like(session, card) if typed else None
    if record is None:
        return None
    held = _cases(AidDealings().at_employer(session, record.uid), except_case)
    return KnownEmployer(employer_card(record), held, known_sentence(record.name or "该单位", held))


def _cases(dealings: Sequence[Dealing], except_case: str | None) -> tuple[KnownCase, ...]:
    """Return the cases in which somebody stands, the open ones first."""
    return tuple(
        KnownCase(each.uid, each.title, each.role, each.state, each.is_open)
        for each in dealings
        if each.uid != except_case
    )
