"""办案补贴 of a case: asked for by the rate of the day, approved by who reviews, paid once, taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Right, lacking
from union_desk.desk.acts.act_list import ActKind, ActList, Link
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.record_list import Line
from union_desk.desk.acts.sheet import Asked
from union_desk.desk.acts.steps import is_ours
from union_desk.legal_aid.page.life import lines, plans
from union_desk.legal_aid.page.life.ground import holder
from union_desk.legal_aid.page.life.sheets import needed
from union_desk.legal_aid.page.life.typed import Paying
from union_desk.legal_aid.page.sections import Acting, Case
from union_desk.legal_aid.rules.states import DONE, State
from union_desk.legal_aid.values import Assignment, Subsidy

_APPROVE, _PAY, _REVERSE = "审批…", "发放…", "冲正…"
_RIGHTS: Final = {_APPROVE: Right.REVIEW, _PAY: Right.EDIT, _REVERSE: Right.DECIDE}
_AFTER: Final = "提交结案报告以后申报。"
# What is paid beside the stages, by the service that it is for.
_STAGES: Final = {"drafting": "drafting", "negotiation": "mediation"}


def _asking(case: Case) -> Subsidy:
    """Begin with the first service that nothing was asked for yet, and with who had the case."""
    taken_back = {one.reverses_uid for one in case.life.subsidies if one.reverses_uid}
    standing = [one for one in case.life.subsidies if not one.reverses_uid and one.uid not in taken_back]
    asked = {one.service_uid for one in standing}
    services = case.view.form.services
    wanted = next((one for one in services if one.uid not in asked), next(iter(services), None))
    given = holder(case) or next(iter(case.life.assignments), Assignment(uid=""))
    stage = _STAGES.get(wanted.kind, "later" if standing else "first") if wanted is not None else "first"
    return Subsidy(
        assignment_uid=given.uid,
        service_uid=wanted.uid if wanted is not None else "",
        stage=stage,
        parties=1,
        asked_on=case.today,
    )


def _amount_hint(case: Case, typed: Subsidy) -> str:
    """Say what is due by the rate of the day, with the steps that lead to it."""
    if not typed.service_uid or not typed.stage:
        return ""
    try:
        found = case.service.subsidies.amount(
            case.actor, case.uid, typed.service_uid, typed.stage, typed.parties or 1, typed.asked_on
        )
    except RuleBroken as broken:
        return f"▲ {broken.message}"
    return f"{format_fen(found.amount_fen)} 元：{''.join(found.steps)}"


def _taken_back(case: Case, one: Subsidy) -> bool:
    gone = {each.reverses_uid for each in case.life.subsidies if each.reverses_uid}
    return bool(one.reverses_uid) or one.uid in gone


SUBSIDIES: Final[ActKind[Case]] = ActKind(
    "subsidy",
    "办案补贴",
    "补贴",
    plans.SUBSIDY,
    begin=_asking,
    found=lambda case: case.life.subsidies,
    line=lines.subsidy,
    empty="还没有申报补贴。",
    verb="申报",
    hint=_amount_hint,
    strike="冲正",
    mended=False,
    gone=_taken_back,
    late=True,
)


class SubsidyList(ActList[Case]):
    """A line is never changed: what is wrong is reversed and asked for anew."""

    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(SUBSIDIES, acting, parent)

    @property
    def open_case(self) -> bool:
        """Tell whether money of this case can be asked for: once it was reported, in the archive too."""
        case = self.case
        return case is not None and State(case.view.state) in DONE and is_ours(case.view, case.actor)

    def show_case(self, case: Case | None) -> None:
        super().show_case(case)
        if case is not None and not self.open_case:
            self.add.setToolTip(self.refusal or _AFTER)

    def lines(self, case: Case) -> list[Line]:
        rights = {title: lacking(case.actor, right) for title, right in _RIGHTS.items()}
        return [replace(line, refusals=rights) for line in super().lines(case)]

    def links(self, case: Case, one: Subsidy) -> tuple[Link, ...]:
        found = super().links(case, one)
        if not found:
            return ()
        if one.approved_on is None:
            return ((_APPROVE, partial(self.ask_approval, one)), *found)
        if one.paid_on is None:
            return ((_PAY, partial(self.ask_payment, one)), *found)
        return found

    def ask_approval(self, one: Subsidy) -> None:
        def act(case: Case, typed: Paying) -> str:
            on = needed(typed.on, "on", "审批日期")
            return case.service.subsidies.approve(case.actor, case.uid, one.uid, on)

        self._ask(one, "approve", "审批", plans.APPROVE, act)

    def ask_payment(self, one: Subsidy) -> None:
        def act(case: Case, typed: Paying) -> str:
            on = needed(typed.on, "on", "发放日期")
            return case.service.subsidies.pay(case.actor, case.uid, one.uid, typed.voucher, on)

        self._ask(one, "pay", "发放", plans.PAY, act)

    def go_to_waiting(self) -> None:
        """Go to the first line that waits for its approval, or to what asks for one."""
        case = self.case
        waiting = [one for one in case.life.subsidies if one.approved_on is None] if case is not None else []
        line = next((one for one in waiting if case is not None and not _taken_back(case, one)), None)
        if line is not None and case is not None and not lacking(case.actor, Right.REVIEW):
            self.ask_approval(line)
        else:
            self.take_cursor()

    def put_down(self, case: Case, act: Any) -> str:
        return case.service.subsidies.ask(case.actor, case.uid, act)

    def take_out(self, case: Case, one: Any, reason: str) -> str:
        return case.service.subsidies.reverse(case.actor, case.uid, one.uid, reason)

    def _ask(self, one: Subsidy, code: str, verb: str, plan: FormPlan, act: Any) -> None:
        case, doing = self.case, self._acting.doing
        if case is None or lacking(case.actor, _RIGHTS[f"{verb}…"]):
            return
        asked = Asked(
            case.uid, f"{code}:{one.uid}", f"{verb}补贴：{lines.subsidy(case, one)}", verb, case.whose
        )

        def take(typed: Paying) -> None:
            doing.do(self.sheet, f"已{verb}补贴", lambda: act(case, typed))

        self.ask(asked, plan, case, Paying(case.today), take)
