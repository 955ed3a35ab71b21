"""The closed hardship files for the register of volumes: two statements for any number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import offices_in
from union_desk.casework.volume_values import ListedCase, Retention
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.rules.states import CLOSED, KEPT
from union_desk.people.records import PersonRecord
from union_desk.store.dialect import among

_File: Final = HardshipFileRecord


def closed_files(session: Session, uids: Sequence[str], years: int, why: str) -> Iterator[ListedCase]:
    """Yield every closed file that is still kept, and those of `uids`; no merged, no destroyed one."""
    offices = offices_in(session)
    kept, ended = [state.value for state in KEPT], [state.value for state in CLOSED - KEPT]
    asked = among(_File.uid, uids, session.connection().dialect)
    wanted = (
        select(
            *(_File.uid, _File.audience, _File.office, _File.number, _File.state, _File.closed_on),
            PersonRecord.name,
        )
        .outerjoin(PersonRecord, PersonRecord.uid == _File.owner_uid)
        .where(or_(_File.state.in_(kept), and_(asked, _File.state.not_in(ended))))
    )
    for row in session.execute(wanted):
        closed_on = row.closed_on if row.state in kept else None
        word = offices[row.office].short_name if row.office in offices else row.office or ""
        yield ListedCase(
            uid=row.uid,
            audience=row.audience,
            office=row.office or "",
            number_shown=number_shown(row.number or "", word),
            name=row.name or "",
            closed_on=closed_on,
            retention=Retention(years, closed_on, why),
        )
