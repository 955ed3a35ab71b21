"""The rule packs of one kind as an office sets them: what stands today, every version, a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from union_desk.casework.packs import pack_versions, packs_on, store_pack
from union_desk.casework.records import OfficeVersionRecord
from union_desk.casework.values import Entry, Version
from union_desk.casework.versions import RestsOn, checked_entry, withdraw_version
from union_desk.core.clock import Clock, local_day
from union_desk.core.packs import Pack
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.store.database import Database


def nothing_rests(_session: Session, _uid: str) -> int:
    """Count what rests on a version where nothing does: days are counted whenever they are shown."""
    return 0


class PackRules:
    """What a screen can ask and do about the packs of a kind; `noun` is what an office calls them."""

    def __init__(
        self, database: Database, clock: Clock, kind: str, noun: str, resting: RestsOn = nothing_rests
    ) -> None:
        self._database, self._clock, self._kind, self._noun = database, clock, kind, noun
        self._resting = resting

    def packs(self, actor: Actor) -> tuple[Pack, ...]:
        """Return the packs as they stand today."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return packs_on(session, self._kind, local_day(self._clock()))

    def versions(self, actor: Actor, name: str) -> tuple[Version, ...]:
        """Return all versions of a pack by their settable values, the shipped one at the end."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return pack_versions(session, self._kind, name)

    def enter(self, actor: Actor, name: str, entry: Entry, values: Mapping[str, Any]) -> str:
        """Enter a new version of a pack; decisions made before keep theirs. Return the work."""
        require(actor, Right.CONFIGURE)
        entry = checked_entry(entry)
        with self._database.write(f"修改{self._noun}", actor, reason=storable(entry.reason)) as work:
            store_pack(work, self._kind, name, entry, values)
            return work.uid

    def withdraw(self, actor: Actor, uid: str, why: str) -> str:
        """Withdraw a version on which no decision rests; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write(f"作废{self._noun}", actor, reason=storable(why)) as work:
            withdraw_version(work, OfficeVersionRecord, uid, why, self._resting)
            return work.uid
