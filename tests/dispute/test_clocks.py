"""The clocks of a dispute: its own rules only, and mediation that goes on longer when both agree."""

from __future__ import annotations

from datetime import date

import pytest

from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules import check_mediation_open, dispute_rules, extended_mediation

CALENDAR = shipped_calendar()
RECEIVED = date(2026, 3, 2)


def test_a_dispute_has_no_clocks_of_legal_aid():
    assert {code[0] for code in dispute_rules()} == {"M", "A", "U", "E"}


@pytest.mark.parametrize(
    ("applicant", "respondent", "field"),
    [(False, True, "applicant_agrees"), (True, False, "respondent_agrees")],
)
def test_mediation_goes_on_longer_only_when_both_agree(applicant, respondent, field):
    until = date(2026, 4, 10)
    with pytest.raises(RuleBroken, match="延期要双方同意") as refused:
        extended_mediation(
            RECEIVED, until, CALENDAR, applicant_agrees=applicant, respondent_agrees=respondent
        )
    assert refused.value.field == field
    both = extended_mediation(RECEIVED, until, CALENDAR, applicant_agrees=True, respondent_agrees=True)
    assert both.due_on == until


def test_no_meeting_after_the_end_of_mediation():
    check_mediation_open(date(2026, 3, 17), date(2026, 3, 17))
    with pytest.raises(RuleBroken, match="2026年3月17日届满"):
        check_mediation_open(date(2026, 3, 18), date(2026, 3, 17))
