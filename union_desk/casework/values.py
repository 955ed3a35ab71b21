"""Values of the shared casework that screens make too; this module imports no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """Half a form: of which record (`key`: its uid, or "new"), and where the cursor stood."""

    area: str
    key: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    focus: str = ""
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line of the place from its first day on; `shipped` ones are examples that an office should check."""

    kind: str  # terms threshold
    value_fen: int
    from_on: date
    doc_no: str = ""
    shipped: bool = False
