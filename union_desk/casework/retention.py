"""How long volumes are kept (E5): the years that an office sets, by the day on which a case was closed."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.pack_rules import PackRules
from union_desk.casework.packs import pack_of
from union_desk.casework.values import in_force
from union_desk.casework.versions import versions_of
from union_desk.casework.volume_values import Retention
from union_desk.core.clock import Clock
from union_desk.core.packs import Pack, load_pack
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


class RetentionRules(PackRules):
    """What a screen can ask and do about the years of keeping; a volume tells them whenever it is bound."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock, RETENTION_KIND, "卷宗保管期限")
