"""The calendar in force: the shipped years, and those that an office has entered from the notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.records import OfficeVersionRecord
from union_desk.casework.values import Entry, Version, in_force
from union_desk.casework.versions import all_versions, enter_version, withdraw_version
from union_desk.core.arrangement import arrangement_doubts, checked_arrangement, computed_arrangement
from union_desk.core.calendar import (
    Arrangement,
    Calendar,
    calendar_of,
    shipped_arrangements,
    shipped_calendar,
)
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.store.database import Database

KIND: Final = "calendar"
# The State Council publishes the next year's notice from the end of October to the middle of December.
_PUBLISHED_FROM_MONTH: Final = 11


def calendar_in(session: Session) -> Calendar:
    """Return the calendar that deadlines are counted by in this store."""
    own = own_arrangements(session)
    return _joined(tuple(own[year] for year in sorted(own))) if own else shipped_calendar()


def own_arrangements(session: Session) -> dict[int, Arrangement]:
    """Return the years as this office has entered them, each in its latest version."""
    found = {}
    for name, versions in all_versions(session, KIND).items():
        version = in_force(versions, date(int(name), 12, 31))
        if version is not None:
            found[int(name)] = arrangement_of(version)
    return found


def arrangement_of(version: Version) -> Arrangement:
    """Return the year that a version says."""
    year, body = int(version.name), version.body
    return Arrangement(
        year,
        frozenset(date.fromisoformat(day) for day in body["off"]),
        frozenset(date.fromisoformat(day) for day in body["worked"]),
        version.entry.doc_no,
    )


@lru_cache(maxsize=8)
def _joined(own: tuple[Arrangement, ...]) -> Calendar:
    years = dict(shipped_arrangements())
    years.update({each.year: each for each in own})
    return calendar_of(years.values())


@dataclass(frozen=True, slots=True)
class YearView:
    """A year as it stands: entered here, shipped, or only computed; and every version of it."""

    arrangement: Arrangement
    shipped: Arrangement | None
    versions: tuple[Version, ...] = ()
    own: bool = False

    @property
    def estimated(self) -> bool:
        return not self.own and self.shipped is None


class CalendarService:
    """What a screen can ask and do about 调休."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def calendar(self, actor: Actor) -> Calendar:
        """Return the calendar in force."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return calendar_in(session)

    def year(self, actor: Actor, year: int) -> YearView:
        """Return one year with its versions, the latest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            versions = all_versions(session, KIND).get(str(year), ())
        shipped = shipped_arrangements().get(year)
        if shipped is not None:
            body = _body(shipped)
            versions = (*versions, Version("", str(year), 0, body, Entry(date(year, 1, 1), shipped.source)))
        version = in_force(versions, date(year, 12, 31))
        if version is None:
            return YearView(computed_arrangement(year), None, versions)
        return YearView(arrangement_of(version), shipped, versions, own=not version.shipped)

    def doubts(self, actor: Actor, arrangement: Arrangement) -> tuple[str, ...]:
        """Return what is worth a second look; RuleBroken for what cannot be."""
        require(actor, Right.VIEW)
        return arrangement_doubts(checked_arrangement(arrangement))

    def enter(self, actor: Actor, arrangement: Arrangement, reason: str = "") -> str:
        """Enter a year from its notice (`source`: its number); deadlines move at once. Return the work."""
        require(actor, Right.CONFIGURE)
        arrangement = checked_arrangement(arrangement)
        held = self.year(actor, arrangement.year)
        same = (held.arrangement.off, held.arrangement.worked) == (arrangement.off, arrangement.worked)
        if same and not held.estimated:
            raise RuleBroken("没有改动：与现在的放假安排相同。")
        entry = Entry(date(arrangement.year, 1, 1), arrangement.source, reason)
        with self._database.write("录入调休", actor, reason=storable(reason)) as work:
            enter_version(work, KIND, str(arrangement.year), entry, _body(arrangement))
            return work.uid

    def withdraw(self, actor: Actor, uid: str, why: str) -> str:
        """Withdraw a version of a year: nothing is stored that rests on it. Return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("作废调休", actor, reason=storable(why)) as work:
            withdraw_version(work, OfficeVersionRecord, uid, why, lambda _session, _uid: 0)
            return work.uid

    def year_wanted(self, actor: Actor) -> int | None:
        """Return the year whose notice should be out by now and is not entered: this one, or the next."""
        require(actor, Right.VIEW)
        today = local_day(self._clock())
        calendar = self.calendar(actor)
        if not calendar.covers(today.year):
            return today.year
        late = today.month >= _PUBLISHED_FROM_MONTH
        return today.year + 1 if late and not calendar.covers(today.year + 1) else None


def _body(arrangement: Arrangement) -> dict[str, Any]:
    return {
        "off": sorted(day.isoformat() for day in arrangement.off),
        "worked": sorted(day.isoformat() for day in arrangement.worked),
    }
