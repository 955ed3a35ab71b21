"""From a file as it is typed to its figures, its missing fields and its class under each pack."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, nearest_fen
from union_desk.core.packs import Pack, general_on, pack_named, packs
from union_desk.core.terms import find_code, term_label
from union_desk.hardship import rules
from union_desk.hardship.values import (
    OWNER,
    ClassChoice,
    ClassComparison,
    Figures,
    FileForm,
    IncomeEntry,
    OutlayEntry,
    PackResult,
)
from union_desk.people.values import PersonCard

# What a person has month by month: his column 月收入; everything else is 其他非薪资年收入.
_MONTHLY_KINDS: Final = frozenset({"wage", "business"})
_MONTHLY_DETAILS: Final = frozenset({"pension", "unemployment", "survivor"})
_EMPLOYED: Final = frozenset(
    {"on_post", "sick_leave", "early_retired", "farm_worker", "flexible", "new_forms", "serving"}
)
_NO_INCOME: Final = "还没有填写收入；确实没有收入的，请填 0。"
_NOT_EMPLOYED: Final = frozenset({"laid_off", "unemployed"})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lines and packs of the place on the day of application; a line that nobody has entered is None."""

    dibao: Threshold | None = None
    minimum_wage: Threshold | None = None
    packs: tuple[Pack, ...] = field(default_factory=lambda: packs(rules.PACK_KIND))

    @property
    def lines(self) -> tuple[Threshold, ...]:
        return tuple(line for line in (self.dibao, self.minimum_wage) if line is not None)

    def resting_on(self, pack: str) -> tuple[str, ...]:
        """Return the uids of the office's own versions that a class under this pack rests on."""
        chosen = [each.uid for each in self.packs if each.name == pack]
        return tuple(uid for uid in [*(line.uid for line in self.lines), *chosen] if uid)

    def general(self, on: date) -> Pack:
        """Return the pack that applies where no region chose another."""
        return general_on(self.packs, on)


def year_of(item: IncomeEntry | OutlayEntry) -> int:
    """Return what an item comes to in the twelve months, in fen."""
    return rules.yearly_fen(item.amount_fen or 0, item.per, item.months)


def figures_of(form: FileForm, on: date, thresholds: Thresholds) -> Figures:
    """Compute rows 9 and 10 of the paper under the pack in force; what has no items yet stays empty."""
    monthly = _month_incomes(form)
    population = 1 + sum(member.counted for member in form.members)
    counted = {OWNER} | {member.uid for member in form.members if member.counted}
    other = sum(year_of(item) for item in form.incomes if item.whose in counted and not _is_monthly(item))
    outlay = sum(year_of(item) for item in form.outlays if not item.compulsory_school)
    known = _income_known(form)
    plain = Figures(
        population=population,
        own_month_income_fen=monthly.get(OWNER, 0) if known else None,
        other_year_income_fen=other if known else None,
        rigid_outlay_fen=outlay if form.outlays or known else None,
        month_income_of=monthly,
    )
    if not known:
        return plain
    # The figures do not depend on the line; a place that has not entered its own still gets them.
    facts = facts_of(form, on, thresholds)
    try:
        assessed = rules.assess(replace(facts, dibao_fen=facts.dibao_fen or 1), thresholds.general(on))
    except RuleBroken as broken:
        return replace(plain, steps=(broken.message,))
    tested = {step for test in assessed.tests for step in test.steps}
    return replace(
        plain,
        year_income_fen=assessed.year_income_fen,
        computed_year_income_fen=sum(year_of(item) for item in form.incomes if item.whose in counted),
        month_percap_fen=nearest_fen(assessed.income_per_head),
        rigid_outlay_fen=assessed.year_outlay_fen,
        net_percap_fen=nearest_fen(assessed.net_per_head),
        steps=tuple(step for step in assessed.steps[:-1] if step not in tested),
        basis=assessed.basis,
    )


def facts_of(form: FileForm, on: date, thresholds: Thresholds) -> rules.Facts:
    """Return what the class rules look at; the owner is the first member."""
    pack = thresholds.general(on)
    family = [_member(form, form.owner, OWNER, on, pack, counted=True, in_school=False)]
    family += [
        _member(
            form, entry.person, entry.uid, on, pack, counted=entry.counted, in_school=bool(entry.in_school)
        )
        for entry in form.members
    ]
    return rules.Facts(
        on=on,
        dibao_fen=thresholds.dibao.value_fen if thresholds.dibao else 0,
        minimum_wage_fen=thresholds.minimum_wage.value_fen if thresholds.minimum_wage else None,
        members=tuple(family),
        outlays=tuple(
            rules.Outlay(item.kind, year_of(item), item.compulsory_school) for item in form.outlays
        ),
        assets=tuple(
            rules.Asset(
                item.kind,
                item.value_fen or 0,
                1 if item.count is None else item.count,
                item.area_hundredths,
                item.use,
            )
            for item in form.assets
        ),
        event=bool(form.event),
        yearly_loss_fen=form.yearly_loss_fen or 0,
        exclusions=tuple(entry.code for entry in form.exclusions if entry.code),
        year_income_override_fen=form.year_income_override_fen,
        year_income_reason=form.year_income_reason,
    )


def comparison_of(form: FileForm, on: date, thresholds: Thresholds) -> ClassComparison:
    """Test a file under every pack, with each step."""
    in_force = thresholds.general(on).name
    facts = facts_of(form, on, thresholds)
    problem = "" if _income_known(form) else _NO_INCOME
    results = tuple(_result(facts, pack, thresholds, problem) for pack in thresholds.packs)
    return ClassComparison(on, in_force, results, thresholds.lines)


def measured(form: FileForm, on: date, thresholds: Thresholds, pack: str) -> PackResult:
    """Test a file under one pack, as `comparison_of` does under all."""
    problem = "" if _income_known(form) else _NO_INCOME
    return _result(facts_of(form, on, thresholds), pack_named(thresholds.packs, pack), thresholds, problem)


def _income_known(form: FileForm) -> bool:
    """Tell an income of nothing from one that nobody has asked about yet."""
    return bool(form.incomes) or form.year_income_override_fen is not None


def _result(facts: rules.Facts, pack: Pack, thresholds: Thresholds, problem: str) -> PackResult:
    choices = tuple(_choice(item["code"], item["name"], item["level"]) for item in pack.data["classes"])
    try:
        assessed = rules.assess(facts, pack)
    except RuleBroken as broken:
        problem = problem or broken.message
    if problem:
        return PackResult(
            pack.name, pack.version, pack.title, facts.dibao_fen, choices=choices, problem=problem
        )
    holding = [test for test in assessed.tests if test.holds]
    return PackResult(
        pack=assessed.pack,
        version=assessed.version,
        title=pack.title,
        dibao_fen=facts.dibao_fen,
        classes=tuple(_choice(test.code, test.name, test.level or "") for test in holding),
        choices=choices,
        income_per_head=_yuan(assessed.income_per_head),
        net_per_head=_yuan(assessed.net_per_head),
        deciding=rules.decisive(assessed).deciding,
        steps=(f"标准：{'；'.join(line.text for line in thresholds.lines)}。", *assessed.steps),
        excluded=tuple(exclusion.text for exclusion in assessed.excluded),
        flags=(*_samples(thresholds), *assessed.flags),
        basis=assessed.basis,
    )


def _samples(thresholds: Thresholds) -> tuple[str, ...]:
    """Say which lines nobody has entered: a class that rests on an example is not settled."""
    named = "、".join(term_label("threshold", line.kind) for line in thresholds.lines if line.shipped)
    return (f"{named}用的是样例，请先填写当地现行标准。",) if named else ()


def _choice(code: str, name: str, level: str) -> ClassChoice:
    return ClassChoice(code, name, (find_code("file_level", level) or "") if level else "")


def _yuan(fen: Fraction) -> str:
    return format_fen(nearest_fen(fen))


def _month_incomes(form: FileForm) -> dict[str, int]:
    """Return 月收入 of each person who has an income of that kind, in fen."""
    yearly: dict[str, int] = {}
    for item in form.incomes:
        if _is_monthly(item) and item.amount_fen is not None:
            yearly[item.whose] = yearly.get(item.whose, 0) + year_of(item)
    return {whose: nearest_fen(Fraction(total, 12)) for whose, total in yearly.items()}


def _is_monthly(item: IncomeEntry) -> bool:
    return item.kind in _MONTHLY_KINDS or item.detail in _MONTHLY_DETAILS


def _member(
    form: FileForm, card: PersonCard, whose: str, on: date, pack: Pack, *, counted: bool, in_school: bool
) -> rules.Member:
    return rules.Member(
        working_age=card.birth_on is not None and rules.is_working_age(card.birth_on, card.sex, on, pack),
        able=card.able_to_work,
        employed=_employed(card),
        in_school=in_school or card.work_status == "student",
        counted=counted,
        jobless_proved=bool(card.jobless_proof),
        name=card.name,
        incomes=tuple(
            rules.Income(item.kind, year_of(item), item.detail)
            for item in form.incomes
            if item.whose == whose
        ),
    )


def _employed(card: PersonCard) -> bool | None:
    """Tell from 工作状态 whether he works; None when nobody has asked."""
    if card.work_status in _EMPLOYED:
        return True
    return False if card.work_status in _NOT_EMPLOYED else None
