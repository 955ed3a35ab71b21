"""What disputes tell of persons and employers: in which cases they stand, on which side, against whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.core.batches import chunks
from union_desk.core.terms import term_label
from union_desk.dispute.queries.cases import cases
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.queries.parties import NO_SIDES, sides_of
from union_desk.dispute.records import CASE_ENTITY, PartyRecord
from union_desk.dispute.rules.states import OPEN, State
from union_desk.people.dealings import Around, Dealing
from union_desk.people.records import EmployerRecord

_TITLE: Final = "劳动争议"
_ADVICE: Final = "咨询"


class DisputeDealings:
    """Implements `people.dealings.PersonDealings` for labour disputes."""

    def around(self, session: Session, uids: Sequence[str]) -> Mapping[str, Around]:
        """Return the employers with whom persons are in dispute."""
        stands = _stands(session, uids)
        firms = _firms(session, [case_uid for _, case_uid, _ in stands])
        found: dict[str, Around] = {}
        for person_uid, case_uid, side in stands:
            if firm := firms.get((case_uid, side), ""):
                found.setdefault(person_uid, Around(employer=firm))
        return found

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        """Return the cases in which persons stand, the open ones first."""
        offices, stands = offices_in(session), _stands(session, uids)
        case_uids = list(dict.fromkeys(case_uid for _, case_uid, _ in stands))
        records, sides = cases(session, case_uids), sides_of(session, case_uids)
        found = []
        for person_uid, case_uid, side in stands:
            record = records.get(case_uid)
            if record is None:
                continue
            state = State(record.state or State.REGISTERED)
            found.append(
                Dealing(
                    entity=CASE_ENTITY,
                    uid=case_uid,
                    title=shown_number(record.number, record.office, offices) or _ADVICE,
                    kind_title=_TITLE,
                    person_uid=person_uid,
                    role=term_label("dispute_side", side),
                    office=record.office or "",
                    state=term_label("dispute_state", state),
                    is_open=state in OPEN,
                    since_on=record.came_on or record.received_on,
                    whose=sides.get(case_uid, NO_SIDES).words,
                )
            )
        return sorted(found, key=lambda each: (not each.is_open, each.title, each.role))

    def of_employers(self, session: Session, uids: Sequence[str]) -> Mapping[str, int]:
        """Count the cases in which these employers stand."""
        found: dict[str, int] = {}
        for chunk in chunks(uids):
            rows = session.execute(
                select(PartyRecord.employer_uid, func.count(PartyRecord.case_uid.distinct()))
                .where(PartyRecord.employer_uid.in_(chunk), PartyRecord.removed.is_(None))
                .group_by(PartyRecord.employer_uid)
            )
            found.update({uid: count for uid, count in rows if uid})
        return found


def _stands(session: Session, uids: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return persons with a case in which they stand, and their side."""
    found: list[tuple[str, str, str]] = []
    for chunk in chunks(list(dict.fromkeys(uids))):
        wanted = (
            select(PartyRecord.person_uid, PartyRecord.case_uid, PartyRecord.side)
            .where(PartyRecord.person_uid.in_(chunk), PartyRecord.removed.is_(None))
            .order_by(PartyRecord.case_uid, PartyRecord.position)
        )
        for person_uid, case_uid, side in session.execute(wanted):
            found.append((person_uid or "", case_uid or "", side or ""))
    return found


def _firms(session: Session, case_uids: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the employer that stands against a side of a case."""
    other = {"applicant": "respondent", "respondent": "applicant"}
    found: dict[tuple[str, str], str] = {}
    for chunk in chunks(list(dict.fromkeys(case_uids))):
        wanted = (
            select(PartyRecord.case_uid, PartyRecord.side, EmployerRecord.name)
            .join(EmployerRecord, EmployerRecord.uid == PartyRecord.employer_uid)
            .where(PartyRecord.case_uid.in_(chunk), PartyRecord.removed.is_(None))
            .order_by(PartyRecord.position.desc())
        )
        for case_uid, side, name in session.execute(wanted):
            if side in other:
                found[case_uid or "", other[side]] = name or ""
    return found
