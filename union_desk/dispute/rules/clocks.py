"""The clocks of a dispute: which rules run in which part of its life, and when mediation may go on longer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from union_desk.core.calendar import Calendar
from union_desk.core.clock_rules import CLOCKS_KIND, DEFAULT_PACK, ClockRule, clock_rules, put_off
from union_desk.core.deadline import Deadline, day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack, load_pack

END_OF_MEDIATION = "M03"


def dispute_rules(pack: Pack | None = None) -> Mapping[str, ClockRule]:
    """Return the clocks of mediation, arbitration, supervision and employment (M, A, U, E)."""
    rules = clock_rules(pack or load_pack(CLOCKS_KIND, DEFAULT_PACK))
    return {code: rule for code, rule in rules.items() if not code.startswith("L")}


def extended_mediation(
    received_on: date,
    until: date,
    calendar: Calendar,
    *,
    applicant_agrees: bool,
    respondent_agrees: bool,
    pack: Pack | None = None,
) -> Deadline:
    """Return the end of mediation that both parties agreed on (调解仲裁法 art 14 para 3)."""
    for agrees, who, field in (
        (applicant_agrees, "申请人", "applicant_agrees"),
        (respondent_agrees, "被申请人", "respondent_agrees"),
    ):
        if not agrees:
            raise RuleBroken(f"延期要双方同意，{who}还没有同意。", field=field)
    return put_off(dispute_rules(pack)[END_OF_MEDIATION], received_on, until, calendar)


def check_mediation_open(today: date, end_on: date) -> None:
    """Refuse another meeting after the end of the mediation that nobody has put off."""
    if today > end_on:
        raise RuleBroken(
            f"调解期限已于 {day_text(end_on)}届满，双方同意延期后才能继续，否则按调解不成结束。", field="on"
        )
