"""Questions to the stored cases of legal aid and to the register of advice."""

from __future__ import annotations

from union_desk.legal_aid.queries.cases import (
    CARDS,
    CASE_FIELDS,
    GONE,
    ROW_KINDS,
    case_of,
    cases,
    form_of,
    forms_of,
    row_fields,
    uid_of_number,
)

__all__ = [
    "CARDS",
    "CASE_FIELDS",
    "GONE",
    "ROW_KINDS",
    "case_of",
    "cases",
    "form_of",
    "forms_of",
    "row_fields",
    "uid_of_number",
]
