"""How long volumes are kept (E5): the years that an office sets, by the day on which a case was closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.packs import pack_of, pack_versions, packs_on, store_pack
from union_desk.casework.records import OfficeVersionRecord
from union_desk.casework.values import Entry, Version, in_force
from union_desk.casework.versions import checked_entry, versions_of, withdraw_version
from union_desk.casework.volume_values import Retention
from union_desk.core.clock import Clock, local_day
from union_desk.core.packs import Pack, load_pack
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.store.database import Database

RETENTION_KIND: Final = "retention"
_PACK: Final = "volumes"


class KeptYears:
    """The years of every kind of volume, read once for any number of cases."""

    def __init__(self, session: Session, today: date) -> None:
        self._today = today
        self._own = versions_of(session, RETENTION_KIND, _PACK)

    def of(self, kind: str, closed_on: date | None) -> Retention:
        """Return how long a volume is kept: dispute, collective, legal_aid; an open case by today's rule."""
        pack = self._on(closed_on or self._today)
        field = next(each for each in pack.fields if each.key == f"years.{kind}")
        source = pack.doc_no if pack.uid else ""
        why = f"{field.label}，结案之日起保管{source}"
        return Retention(int(pack.value(field.key)), closed_on, why)

    def _on(self, day: date) -> Pack:
        shipped = load_pack(RETENTION_KIND, _PACK)
        version = in_force(self._own, day)
        return shipped if version is None else pack_of(shipped, version)


class RetentionRules:
    """What a screen can ask and do about the years of keeping."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def pack(self, actor: Actor) -> Pack:
        """Return the years as they stand today."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            (pack,) = packs_on(session, RETENTION_KIND, local_day(self._clock()))
            return pack

    def versions(self, actor: Actor) -> tuple[Version, ...]:
        """Return all versions, the shipped one at the end."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return pack_versions(session, RETENTION_KIND, _PACK)

    def enter(self, actor: Actor, entry: Entry, values: Mapping[str, Any]) -> str:
        """Enter other years for cases that are closed from a day on; return the work."""
        require(actor, Right.CONFIGURE)
        entry = checked_entry(entry)
        with self._database.write("修改卷宗保管期限", actor, reason=storable(entry.reason)) as work:
            store_pack(work, RETENTION_KIND, _PACK, entry, values)
            return work.uid

    def withdraw(self, actor: Actor, uid: str, why: str) -> str:
        """Withdraw a version that was a mistake; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("作废卷宗保管期限", actor, reason=storable(why)) as work:
            withdraw_version(work, OfficeVersionRecord, uid, why, _nothing)
            return work.uid


def _nothing(_session: Session, _uid: str) -> int:
    """Count what rests on a version: a volume tells its years whenever it is bound."""
    return 0
