"""What legal aid and advice tell of one person's story, and what came of a case for him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.timeline import TimelineEvent, events_of_records
from union_desk.core.batches import chunks
from union_desk.core.terms import term_label
from union_desk.legal_aid.queries.cases import cases
from union_desk.legal_aid.queries.dealings import ADVICE, AdviceDealings, AidDealings, asked_by
from union_desk.legal_aid.queries.timeline import dated_events_of
from union_desk.legal_aid.records import (
    ADVICE_ENTITY,
    AID_ENTITY,
    AidCaseRecord,
    AidItemRecord,
    AssignmentRecord,
    ConsultationRecord,
    ProviderRecord,
)
from union_desk.people.dealings import Dealing, once
from union_desk.people.queries import employers
from union_desk.people.stories import Chapter, Entry, Sum, Way

# What the office did with paper is no part of the story.
_LEFT_OUT: Final = frozenset({"print", "export"})


class AidStories:
    """Implements `people.stories.PersonStories` for legal aid."""

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        return AidDealings().dealings(session, uids)

    def chapters(self, session: Session, uids: Sequence[str]) -> Sequence[Chapter]:
        """Return the cases of these cards; what a dispute counts is told with that dispute (C5)."""
        told = once(self.dealings(session, uids))
        case_uids = [each.uid for each in told]
        records = cases(session, case_uids)
        notes = events_of_records(session, AID_ENTITY, case_uids)
        dated = dated_events_of(session, {each.uid: each.office for each in told})
        sums = _sums(session, records)
        return tuple(
            Chapter(
                dealing=each,
                entries=tuple(_entries((*notes.get(each.uid, ()), *dated.get(each.uid, ())))),
                sums=tuple(sums.get(each.uid, ())),
                same_matter=records[each.uid].dispute_uid or "",
            )
            for each in told
        )

    def others(self, session: Session, record_uids: Sequence[str]) -> Sequence[str]:
        """Return the names of the other side, of who serves the case, and of who handled it."""
        names: list[str] = []
        records = cases(session, record_uids).values()
        firms = employers(session, _firms(records))
        for firm in firms.values():
            names += [firm.name or "", firm.legal_rep or ""]
        for record in records:
            names += [record.opponent_name or "", record.handler or ""]
            names += [record.examiner or "", record.approver or ""]
        provider = ProviderRecord
        for chunk in chunks([record.uid for record in records]):
            served = (
                select(provider.name, provider.firm)
                .join(AssignmentRecord, AssignmentRecord.provider_uid == provider.uid)
                .where(AssignmentRecord.case_uid.in_(chunk))
                .order_by(AssignmentRecord.assigned_on, AssignmentRecord.uid)
            )
            names += [name or "" for row in session.execute(served) for name in row]
        return names


class AdviceStories:
    """Implements `people.stories.PersonStories` for the register of advice."""

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        return AdviceDealings().dealings(session, uids)

    def chapters(self, session: Session, uids: Sequence[str]) -> Sequence[Chapter]:
        """Return what these cards asked."""
        records = {record.uid: record for record in asked_by(session, uids)}
        notes = events_of_records(session, ADVICE_ENTITY, list(records))
        return tuple(
            Chapter(each, (*_told(records[each.uid]), *_entries(notes.get(each.uid, ()))))
            for each in once(self.dealings(session, uids))
        )

    def others(self, session: Session, record_uids: Sequence[str]) -> Sequence[str]:
        """Return the names of employers and of who answered."""
        names: list[str] = []
        for chunk in chunks(record_uids):
            wanted = select(ConsultationRecord).where(ConsultationRecord.uid.in_(chunk))
            records = session.scalars(wanted).all()
            uids = {record.employer_uid for record in records if record.employer_uid}
            for firm in employers(session, uids).values():
                names += [firm.name or "", firm.legal_rep or ""]
            names += [record.adviser or "" for record in records]
        return names


def _firms(records: Iterable[AidCaseRecord]) -> set[str]:
    return {uid for record in records for uid in (record.employer_uid, record.opponent_uid) if uid}


def _entries(events: Sequence[TimelineEvent]) -> Iterator[Entry]:
    for event in events:
        if event.kind not in _LEFT_OUT:
            yield Entry(event.on, event.kind_label, event.text, event.by, event.office, event.recorded_at)


def _sums(session: Session, records: dict[str, AidCaseRecord]) -> dict[str, list[Sum]]:
    """Return what was paid on each item of these cases."""
    found: dict[str, list[Sum]] = {}
    item = AidItemRecord
    for chunk in chunks(list(records)):
        wanted = select(item).where(
            item.case_uid.in_(chunk), item.removed.is_(None), item.paid_fen.is_not(None), item.paid_fen != 0
        )
        for row in session.scalars(wanted.order_by(item.position, item.uid)):
            case = records[row.case_uid or ""]
            words = (term_label("claim_item", row.kind), row.text)
            told = Sum(
                uid=row.uid,
                way=Way.RECOVERED,
                on=row.paid_on,
                fen=row.paid_fen,
                text=" ".join(word for word in words if word),
                by=case.handler or "",
                counted_in=(case.dispute_uid or "") if case.counted_elsewhere else "",
            )
            found.setdefault(case.uid, []).append(told)
    return found


def _told(record: ConsultationRecord) -> Iterator[Entry]:
    """Tell question and answer in one entry: 劳动报酬：两个月没发工资。答复：先申请调解。"""
    if record.came_on is None:
        return
    topic = term_label("advice_topic", record.topic)
    answer = f"答复：{record.answer}" if record.answer else ""
    asked = "：".join(word for word in (topic, record.question or "") if word)
    text = "　".join(word for word in (asked, answer) if word)
    yield Entry(record.came_on, ADVICE, text, record.adviser or "", record.office or "")
