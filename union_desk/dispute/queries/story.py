"""What disputes tell of one person's story: what happened, and what was paid to him on an agreement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.timeline import TimelineEvent, events_of_records
from union_desk.core.batches import chunks
from union_desk.core.terms import term_label
from union_desk.dispute.queries.cases import cases, forms_of
from union_desk.dispute.queries.dealings import DisputeDealings
from union_desk.dispute.queries.life import hearings_of, mediators_of, services_of
from union_desk.dispute.queries.timeline import dated_events_of
from union_desk.dispute.records import CASE_ENTITY, AgreementItemRecord, PartyRecord, PaymentRecord
from union_desk.dispute.rules.naming import names_in
from union_desk.people.dealings import Dealing, once
from union_desk.people.stories import Chapter, Entry, Sum, Way

# What the office did with paper is no part of the story; each payment is told by its sum.
_LEFT_OUT: Final = frozenset({"print", "export"})
_PAYMENT: Final = "performance"
_NOBODY_NAMED: Final = "没有写明收款人，不计入本人"


@dataclass(frozen=True, slots=True)
class _Case:
    """Who stands in a case: the party of each of its humans, and who is paid where nobody is named."""

    persons: Mapping[str, str]  # party → card
    payees: tuple[str, ...]  # parties


class DisputeStories:
    """Implements `people.stories.PersonStories` for labour disputes."""

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        return DisputeDealings().dealings(session, uids)

    def chapters(self, session: Session, uids: Sequence[str]) -> Sequence[Chapter]:
        """Return the cases in which these cards stand; of a payment to many each is told his own."""
        told = once(self.dealings(session, uids))
        case_uids = [each.uid for each in told]
        offices = {each.uid: each.office for each in told}
        notes, dated = events_of_records(session, CASE_ENTITY, case_uids), dated_events_of(session, offices)
        sums = _sums(session, case_uids, frozenset(uids))
        return tuple(
            Chapter(
                dealing=each,
                entries=tuple(_entries((*notes.get(each.uid, ()), *dated.get(each.uid, ())))),
                sums=sums.get(each.uid, ()),
            )
            for each in told
        )

    def others(self, session: Session, record_uids: Sequence[str]) -> Sequence[str]:
        """Return the names of all parties, agents, mediators and clerks of these cases."""
        records = cases(session, record_uids)
        forms, held = forms_of(session, list(records.values())), list(records)
        mediators, hearings, services = (
            mediators_of(session, held),
            hearings_of(session, held),
            services_of(session, held),
        )
        return [
            name
            for uid in held
            for name in names_in(
                forms[uid], mediators.get(uid, ()), hearings.get(uid, ()), services.get(uid, ())
            )
        ]


def _entries(events: Sequence[TimelineEvent]) -> Iterator[Entry]:
    for event in events:
        if event.kind in _LEFT_OUT or (event.kind == _PAYMENT and not event.correctable):
            continue
        yield Entry(event.on, event.kind_label, event.text, event.by, event.office, event.recorded_at)


def _sums(session: Session, case_uids: Sequence[str], cards: Collection[str]) -> dict[str, tuple[Sum, ...]]:
    """Return the payments of each case that are this person's, or nobody's by name."""
    standing = _standing(session, case_uids)
    found: dict[str, list[Sum]] = {}
    item, payment = AgreementItemRecord, PaymentRecord
    for chunk in chunks(case_uids):
        wanted = (
            select(payment, item.party_uid, item.title, item.kind)
            .outerjoin(item, item.uid == payment.item_uid)
            .where(payment.case_uid.in_(chunk))
            .order_by(payment.on, payment.recorded_at, payment.uid)
        )
        rows = session.execute(wanted).all()
        backs = {row[0].reverses_uid: row[0].remark or "" for row in rows if row[0].reverses_uid}
        for row, to_party, title, kind in rows:
            case = standing.get(row.case_uid or "")
            if row.reverses_uid or case is None:
                continue
            payee = row.party_uid or to_party or (case.payees[0] if len(case.payees) == 1 else "")
            if payee and case.persons.get(payee) not in cards:
                continue
            words = (title or term_label("claim_item", kind), row.evidence, row.remark)
            back = f"已冲正：{backs[row.uid]}" if row.uid in backs else ""
            told = Sum(
                uid=row.uid,
                way=Way.RECOVERED,
                on=row.on,
                fen=row.amount_fen,
                text=" ".join(word for word in words if word) or "协议款项",
                by=row.by or "",
                why_not=back or ("" if payee else _NOBODY_NAMED),
            )
            found.setdefault(row.case_uid or "", []).append(told)
    return {uid: tuple(sums) for uid, sums in found.items()}


def _standing(session: Session, case_uids: Sequence[str]) -> dict[str, _Case]:
    """Return who stands in these cases; who is no worker is paid only where there is none."""
    party = PartyRecord
    found: dict[str, list[tuple[str, str, bool, bool]]] = {}
    for chunk in chunks(case_uids):
        wanted = select(party.case_uid, party.uid, party.person_uid, party.kind, party.side).where(
            party.case_uid.in_(chunk), party.removed.is_(None), party.person_uid.is_not(None)
        )
        for case_uid, uid, card, kind, side in session.execute(wanted):
            standing = (uid, card or "", kind == "worker", side == "applicant")
            found.setdefault(case_uid or "", []).append(standing)
    standing_in = {}
    for case_uid, parties in found.items():
        workers = tuple(uid for uid, _, worker, _ in parties if worker)
        applicants = tuple(uid for uid, _, _, applicant in parties if applicant)
        standing_in[case_uid] = _Case({uid: card for uid, card, _, _ in parties}, workers or applicants)
    return standing_in
