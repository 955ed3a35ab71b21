"""A grant as screens and paper see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Grant:
    """One help that was given. `reversed_why` tells why it was taken back; None: it holds."""

    on: date | None = None
    kind: str = ""  # terms aid_kind
    form: str = ""  # terms aid_form
    amount_fen: int | None = None
    goods: str = ""
    quantity: int | None = None
    source: str = ""  # terms funding_source
    handler: str = ""
    remark: str = ""
    person_uid: str = ""
    recorded_by: str = ""
    reversed_why: str | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given in a span of time: how often, and how much money in fen."""

    times: int = 0
    amount_fen: int = 0
