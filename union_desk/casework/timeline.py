"""The timeline of a case: dated events, which may be back-dated, and their corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event of a case; `on` is the day it happened, `recorded_at` when it was written down."""

    uid: str
    on: date
    kind: str  # terms event_kind
    kind_label: str
    text: str
    by: str
    office: str
    recorded_at: datetime
    correctable: bool  # a note of a person, not an act of the program
    former: tuple[TimelineEvent, ...] = ()  # what it said before its corrections, newest first
