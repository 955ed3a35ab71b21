"""What can be done with the cards of persons and employers."""

from __future__ import annotations

from union_desk.people.service.cards import PeopleService, StoredPerson, store_employer, store_person
from union_desk.people.service.sameness import Sameness
from union_desk.people.service.stories import Stories, StoryOnPaper

__all__ = [
    "PeopleService",
    "Sameness",
    "StoredPerson",
    "Stories",
    "StoryOnPaper",
    "store_employer",
    "store_person",
]
