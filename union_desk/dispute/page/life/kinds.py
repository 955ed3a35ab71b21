"""The kinds of acts while a case is mediated: how each is listed, asked for and mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from union_desk.core.clock import CHINA, local_time
from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.act_list import ActKind
from union_desk.dispute.page.life import lines, plans
from union_desk.dispute.page.life.serving import as_sending, paper, sending
from union_desk.dispute.page.life.sheets import mediator_names, needed, standing
from union_desk.dispute.page.life.typed import (
    Answering,
    Assigning,
    Planning,
    Sending,
    Turning,
)
from union_desk.dispute.page.sections import Case
from union_desk.dispute.rules.scope import not_ours
from union_desk.dispute.values import (
    AssignedMediator,
    Extension,
    Hearing,
    Mediator,
    NotOursFound,
    Offer,
    OpponentAnswer,
    Service,
)


def _assigned(typed: Assigning, before: AssignedMediator | None) -> AssignedMediator:
    if not typed.mediator_uid:
        raise RuleBroken("请选择调解员；名册里没有的，先到“调解员名册”登记。", field="mediator_uid")
    held = before or AssignedMediator()
    mediator = held.mediator if held.mediator.uid == typed.mediator_uid else Mediator(uid=typed.mediator_uid)
    return replace(held, mediator=mediator, chief=typed.chief, assigned_on=typed.assigned_on)


MEDIATORS: Final[ActKind[Case]] = ActKind(
    "mediator",
    "调解员",
    "调解员",
    plans.ASSIGN,
    begin=lambda case: Assigning(chief=not standing(case), assigned_on=case.today),
    found=lambda case: case.life.mediators,
    line=lines.mediator,
    empty="还没有指定调解员。",
    verb="指定",
    typed=lambda one: Assigning(one.mediator.uid, one.chief, one.assigned_on),
    act=_assigned,
    strike="",
    gone=lambda _case, one: one.recused_on is not None,
)


def _found_scope(typed: Turning, _before: object) -> NotOursFound:
    return NotOursFound(typed.code)


def _scope_hint(_case: Case, typed: Turning) -> str:
    found = not_ours(typed.code)
    return f"去向：{found.where}（{found.law}）" if found else "空着就是属于受理范围。"


SCOPE: Final[ActKind[Case]] = ActKind(
    "scope",
    "受理范围",
    "受理范围",
    plans.SCOPE,
    begin=lambda case: Turning(code=case.view.form.not_ours),
    found=lambda case: (case.view.form,) if lines.scope(case) else (),
    line=lambda case, _form: lines.scope(case),
    typed=lambda form: Turning(code=form.not_ours),
    act=_found_scope,
    hint=_scope_hint,
    strike="",
    single=True,
    uid=lambda _form: "",
)


def _answer(typed: Answering, _before: object) -> OpponentAnswer:
    on = None if typed.agrees is None else needed(typed.on, "on", "答复日期")
    return OpponentAnswer(typed.agrees, on)


CONSENT: Final[ActKind[Case]] = ActKind(
    "consent",
    "对方意见",
    "对方答复",
    plans.ANSWER,
    begin=lambda case: Answering(on=case.today),
    found=lambda case: (case.view.form,) if lines.answer(case) else (),
    line=lambda case, _form: lines.answer(case),
    empty="还没有记下对方是否同意调解。",
    typed=lambda form: Answering(form.opponent_agrees, form.opponent_answered_on),
    act=_answer,
    strike="",
    single=True,
    uid=lambda _form: "",
)


def _extended(case: Case) -> Extension:
    form = case.view.form
    return Extension(
        form.extended_to_on, form.extension_applicant, form.extension_respondent, form.extension_signed_on
    )


def _extension_hint(case: Case, _typed: Extension) -> str:
    """Say until when mediation lasts without an extension, and what an extension needs."""
    end = next((clock for clock in case.life.clocks if clock.code == "M03"), None)
    until = f"调解期限现在到 {end.due_on} 为止。" if end is not None else ""
    return f"{until}延期要申请人、被申请人都同意并签延期同意书（《劳动争议调解仲裁法》第十四条第三款）。"


EXTENSION: Final[ActKind[Case]] = ActKind(
    "extension",
    "延期",
    "延期",
    plans.EXTEND,
    begin=lambda case: replace(_extended(case), signed_on=case.today),
    found=lambda case: (_extended(case),) if case.view.form.extended_to_on else (),
    line=lambda case, _one: lines.extension(case),
    empty="没有延期。",
    hint=_extension_hint,
    strike="",
    single=True,
    uid=lambda _one: "",
)


def kind_now(case: Case) -> str:
    """Return what can be put down in this state: no meeting of the mediation before the acceptance."""
    if case.view.accepted_on is not None:
        return "meeting"
    form = case.view.form
    return "oral_application" if form.oral and not form.oral_recorded else "inquiry"


def _planning(case: Case) -> Planning:
    """Begin as the last meeting was: place, who leads and who records seldom change."""
    last = next((one for one in case.life.hearings if one.kind == "meeting"), Hearing())
    return Planning(
        kind_now(case),
        place=last.place,
        mediators=mediator_names(case) or last.mediators,
        recorder=last.recorder or case.actor.user,
    )


def _planned(one: Hearing) -> Planning:
    at = local_time(one.planned_at) if one.planned_at is not None else None
    return Planning(
        one.kind,
        at.date() if at is not None else one.held_on,
        f"{at:%H:%M}" if at is not None else one.from_time,
        one.place,
        one.mediators,
        one.recorder,
        one.asked_party_uid,
    )


def _hearing(typed: Planning, before: Hearing | None) -> Hearing:
    held = before or Hearing()
    at = None
    if typed.on is not None:
        hour, minute = (typed.at or "09:00").split(":")
        at = datetime(typed.on.year, typed.on.month, typed.on.day, int(hour), int(minute), tzinfo=CHINA)
    elif held.held_on is None:
        raise RuleBroken("请填写哪一天。", field="on")
    return replace(
        held,
        kind=typed.kind or "meeting",
        planned_at=at,
        place=typed.place,
        mediators=typed.mediators,
        recorder=typed.recorder,
        asked_party_uid=typed.asked_party_uid,
    )


HEARINGS: Final[ActKind[Case]] = ActKind(
    "hearing",
    "调解会和调查",
    "调解会",
    plans.PLAN,
    begin=_planning,
    found=lambda case: case.life.hearings,
    line=lines.hearing,
    empty="还没有调解会。",
    verb="安排",
    typed=_planned,
    act=_hearing,
)

OFFERS: Final[ActKind[Case]] = ActKind(
    "offer",
    "调解方案",
    "方案",
    plans.OFFER,
    begin=lambda case: Offer(on=case.today, answer="open"),
    found=lambda case: case.life.offers,
    line=lines.offer,
    empty="还没有人提出方案。",
)


def _sent(typed: Sending, before: Service | None) -> Service:
    if not typed.party_uid:
        raise RuleBroken("请选择受送达人。", field="party_uid")
    held = before or Service()
    known = {each.title: each for each in held.papers}
    return replace(
        held,
        party_uid=typed.party_uid,
        papers=tuple(known.get(title) or paper(title, typed.number) for title in typed.papers),
        method=typed.method,
        sent_on=typed.sent_on,
        place=typed.place,
        servers=typed.servers,
        remark=typed.remark,
    )


def _service_line(case: Case, one: Service) -> str:
    why = lines.why_served(one)
    return f"{lines.service(case, one)}\n　　{why}" if why else lines.service(case, one)


SERVICES: Final[ActKind[Case]] = ActKind(
    "service",
    "送达",
    "送达回证",
    plans.SEND,
    begin=lambda case: sending(case, mediator_names(case)),
    found=lambda case: case.life.services,
    line=_service_line,
    empty="还没有送达记录。",
    typed=as_sending,
    act=_sent,
    late=True,
)
