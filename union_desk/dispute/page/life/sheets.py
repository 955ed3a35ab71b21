"""The sheets of the steps, by the codes of their steps: what each begins with, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.desk.acts.body import BodyPlan
from union_desk.desk.acts.commands import ANOTHER_DAY, TAKE_BACK
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.reasons import ONLY_DAY, ONLY_REASON, REASON, Reasoned
from union_desk.dispute.page.life import lines, plans
from union_desk.dispute.page.life.serving import ASKING_LETTER, paper, told_on
from union_desk.dispute.page.life.typed import (
    Answering,
    Applying,
    Asking,
    Ending,
    Moving,
    Signing,
    Turning,
)
from union_desk.dispute.page.sections import Case, StepTaken
from union_desk.dispute.rules.scope import not_ours
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import (
    Advised,
    Agreement,
    Application,
    AssignedMediator,
    Closing,
    Mediator,
    NotOursFound,
    OpponentAnswer,
    Referral,
    Service,
)

# What is offered beside the declared steps.
HAND_OVER: Final = "hand_over"
_RESULTS: Final = {
    State.PERFORMED: "agreement",
    State.PARTLY_PERFORMED: "other_road",
    State.UNPERFORMED: "other_road",
    State.FAILED: "failed",
    State.OPPONENT_REFUSED: "refused_by_opponent",
    State.LAPSED: "lapsed",
    State.WITHDRAWN: "withdrawn",
    State.REFUSED: "not_accepted",
    State.TRANSFERRED: "transferred",
}


def needed(day: date | None, name: str, what: str) -> date:
    if day is None:
        raise RuleBroken(f"请填写{what}。", field=name)
    return day


def standing(case: Case) -> tuple[AssignedMediator, ...]:
    """Return the mediators of a case that have not stood aside."""
    return tuple(one for one in case.life.mediators if one.recused_on is None)


def mediator_names(case: Case) -> tuple[str, ...]:
    return tuple(one.mediator.name for one in sorted(standing(case), key=lambda one: not one.chief))


def _applying(case: Case) -> Applying:
    form = case.view.form
    return Applying(form.received_on or case.today, form.oral, form.oral_recorded)


def _applied(typed: Applying) -> StepTaken:
    on = needed(typed.received_on, "received_on", "收到申请的日期")
    return StepTaken(on, act=Application(on, typed.oral, typed.oral_recorded))


def _asking(case: Case) -> Asking:
    chosen = next(iter(sorted(standing(case), key=lambda one: not one.chief)), None)
    respondent = next(iter(case.view.form.respondents), None)
    return Asking(
        case.today,
        chosen.mediator.uid if chosen is not None else "",
        respondent.uid if respondent is not None else "",
        servers=mediator_names(case),
    )


def _asked(case: Case, typed: Asking) -> StepTaken:
    """Assign the mediator and send the letter with its 送达回证, in one work with the step."""
    on = needed(typed.on, "on", "征求意见的日期")
    if not typed.mediator_uid:
        raise RuleBroken("请先指定调解员。", field="mediator_uid")
    acts: list[object] = []
    if typed.mediator_uid not in {one.mediator.uid for one in standing(case)}:
        mediator = Mediator(uid=typed.mediator_uid)
        acts.append(AssignedMediator(mediator=mediator, chief=not standing(case), assigned_on=on))
    if typed.party_uid:
        acts.append(
            Service(
                party_uid=typed.party_uid,
                papers=(paper(ASKING_LETTER, case.view.number_shown),),
                method=typed.method,
                sent_on=on,
                servers=typed.servers,
            )
        )
    return StepTaken(on, act=tuple(acts))


def _answering(case: Case) -> Answering:
    form = case.view.form
    agrees = True if form.opponent_agrees is None else form.opponent_agrees
    return Answering(agrees, form.opponent_answered_on or case.today)


def _agreeing(typed: Answering) -> StepTaken:
    if typed.agrees is None:
        raise RuleBroken("请选择对方同意还是不同意。", field="agrees")
    on = needed(typed.on, "on", "答复日期")
    return StepTaken(on, act=OpponentAnswer(typed.agrees, on))


def _refusing(typed: Answering) -> StepTaken:
    on = needed(typed.on, "on", "答复日期")
    return StepTaken(on, typed.reason, OpponentAnswer(agrees=False, on=on))


def _signing(case: Case) -> Signing:
    held = case.life.agreement or Agreement()
    return Signing(
        held.signed_on or case.today,
        held.signed_applicant,
        held.signed_respondent,
        held.signed_mediator,
        held.sealed,
    )


def signed(case: Case, typed: Signing) -> StepTaken:
    """Return the agreement of a case with its signatures; RuleBroken before it is written."""
    held = case.life.agreement
    if held is None:
        raise RuleBroken("请先写好协议内容，再登记签名。", field="agreement")
    on = needed(typed.signed_on, "signed_on", "签订日期")
    act = replace(
        held,
        signed_on=on,
        signed_applicant=typed.signed_applicant,
        signed_respondent=typed.signed_respondent,
        signed_mediator=typed.signed_mediator,
        sealed=typed.sealed,
    )
    return StepTaken(on, act=act)


def _turned_away(typed: Turning) -> StepTaken:
    if not typed.code:
        raise RuleBroken("请选择不属受理范围的原因。", field="code")
    return StepTaken(needed(typed.on, "on", "日期"), typed.reason, NotOursFound(typed.code))


def _where_to(_case: Case, typed: Turning) -> str:
    found = not_ours(typed.code)
    return f"去向：{found.where}（{found.law}）" if found is not None else ""


def _turning(case: Case) -> Turning:
    found = not_ours(case.view.form.not_ours)
    reason = found.reason if found is not None else ""
    return Turning(case.today, found.code if found else "", case.view.form.transferred_to, reason)


def _referred(typed: Turning) -> StepTaken:
    return StepTaken(needed(typed.on, "on", "日期"), typed.reason, Referral(typed.receiver))


def _moved(case: Case, typed: Moving) -> StepTaken:
    """Hand the case to another office, which goes on with it; it is no step of this one."""
    on = needed(typed.on, "on", "日期")

    def instead() -> str:
        handed = case.service.hand_over(case.actor, case.uid, typed.office, on=on, reason=typed.reason)
        return handed.work_uid

    return StepTaken(on, typed.reason, instead=instead, done="已移交")


def ending(case: Case) -> Ending:
    """Begin the closing record with what the state says already."""
    form = case.view.form
    last = next((one for one in case.life.follow_ups if one.satisfaction), None)
    return Ending(
        case.today,
        form.result or _RESULTS.get(State(case.view.state), ""),
        form.result_text,
        form.satisfaction or (last.satisfaction if last is not None else ""),
        form.advised_on or told_on(case),
    )


def closing_of(typed: Ending) -> Closing:
    if not typed.result:
        raise RuleBroken("请选择处理结果。", field="result")
    return Closing(typed.result, typed.text or term_label("dispute_result", typed.result), typed.satisfaction)


def _ended(typed: Ending) -> StepTaken:
    acts: list[object] = [closing_of(typed)]
    if typed.advised_on is not None:
        acts.insert(0, Advised(typed.advised_on))
    return StepTaken(needed(typed.on, "on", "日期"), typed.reason, tuple(acts))


def _performance_words(case: Case, _typed: Ending) -> str:
    return lines.performance(case)


def _reasoned() -> BodyPlan:
    return BodyPlan(
        REASON,
        lambda case: Reasoned(case.today),
        lambda typed: StepTaken(needed(typed.on, "on", "日期"), typed.reason),
    )


_CLOSED: Final = frozenset({"closing"})
_CLOSED_TOLD: Final = frozenset({"closing", "documents"})
SHEETS: Final[dict[str, BodyPlan]] = {
    "apply": BodyPlan(plans.APPLY, _applying, _applied, frozenset({"application"})),
    "mediate": BodyPlan(plans.ANSWER, _answering, _agreeing, frozenset({"consent"})),
    "opponent_refuses": BodyPlan(
        plans.REFUSED,
        lambda case: Answering(agrees=False, on=case.today),
        _refusing,
        frozenset({"consent"}),
    ),
    "refuse": BodyPlan(plans.REFUSE, _turning, _turned_away, frozenset({"scope"}), _where_to),
    "transfer": BodyPlan(plans.REFER, _turning, _referred, frozenset({"transfer"})),
    "close_performed": BodyPlan(plans.CLOSE, ending, _ended, _CLOSED, _performance_words),
    "close_without": BodyPlan(plans.CLOSE_TOLD, ending, _ended, _CLOSED_TOLD),
    "close_owed": BodyPlan(plans.CLOSE_OWED, ending, _ended, _CLOSED_TOLD, _performance_words),
    ANOTHER_DAY: BodyPlan(
        ONLY_DAY,
        lambda case: Reasoned(case.today),
        lambda typed: StepTaken(needed(typed.on, "on", "日期")),
    ),
    TAKE_BACK: BodyPlan(
        ONLY_REASON, lambda case: Reasoned(case.today), lambda typed: StepTaken(reason=typed.reason)
    ),
    "withdraw": _reasoned(),
    "fail": _reasoned(),
    "reopen": _reasoned(),
    "take_back": _reasoned(),
    "reopen_closed": _reasoned(),
}
"""The register: a step whose code stands here opens its sheet, any other is taken at once."""


def plan_of(case: Case, code: str) -> BodyPlan:
    """Return what the sheet of a step asks; some of what it gives depends on what the case has already."""
    if code in _OF_CASE:
        form, begin, take = _OF_CASE[code]
        return BodyPlan(form, begin, lambda typed: take(case, typed), PROVIDED[code])
    return SHEETS[code]


_OF_CASE: Final[dict[str, tuple[FormPlan, Callable[[Case], Any], Callable[[Case, Any], StepTaken]]]] = {
    "ask": (plans.ASK, _asking, _asked),
    HAND_OVER: (plans.HAND_OVER, lambda case: Moving(case.today), _moved),
    "agree": (plans.SIGN, _signing, signed),
}
PROVIDED: Final[dict[str, frozenset[str]]] = {
    **{code: plan.provides for code, plan in SHEETS.items()},
    "ask": frozenset({"mediators"}),
    HAND_OVER: frozenset(),
    "agree": frozenset({"signing"}),
}
