"""What can be done with the cards of persons and employers."""

from __future__ import annotations

from union_desk.people.service.cards import PeopleService, StoredPerson, store_employer, store_person

__all__ = ["PeopleService", "StoredPerson", "store_employer", "store_person"]
