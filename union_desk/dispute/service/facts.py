"""What a step of a case is judged by: its form, its life and its clocks, read together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.volume_rows import loose_scans
from union_desk.dispute.queries.cases import form_of
from union_desk.dispute.queries.clocks import CaseDays, days_of
from union_desk.dispute.queries.life import HAND_OVER, Story, story_of
from union_desk.dispute.records import CASE_ENTITY, DisputeCaseRecord
from union_desk.dispute.rules.agreement import AgreementFacts, agreement_lacks
from union_desk.dispute.rules.agreement import AgreementItem as ItemFacts
from union_desk.dispute.rules.collective import RosterRow, unconsented
from union_desk.dispute.rules.needs import CaseFacts, SigningFact
from union_desk.dispute.rules.roads import RoadFacts
from union_desk.dispute.rules.states import State
from union_desk.dispute.service.clocks import CaseClocks
from union_desk.dispute.service.conflicts import conflicts_of
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.dispute.values import Agreement, CaseConflict, CaseForm

# 支付令 and a suit on the agreement alone are for these (调解仲裁法 art 16).
PAYABLE = frozenset(
    {
        *("wages", "wage_gap", "overtime_hours", "overtime_rest", "overtime_holiday", "annual_leave"),
        *("double_pay", "severance", "unlawful_dismissal", "notice_pay", "work_injury", "heat_allowance"),
    }
)
_ENFORCEABLE = frozenset({"confirmed", "replaced", "arbitration_settled", "award_in_force"})


@dataclass(frozen=True, slots=True)
class Bearings:
    """Where a case stands: its form, all that happened, and what its clocks are counted from."""

    record: DisputeCaseRecord
    form: CaseForm
    story: Story
    days: CaseDays
    clocks: CaseClocks
    conflicts: tuple[CaseConflict, ...]
    loose_papers: int = 0  # scans that came after the volume was put in order

    @property
    def state(self) -> State:
        return State(self.record.state or State.REGISTERED)

    @property
    def today(self) -> date:
        return self.clocks.today


def bearings_of(session: Session, record: DisputeCaseRecord, today: date) -> Bearings:
    form, story = form_of(session, record), story_of(session, record.uid)
    return Bearings(
        record=record,
        form=form,
        story=story,
        days=days_of(session, record.uid),
        clocks=case_clocks(session, today),
        conflicts=conflicts_of(session, record.uid, form, story.mediators),
        # Asked for on the way into the archive only.
        loose_papers=loose_scans(session, CASE_ENTITY, record.uid) if record.state == State.CLOSED else 0,
    )


def facts_of(at: Bearings, on: date, reason: str = "") -> CaseFacts:
    """Return what a step on a day is judged by."""
    form, story = at.form, at.story
    agreement = story.agreement
    held = [hearing for hearing in story.hearings if hearing.held_on is not None]
    last = next(iter(story.standing), None)
    return CaseFacts(
        on=on,
        today=at.today,
        last_step_on=last.on if last is not None else None,
        applicant_named=any(not party.is_blank for party in form.applicants),
        respondent_named=any(not party.is_blank for party in form.respondents),
        received_on=form.received_on,
        oral_recorded=not form.oral
        or form.oral_recorded
        or any(hearing.kind == "oral_application" for hearing in held),
        matter=bool(form.cause) and bool(form.claims or any(party.claim_fen for party in form.parties)),
        not_ours=form.not_ours,
        receiver=form.transferred_to,
        mediators=len(story.sitting),
        conflicts=tuple(each.sentence for each in at.conflicts if each.blocks),
        opponent_agrees=form.opponent_agrees,
        mediation_end_on=at.clocks.mediation_end(at.days),
        hearings=sum(hearing.kind == "meeting" for hearing in held),
        lacks_of_agreement=lacks_of_agreement(form, agreement),
        unconsented=represented_unasked(form),
        signing=_signing(agreement),
        performance_on=agreement.performance_on if agreement is not None else None,
        owed_fen=agreement.amount_fen if agreement is not None else 0,
        paid_fen=sum(payment.amount_fen or 0 for payment in story.payments),
        advised=form.advised_on is not None,
        closing_recorded=bool(form.result),
        followed_up=bool(story.follow_ups),
        handed_to=form.transferred_to if last is not None and last.code == HAND_OVER else "",
        bound=agreement is not None and agreement.in_force,
        loose_papers=at.loose_papers,
        reason=reason,
    )


def lacks_of_agreement(form: CaseForm, agreement: Agreement | None) -> tuple[str, ...]:
    """Return what makes an agreement unclear (B6), in the order in which it is put right.

    The day of signing is asked for with the signatures.
    """
    if agreement is None:
        return ("还没有写调解协议。",)
    lacks = agreement_lacks(agreement_facts(form, agreement))
    unsigned = agreement.signed_on is None
    return tuple(lack.sentence for lack in lacks if not (unsigned and lack.place == "signed_on"))


def agreement_facts(form: CaseForm, agreement: Agreement) -> AgreementFacts:
    """Return what an agreement is judged by; of a roster, the sums of those who have consented."""
    items = tuple(
        ItemFacts(
            title=item.title,
            amount_fen=item.amount_fen or 0,
            before_tax=item.before_tax,
            due_on=item.due_on,
            method=item.method,
            account=" ".join(part for part in (item.account_name, item.bank, item.account_no) if part),
            instalments=item.plan,
        )
        for item in agreement.items
    )
    agreed = [claim.agreed_fen for claim in form.claims if claim.agreed_fen is not None]
    if not agreed:
        bound = [party for party in form.parties if party.consented and party.agreed_fen is not None]
        agreed = [party.agreed_fen or 0 for party in bound]
    return AgreementFacts(
        signed_on=agreement.signed_on,
        items=items,
        acts=agreement.acts,
        acts_due_on=agreement.acts_due_on,
        accelerated=agreement.accelerated,
        release=agreement.release,
        claims_fen=sum(agreed) if agreed else None,
        received_on=form.received_on,
    )


def road_facts(at: Bearings) -> RoadFacts:
    """Return the days and marks that open and close the roads after mediation."""
    agreement, days = at.story.agreement, at.days
    kinds = {event.kind: event.on for event in reversed(at.story.events)}
    performance = agreement.performance_on if agreement is not None else None
    ended = kinds.get("performance_term_ended")
    paid_for = {item.kind for item in agreement.items} if agreement is not None else set()
    return RoadFacts(
        agreed_on=days.agreed_on,
        performance_on=performance,
        enforceable_until_on=ended or performance,
        violation_ended_on=kinds.get("violation_ended") or days.left_on,
        pay_items=bool(paid_for & PAYABLE),
        enforceable=bool(_ENFORCEABLE & kinds.keys()),
    )


def represented_unasked(form: CaseForm) -> tuple[str, ...]:
    """Name who is represented and has not agreed; who stands in a small case signs for himself."""
    roster = [party for party in form.applicants if party.kind == "worker"]
    if not any(party.representative for party in roster):
        return ()
    rows = [RosterRow(party.uid, party.name, consented=party.consented) for party in roster]
    return unconsented(rows)


def _signing(agreement: Agreement | None) -> SigningFact:
    if agreement is None:
        return SigningFact()
    return SigningFact(
        agreement.signed_applicant,
        agreement.signed_respondent,
        agreement.signed_mediator,
        agreement.sealed,
    )
