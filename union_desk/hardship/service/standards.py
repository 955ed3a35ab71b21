"""The class packs that an office may set: their values, a trial on one file, and a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from union_desk.casework.pack_rules import PackRules
from union_desk.casework.packs import changed_pack
from union_desk.casework.values import Entry
from union_desk.core.clock import Clock, local_day
from union_desk.core.rights import Actor, Right, require
from union_desk.hardship import rules
from union_desk.hardship.queries import decisions_resting_on, form_of
from union_desk.hardship.service.assessment import comparison_of
from union_desk.hardship.service.chronicle import file_of
from union_desk.hardship.service.reading import thresholds_on
from union_desk.hardship.values import PackTrial
from union_desk.store.database import Database


class ClassStandards(PackRules):
    """What a screen can ask and do about the class packs."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock, rules.PACK_KIND, "认定标准", decisions_resting_on)

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
