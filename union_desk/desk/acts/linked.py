"""Records of other areas about the same matter, as the page of a case tells of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk

OTHER: Final = "other:"
"""What the fields begin with that are no fields but records of another area."""


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """A record of another area, and what is said of it."""

    entity: str
    uid: str
    words: str

    @property
    def field(self) -> str:
        """Return what leads to it where a field is asked for."""
        return f"{OTHER}{self.entity}/{self.uid}"


def open_other(desk: Desk, field: str) -> bool:
    """Open what a field leads to where it is a record of another area; tell whether it is."""
    if not field.startswith(OTHER):
        return False
    entity, _slash, uid = field.removeprefix(OTHER).partition("/")
    desk.open(entity, uid, beside=True)
    return True


Linked = Callable[[str], Sequence[OtherRecord]]
"""Tells of a case which records are about the same matter."""


def nothing_linked(_uid: str) -> Sequence[OtherRecord]:
    return ()
