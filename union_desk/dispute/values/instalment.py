"""One part of a sum that is paid in instalments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Instalment:
    number: int
    due_on: date
    amount_fen: int
