"""Questions to the stored disputes."""

from __future__ import annotations

from union_desk.dispute.queries.cases import (
    CASE_FIELDS,
    ROW_KINDS,
    case_of,
    cases,
    form_of,
    forms_of,
    row_fields,
    uid_of_number,
)

__all__ = [
    "CASE_FIELDS",
    "ROW_KINDS",
    "case_of",
    "cases",
    "form_of",
    "forms_of",
    "row_fields",
    "uid_of_number",
]
