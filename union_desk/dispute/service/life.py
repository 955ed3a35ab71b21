"""The life of a case as pages show it: what happened, what can happen next, until when, by which roads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from union_desk.casework.process import OfferedStep, StepLack
from union_desk.core.errors import RuleBroken
from union_desk.core.process import steps_from
from union_desk.core.rights import Actor, Right, lacking
from union_desk.dispute.rules.process import lacks_of
from union_desk.dispute.rules.roads import roads_from
from union_desk.dispute.rules.serving import served
from union_desk.dispute.rules.steps import STEPS
from union_desk.dispute.service.acts import serving_of
from union_desk.dispute.service.clocks import CaseClocks, Reckoned
from union_desk.dispute.service.facts import Bearings, facts_of, road_facts
from union_desk.dispute.service.limits import LIMITATION
from union_desk.dispute.values import CaseEvent, CaseLife, RoadView, Service

_LONG_OUT: Final = timedelta(days=15)
_WHO: Final = {Right.EDIT: "经办人", Right.DECIDE: "经办人", Right.REVIEW: "审核人"}


def offered_steps(actor: Actor, at: Bearings) -> tuple[OfferedStep, ...]:
    """Return the steps that lead on from here, each with what it lacks, the main road first."""
    facts = facts_of(at, at.today)
    return tuple(
        OfferedStep(
            code=step.code,
            title=step.title,
            who=_WHO[step.right],
            reasoned=step.reasoned,
            lacks=tuple(StepLack(lack.sentence, lack.place) for lack in lacks_of(step, facts)),
            refusal=lacking(actor, step.right),
        )
        for step in steps_from(STEPS, at.state)
    )


def life_of(actor: Actor, at: Bearings) -> CaseLife:
    story = at.story
    reckoned, services = at.clocks.of(at.days), _served(at)
    return CaseLife(
        steps=story.steps,
        events=story.events,
        mediators=story.mediators,
        hearings=story.hearings,
        offers=story.offers,
        agreement=story.agreement,
        payments=story.payments,
        follow_ups=story.follow_ups,
        services=services,
        limitation_facts=story.limitation_facts,
        offered=offered_steps(actor, at),
        clocks=reckoned.clocks,
        roads=_roads(at, reckoned),
        conflicts=at.conflicts,
        warnings=(*reckoned.warnings, *_still_out(services, at.today)),
        marks=_marks(at),
    )


def _served(at: Bearings) -> tuple[Service, ...]:
    """Return the services with the day on which each counts as served, and why."""
    return tuple(_with_day(each, at.clocks, collective=at.days.collective) for each in at.story.services)


def _still_out(services: Iterable[Service], today: date) -> Iterator[str]:
    """Warn of papers that went out long ago and whose 送达回证 has not come back."""
    late = [
        each
        for each in services
        if each.sent_on is not None
        and each.served_on is None
        and each.returned_on is None
        and today - each.sent_on > _LONG_OUT
    ]
    if late:
        days = _LONG_OUT.days
        yield f"有 {len(late)} 份送达回证发出超过 {days} 天还没有退回，请查问，或者改用别的送达方式。"


def _with_day(each: Service, clocks: CaseClocks, *, collective: bool) -> Service:
    if each.sent_on is None:
        return each
    serving = serving_of(each, each.sent_on, collective=collective)
    try:
        found = served(serving, clocks.rules["A11"], clocks.calendar)
    except RuleBroken as broken:
        return replace(each, why=(broken.message,))
    return replace(each, served_on=found.on, why=found.steps)


def _roads(at: Bearings, reckoned: Reckoned) -> tuple[RoadView, ...]:
    limits = [clock for clock in reckoned.clocks if clock.code == LIMITATION]
    first = min((clock.safe_on or clock.due_on for clock in limits), default=None)
    found = []
    for road in roads_from(at.state, road_facts(at), at.clocks.rules, at.clocks.calendar, at.today):
        due_on = road.deadline.due_on if road.deadline is not None else None
        warning = road.warning
        if road.road.code == "arbitration" and first is not None:
            due_on = first
            if any(clock.light == "black" for clock in limits):
                warning = warning or "仲裁时效可能已过，仍可以申请，请告知风险。"
        found.append(
            RoadView(
                road.road.code,
                road.road.title,
                road.road.law,
                road.road.leads_to,
                due_on,
                road.closed,
                warning,
            )
        )
    return tuple(found)


def _marks(at: Bearings) -> tuple[CaseEvent, ...]:
    """Return every dated mark of the case, the stored ones with their own uid."""
    stored = {(event.kind, event.on): event for event in at.story.events}
    found = []
    for kind, on, text in sorted(at.clocks.marks(at.days, []), key=lambda mark: (mark[1], mark[0])):
        event = stored.get((kind, on))
        found.append(event if event is not None else CaseEvent(uid="", kind=kind, on=on, text=text))
    return tuple(found)
