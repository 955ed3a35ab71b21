"""What a step of legal aid is judged by: its form, its life, its means and its clocks, read together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.volume_rows import loose_scans
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.legal_aid.queries import form_of
from union_desk.legal_aid.queries.clocks import AidDays, days_of
from union_desk.legal_aid.queries.life import Story, decision_of, story_of
from union_desk.legal_aid.records import AID_ENTITY, AidCaseRecord
from union_desk.legal_aid.rules.needs import AidFacts
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.service.clocks import AidClocks, aid_clocks
from union_desk.legal_aid.service.means import means_in, means_lack
from union_desk.legal_aid.service.providers import fitness_in, services_of
from union_desk.legal_aid.values import AidForm, MeansResult

# Somebody acts for the applicant: that needs a contract and its authority.
AGENCY: Final = frozenset({"negotiation", "arbitration", "court", "enforcement"})
GRANTED: Final = "aid_granted"


@dataclass(frozen=True, slots=True)
class Bearings:
    """Where a case stands: its form, all that happened, and what its clocks are counted from."""

    record: AidCaseRecord
    form: AidForm
    story: Story
    days: AidDays
    clocks: AidClocks
    means: tuple[MeansResult, ...]
    bars: tuple[str, ...]
    doubts: tuple[str, ...]
    loose_papers: int = 0

    @property
    def state(self) -> State:
        return State(self.record.state or State.REGISTERED)

    @property
    def today(self) -> date:
        return self.clocks.today

    @property
    def pack(self) -> str:
        """By the rules of which place the case is decided."""
        return self.clocks.pack_of(self.record.pack or "")


def bearings_of(
    session: Session, record: AidCaseRecord, today: date, clocks: AidClocks | None = None
) -> Bearings:
    form, story = form_of(session, record), story_of(session, record.uid)
    judged = [
        fitness_in(session, record, form, each.provider, each.assigned_on or today) for each in story.holding
    ]
    return Bearings(
        record=record,
        form=form,
        story=story,
        days=days_of(session, record.uid),
        clocks=clocks or aid_clocks(session, today),
        means=means_in(session, form, record.decided_on or today),
        bars=tuple(bar for each in judged for bar in each.bars),
        doubts=tuple(doubt for each in judged for doubt in each.doubts),
        loose_papers=loose_scans(session, AID_ENTITY, record.uid) if record.state == State.CLOSED else 0,
    )


def facts_of(at: Bearings, on: date, reason: str = "") -> AidFacts:
    """Return what a step on a day is judged by."""
    record, form, story = at.record, at.form, at.story
    last = next(iter(story.standing), None)
    decision, holding = decision_of(record), story.holding
    objection = story.last_of("aid_objected")
    return AidFacts(
        on=on,
        today=at.today,
        last_step_on=last.on if last is not None else None,
        applicant_named=bool(form.person.name),
        applied_on=form.applied_on,
        oral_recorded=not form.oral or form.oral_recorded,
        matter=bool(form.cause or form.matter) and bool(form.wanted or form.services),
        papers_asked=record.papers_asked or "",
        papers_asked_on=record.papers_asked_on,
        papers_due_on=record.papers_due_on,
        papers_came_on=record.papers_came_on,
        asked_before=asked_before(story),
        urgency=record.urgent or "",
        means_lack=means_lack(form, at.means, at.pack),
        examiner=decision.examiner,
        refusal=decision.reason,
        refusal_text=decision.text,
        decided_on=granted_on(story),
        objected_on=objection.on if objection is not None else None,
        counsel=len(holding),
        changed=any(each.ended_on is not None and each.change_reason for each in story.assignments),
        bars=at.bars,
        contract_on=holding[0].contract_on if holding else None,
        agency=bool(AGENCY & set(services_of(form))),
        progress=len(story.progress),
        result=record.result or "",
        termination=record.termination or "",
        termination_text=record.result_text or "",
        report=record.report or "",
        unsettled=unsettled(story),
        loose_papers=at.loose_papers,
        reason=reason,
    )


def granted_on(story: Story) -> date | None:
    """Return the day on which aid was granted by a step that stands."""
    event = story.last_of(GRANTED)
    return event.on if event is not None else None


def was_granted(story: Story) -> bool | None:
    """Tell how a case was decided by a step that stands; None where it is open, or open again."""
    for step in story.standing:
        if step.code.startswith("grant"):
            return True
        if step.code == "refuse":
            return False
        if step.code in ("reconsider", "apply_again"):
            return None
    return None


def check_applied_on(story: Story, applied_on: date | None) -> None:
    """Refuse a day of receipt that contradicts the steps: RuleBroken names `applied_on`.

    What was withdrawn and is applied for again begins anew.
    """
    first = None
    for step in story.standing:
        first = step
        if step.code == "apply_again":
            break
    if first is None:
        return
    if applied_on is None:
        raise RuleBroken("已经办理了步骤，收到申请的日期不能空着。", field="applied_on")
    if first.on < applied_on:
        raise RuleBroken(
            f"收到申请的日期不能晚于{first.title}的日期 {day_text(first.on)}。", field="applied_on"
        )


def asked_before(story: Story) -> bool:
    """Tell whether papers were asked for by a step that stands; a new application begins anew."""
    for step in story.standing:
        if step.code == "apply_again":
            return False
        if step.code == "ask_papers":
            return True
    return False


def unsettled(story: Story) -> int:
    """Count the subsidies that were asked for and are neither approved nor taken back."""
    gone = {line.reverses_uid for line in story.subsidies if line.reverses_uid}
    return sum(
        line.approved_on is None and not line.reverses_uid and line.uid not in gone
        for line in story.subsidies
    )
