"""Acts of the process that set a few fields of the case itself, each as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AidApplication:
    """The application came in: from this day the days of the decision run (L01)."""

    applied_on: date | None = None
    oral: bool = False
    oral_recorded: bool = False


@dataclass(frozen=True, slots=True)
class AidRules:
    """By the rules of which place the case is decided; "" for those of the law."""

    pack: str = ""
