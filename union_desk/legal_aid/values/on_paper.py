"""A case of legal aid with all that its papers tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from union_desk.casework.offices import Office
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
