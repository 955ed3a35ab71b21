"""What the areas above tell of a person: the records in which he stands, and who lives with him."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Around:
    """Who and what surrounds a person; `members` are keys by which a human is known again."""

    employer: str = ""
    members: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Dealing:
    """One record in which a person stands, and as whom."""

    entity: str
    uid: str
    title: str  # its number as it is shown
    kind_title: str  # 困难职工档案
    person_uid: str
    role: str  # 建档职工, 配偶 …
    office: str  # code
    state: str
    is_open: bool
    since_on: date | None = None
    household_uid: str = ""
    whose: str = ""  # the name of its owner


def once(dealings: Sequence[Dealing]) -> tuple[Dealing, ...]:
    """Return each record once, with every part in which one human stands in it: 申请人、第三人."""
    found: dict[str, Dealing] = {}
    for each in dealings:
        known = found.get(each.uid)
        roles = dict.fromkeys((*(known.role.split("、") if known is not None else ()), each.role))
        found[each.uid] = replace(known or each, role="、".join(roles))
    return tuple(found.values())


class PersonDealings(Protocol):
    """Implemented by an area that keeps records of persons."""

    def around(self, session: Session, uids: Sequence[str]) -> Mapping[str, Around]: ...

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]: ...

    def of_employers(self, session: Session, uids: Sequence[str]) -> Mapping[str, int]:
        """Return how many records name each of these employers."""
        ...


class EmployerDealings(Protocol):
    """Implemented by an area whose records name employers."""

    def at_employer(self, session: Session, uid: str) -> Sequence[Dealing]:
        """Return the records that name an employer, the open ones first."""
        ...


class NoDealings:
    """Of a store without such an area."""

    def around(self, session: Session, uids: Sequence[str]) -> Mapping[str, Around]:
        del session, uids
        return {}

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        del session, uids
        return ()

    def of_employers(self, session: Session, uids: Sequence[str]) -> Mapping[str, int]:
        del session, uids
        return {}


class EveryDealing:
    """Of a store with several such areas, in their order."""

    def __init__(self, *areas: PersonDealings) -> None:
        self._areas = areas

    def around(self, session: Session, uids: Sequence[str]) -> Mapping[str, Around]:
        found: dict[str, Around] = {}
        for area in self._areas:
            for uid, here in area.around(session, uids).items():
                known = found.get(uid, Around())
                found[uid] = Around(known.employer or here.employer, known.members | here.members)
        return found

    def dealings(self, session: Session, uids: Sequence[str]) -> Sequence[Dealing]:
        return tuple(each for area in self._areas for each in area.dealings(session, uids))

    def of_employers(self, session: Session, uids: Sequence[str]) -> Mapping[str, int]:
        counted = Counter[str]()
        for area in self._areas:
            counted.update(area.of_employers(session, uids))
        return counted
