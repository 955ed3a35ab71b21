"""The life of a case of legal aid as pages show it: what happened, what can happen next, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from union_desk.casework.process import CaseClock, NextStep, OfferedStep, StepLack
from union_desk.core.deadline import day_text
from union_desk.core.rights import Actor, Right, lacking
from union_desk.dispute.service.limits import LIMITATION
from union_desk.legal_aid.queries.life import decision_of, part_of
from union_desk.legal_aid.rules.process import lacks_of, offered, remedy
from union_desk.legal_aid.rules.states import ENDED, OPEN, State
from union_desk.legal_aid.rules.steps import STEPS
from union_desk.legal_aid.service.due import asks
from union_desk.legal_aid.service.facts import Bearings, facts_of, was_granted
from union_desk.legal_aid.service.means import exemption_doubt
from union_desk.legal_aid.values import AidLife, Ending, Rating, Report, Supplement, Urgency

_NEAR: Final = 7
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
        for step in offered(STEPS, at.state, facts)
    )


def next_step(actor: Actor, at: Bearings) -> tuple[NextStep, tuple[StepLack, ...]]:
    """Return what comes next, until when and why that day, and what it lacks."""
    first = next(iter(offered_steps(actor, at)), None)
    if first is None:
        return NextStep("", "", why=f"{at.state.words}，没有下一步。"), ()
    clocks = at.clocks.of(at.days).clocks if at.state not in ENDED else ()
    due = next((clock for clock in clocks if asks(clock, at.state)), None)
    why = f"{due.title}：{due.start} {day_text(due.from_on)}起算（{due.law}）" if due is not None else ""
    step = NextStep(first.code, first.title, first.who, due.due_on if due is not None else None, why)
    return step, first.lacks


def life_of(actor: Actor, at: Bearings) -> AidLife:
    story, record = at.story, at.record
    reckoned = at.clocks.of(at.days)
    return AidLife(
        steps=story.steps,
        events=story.events,
        supplement=part_of(record, Supplement),
        urgency=part_of(record, Urgency),
        decision=replace(decision_of(record), granted=was_granted(story)),
        assignments=story.assignments,
        progress=story.progress,
        ending=part_of(record, Ending),
        report=part_of(record, Report),
        rating=part_of(record, Rating),
        subsidies=story.subsidies,
        offered=offered_steps(actor, at),
        clocks=reckoned.clocks,
        warnings=tuple(dict.fromkeys((*_warnings(at), *_no_hurry(at, reckoned.clocks), *reckoned.warnings))),
        means=at.means,
        pack=at.pack,
        bars=at.bars if at.state in OPEN else (),
        doubts=at.doubts if at.state in OPEN else (),
    )


def remedy_of(at: Bearings) -> str:
    """Say what can be done against a refusal, by the rules that the case was decided by."""
    return remedy(at.clocks.rules(at.pack)["L05"])


def _no_hurry(at: Bearings, clocks: Iterable[CaseClock]) -> Iterator[str]:
    """Tell that the limitation is not as near as the law asks for aid ahead of its papers (art 44)."""
    on = at.record.urgent_on
    if at.record.urgent != "limitation" or on is None:
        return
    ends = [clock.safe_on or clock.due_on for clock in clocks if clock.code == LIMITATION]
    if ends and (min(ends) - on).days > _NEAR:
        left = (min(ends) - on).days
        yield f"先行提供援助时离仲裁时效届满还有 {left} 天，不是不足 {_NEAR} 日，请核对理由。"


def _warnings(at: Bearings) -> Iterator[str]:
    if at.state in ENDED:
        return
    yield from at.bars
    yield from at.doubts
    if doubt := exemption_doubt(at.form):
        yield doubt
    if at.state is State.REFUSED:
        yield remedy_of(at)
    due, came = at.record.papers_due_on, at.record.papers_came_on
    if at.state is State.SUPPLEMENT and due is not None and came is None and due < at.today:
        yield "补正期限已过，没有补正的视为撤回申请。"
