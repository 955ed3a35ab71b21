"""What must be right on the cards of persons and employers, and which two of them may mean the same."""

from __future__ import annotations

from union_desk.people.rules.cards import (
    CHECKED_PAPERS,
    FieldWarning,
    check_codes,
    employer_doubts,
    filled_from,
    same_employer,
    same_human,
    stripped,
    tidy_employer,
    tidy_person,
)

__all__ = [
    "CHECKED_PAPERS",
    "FieldWarning",
    "check_codes",
    "employer_doubts",
    "filled_from",
    "same_employer",
    "same_human",
    "stripped",
    "tidy_employer",
    "tidy_person",
]
