"""What the sheets of the steps say below their fields: means, remedy, who is chosen, that it comes late."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from union_desk.core.terms import term_label
from union_desk.legal_aid.page.life import lines
from union_desk.legal_aid.page.life.ground import choices
from union_desk.legal_aid.page.life.typed import Changing, Giving
from union_desk.legal_aid.page.sections import Case
from union_desk.legal_aid.rules.process import late_words
from union_desk.legal_aid.values import Decision, Report

# The clocks of the decision, of the assignment and of the report.
_DECIDE, _APPOINT, _REPORT = "L01", "L02", "L07"
_SAID: Final = {True: "符合经济困难条件或者免予核查", False: "不符合经济困难条件", None: "还不能判断"}


def supplement(case: Case, _typed: Any) -> str:
    return f"要求补正的材料：{case.life.supplement.papers}"


def means(case: Case, typed: Decision) -> str:
    """Say what the rules of the case's place say of the means, and that the decision comes late."""
    found = next((one for one in case.life.means if one.pack == case.life.pack), None)
    told = f"按“{found.title}”：{_SAID[found.meets]}。{''.join(found.steps[-1:])}" if found else ""
    return _with_late(told, case, _DECIDE, typed.on)


def remedy(case: Case, typed: Decision) -> str:
    """Say what can be done against a refusal, and that it comes late."""
    return _with_late(case.service.remedy(case.actor, case.uid), case, _DECIDE, typed.on)


def provider(case: Case, typed: Giving | Changing) -> str:
    return _with_late(_provider(case, typed.provider_uid), case, _APPOINT, typed.on)


def report(case: Case, typed: Report) -> str:
    return _with_late(lines.money(case), case, _REPORT, typed.on)


def money(case: Case, _typed: Any) -> str:
    told = lines.money(case)
    if told and not case.view.won_fen:
        told += "。支持和到账的金额，在“结案与补贴”的各项结果里登记。"
    return told


def _provider(case: Case, uid: str) -> str:
    """Say of who is chosen what he is, what bars him, and what is worth a look."""
    found = next((one for one in choices(case) if one.provider.uid == uid), None)
    if found is None:
        return "按专长和在办件数排列，最合适的在最前面；名册里没有的，先到“承办人名册”登记。"
    card = found.provider
    words = (
        term_label("provider_kind", card.kind),
        f"执业证号 {card.licence_no}" if card.licence_no else "",
        f"专长 {card.speciality}" if card.speciality else "",
        card.phone,
    )
    told = "　".join(word for word in words if word)
    lines = [told, *(f"▲ {bar}" for bar in found.bars), *(f"△ {doubt}" for doubt in found.doubts)]
    return "\n".join(line for line in lines if line)


def _with_late(told: str, case: Case, code: str, on: date | None) -> str:
    """Add that something is done after its last day: it can be, and will be told."""
    clock = next((one for one in case.life.clocks if one.code == code and one.answered_on is None), None)
    late = late_words(clock.title, clock.due_on, on) if clock is not None and on is not None else ""
    return "\n".join(line for line in (told, f"▲ {late}" if late else "") if line)
