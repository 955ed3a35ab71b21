"""Which rows move the clocks of a case of legal aid, or are named in its line."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from union_desk.casework.due_book import CaseRows, Reach, owned_by_case
from union_desk.dispute.queries.touching import DISPUTE_ROWS
from union_desk.legal_aid.records import (
    AID_ENTITY,
    AidCaseRecord,
    AidEventRecord,
    AidItemRecord,
    AssignmentRecord,
)
from union_desk.people.records import EmployerRecord, PersonRecord

_Case: Final = AidCaseRecord
AID_ROWS: Final = CaseRows(
    AID_ENTITY,
    (
        *(owned_by_case(record) for record in (AidEventRecord, AidItemRecord, AssignmentRecord)),
        Reach(PersonRecord.__tablename__, select(_Case.person_uid, _Case.uid)),
        Reach(EmployerRecord.__tablename__, select(_Case.opponent_uid, _Case.uid)),
    ),
    # What happens in a dispute interrupts the limitation of the claims that are aided.
    ((DISPUTE_ROWS, select(_Case.dispute_uid, _Case.uid)),),
)
