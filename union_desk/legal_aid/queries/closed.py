"""The closed cases of legal aid for the register of volumes: two statements for any number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from union_desk.casework.offices import offices_in
from union_desk.casework.volume_values import ListedCase, Retention
from union_desk.legal_aid.queries.numbers import shown_number
from union_desk.legal_aid.records import AidCaseRecord
from union_desk.legal_aid.rules.keeping import WHY_KEPT, YEARS
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.store.dialect import among

_Case: Final = AidCaseRecord


def closed_cases(session: Session, uids: Sequence[str]) -> Iterator[ListedCase]:
    """Yield every closed case, and those of `uids`."""
    offices, opponent = offices_in(session), aliased(EmployerRecord)
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
            retention=Retention(YEARS, row.closed_on, WHY_KEPT),
            archived_on=row.archived_on,
        )
