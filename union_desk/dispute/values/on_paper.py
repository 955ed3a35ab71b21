"""A dispute with all that its papers tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from union_desk.casework.offices import Office
from union_desk.casework.volume_values import NOT_KEPT, Retention
from union_desk.dispute.values.views import CaseLife, CaseView


@dataclass(frozen=True, slots=True)
class CaseOnPaper:
    """What the papers of a case are filled with."""

    view: CaseView
    life: CaseLife
    office: Office
    cause: str  # the name of its 案由
    today: date
    arbitration: str = ""  # the arbitration committee whom a party may go to
    limitation_on: date | None = None  # the last safe day to go there
    retention: Retention = NOT_KEPT  # of its volume
