"""What legal aid tells of persons and employers: which cases are theirs, and against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.core.terms import term_label
from union_desk.dispute.records import CASE_ENTITY
from union_desk.legal_aid.queries.cases import cases
from union_desk.legal_aid.queries.listing import OPEN_STATES, case_lines, cases_of_employers, cases_of_persons
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import ADVICE_ENTITY, AID_ENTITY, AidCaseRecord, ConsultationRecord
from union_desk.people.dealings import Around, Dealing
from union_desk.people.queries import persons
from union_desk.people.records import EmployerRecord

_TITLE: Final = "法律援助"
_APPLICANT: Final = "受援人"
_OPPONENT: Final = "对方单位"
_WORKPLACE: Final = "工作单位"
ADVICE: Final = "咨询"
_ASKED: Final = "咨询人"
_BECAME: Final = {CASE_ENTITY: "已转劳动争议", AID_ENTITY: "已转法律援助"}
_ANSWERED: Final = "已答复"


class AidDealings:
    """Implements `people.dealings.PersonDealings` and `EmployerDealings` for legal aid."""

    def around(self, session: Session, uids: Sequence[str]) -> Mapping[str, Around]:
        """Return the employers of persons who get aid: where they work, else against whom they stand."""
        found: dict[str, Around] = {}
        for chunk in chunks(list(dict.fromkeys(uids))):
            for column in (AidCaseRecord.employer_uid, AidCaseRecord.opponent_uid):
                wanted = (
                    select(AidCaseRecord.person_uid, EmployerRecord.name)
                    .join(EmployerRecord, EmployerRecord.uid == column)
                    .where(AidCaseRecord.person_uid.in_(chunk))
                    .order_by(AidCaseRecord.number.desc(), AidCaseRecord.uid)
                )
                for person_uid, name in session.execute(wanted):
                    found.setdefault(person_uid or "", Around(employer=name or ""))
        return found

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        """Return the cases of persons, the open ones first."""
        stands = [
            (person_uid, case_uid)
            for person_uid, case_uids in cases_of_persons(session, uids).items()
            for case_uid in case_uids
        ]
        return self._told(session, [(person_uid, uid, _APPLICANT) for person_uid, uid in stands])

    def at_employer(self, session: Session, uid: str) -> Sequence[Dealing]:
        """Return the cases that name an employer, the open ones first."""
        case_uids = cases_of_employers(session, [uid]).get(uid, [])
        records = cases(session, case_uids)
        return self._told(
            session,
            [
                (record.person_uid or "", case_uid, _OPPONENT if record.opponent_uid == uid else _WORKPLACE)
                for case_uid, record in records.items()
            ],
        )

    def of_employers(self, session: Session, uids: Sequence[str]) -> Mapping[str, int]:
        """Count the cases that name these employers."""
        counted = Counter[str]()
        for uid, case_uids in cases_of_employers(session, uids).items():
            counted[uid] = len(case_uids)
        return counted

    def _told(self, session: Session, stands: Sequence[tuple[str, str, str]]) -> list[Dealing]:
        offices, uids = offices_in(session), [uid for _, uid, _ in stands]
        lines = case_lines(session, uids)
        found = [
            Dealing(
                entity=AID_ENTITY,
                uid=uid,
                title=shown_number(lines[uid].number, lines[uid].office, offices),
                kind_title=_TITLE,
                person_uid=person_uid,
                role=role,
                office=lines[uid].office or "",
                state=term_label("aid_state", lines[uid].state),
                is_open=lines[uid].state in OPEN_STATES,
                since_on=lines[uid].came_on,
                whose=lines[uid].words,
            )
            for person_uid, uid, role in stands
            if uid in lines
        ]
        return sorted(found, key=lambda each: (not each.is_open, each.title, each.role))


class AdviceDealings:
    """Tells of persons and employers what was asked: implements `people.dealings.EmployerDealings`."""

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        """Return what these cards asked, in the order of the days."""
        return _asked(session, asked_by(session, uids))

    def at_employer(self, session: Session, uid: str) -> Sequence[Dealing]:
        """Return what was asked about an employer, the latest day first."""
        wanted = select(ConsultationRecord).where(ConsultationRecord.employer_uid == uid)
        latest = wanted.order_by(ConsultationRecord.came_on.desc(), ConsultationRecord.uid)
        return _asked(session, session.scalars(latest).all())


def asked_by(session: Session, uids: Sequence[str]) -> list[ConsultationRecord]:
    """Return the lines of the register that name these cards."""
    found: list[ConsultationRecord] = []
    for chunk in chunks(uids):
        wanted = select(ConsultationRecord).where(ConsultationRecord.person_uid.in_(chunk))
        found += session.scalars(wanted.order_by(ConsultationRecord.came_on, ConsultationRecord.uid))
    return found


def _asked(session: Session, records: Sequence[ConsultationRecord]) -> list[Dealing]:
    cards = persons(session, {record.person_uid for record in records if record.person_uid})
    names = {uid: card.name for uid, card in cards.items()}
    return [
        Dealing(
            entity=ADVICE_ENTITY,
            uid=record.uid,
            title=f"{ADVICE} {record.came_on or ''}".strip(),
            kind_title=ADVICE,
            person_uid=record.person_uid or "",
            role=_ASKED,
            office=record.office or "",
            state=_BECAME.get(record.became or "", _ANSWERED if record.answer else ""),
            is_open=False,
            since_on=record.came_on,
            whose=names.get(record.person_uid or "") or record.name or "",
        )
        for record in records
    ]
