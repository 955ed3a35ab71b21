"""The areas whose cases have clocks, as the joint list sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from union_desk.casework.process import DueLine
from union_desk.core.rights import Actor


class DueService(Protocol):
    """The service of an area, as far as its clocks go."""

    def due(self, actor: Actor, until: date | None = None, office: str = "") -> Sequence[DueLine]: ...
    def calendar_lines(
        self, actor: Actor, until: date | None = None, office: str = ""
    ) -> Sequence[DueLine]: ...


@dataclass(frozen=True, slots=True)
class DueArea:
    """An area whose cases have clocks."""

    entity: str
    title: str  # 劳动争议
    service: DueService
