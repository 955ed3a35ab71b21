"""One household, open files in two offices: found by its members, and left so, or mended by other acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.hardship.queries.dealings import FileDealings
from union_desk.hardship.queries.two_offices import households_in_two, joined_pairs
from union_desk.hardship.service.chronicle import file_of
from union_desk.hardship.values.two_offices import TwoOffices
from union_desk.people.queries.candidates import compared, pairs_within
from union_desk.people.queries.links import (
    DIFFERENT,
    HOUSEHOLD,
    Pair,
    groups,
    pair_of,
    standing,
    story_of,
)
from union_desk.people.records import SameAsRecord
from union_desk.store.database import Database

_JOINED = "已认定是同一人"
_ONLY_DISTRICT = "两份档案不在同一个单位，请由区总工会处理。"


class HouseholdsInTwo:
    """The households of one store that two offices care for."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def all(
        self,
        actor: Actor,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[TwoOffices, ...]:
        """Look for them among all open files; those that were left so come last. May take seconds."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            scored = compared(session, pairs_within(session, progress, cancelled), FileDealings())
            links = standing(session, "person")
            apart = {_pair(link) for link in links if link.verdict == DIFFERENT}
            alike: dict[Pair, str] = {
                pair_of(*pair): like.alike.words
                for pair, like in scored.items()
                if pair_of(*pair) not in apart
            }
            alike.update(dict.fromkeys(joined_pairs(groups(links).values()), _JOINED))
            left = {_pair(link): link for link in standing(session, HOUSEHOLD)}
            found = [
                replace(each, said=_said(link), link_uid=link.uid) if link is not None else each
                for each in households_in_two(session, alike)
                for link in [left.get(pair_of(each.first.uid, each.second.uid))]
            ]
        return tuple(sorted(found, key=lambda each: (bool(each.said), each.title, each.uid)))

    def leave(self, actor: Actor, one: str, other: str, reason: str) -> str:
        """Remember that both files stay, and why; return the work."""
        require(actor, Right.DECIDE)
        reason = storable(reason).strip()
        if not reason:
            raise RuleBroken("请写明两处都保留的理由，例如“已离婚，各自生活”。", field="reason")
        if actor.audience != DISTRICT_AUDIENCE:
            raise RuleBroken(_ONLY_DISTRICT)
        first, second = pair_of(one, other)
        with self._database.write("一户两处都保留", actor, reason=reason) as work:
            for uid in (first, second):
                file_of(work.session, uid)
            if any(link.ended_at is None for link in story_of(work.session, HOUSEHOLD, first, second)):
                raise RuleBroken("这一户已经认定两处都保留。")
            work.session.add(
                SameAsRecord(
                    audience=DISTRICT_AUDIENCE,
                    entity=HOUSEHOLD,
                    first_uid=first,
                    second_uid=second,
                    verdict=DIFFERENT,
                    reason=reason,
                    decided_at=self._clock(),
                    decided_by=actor.user,
                    decided_office=actor.office,
                )
            )
            return work.uid

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Ask again what was left so."""
        require(actor, Right.UNDO)
        return take_back(self._database, actor, work_uid)


def _pair(link: SameAsRecord) -> Pair:
    return pair_of(link.first_uid or "", link.second_uid or "")


def _said(link: SameAsRecord) -> str:
    day = local_day(link.decided_at) if link.decided_at else ""
    return f"{day} {link.decided_by or ''}：两处都保留，{link.reason or ''}"
