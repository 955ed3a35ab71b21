"""What hardship files tell of one person's story: what was done, and what he or his household was given."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.assistance.queries import grants_of_records
from union_desk.assistance.values import Grant
from union_desk.casework.opinions import signers_of
from union_desk.casework.timeline import TimelineEvent, events_of_records
from union_desk.core.terms import term_label
from union_desk.hardship.queries.dealings import OWNER, FileDealings
from union_desk.hardship.queries.files import files
from union_desk.hardship.queries.life import publicities_of_files
from union_desk.hardship.records import FILE_ENTITY, HomeVisitRecord
from union_desk.people.dealings import Dealing, once
from union_desk.people.queries import employers, members_of, persons
from union_desk.people.stories import Chapter, Entry, Sum, Way

# What the office did with paper is no part of the story; each grant is told by its sum.
_LEFT_OUT: Final = frozenset({"print", "export"})
_GRANT: Final = "grant"


class FileStories:
    """Implements `people.stories.PersonStories` for hardship files."""

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        return FileDealings().dealings(session, uids)

    def chapters(self, session: Session, uids: Sequence[str]) -> Sequence[Chapter]:
        """Return the files in which these cards stand; what another of the household got is not theirs."""
        told = once(self.dealings(session, uids))
        file_uids = [each.uid for each in told]
        events = events_of_records(session, FILE_ENTITY, file_uids)
        grants = grants_of_records(session, FILE_ENTITY, file_uids)
        receivers = {one.person_uid for held in grants.values() for one in held if one.person_uid}
        names = {uid: card.name or "" for uid, card in persons(session, receivers).items()}
        return tuple(
            Chapter(
                dealing=each,
                entries=tuple(_entries(events.get(each.uid, ()))),
                sums=tuple(_sum(one, each, uids, names) for one in grants.get(each.uid, ())),
            )
            for each in told
        )

    def others(self, session: Session, record_uids: Sequence[str]) -> Sequence[str]:
        """Return the names of the household, of the employer, and of all who had to do with the file."""
        records = files(session, record_uids)
        names: list[str] = []
        owners = persons(session, [file.owner_uid for file in records.values() if file.owner_uid])
        firms = employers(session, {file.employer_uid for file in records.values() if file.employer_uid})
        homes = [file.household_uid for file in records.values() if file.household_uid]
        names += [card.name or "" for card in owners.values()]
        names += [card.name or "" for held in members_of(session, homes).values() for _, card in held]
        for firm in firms.values():
            names += [firm.name or "", firm.legal_rep or ""]
        for file in records.values():
            names += [file.builder or "", file.checker or "", file.typist or ""]
        names += signers_of(session, FILE_ENTITY, list(records))
        visits = select(HomeVisitRecord).where(HomeVisitRecord.file_uid.in_(list(records)))
        for visit in session.scalars(visits):
            names += [*(visit.visitors or "").split("\n"), visit.met or ""]
        for shown in publicities_of_files(session, list(records)).values():
            names += [who for one in shown for who in (one.signer, *(each.who for each in one.objections))]
        return names


def _entries(events: Sequence[TimelineEvent]) -> Iterator[Entry]:
    for event in events:
        if event.kind in _LEFT_OUT or (event.kind == _GRANT and not event.correctable):
            continue
        yield Entry(event.on, event.kind_label, event.text, event.by, event.office, event.recorded_at)


def _sum(one: Grant, file: Dealing, cards: Collection[str], names: Mapping[str, str]) -> Sum:
    goods = f"{one.goods}{f' {one.quantity} 份' if one.quantity else ''}" if one.goods else ""
    words = (
        term_label("aid_kind", one.kind),
        term_label("aid_form", one.form),
        goods,
        term_label("funding_source", one.source),
        one.remark,
    )
    return Sum(
        uid=one.uid,
        way=Way.GIVEN,
        on=one.on,
        fen=one.amount_fen,
        text=" ".join(word for word in words if word),
        by=one.handler,
        why_not=_why_not(one, file, cards, names),
    )


def _why_not(one: Grant, file: Dealing, cards: Collection[str], names: Mapping[str, str]) -> str:
    if one.reversed_why is not None:
        return f"已冲正：{one.reversed_why}"
    if one.person_uid:
        return "" if one.person_uid in cards else f"发给{names.get(one.person_uid) or '同户的人'}，不计入本人"
    return "" if OWNER in file.role.split("、") else f"发给{file.whose or '建档职工'}一家，不计入本人"
