"""The clocks in force in a store: the shipped pack, or the version of it that an office has set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.packs import packs_on
from union_desk.core.clock_rules import CLOCKS_KIND, ClockRule
from union_desk.core.packs import general_on
from union_desk.dispute.rules import dispute_rules
from union_desk.dispute.service.clocks import CaseClocks


def rules_in(session: Session, on: date) -> Mapping[str, ClockRule]:
    """Return the clocks of disputes that apply on a day."""
    return dispute_rules(general_on(packs_on(session, CLOCKS_KIND, on), on))


def case_clocks(session: Session, today: date) -> CaseClocks:
    """Return what counts the clocks of this store's cases as of a day."""
    return CaseClocks(rules_in(session, today), calendar_in(session), today)
