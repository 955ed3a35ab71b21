"""The yearly recheck beside last year, the months before leaving, and why something cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from union_desk.core.deadline import corresponding_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import nearest_fen
from union_desk.core.packs import pack_named
from union_desk.core.rights import Actor, Right, require
from union_desk.hardship import rules
from union_desk.hardship.records import DecisionRecord
from union_desk.hardship.rules.grounds import ground_of
from union_desk.hardship.rules.process import lacks_of
from union_desk.hardship.service.assessment import comparison_of, figures_of
from union_desk.hardship.service.chronicle import file_of
from union_desk.hardship.service.life import FileProcess, step_named
from union_desk.hardship.service.reading import thresholds_on
from union_desk.hardship.service.standing import Bearings, bearings_of, facts_of, months_test
from union_desk.hardship.values import (
    Exit,
    ExitMonth,
    LiftingPreview,
    PackResult,
    Recheck,
    Standing,
    WhyLine,
    WhyNot,
)


class FileRecheck(FileProcess):
    """What is looked at again every year, and answered across the counter."""

    def recheck_offer(self, actor: Actor, uid: str) -> Recheck:
        """Return this year's recheck with both sides filled; nothing is written."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            last = next((one.after for one in at.story.rechecks if one.after is not None), None)
            before = last or (_standing_then(session, at.decision) if at.decision is not None else None)
            return Recheck(
                year=at.today.year,
                on=at.today,
                before=before,
                after=_standing_now(session, at),
                by=actor.user,
            )

    def lifting_offer(self, actor: Actor, uid: str) -> Exit:
        """Return the last whole months before today with the household's size, for their incomes."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            figures = figures_of(at.form, at.today, thresholds_on(session, at.today))
            income = figures.year_income_fen
            monthly = nearest_fen(Fraction(income, 12)) if income is not None else 0
            first = at.today.replace(day=1)
            needed: int = at.pack.data["lifting_months"]
            months = tuple(
                ExitMonth(corresponding_day(first, -back), monthly, figures.population)
                for back in range(needed, 0, -1)
            )
            return Exit(on=at.today, kind="lifted", months=months)

    def lifting_preview(self, actor: Actor, uid: str, months: Sequence[ExitMonth]) -> LiftingPreview:
        """Test months as they are typed, each against the standard of its time; RuleBroken names a gap."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            test = months_test(session, months, at.pack)
            return LiftingPreview(
                test.steps,
                test.running,
                test.needed,
                tuple(month.above for month in test.months),
                tuple(month.threshold_fen for month in test.months),
            )

    def why_not(self, actor: Actor, uid: str, code: str) -> WhyNot:
        """Say why a step cannot be taken now: each ground with its law, arithmetic and remedy."""
        require(actor, Right.VIEW)
        step = step_named(code)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            if at.state not in step.sources or not step.taken_here(at.pack):
                return WhyNot(
                    step.title,
                    "现在办不了这一步。",
                    (WhyLine(f"{at.state.words}的档案不办理“{step.title}”。"),),
                )
            lines = []
            for lack in lacks_of(step, facts_of(session, at, at.today)):
                basis, remedy = ground_of(lack.need, at.pack)
                lines.append(WhyLine(lack.sentence, basis, remedy=remedy))
            answer = f"还不能办理，差 {len(lines)} 项。" if lines else "可以办理。"
            return WhyNot(step.title, answer, tuple(lines))

    def why_not_class(self, actor: Actor, uid: str, pack: str, code: str) -> WhyNot:
        """Say why a household does not fall into a class under a standard, with every step."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            result = comparison_of(at.form, at.form.applied_on or at.today, at.thresholds).result(pack)
        choice = next((one for one in result.choices if one.code == code), None)
        if choice is None:
            raise RuleBroken("请从这一标准的类别中选择。", field="class_code")
        if result.problem:
            return WhyNot(choice.name, "还不能测算。", (WhyLine(result.problem, result.title),))
        lines = [WhyLine(text, "负面清单", remedy=_UNTRUE) for text in result.excluded]
        if code not in {one.code for one in result.classes}:
            lines.insert(0, WhyLine(_deciding(result), result.basis, result.steps, _CHANGES))
        answer = f"按现有材料，不符合“{choice.name}”。" if lines else f"符合“{choice.name}”。"
        return WhyNot(choice.name, answer, tuple(lines))


_UNTRUE = "情况不实的，请提供证明，由工会改正。"
_CHANGES = "收入、自付的医疗和就学支出、家庭人口有变化的，请带凭证来重新测算。"


def _deciding(result: PackResult) -> str:
    return (
        result.deciding
        or f"家庭月人均 {result.income_per_head} 元，扣除刚性支出后 {result.net_per_head} 元。"
    )


def _standing_now(session: Session, at: Bearings) -> Standing:
    figures = figures_of(at.form, at.today, thresholds_on(session, at.today))
    return Standing(
        on=at.today,
        class_code=at.record.class_code or "",
        population=figures.population,
        year_income_fen=figures.year_income_fen,
        rigid_outlay_fen=figures.rigid_outlay_fen,
        month_percap_fen=figures.month_percap_fen,
        net_percap_fen=figures.net_percap_fen,
        main_cause=at.form.main_cause,
    )


def _standing_then(session: Session, decision: DecisionRecord) -> Standing | None:
    """Return how the household stood when its class was decided, from the inputs that the decision kept."""
    if decision.decided_on is None or not decision.inputs or not decision.pack:
        return None
    on = date.fromisoformat(decision.inputs.get("on", decision.decided_on.isoformat()))
    facts = _facts_from(decision.inputs, on)
    standards = thresholds_on(session, on)
    try:
        assessed = rules.assess(facts, pack_named(standards.packs, decision.pack))
    except RuleBroken:
        return Standing(on=on, class_code=decision.class_code or "")
    return Standing(
        on=on,
        class_code=decision.class_code or "",
        population=assessed.population,
        year_income_fen=assessed.year_income_fen,
        rigid_outlay_fen=assessed.year_outlay_fen,
        month_percap_fen=nearest_fen(assessed.income_per_head),
        net_percap_fen=nearest_fen(assessed.net_per_head),
    )


def _facts_from(inputs: dict[str, Any], on: date) -> rules.Facts:
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
