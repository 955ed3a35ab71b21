"""Questions to the cards of persons and employers, and to what was decided about two of them."""

from __future__ import annotations

from union_desk.people.queries.cards import (
    EMPLOYER_FIELDS,
    PERSON_FIELDS,
    employer_card,
    employer_like,
    employers,
    held_values,
    members_of,
    person_card,
    persons,
    persons_with_id,
)

__all__ = [
    "EMPLOYER_FIELDS",
    "PERSON_FIELDS",
    "employer_card",
    "employer_like",
    "employers",
    "held_values",
    "members_of",
    "person_card",
    "persons",
    "persons_with_id",
]
