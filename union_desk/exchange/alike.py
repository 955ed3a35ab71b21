"""Persons in a package who may be known here already, by the scoring of the register of persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.exchange.values import PerhapsSame
from union_desk.people.duplicates import perhaps_same
from union_desk.people.values import PersonCard
from union_desk.store.merge import Plan

_PERSON: Final = "person"
_MOST: Final = 5000


def persons_alike(session: Session, planned: Plan) -> tuple[PerhapsSame, ...]:
    """Compare the persons that would be new here with those of the store."""
    fresh = [
        row
        for (table, _), row in planned.rows.items()
        if table == _PERSON and row.stays and row.before is None
    ]
    cards = [_card(row.uid, row.after) for row in fresh[:_MOST]]
    return tuple(
        PerhapsSame(
            one.uid,
            one.name,
            one.known_uid,
            one.known_name,
            one.known_office,
            one.points,
            one.reasons,
        )
        for one in perhaps_same(session, cards)
    )


def _card(uid: str, columns: Mapping[str, Any]) -> PersonCard:
    names = {each.name for each in fields(PersonCard)}
    held = {name: value for name, value in columns.items() if name in names and value is not None}
    return PersonCard(**{**held, "uid": uid})
