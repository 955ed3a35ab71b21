"""The class packs that an office may set: their values, a trial on one file, and a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from union_desk.casework.packs import changed_pack, pack_versions, packs_on, store_pack
from union_desk.casework.records import OfficeVersionRecord
from union_desk.casework.values import Entry, Version
from union_desk.casework.versions import checked_entry, withdraw_version
from union_desk.core.clock import Clock, local_day
from union_desk.core.packs import Pack
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.hardship import rules
from union_desk.hardship.queries import decisions_resting_on, form_of
from union_desk.hardship.service.assessment import comparison_of
from union_desk.hardship.service.chronicle import file_of
from union_desk.hardship.service.reading import thresholds_on
from union_desk.hardship.values import PackTrial
from union_desk.store.database import Database


class ClassStandards:
    """What a screen can ask and do about the class packs."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def packs(self, actor: Actor) -> tuple[Pack, ...]:
        """Return the packs as they stand today."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return packs_on(session, rules.PACK_KIND, local_day(self._clock()))

    def versions(self, actor: Actor, name: str) -> tuple[Version, ...]:
        """Return all versions of a pack by their settable values, the shipped one at the end."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return pack_versions(session, rules.PACK_KIND, name)

    def try_on(self, actor: Actor, name: str, entry: Entry, values: Mapping[str, Any], uid: str) -> PackTrial:
        """Measure one file under a pack as it stands and as it would be; nothing is stored."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            form = form_of(session, file_of(session, uid))
            day = form.applied_on or local_day(self._clock())
            thresholds = thresholds_on(session, day)
            changed = changed_pack(session, rules.PACK_KIND, name, entry, values)
            others = tuple(changed if pack.name == name else pack for pack in thresholds.packs)
            before = comparison_of(form, day, thresholds).result(name)
            after = comparison_of(form, day, replace(thresholds, packs=others)).result(name)
        return PackTrial(form.owner.name, day, before, after)

    def enter(self, actor: Actor, name: str, entry: Entry, values: Mapping[str, Any]) -> str:
        """Enter a new version of a pack; decisions made before keep theirs. Return the work."""
        require(actor, Right.CONFIGURE)
        entry = checked_entry(entry)
        with self._database.write("修改认定标准", actor, reason=storable(entry.reason)) as work:
            store_pack(work, rules.PACK_KIND, name, entry, values)
            return work.uid

    def withdraw(self, actor: Actor, uid: str, why: str) -> str:
        """Withdraw a version on which no decision rests; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("作废认定标准", actor, reason=storable(why)) as work:
            withdraw_version(work, OfficeVersionRecord, uid, why, decisions_resting_on)
            return work.uid
