"""The sheets of the steps, by the codes of their steps: what each begins with, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.body import BodyPlan
from union_desk.desk.acts.commands import ANOTHER_DAY, TAKE_BACK
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.reasons import ONLY_DAY, ONLY_REASON, REASON, Reasoned
from union_desk.legal_aid.page.life import hints, lines, plans
from union_desk.legal_aid.page.life.ground import holder
from union_desk.legal_aid.page.life.typed import Changing, Giving, Objecting, Signing
from union_desk.legal_aid.page.sections import Case, StepTaken
from union_desk.legal_aid.rules.numbers import ASSIGNMENT, DECISION, paper_number
from union_desk.legal_aid.values import (
    AidApplication,
    AidEvent,
    Assignment,
    Decision,
    Ending,
    Provider,
    Report,
    Supplement,
    Urgency,
)

OBJECTED: Final = "aid_objected"


def needed(day: date | None, name: str, what: str) -> date:
    if day is None:
        raise RuleBroken(f"请填写{what}。", field=name)
    return day


@dataclass(frozen=True, slots=True)
class StepSheet:
    """What a step asks, how that begins, and what it gives; some of it depends on what the case has."""

    form: FormPlan
    begin: Callable[[Case], Any]
    take: Callable[[Case, Any], StepTaken]
    provides: frozenset[str] = frozenset()
    hint: Callable[[Case, Any], str] | None = None


# --- until the decision


def _applying(case: Case) -> AidApplication:
    form = case.view.form
    return AidApplication(form.applied_on or case.today, form.oral, form.oral_recorded)


def _applied(_case: Case, typed: AidApplication) -> StepTaken:
    return StepTaken(needed(typed.applied_on, "applied_on", "收到申请的日期"), act=typed)


def _asking(case: Case) -> Supplement:
    held = case.life.supplement
    return replace(held, asked_on=held.asked_on or case.today)


def _asked(_case: Case, typed: Supplement) -> StepTaken:
    return StepTaken(needed(typed.asked_on, "asked_on", "告知日期"), act=typed)


def _came(_case: Case, typed: Supplement) -> StepTaken:
    return StepTaken(needed(typed.came_on, "came_on", "补正日期"), act=typed)


def _hurrying(case: Case) -> Urgency:
    held = case.life.urgency
    return replace(held, on=held.on or case.today)


def _hurried(_case: Case, typed: Urgency) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "日期"), act=typed)


def _deciding(case: Case) -> Decision:
    held = case.life.decision
    return replace(
        held,
        on=case.today,
        number=held.number or paper_number(case.view.number_shown, DECISION),
        examiner=held.examiner or case.actor.user,
        reason="",
    )


def _granted(_case: Case, typed: Decision) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "决定日期"), act=replace(typed, granted=True, reason=""))


def _refusing(case: Case) -> Decision:
    return replace(_deciding(case), reason=case.life.decision.reason)


def _refused(_case: Case, typed: Decision) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "决定日期"), act=replace(typed, granted=False))


def _objecting(case: Case) -> Objecting:
    known = next((one for one in case.life.events if one.kind == OBJECTED), None)
    if known is None:
        return Objecting(objected_on=case.today, on=case.today)
    return Objecting(known.on, known.text, case.today)


def _objected(case: Case, typed: Objecting) -> StepTaken:
    on = needed(typed.objected_on, "objected_on", "提出异议的日期")
    known = next((one for one in case.life.events if one.kind == OBJECTED), AidEvent(kind=OBJECTED))
    act = replace(known, on=on, text=typed.text)
    return StepTaken(needed(typed.on, "on", "重新审查的日期"), typed.reason, act)


# --- the work


def _giving(case: Case) -> Giving:
    held = holder(case)
    if held is not None:
        return Giving(held.provider.uid, held.assigned_on or case.today, held.number)
    return Giving(on=case.today, number=_next_number(case))


def _next_number(case: Case) -> str:
    """Return the number of the next 指派通知书: each of a case has its own."""
    return paper_number(case.view.number_shown, ASSIGNMENT, len(case.life.assignments) + 1)


def _provider(uid: str) -> Provider:
    if not uid:
        raise RuleBroken("请选择承办人；名册里没有的，先到“承办人名册”登记。", field="provider_uid")
    return Provider(uid=uid)


def _given(case: Case, typed: Giving) -> StepTaken:
    on = needed(typed.on, "on", "指派日期")
    held = holder(case) or Assignment()
    provider = held.provider if held.provider.uid == typed.provider_uid else _provider(typed.provider_uid)
    return StepTaken(on, act=replace(held, provider=provider, number=typed.number, assigned_on=on))


def _changing(case: Case) -> Changing:
    held = holder(case)
    asked_on = held.change_asked_on if held is not None else None
    return Changing(asked_on or case.today, "", case.today, "", _next_number(case))


def _changed(case: Case, typed: Changing) -> StepTaken:
    on = needed(typed.on, "on", "更换日期")
    new = Assignment(provider=_provider(typed.provider_uid), number=typed.number, assigned_on=on)
    if not typed.reason.strip():
        raise RuleBroken("请写明更换承办人的原因。", field="reason")
    held = holder(case)
    if held is None:
        return StepTaken(on, act=new)
    gone = replace(held, change_asked_on=typed.asked_on, change_reason=typed.reason, ended_on=on)
    return StepTaken(on, act=(gone, new))


def signing(case: Case) -> Signing:
    held = holder(case) or Assignment()
    on = held.contract_on or case.today
    return Signing(held.told_on or on, on)


def _signed(case: Case, typed: Signing) -> StepTaken:
    held = holder(case)
    if held is None:
        raise RuleBroken("请先指派承办人。", field="assignment")
    on = needed(typed.contract_on, "contract_on", "签订委托协议的日期")
    return StepTaken(on, act=replace(held, told_on=typed.told_on, contract_on=on))


# --- the end


def _ending(case: Case) -> Ending:
    """Begin with the result that the services had, where there is but one."""
    held = case.life.ending
    told = {one.result for one in case.view.form.services if one.result}
    return Ending(case.today, held.result or (told.pop() if len(told) == 1 else ""), held.text)


def _ended(_case: Case, typed: Ending) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "日期"), act=typed)


def _terminating(case: Case) -> Ending:
    held = case.life.ending
    return Ending(case.today, text=held.text, termination=held.termination)


def _terminated(_case: Case, typed: Ending) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "终止日期"), act=typed)


def reporting(case: Case) -> Report:
    held = case.life.report
    return replace(held, on=held.on or case.today, text=held.text or lines.drafted_report(case))


def _reported(_case: Case, typed: Report) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "提交日期"), act=typed)


# --- days and reasons


def _today(case: Case) -> Reasoned:
    return Reasoned(case.today)


def _on_day(_case: Case, typed: Reasoned) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "日期"), typed.reason)


def _because(_case: Case, typed: Reasoned) -> StepTaken:
    return StepTaken(reason=typed.reason)


_GRANT: Final = StepSheet(plans.GRANT, _deciding, _granted, frozenset({"decision"}), hints.means)
_REASONED: Final = StepSheet(REASON, _today, _on_day)
SHEETS: Final[dict[str, StepSheet]] = {
    "apply": StepSheet(plans.APPLY, _applying, _applied, frozenset({"application"})),
    "ask_papers": StepSheet(plans.ASK_PAPERS, _asking, _asked, frozenset({"supplement"})),
    "supplemented": StepSheet(
        plans.PAPERS_CAME,
        lambda case: replace(case.life.supplement, came_on=case.life.supplement.came_on or case.today),
        _came,
        frozenset({"supplement"}),
        hints.supplement,
    ),
    "lapse": StepSheet(ONLY_DAY, _today, _on_day),
    "go_ahead": StepSheet(plans.URGENCY, _hurrying, _hurried, frozenset({"urgency"})),
    "grant": _GRANT,
    "grant_urgent": _GRANT,
    "grant_assigned": _GRANT,
    "grant_handling": _GRANT,
    "refuse": StepSheet(plans.REFUSE, _refusing, _refused, frozenset({"decision"}), hints.remedy),
    "assign": StepSheet(plans.ASSIGN, _giving, _given, frozenset({"assignment"}), hints.provider),
    "change": StepSheet(plans.CHANGE, _changing, _changed, frozenset({"assignment"}), hints.provider),
    "contract": StepSheet(plans.CONTRACT, signing, _signed, frozenset({"assignment"})),
    "end": StepSheet(plans.END, _ending, _ended, frozenset({"ending"}), hints.money),
    "terminate": StepSheet(plans.TERMINATE, _terminating, _terminated, frozenset({"ending"})),
    "report": StepSheet(plans.REPORT, reporting, _reported, frozenset({"report"}), hints.report),
    "withdraw": _REASONED,
    "apply_again": _REASONED,
    "reconsider": StepSheet(plans.RECONSIDER, _objecting, _objected, frozenset({"events"})),
    ANOTHER_DAY: StepSheet(ONLY_DAY, _today, _on_day),
    TAKE_BACK: StepSheet(ONLY_REASON, _today, _because),
}
"""The register: a step whose code stands here opens its sheet, any other is taken at once."""
PROVIDED: Final = {code: sheet.provides for code, sheet in SHEETS.items()}


def sheet_of(case: Case, code: str) -> BodyPlan:
    """Return what the sheet of a step asks of a case."""
    sheet = SHEETS[code]
    return BodyPlan(
        sheet.form, sheet.begin, lambda typed: sheet.take(case, typed), sheet.provides, sheet.hint
    )
