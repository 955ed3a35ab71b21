"""The yearly recheck beside last year, and the months before leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.timeline import EventText
from union_desk.core.deadline import corresponding_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import nearest_fen
from union_desk.core.packs import pack_named
from union_desk.core.rights import Actor, Right, require
from union_desk.hardship import rules
from union_desk.hardship.queries.life import decisions_of
from union_desk.hardship.records import DecisionRecord, HardshipFileRecord
from union_desk.hardship.rules.process import check_process_step, lacks_of
from union_desk.hardship.rules.rechecks import LIFTED, RENEWED
from union_desk.hardship.rules.states import HELD, State
from union_desk.hardship.service.assessment import comparison_of, figures_of
from union_desk.hardship.service.chronicle import file_of
from union_desk.hardship.service.concluding import OPENS, after_recheck, watched
from union_desk.hardship.service.life import step_named
from union_desk.hardship.service.periods import process_pack
from union_desk.hardship.service.reading import thresholds_on
from union_desk.hardship.service.standing import (
    Bearings,
    bearings_of,
    facts_of,
    months_test,
    recheck_under_way,
    story_of,
)
from union_desk.hardship.service.why_not import FileAnswers
from union_desk.hardship.values import (
    Exit,
    ExitMonth,
    FileForm,
    FileView,
    LiftingPreview,
    Recheck,
    Standing,
)
from union_desk.store.work import Work

_RENEWS: Final = "renew"


class FileRecheck(FileAnswers):
    """What is looked at again every year."""

    def recheck_offer(self, actor: Actor, uid: str) -> Recheck:
        """Return this year's recheck with both sides filled, or the one under way; nothing is written."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            under_way = recheck_under_way(at.story) if at.state is State.ANNUAL_REVIEW else None
            after = _standing_now(session, at)
            if under_way is not None:
                return replace(under_way, after=after)
            return Recheck(
                year=at.today.year,
                on=at.today,
                before=_standing_before(session, at),
                after=after,
                by=actor.user,
            )

    def recheck(self, actor: Actor, uid: str, act: Recheck) -> str:
        """Write this year's recheck down, opening it where it is not open yet, in one work; return the work.

        The conclusion 续档 is carried out at once where nothing is missing and this person may.
        """
        require(actor, step_named(OPENS).hand.right)
        today = self._today()
        with self._database.write("年度复核", actor) as work:
            record = self._of_office(work.session, actor, uid)
            state = State(record.state or State.DRAFT)
            if state not in HELD:
                raise RuleBroken(f"{state.words}的档案不办理年度复核。")
            self._write(work, record, self._as_it_stands(work, record, act))
            on = act.on or today
            if state is not State.ANNUAL_REVIEW:
                self._go(work, record, OPENS, on)
            if act.outcome == RENEWED and actor.may(step_named(_RENEWS).hand.right):
                self._go(work, record, _RENEWS, on, if_ready=True)
            return work.uid

    def _as_it_stands(self, work: Work, record: HardshipFileRecord, act: Recheck) -> Recheck:
        """Return a recheck with the figures as they are now: the form may have been saved since it began."""
        at = bearings_of(work.session, record, self._today())
        return replace(act, after=_standing_now(work.session, at))

    def _concluded(self, view: FileView) -> FileView:
        """Return a file with the step next that its recheck, or the watch after its lifting, asks for."""
        if view.state == State.LIFTED:
            return replace(view, next_step=watched(view.next_step, self._today()))
        if view.state != State.ANNUAL_REVIEW:
            return view
        with self._database.read() as session:
            found = recheck_under_way(story_of(session, view.uid))
        outcome = found.outcome if found is not None else ""
        return replace(view, next_step=after_recheck(view.next_step, outcome))

    def _go(
        self, work: Work, record: HardshipFileRecord, code: str, on: date, *, if_ready: bool = False
    ) -> None:
        """Take a step as part of a work that is under way; `if_ready`: only where it lacks nothing."""
        step = step_named(code)
        at = bearings_of(work.session, record, self._today())
        facts = facts_of(work.session, at, on)
        if if_ready and lacks_of(step, facts):
            return
        target = check_process_step(step, at.state, facts, at.pack)
        self._enter(work, record, step, target, EventText(on, step.event, ""), at)
        work.session.flush()

    def lifting_offer(self, actor: Actor, uid: str) -> Exit:
        """Return the last whole months before today with the household's size, for their incomes.

        Months that were written down before are offered again while they are still the last ones.
        """
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            first = at.today.replace(day=1)
            noted = next(iter(at.story.exits), None)
            if noted is not None and _ends(noted) == corresponding_day(first, -1):
                return replace(noted, on=at.today)
            figures = figures_of(at.form, at.today, thresholds_on(session, at.today))
            income = figures.year_income_fen
            monthly = nearest_fen(Fraction(income, 12)) if income is not None else 0
            needed: int = at.pack.data["lifting_months"]
            months = tuple(
                ExitMonth(corresponding_day(first, -back), monthly, figures.population)
                for back in range(needed, 0, -1)
            )
            return Exit(on=at.today, kind=LIFTED, months=months)

    def lifting_preview(self, actor: Actor, months: Sequence[ExitMonth]) -> LiftingPreview:
        """Test months as they are typed, each against the standard of its time; RuleBroken names a gap."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            test = months_test(session, months, process_pack(session, self._today()))
            return LiftingPreview(
                test.steps,
                test.running,
                test.needed,
                tuple(month.above for month in test.months),
                tuple(month.threshold_fen for month in test.months),
            )


def _ends(leaving: Exit) -> date | None:
    """Return the last of the months that were written down before a lifting."""
    months = leaving.months if leaving.kind == LIFTED else ()
    return max((month.first_on for month in months), default=None)


def _standing_now(session: Session, at: Bearings) -> Standing:
    standards = thresholds_on(session, at.today)
    figures = figures_of(at.form, at.today, standards)
    compared = comparison_of(at.form, at.today, standards)
    result = compared.result(compared.in_force)
    return Standing(
        on=at.today,
        class_code=at.record.class_code or "",
        population=figures.population,
        year_income_fen=figures.year_income_fen,
        rigid_outlay_fen=figures.rigid_outlay_fen,
        month_percap_fen=figures.month_percap_fen,
        net_percap_fen=figures.net_percap_fen,
        main_cause=at.form.main_cause,
        members=_names(at.form),
        found=tuple(choice.code for choice in result.classes),
        deciding=result.problem.rstrip("。") or result.deciding,
        standard="" if result.problem else f"{result.title} 第 {result.version} 版",
        dibao_fen=result.dibao_fen or None,
    )


def _names(form: FileForm) -> tuple[str, ...]:
    return tuple(card.name for card in (form.owner, *(entry.person for entry in form.members)) if card.name)


def _standing_before(session: Session, at: Bearings) -> Standing | None:
    """Return how the household stood at the last recheck, else when its class was decided."""
    last = next((one.after for one in at.story.rechecks if one.after is not None), None)
    if last is not None:
        return last
    decisions = decisions_of(session, at.record.uid)
    opened = at.story.last(OPENS) if at.state is State.ANNUAL_REVIEW else None
    earlier = [one for one in decisions if opened is None or (one.decided_on or at.today) < opened.on]
    decided = next(iter(earlier or decisions), None)
    return _standing_then(session, decided) if decided is not None else None


def _standing_then(session: Session, decision: DecisionRecord) -> Standing | None:
    """Return how the household stood when its class was decided, from the inputs that the decision kept."""
    if decision.decided_on is None or not decision.inputs or not decision.pack:
        return None
    on = date.fromisoformat(decision.inputs.get("on", decision.decided_on.isoformat()))
    plain = Standing(on=decision.decided_on, class_code=decision.class_code or "")
    facts = facts_from(decision.inputs, on)
    try:
        assessed = rules.assess(facts, pack_named(thresholds_on(session, on).packs, decision.pack))
    except RuleBroken:
        return plain
    return replace(
        plain,
        population=assessed.population,
        year_income_fen=assessed.year_income_fen,
        rigid_outlay_fen=assessed.year_outlay_fen,
        month_percap_fen=nearest_fen(assessed.income_per_head),
        net_percap_fen=nearest_fen(assessed.net_per_head),
        members=tuple(member.name for member in facts.members if member.name),
        found=tuple(code for code in (decision.computed or "").split(",") if code),
        deciding=rules.decisive(assessed).deciding,
        standard=f"{decision.pack_title} 第 {decision.pack_version} 版",
        dibao_fen=facts.dibao_fen or None,
    )


def facts_from(inputs: dict[str, Any], on: date) -> rules.Facts:
    """Return the facts that a decision kept, as the rules take them."""
    rows = {
        "members": tuple(
            rules.Member(
                **{**member, "incomes": tuple(rules.Income(**income) for income in member["incomes"])}
            )
            for member in inputs["members"]
        ),
        "outlays": tuple(rules.Outlay(**row) for row in inputs["outlays"]),
        "assets": tuple(rules.Asset(**row) for row in inputs["assets"]),
        "exclusions": tuple(inputs["exclusions"]),
    }
    return rules.Facts(**{**inputs, **rows, "on": on})
