"""Writing down what happens to a case of legal aid: papers, decision, counsel, progress, result, events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.packs import packs_on
from union_desk.casework.timeline import EventText
from union_desk.core.clock_rules import CLOCKS_KIND
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.dispute.service.acting import (
    check_code,
    check_money,
    next_number,
    past_day,
    row_in_case,
    row_of,
    tidied,
)
from union_desk.legal_aid.queries import row_fields
from union_desk.legal_aid.queries.life import plain_fields
from union_desk.legal_aid.records import (
    AidCaseRecord,
    AidEventRecord,
    AidItemRecord,
    AidServiceRecord,
    AidStepRecord,
    ProgressRecord,
)
from union_desk.legal_aid.rules.states import GIVEN, UNDECIDED, State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.service.acting import Place, refuse_used, write_part
from union_desk.legal_aid.service.facts import asked_before, check_applied_on, granted_on
from union_desk.legal_aid.service.giving import write_assignment
from union_desk.legal_aid.values import (
    AidEvent,
    AidItem,
    AidService,
    Assignment,
    Decision,
    Ending,
    Progress,
    Rating,
    Report,
    Supplement,
    Urgency,
)
from union_desk.legal_aid.values.process import AidApplication, AidRules
from union_desk.store.work import Work

AidAct = (
    AidApplication
    | AidRules
    | Supplement
    | Urgency
    | Decision
    | Assignment
    | Progress
    | AidService
    | AidItem
    | Ending
    | Report
    | Rating
    | AidEvent
)
Written = EventText | None

OF_STEPS: Final = frozenset(step.event for step in STEPS)
_MOST_TENTHS: Final = 240  # hours of one day
# What goes on when the case is closed, and in the archive: money comes, the applicant is asked (回访).
_AFTER_CLOSING: Final = (AidItem, AidEvent, Rating)
_IN_ARCHIVE: Final = (Rating,)


def write_act(work: Work, at: Place, act: AidAct) -> Written:
    """Store an act of a case, new or mended; return what the timeline says. RuleBroken names its field."""
    after = {State.CLOSED: _AFTER_CLOSING, State.ARCHIVED: _IN_ARCHIVE}.get(at.state)
    if after is not None and not isinstance(act, after):
        raise RuleBroken(f"案件{at.state.words}，不能再补记；写错的请先撤回最后一步。")
    writer = cast("Callable[[Work, Place, Any], Written]", _WRITERS[type(act)])
    return writer(work, at, tidied(act))


# --- until the decision


def _application(work: Work, at: Place, act: AidApplication) -> Written:
    del work
    on = past_day(act.applied_on, at.today, "收到申请的日期", "applied_on")
    check_applied_on(at.story, on)
    change(at.record, {"applied_on": on, "oral": act.oral, "oral_recorded": act.oral_recorded})
    return None


def _rules(work: Work, at: Place, act: AidRules) -> Written:
    packs = {pack.name: pack for pack in packs_on(work.session, CLOCKS_KIND, at.today)}
    if act.pack and act.pack not in packs:
        raise RuleBroken("请从列表中选择按哪里的规定办理。", field="pack")
    if at.record.decided_on is not None and (at.record.pack or "") != act.pack:
        raise RuleBroken("已经作出决定，不能改按别的规定；要改的请先撤回决定。", field="pack")
    change(at.record, {"pack": act.pack or None})
    return EventText(at.today, "note", f"按{packs[act.pack].title}办理。") if act.pack else None


def _supplement(work: Work, at: Place, act: Supplement) -> Written:
    """Tell once, all that is missing (法律援助法 art 43); later only the day of its coming is written."""
    del work
    asked_on = at.day(act.asked_on, "告知补正的日期", "papers_asked_on")
    if not act.papers:
        raise RuleBroken("请一次写明需要补正的全部材料。", field="papers_asked")
    record = at.record
    if asked_before(at.story) and (act.papers, asked_on) != (record.papers_asked, record.papers_asked_on):
        raise RuleBroken("已经一次性告知过补正，不能再改要求补正的材料。", field="papers_asked")
    if act.due_on is None or act.due_on < asked_on:
        raise RuleBroken("补正期限要填写，不能早于告知的日期。", field="papers_due_on")
    if act.came_on is not None:
        past_day(act.came_on, at.today, "补正日期", "papers_came_on")
        if act.came_on < asked_on:
            raise RuleBroken("补正日期不能早于告知的日期。", field="papers_came_on")
    write_part(at, act)
    if act.came_on is not None and act.due_on < act.came_on:
        return EventText(act.came_on, "material", f"补正材料晚于期限 {day_text(act.due_on)}收到。")
    return None


def _urgency(work: Work, at: Place, act: Urgency) -> Written:
    del work
    check_code("aid_urgency", act.reason, "请选择先行提供援助的理由。", "urgent")
    at.day(act.on, "先行提供援助的日期", "urgent_on")
    write_part(at, act)
    return None


def _decision(work: Work, at: Place, act: Decision) -> Written:
    if at.state not in UNDECIDED | GIVEN | {State.REFUSED}:
        raise RuleBroken(f"案件{at.state.words}，不能再改决定。", field="decided_on")
    at.day(act.on, "决定日期", "decided_on")
    if act.reason:
        check_code("aid_refusal", act.reason, "请选择不予援助的理由。", "decision_reason")
    if act.granted is False and not act.reason:
        raise RuleBroken("请选择不予援助的理由。", field="decision_reason")
    if act.granted and act.reason:
        raise RuleBroken("给予援助的决定不写不予援助的理由。", field="decision_reason")
    standing = granted_on(at.story) is not None or at.state is State.REFUSED
    if standing and (act.on != at.record.decided_on or bool(act.reason) != bool(at.record.decision_reason)):
        raise RuleBroken("已经作出决定；要改决定或者日期的，请先撤回这一步。", field="decided_on")
    refuse_used(work, at, AidCaseRecord.decision_number, act.number, "decision_number")
    write_part(at, act)
    return None


# --- the work


def _progress(work: Work, at: Place, act: Progress) -> Written:
    on = at.day(act.on, "进展日期", "on")
    check_code("aid_progress", act.kind, "请选择进展类别。", "kind")
    if not act.text:
        raise RuleBroken("请写明办理情况。", field="text")
    if act.hours_tenths is not None and not 0 <= act.hours_tenths <= _MOST_TENTHS:
        raise RuleBroken("用时在 0 到 24 小时之间，请核对。", field="hours_tenths")
    if act.service_uid:
        row_in_case(work, at, AidServiceRecord, act.service_uid, "请选择本案的援助方式。", "service_uid")
    known = work.session.get(ProgressRecord, act.uid) is not None
    row = row_of(work, at, ProgressRecord, act.uid)
    values = stored_fields(act, plain_fields(Progress))
    change(row, {**values, "by": act.by or row.by or work.actor.user})
    return None if known else EventText(on, "note", f"{term_label('aid_progress', act.kind)}：{act.text}")


def _service(work: Work, at: Place, act: AidService) -> Written:
    check_code("aid_service", act.kind, "请选择援助方式。", "kind")
    if act.stage:
        check_code("aid_stage", act.stage, "请选择阶段。", "stage")
    if act.result:
        check_code("aid_result", act.result, "请选择服务结果。", "result")
    if act.from_on is not None and act.to_on is not None and act.to_on < act.from_on:
        raise RuleBroken("结束日期不能早于开始日期。", field="to_on")
    _write_row(work, at, AidServiceRecord, "services", act)
    return None


def _item(work: Work, at: Place, act: AidItem) -> Written:
    """Write one item of the result: what was claimed, won and paid."""
    check_code("claim_item", act.kind, "请选择请求项目。", "kind")
    for name in ("claimed_fen", "won_fen", "paid_fen"):
        check_money(getattr(act, name), name)
    if act.paid_fen and act.paid_on is None:
        raise RuleBroken("请填写到账日期。", field="paid_on")
    if act.paid_on is not None:
        past_day(act.paid_on, at.today, "到账日期", "paid_on")
    _write_row(work, at, AidItemRecord, "items", act)
    return None


def _write_row(work: Work, at: Place, kind: type[Any], name: str, act: AidItem | AidService) -> None:
    known = work.session.get(kind, act.uid) is not None
    row = row_of(work, at, kind, act.uid)
    change(row, stored_fields(act, row_fields(name)))
    if not known:
        row.position = next_number(work, at, kind, kind.position)


# --- the end


def _ending(work: Work, at: Place, act: Ending) -> Written:
    del work
    on = at.day(act.on, "办结日期", "ended_on")
    last = max((each.assigned_on for each in at.story.holding if each.assigned_on), default=None)
    if last is not None and on < last:
        raise RuleBroken(f"办结日期不能早于指派日期 {day_text(last)}。", field="ended_on")
    if act.termination:
        # 法律援助法 art 48 lists the grounds; the law knows no other.
        check_code("aid_termination", act.termination, "请选择终止援助的原因。", "termination")
        if act.termination == "other" and not act.text:
            raise RuleBroken("请写明终止援助的情形和依据。", field="result_text")
    else:
        check_code("aid_result", act.result, "请选择办理结果。", "result")
    write_part(at, act)
    return None


def _report(work: Work, at: Place, act: Report) -> Written:
    del work
    on = at.day(act.on, "提交结案报告的日期", "reported_on")
    ended = at.record.ended_on
    if ended is not None and on < ended:
        raise RuleBroken(f"结案报告不能早于办结日期 {day_text(ended)}。", field="reported_on")
    if not act.text:
        raise RuleBroken("请先写结案报告。", field="report")
    write_part(at, act)
    return None


def _rating(work: Work, at: Place, act: Rating) -> Written:
    del work
    check_code("satisfaction", act.rating, "请选择受援人评价。", "rating")
    on = at.day(act.on, "回访日期", "rated_on")
    if act.way:
        check_code("follow_up_way", act.way, "请选择回访方式。", "visit_way")
    write_part(at, act)
    return EventText(on, "follow_up", f"回访受援人：{term_label('satisfaction', act.rating)}。")


def _event(work: Work, at: Place, act: AidEvent) -> Written:
    held = work.session.get(AidEventRecord, act.uid)
    on = past_day(act.on, at.today, "日期", "on")
    if held is not None and held.step_uid:
        _move_step(work, at, held, act)
        return None
    check_code("dispute_event", act.kind, "请选择事件。", "kind")
    if act.kind in OF_STEPS:
        label = term_label("dispute_event", act.kind)
        raise RuleBroken(f"“{label}”由办理步骤登记，不能另记。", field="kind")
    row = row_of(work, at, AidEventRecord, act.uid)
    values = stored_fields(act, plain_fields(AidEvent))
    values |= {"on": on, "by": row.by or work.actor.user, "recorded_at": row.recorded_at or at.at}
    change(row, values)
    return None


def _move_step(work: Work, at: Place, held: AidEventRecord, act: AidEvent) -> None:
    """Correct the day of a step: it stays between the steps before and after, and moves its clocks."""
    if act.kind != held.kind or act.on is None:
        raise RuleBroken("步骤记下的事件只能更正日期。", field="kind")
    on = at.day(act.on, "日期", "on")
    standing = list(reversed(at.story.standing))
    place = next((number for number, step in enumerate(standing) if step.uid == held.step_uid), None)
    if place is None:
        raise RuleBroken("这一步已经撤回，不能更正。", field="on")
    if place and on < standing[place - 1].on:
        raise RuleBroken(f"日期不能早于上一步 {day_text(standing[place - 1].on)}。", field="on")
    if place + 1 < len(standing) and on > standing[place + 1].on:
        raise RuleBroken(f"日期不能晚于下一步 {day_text(standing[place + 1].on)}。", field="on")
    change(held, {"on": on, "text": act.text or held.text})
    change(work.session.get_one(AidStepRecord, held.step_uid), {"on": on})
    if (column := DAYS_OF_EVENTS.get(held.kind or "")) is not None:
        change(at.record, {column: on})


# The day that a step leaves in the case itself, by the event of the step.
DAYS_OF_EVENTS: Final = {
    "aid_papers_asked": "papers_asked_on",
    "aid_urgent": "urgent_on",
    "aid_granted": "decided_on",
    "aid_refused": "decided_on",
    "aid_ended": "ended_on",
    "aid_terminated": "ended_on",
    "aid_reported": "reported_on",
    "closed": "closed_on",
    "archived": "archived_on",
}
_WRITERS: Final[dict[type[Any], Any]] = {
    AidApplication: _application,
    AidRules: _rules,
    Supplement: _supplement,
    Urgency: _urgency,
    Decision: _decision,
    Assignment: write_assignment,
    Progress: _progress,
    AidService: _service,
    AidItem: _item,
    Ending: _ending,
    Report: _report,
    Rating: _rating,
    AidEvent: _event,
}
RECORDS: Final[dict[type[Any], type[Any]]] = {
    Progress: ProgressRecord,
    AidService: AidServiceRecord,
    AidItem: AidItemRecord,
    AidEvent: AidEventRecord,
}
