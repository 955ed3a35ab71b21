"""The kinds of acts on a case of legal aid: how each is listed, asked for and mended."""

from __future__ import annotations

from typing import Final

from union_desk.desk.acts.act_list import ActKind
from union_desk.dispute.service.limits import INTERRUPTS
from union_desk.legal_aid.page.life import lines, plans
from union_desk.legal_aid.page.life.ground import holder
from union_desk.legal_aid.page.sections import Case
from union_desk.legal_aid.service.facts import AGENCY
from union_desk.legal_aid.values import (
    AidEvent,
    AidItem,
    AidService,
    Progress,
    Rating,
)


def _same(_one: object) -> str:
    """Name what there is one of in a case."""
    return ""


SUPPLEMENT: Final[ActKind[Case]] = ActKind(
    "supplement",
    "补正",
    "补正",
    plans.SUPPLEMENT,
    begin=lambda case: case.life.supplement,
    found=lambda case: (case.life.supplement,) if case.life.supplement.asked_on else (),
    line=lines.supplement,
    empty="没有要求补正。",
    strike="",
    single=True,
    uid=_same,
)
URGENCY: Final[ActKind[Case]] = ActKind(
    "urgency",
    "先行提供援助",
    "先行提供援助",
    plans.URGENCY,
    begin=lambda case: case.life.urgency,
    found=lambda case: (case.life.urgency,) if case.life.urgency.reason else (),
    line=lines.urgency,
    empty="没有先行提供援助。",
    strike="",
    single=True,
    uid=_same,
)
DECISION: Final[ActKind[Case]] = ActKind(
    "decision",
    "决定",
    "援助决定",
    plans.DECISION,
    begin=lambda case: case.life.decision,
    found=lambda case: (case.life.decision,) if case.life.decision.on else (),
    line=lines.decision,
    empty="还没有作出决定。",
    strike="",
    single=True,
    uid=_same,
)
ASSIGNMENTS: Final[ActKind[Case]] = ActKind(
    "assignment",
    "承办人",
    "承办人",
    plans.ASSIGNMENT,
    begin=holder,
    found=lambda case: case.life.assignments,
    line=lines.assignment,
    empty="还没有指派承办人。",
    strike="",
    gone=lambda _case, one: one.ended_on is not None,
)
SERVICES: Final[ActKind[Case]] = ActKind(
    "service",
    "援助方式（次）",
    "援助方式",
    plans.SERVICE,
    begin=lambda case: AidService(stage=case.view.form.stage, from_on=case.today),
    found=lambda case: case.view.form.services,
    line=lines.service,
    empty="还没有登记给予哪一种援助；一件案件可以有几次：代写文书、参与调解、仲裁代理、诉讼代理。",
)


def _working(case: Case) -> Progress:
    """Begin with who has the case, and with the service that goes on: agency before drafting."""
    held = holder(case)
    going = [one for one in case.view.form.services if not one.result]
    now = next((one for one in going if one.kind in AGENCY), next(iter(going), None))
    return Progress(
        on=case.today,
        kind="",  # the cursor stands where it is chosen: a hearing is not put down as a meeting
        service_uid=now.uid if now is not None else "",
        by=held.provider.name if held is not None else case.actor.user,
    )


PROGRESS: Final[ActKind[Case]] = ActKind(
    "progress",
    "办理进展",
    "进展",
    plans.PROGRESS,
    begin=_working,
    found=lambda case: case.life.progress,
    line=lines.progress,
    empty="还没有办理进展：会见、取证、起草文书、开庭，每次一笔，记下用时。",
)


def _event_hint(_case: Case, typed: AidEvent) -> str:
    if typed.kind not in INTERRUPTS:
        return ""
    return "这件事使仲裁时效中断，从这一天起重新计算（《劳动争议调解仲裁法》第二十七条第二款）；请留好证据。"


EVENTS: Final[ActKind[Case]] = ActKind(
    "event",
    "异议、仲裁、法院等事件",
    "事件",
    plans.EVENT,
    begin=lambda case: AidEvent(on=case.today),
    found=lambda case: tuple(one for one in case.life.events if not one.of_step),
    line=lines.event,
    empty="还没有记下受援人提出异议、申请仲裁、收到裁决等事件；期限从这些日子起算。",
    hint=_event_hint,
    late=True,
)
ITEMS: Final[ActKind[Case]] = ActKind(
    "item",
    "各项结果和到账",
    "项目",
    plans.ITEM,
    begin=lambda _case: AidItem(),
    found=lambda case: case.view.form.items,
    line=lines.item,
    empty="还没有请求项目。",
    late=True,
)
ENDING: Final[ActKind[Case]] = ActKind(
    "ending",
    "办理结果",
    "办理结果",
    plans.ENDING,
    begin=lambda case: case.life.ending,
    found=lambda case: (case.life.ending,) if case.life.ending.on else (),
    line=lines.ending,
    empty="还没有办结。",
    strike="",
    single=True,
    uid=_same,
)
REPORT: Final[ActKind[Case]] = ActKind(
    "report",
    "结案报告",
    "结案报告",
    plans.REPORTED,
    begin=lambda case: case.life.report,
    found=lambda case: (case.life.report,) if case.life.report.text else (),
    line=lines.report,
    empty="还没有结案报告。",
    strike="",
    single=True,
    uid=_same,
)


def _rated(case: Case) -> Rating:
    held = case.life.rating
    return held if held.rating else Rating(on=case.today, way="phone", by=case.view.form.handler)


RATING: Final[ActKind[Case]] = ActKind(
    "rating",
    "回访受援人",
    "回访",
    plans.RATING,
    begin=_rated,
    found=lambda case: (case.life.rating,) if case.life.rating.rating else (),
    line=lines.rating,
    empty="还没有回访。",
    strike="",
    single=True,
    late=True,
    uid=_same,
)
