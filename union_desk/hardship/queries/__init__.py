"""Questions to the stored hardship files."""

from __future__ import annotations

from union_desk.hardship.queries.files import (
    FILE_FIELDS,
    HOUSEHOLD_FIELDS,
    MEMBER_FIELDS,
    OPEN_STATES,
    ROW_KINDS,
    WHOSE,
    cards_of_number,
    decision_of,
    decisions_resting_on,
    file_ids,
    files,
    form_of,
    forms_of,
    found_files,
    places_of,
    row_fields,
    uid_of_number,
)

__all__ = [
    "FILE_FIELDS",
    "HOUSEHOLD_FIELDS",
    "MEMBER_FIELDS",
    "OPEN_STATES",
    "ROW_KINDS",
    "WHOSE",
    "cards_of_number",
    "decision_of",
    "decisions_resting_on",
    "file_ids",
    "files",
    "form_of",
    "forms_of",
    "found_files",
    "places_of",
    "row_fields",
    "uid_of_number",
]
