"""Assigning a case to somebody who may have it, and giving it to another one (指派, 更换承办人)."""

from __future__ import annotations

from union_desk.casework.fields import change, stored_fields
from union_desk.casework.timeline import EventText
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.service.acting import past_day, row_of
from union_desk.legal_aid.queries import form_of
from union_desk.legal_aid.queries.life import plain_fields, provider_card
from union_desk.legal_aid.records import AssignmentRecord, ProviderRecord
from union_desk.legal_aid.rules.assigning import check_assignment
from union_desk.legal_aid.rules.states import GIVEN
from union_desk.legal_aid.service.acting import Place, refuse_used
from union_desk.legal_aid.service.facts import granted_on
from union_desk.legal_aid.service.providers import candidates, services_of
from union_desk.legal_aid.values import Assignment, Provider
from union_desk.store.work import Work


def write_assignment(work: Work, at: Place, act: Assignment) -> EventText | None:
    """Give a case to a provider, or mend what was said of it; RuleBroken names its field."""
    if at.state not in GIVEN:
        raise RuleBroken(f"案件{at.state.words}，不能指派承办人。", field="provider")
    row = work.session.get(ProviderRecord, act.provider.uid) if act.provider.uid else None
    if row is None:
        raise RuleBroken("请从承办人名册中选择。", field="provider")
    card = provider_card(row)
    assigned_on = past_day(act.assigned_on, at.today, "指派日期", "assigned_on")
    known = next((each for each in at.story.assignments if each.uid == act.uid), None)
    if known is None or known.provider.uid != card.uid:
        if any(each.uid != act.uid for each in at.story.holding):
            holder = at.story.holding[0].provider.name
            raise RuleBroken(f"本案由{holder}承办，请先登记更换的日期和原因。", field="provider")
        _check_fit(work, at, card, act)
    _check_days(at, act)
    refuse_used(work, at, AssignmentRecord.number, act.number, "number", own=act.uid)
    held = row_of(work, at, AssignmentRecord, act.uid)
    change(held, {**stored_fields(act, plain_fields(Assignment)), "provider_uid": card.uid})
    named = f"{card.name}（{card.firm}）" if card.firm else card.name
    if act.ended_on is not None and (known is None or known.ended_on is None):
        return EventText(act.ended_on, "note", f"{named}不再承办：{act.change_reason}")
    return EventText(assigned_on, "note", f"选定承办人{named}。") if known is None else None


def _check_fit(work: Work, at: Place, card: Provider, act: Assignment) -> None:
    session = work.session
    form = form_of(session, at.record)
    (candidate,) = candidates(session, at.record, form, [card])
    assigned_on = act.assigned_on or at.today
    decided_on = granted_on(at.story) or at.record.urgent_on
    check_assignment(candidate, services_of(form), assigned_on, decided_on)


def _check_days(at: Place, act: Assignment) -> None:
    """Refuse days in the wrong order, and a change without its reason."""
    for name, what in (
        ("told_on", "告知受援人的日期"),
        ("contract_on", "签订委托协议的日期"),
        ("change_asked_on", "要求更换的日期"),
        ("ended_on", "更换日期"),
    ):
        day = getattr(act, name)
        if day is None:
            continue
        past_day(day, at.today, what, name)
        if act.assigned_on is not None and day < act.assigned_on:
            raise RuleBroken(f"{what}不能早于指派日期 {day_text(act.assigned_on)}。", field=name)
    if act.ended_on is not None and not act.change_reason:
        raise RuleBroken("请写明更换承办人的原因。", field="change_reason")
    if act.ended_on is not None and act.change_asked_on is not None and act.ended_on < act.change_asked_on:
        raise RuleBroken("更换日期不能早于要求更换的日期。", field="ended_on")
