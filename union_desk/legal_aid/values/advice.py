"""A stored line of the register of advice as its page and its paper show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from union_desk.casework.offices import Office
from union_desk.legal_aid.values.case import Consultation
from union_desk.legal_aid.values.views import LinkedCase


@dataclass(frozen=True, slots=True)
class AdviceView:
    """All that a page shows of one line of the register."""

    uid: str
    form: Consultation
    office: str
    office_name: str
    is_ours: bool
    may_edit: bool
    became: LinkedCase | None = None


@dataclass(frozen=True, slots=True)
class AdviceOnPaper:
    """A line of the register with all that its form tells of it."""

    view: AdviceView
    office: Office
    today: date
