"""The closed cases of legal aid for the register of volumes: two statements for any number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from union_desk.casework.offices import offices_in
from union_desk.casework.retention import KeptYears
from union_desk.casework.volume_values import ListedCase
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import AidCaseRecord
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.store.dialect import among

_Case: Final = AidCaseRecord


def closed_cases(session: Session, uids: Sequence[str], today: date) -> Iterator[ListedCase]:
    """Yield every closed case, and those of `uids`."""
    offices, kept, opponent = offices_in(session), KeptYears(session, today), aliased(EmployerRecord)
    asked = among(_Case.uid, uids, session.connection().dialect)
    wanted = (
        select(
            *(_Case.uid, _Case.audience, _Case.office, _Case.number, _Case.temporary_number),
            *(_Case.closed_on, _Case.archived_on, _Case.opponent_name),
            PersonRecord.name.label("applicant"),
            opponent.name.label("opponent"),
        )
        .outerjoin(PersonRecord, PersonRecord.uid == _Case.person_uid)
        .outerjoin(opponent, opponent.uid == _Case.opponent_uid)
        .where(or_(_Case.closed_on.is_not(None), asked))
    )
    for row in session.execute(wanted):
        sides = (row.applicant, row.opponent or row.opponent_name)
        yield ListedCase(
            uid=row.uid,
            audience=row.audience,
            office=row.office or "",
            number_shown=shown_number(row.number, row.office, offices) or row.temporary_number or "",
            name=" 对 ".join(name for name in sides if name),
            closed_on=row.closed_on,
            retention=kept.of("legal_aid", row.closed_on),
            archived_on=row.archived_on,
        )
