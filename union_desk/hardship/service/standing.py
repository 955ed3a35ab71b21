"""What a file's next step is judged by: its rows, its papers and the rules in force, read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from union_desk.assistance.queries import has_grants
from union_desk.casework.calendars import calendar_in
from union_desk.casework.consents import Consent, consents_of, without_consent
from union_desk.casework.opinions import Opinion, opinions_of
from union_desk.casework.process import TakenStep
from union_desk.casework.thresholds import threshold_on
from union_desk.core.calendar import Calendar
from union_desk.core.identity import age_on
from union_desk.core.packs import Pack
from union_desk.hardship.queries import decision_of, form_of
from union_desk.hardship.queries.life import (
    exits_of,
    means_checks_of,
    publicities_of_files,
    rechecks_of,
    standing_steps,
    steps_of_files,
    transfers_of,
    visits_of,
)
from union_desk.hardship.records import FILE_ENTITY, DecisionRecord, HardshipFileRecord
from union_desk.hardship.rules.exits import LiftingTest, Month, lifting_test
from union_desk.hardship.rules.needs import MeansFact, ProcessFacts, PublicityFact, VisitFact
from union_desk.hardship.rules.states import State
from union_desk.hardship.service.assessment import Thresholds, comparison_of
from union_desk.hardship.service.periods import process_pack
from union_desk.hardship.service.reading import missing_of, thresholds_on
from union_desk.hardship.values import (
    Exit,
    ExitMonth,
    FileForm,
    HomeVisit,
    MeansCheck,
    Publicity,
    Recheck,
    Transfer,
)

_GROWN_UP = 18
# A person of this age or older may own a file (A1); a student's file belongs to the parent.
_OWNER_FROM = 16


@dataclass(frozen=True, slots=True)
class Story:
    """All rows of a file's life, newest first."""

    steps: tuple[TakenStep, ...]
    visits: tuple[HomeVisit, ...]
    publicities: tuple[Publicity, ...]
    means_checks: tuple[MeansCheck, ...]
    rechecks: tuple[Recheck, ...]
    exits: tuple[Exit, ...]
    transfers: tuple[Transfer, ...]
    opinions: tuple[Opinion, ...]
    consents: tuple[Consent, ...]
    helped: bool

    @property
    def standing(self) -> tuple[TakenStep, ...]:
        return standing_steps(self.steps)

    def last(self, *codes: str) -> TakenStep | None:
        """Return the last of these steps that holds."""
        return next((step for step in self.standing if step.code in codes), None)


def story_of(session: Session, uid: str) -> Story:
    return Story(
        steps=steps_of_files(session, [uid]).get(uid, ()),
        visits=visits_of(session, uid),
        publicities=publicities_of_files(session, [uid]).get(uid, ()),
        means_checks=means_checks_of(session, uid),
        rechecks=rechecks_of(session, uid),
        exits=exits_of(session, uid),
        transfers=transfers_of(session, uid),
        opinions=opinions_of(session, FILE_ENTITY, uid),
        consents=consents_of(session, FILE_ENTITY, uid),
        helped=has_grants(session, FILE_ENTITY, uid),
    )


@dataclass(frozen=True, slots=True)
class Bearings:
    """Where a file stands and by which rules: read once for all that is asked of it."""

    record: HardshipFileRecord
    form: FileForm
    story: Story
    pack: Pack
    calendar: Calendar
    decision: DecisionRecord | None
    thresholds: Thresholds
    today: date

    @property
    def state(self) -> State:
        return State(self.record.state or State.DRAFT)

    @property
    def tested_on(self) -> date:
        return tested_on(self.record, self.today)


def tested_on(record: HardshipFileRecord, today: date) -> date:
    """Return by which day's standards a class is tested: of the application, in a recheck those of today."""
    if record.state == State.ANNUAL_REVIEW:
        return today
    return record.applied_on or today


def bearings_of(session: Session, record: HardshipFileRecord, today: date) -> Bearings:
    form = form_of(session, record)
    return Bearings(
        record=record,
        form=form,
        story=story_of(session, record.uid),
        pack=process_pack(session, today),
        calendar=calendar_in(session),
        decision=decision_of(session, record.uid),
        thresholds=thresholds_on(session, tested_on(record, today)),
        today=today,
    )


def facts_of(session: Session, at: Bearings, on: date, reason: str = "") -> ProcessFacts:
    """Return what a step on a day is judged by."""
    form, story = at.form, at.story
    compared = comparison_of(form, at.tested_on, at.thresholds)
    result = compared.result(compared.in_force)
    back = story.last("return")
    last = next(iter(story.standing), None)
    visit = next(iter(story.visits), None)
    transfer = next(iter(story.transfers), None)
    leaving = next(iter(story.exits), None)
    return ProcessFacts(
        on=on,
        today=at.today,
        applied_on=form.applied_on,
        owner_named=bool(form.owner.name and form.owner.id_no),
        owner_unfit=_owner_unfit(form, on),
        last_step_on=last.on if last is not None else None,
        missing=tuple(line.label for line in missing_of(form)),
        excluded=result.excluded,
        class_chosen=bool(at.record.class_code),
        class_outdated=_outdated(at),
        visit=VisitFact(visit.on, len(visit.visitors), visit.conclusion) if visit and visit.on else None,
        visitors_needed=at.pack.data["visitors"],
        appraised=_opinion(story, "meeting", "enrol", since=None) is True,
        unconsented=without_consent(story.consents, "publicity", [_owner(at.form)], on),
        publicity=_publicity(story, "enrol"),
        review_opinion=_opinion(story, "street", "enrol", since=_began(story)),
        unauthorised=without_consent(story.consents, "means_check", grown_ups(form, on), on),
        means=_means(story),
        approval_opinion=_approval(at),
        rechecked=recheck_under_way(story) is not None,
        class_changed=_class_changed(at),
        months_above=months_test(session, leaving.months, at.pack).running if leaving else 0,
        months_needed=at.pack.data["lifting_months"],
        lifting_publicity=_lifting_published(at, on),
        exit_reason=leaving.reason if leaving is not None else "",
        receiver=transfer.receiver if transfer is not None else "",
        received_on=transfer.received_on if transfer is not None else None,
        helped=story.helped,
        returned_from=back.from_state if back is not None else "",
        reason=reason,
    )


def months_test(session: Session, months: Sequence[ExitMonth], pack: Pack) -> LiftingTest:
    """Test months before leaving against the 低保 standard of each."""

    def standard(on: date) -> int | None:
        line = threshold_on(session, "dibao_urban", on)
        return line.value_fen if line is not None else None

    told = [Month(month.first_on, month.income_fen, month.population) for month in months]
    return lifting_test(told, standard, pack.data["lifting_months"])


def grown_ups(form: FileForm, on: date) -> list[tuple[str, str]]:
    """Return who has to sign the authorisation: the owner and every grown-up member (uid of card, name)."""
    cards = [form.owner, *(entry.person for entry in form.members)]
    return [
        (card.uid, card.name)
        for card in cards
        if card.birth_on is None or age_on(card.birth_on, on) >= _GROWN_UP
    ]


def _owner(form: FileForm) -> tuple[str, str]:
    return form.owner.uid, form.owner.name


def _owner_unfit(form: FileForm, on: date) -> str:
    owner = form.owner
    if owner.birth_on is not None and age_on(owner.birth_on, on) < _OWNER_FROM:
        return "建档职工未满十六周岁，应由家长作建档职工，孩子填在家庭成员里。"
    if owner.work_status in {"student", "preschool"}:
        return "学生不能作建档职工，应由家长建档，学生填在家庭成员里。"
    return ""


def _outdated(at: Bearings) -> str:
    """Say that the chosen class rests on a version that is no longer the one for this application."""
    decision = at.decision
    if decision is None or not decision.pack:
        return ""
    now = next((pack for pack in at.thresholds.packs if pack.name == decision.pack), None)
    if now is None or now.version == decision.pack_version:
        return ""
    before = decision.pack_version or "旧版"
    return f"认定用的标准是 {before} 版，现在是 {now.version} 版，请重新认定困难类别。"


def _began(story: Story) -> date | None:
    """Return when the application that is under way began: opinions on an earlier one do not count."""
    again = story.last("apply", "relapse", "regularise")
    return again.on if again is not None else None


def _opinion(story: Story, stage: str, matter: str, since: date | None) -> bool | None:
    """Return whether the last opinion of a level agrees; None where it has none yet."""
    for opinion in story.opinions:
        if (opinion.stage, opinion.matter) == (stage, matter) and (since is None or opinion.on >= since):
            return opinion.agreed
    return None


def _approval(at: Bearings) -> bool | None:
    if at.state in (State.APPROVAL, State.DRAFT):
        return _opinion(at.story, "district", "enrol", since=_began(at.story))
    entered = at.story.last("approve", "enrol", "renew", "change_class")
    return _opinion(at.story, "district", "exit", since=entered.on if entered is not None else None)


def _publicity(story: Story, purpose: str) -> PublicityFact | None:
    shown = next((one for one in story.publicities if one.purpose == purpose), None)
    if shown is None or shown.from_on is None or shown.to_on is None:
        return None
    left = sum(one.handled_on is None for one in shown.objections)
    return PublicityFact(shown.from_on, shown.to_on, shown.result_on, len(shown.objections), left)


def _lifting_published(at: Bearings, on: date) -> bool:
    if not at.pack.data["publicity_for_lifting"]:
        return True
    shown = _publicity(at.story, "lift")
    return (
        shown is not None and shown.to_on < on and shown.result_on is not None and not shown.open_objections
    )


def _means(story: Story) -> MeansFact:
    check = next(iter(story.means_checks), None)
    if check is None:
        return MeansFact()
    return MeansFact(check.asked_on, check.answered_on, check.consistent, bool(check.handling.strip()))


def recheck_under_way(story: Story) -> Recheck | None:
    """Return the record of the recheck that was opened last, None while it has none."""
    opened = story.last("recheck")
    if opened is None:
        return None
    return next((one for one in story.rechecks if one.on is not None and one.on >= opened.on), None)


def _class_changed(at: Bearings) -> bool:
    opened = at.story.last("recheck")
    decided = at.decision.decided_on if at.decision is not None else None
    return opened is not None and decided is not None and decided >= opened.on
