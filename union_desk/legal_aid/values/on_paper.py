"""A case of legal aid with all that its papers tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from union_desk.casework.offices import Office
from union_desk.casework.volume_values import NOT_KEPT, Retention
from union_desk.legal_aid.values.views import AidLife, AidView, MeansResult


@dataclass(frozen=True, slots=True)
class AidOnPaper:
    """What the papers of a case are filled with."""

    view: AidView
    life: AidLife
    office: Office
    cause: str  # the name of its 案由
    today: date
    means: tuple[MeansResult, ...] = ()
    pack: str = ""  # by the rules of which place it is decided
    remedy: str = ""  # what can be done against a refusal
    file_number: str = ""  # of the hardship file that proves the means, as it is shown
    arbitration: str = ""  # the arbitration committee whom a worker may go to
    limitation_on: date | None = None  # the first day on which a claim may be lost
    retention: Retention = NOT_KEPT  # of its volume
    periods: Mapping[str, str] = field(default_factory=dict)  # of L01 … by those rules: 3 个工作日
