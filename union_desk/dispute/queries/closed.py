"""The closed disputes for the register of volumes: four statements for any number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import offices_in
from union_desk.casework.retention import KeptYears
from union_desk.casework.volume_values import ListedCase
from union_desk.dispute.queries.listing import first_names
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.store.dialect import among

_Case: Final = DisputeCaseRecord


def closed_cases(session: Session, uids: Sequence[str], today: date) -> Iterator[ListedCase]:
    """Yield every closed case, and those of `uids`."""
    offices, kept = offices_in(session), KeptYears(session, today)
    applicants, respondents = first_names(session, "applicant"), first_names(session, "respondent")
    asked = among(_Case.uid, uids, session.connection().dialect)
    shown = (
        *(_Case.uid, _Case.audience, _Case.office, _Case.number, _Case.temporary_number),
        *(_Case.closed_on, _Case.archived_on, _Case.collective, _Case.binder, _Case.shelf),
    )
    for row in session.execute(select(*shown).where(or_(_Case.closed_on.is_not(None), asked))):
        sides = (applicants.get(row.uid, ""), respondents.get(row.uid, ""))
        yield ListedCase(
            uid=row.uid,
            audience=row.audience,
            office=row.office or "",
            number_shown=shown_number(row.number, row.office, offices) or row.temporary_number or "",
            name=" 与 ".join(name for name in sides if name),
            closed_on=row.closed_on,
            retention=kept.of("collective" if row.collective else "dispute", row.closed_on),
            archived_on=row.archived_on,
            number=row.binder or "",
            shelf=row.shelf or "",
        )


def write_place(session: Session, uid: str, number: str, shelf: str) -> None:
    """Write volume number and shelf where they stand in the case."""
    record = session.get(DisputeCaseRecord, uid)
    if record is not None:
        record.binder, record.shelf = number or None, shelf or None
