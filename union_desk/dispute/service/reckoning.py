"""From what was put into the compensation desk to every item with its steps; knows no store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.dispute.rules import Figure, HoursSystem, check_unit, final_award, yuan
from union_desk.dispute.rules.annual_leave import (
    LONG_HOLIDAYS,
    PAID_ABSENCE,
    REFUSED_IN_WRITING,
    SICK_TOO_LONG,
)
from union_desk.dispute.rules.claims import Estimate, SideBySide
from union_desk.dispute.rules.estimates import (
    Arrears,
    CaseInputs,
    Deducted,
    Ending,
    OvertimeHours,
    Probation,
    estimate_what_can_be,
)
from union_desk.dispute.rules.wages import Month, average_wage, counted_span
from union_desk.dispute.values.calculation import (
    Calculation,
    CalculationInputs,
    CalculationItem,
    CalculationLack,
    UsedThreshold,
)

MINIMUM_WAGE: Final = "minwage_month"
CITY_AVERAGE: Final = "avg_wage_month_city"
_HUNDRED: Final = 100
_TRIPLED: Final = 3
# The wages of a month among the inputs: whoever types 1.2 means 万元.
_WAGES: Final = (
    "average_fen",
    "last_month_fen",
    "monthly_fen",
    "overtime_base_fen",
    "leave_average_fen",
    "probation_wage_fen",
    "deduction_wage_fen",
    "minimum_wage_fen",
    "tripled_city_average_fen",
)
_LEAVE_BARRED: Final = {
    "refused": REFUSED_IN_WRITING,
    "long_holidays": LONG_HOLIDAYS,
    "paid_absence": PAID_ABSENCE,
    "sick": SICK_TOO_LONG,
}
# Where a rule's own word for an input is another than the desk's.
_FIELDS: Final = {
    "entry": "entry_on",
    "last_day": "last_on",
    "proved_hours": "proved_overtime_hundredths",
    "proved_rest_days": "proved_rest_hundredths",
    "proved_statutory_days": "proved_holiday_hundredths",
    "arrears.proved_fen": "owed_proved_fen",
    "arrears.percent": "late_percent",
}
# Pay, compensation and damages are tested one by one for a final award (调解仲裁法 art 47).
_NOT_TESTED: Final = frozenset({"reinstatement"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What a calculation rests on beside its inputs: the lines of the place by day, and the calendar."""

    threshold: Callable[[str, date], UsedThreshold | None]
    calendar: Calendar
    today: date


def reckon(inputs: CalculationInputs, ground: Ground) -> Calculation:
    """Compute every item for which enough is known, and say at which field the others lack something."""
    lacks = [*_units(inputs), *_days(inputs, ground.today)]
    day = inputs.last_on or inputs.claimed_on or ground.today
    minimum, tripled = _thresholds(inputs, ground, day)
    average, average_lacks = _average(inputs)
    found, item_lacks = estimate_what_can_be(
        _case_inputs(inputs, average, minimum, tripled, ground.today), ground.calendar
    )
    lacks += average_lacks
    told = {lack.field for lack in lacks}
    for lack in item_lacks:
        field = _FIELDS.get(lack.field, lack.field)
        if field not in told and not (field == "average_fen" and average_lacks):
            lacks.append(CalculationLack(lack.sentence, field))
    months = _months(inputs)
    have = {wage.month for wage in inputs.wages}
    return Calculation(
        items=tuple(_item(estimate) for estimate in found.estimates),
        claimed_fen=found.claimed_fen,
        conservative_fen=found.conservative_fen,
        warnings=_warnings(found, tripled),
        lacks=tuple(dict.fromkeys(lacks)),
        average_fen=average.amount_fen if average is not None else None,
        average_steps=average.all_steps if average is not None else (),
        months=months,
        gaps=tuple(month for month in months if month not in have) if inputs.wages else (),
        thresholds=tuple(line for line in (minimum, tripled) if line is not None),
        final_steps=_final(found, minimum),
    )


def _units(inputs: CalculationInputs) -> Iterable[CalculationLack]:
    """Refuse wages of a month that were typed in 万元."""
    wages = [(name, getattr(inputs, name)) for name in _WAGES]
    wages += [(f"wages.{wage.month}", wage.amount_fen) for wage in inputs.wages]
    for field, amount in wages:
        try:
            check_unit(amount or 0, field=field)
        except RuleBroken as broken:
            yield CalculationLack(broken.message, field)


def _days(inputs: CalculationInputs, today: date) -> Iterable[CalculationLack]:
    entry, last = inputs.entry_on, inputs.last_on
    if entry is not None and entry > today:
        yield CalculationLack("入职日不能晚于今天。", "entry_on")
    if entry is not None and last is not None and last < entry:
        yield CalculationLack("最后工作日不能早于入职日。", "last_on")
    if inputs.ending != Ending.NONE and last is None:
        yield CalculationLack("请填写最后工作日。", "last_on")
    if inputs.ending == Ending.NONE and last is not None:
        yield CalculationLack("填了最后工作日，请选择怎样离职的。", "ending")


def _average(inputs: CalculationInputs) -> tuple[Figure | None, list[CalculationLack]]:
    """Return the average of the months, or the one that was told; the months go before it."""
    if inputs.wages:
        entry, last = inputs.entry_on, inputs.last_on or inputs.claimed_on
        if entry is None or last is None:
            missing = "entry_on" if entry is None else "last_on"
            return None, [CalculationLack("工资记录要有入职日和最后工作日才能平均。", missing)]
        history = {_month(wage.month): wage.amount_fen for wage in inputs.wages}
        try:
            return average_wage(history, last, entry, year_bonus_fen=inputs.year_bonus_fen or 0), []
        except RuleBroken as broken:
            return None, [
                CalculationLack(broken.message, _FIELDS.get(broken.field or "", broken.field or ""))
            ]
    if inputs.average_fen is None:
        return None, []
    step = f"平均工资 {yuan(inputs.average_fen)} 元（直接填写，没有逐月的工资记录）。"
    return Figure("平均工资", Fraction(inputs.average_fen), (step,), ()), []


def _month(text: str) -> Month:
    year, _, number = text.partition("-")
    return Month(int(year), int(number))


def _months(inputs: CalculationInputs) -> tuple[str, ...]:
    """Return the months that the average is of, as 2026-03, the oldest first."""
    last = inputs.last_on or inputs.claimed_on
    if inputs.entry_on is None or last is None or last < inputs.entry_on:
        return ()
    span = counted_span(last, inputs.entry_on)
    return tuple(f"{month.year}-{month.number:02}" for month in span)


def _thresholds(
    inputs: CalculationInputs, ground: Ground, day: date
) -> tuple[UsedThreshold | None, UsedThreshold | None]:
    """Return the minimum wage and the city's average of the day; what is typed here goes before them."""
    minimum = ground.threshold(MINIMUM_WAGE, day)
    if inputs.minimum_wage_fen is not None:
        minimum = UsedThreshold(MINIMUM_WAGE, inputs.minimum_wage_fen, own=True)
    city = ground.threshold(CITY_AVERAGE, day)
    if inputs.tripled_city_average_fen is not None:
        city = UsedThreshold(CITY_AVERAGE, inputs.tripled_city_average_fen, own=True)
    return minimum, city


def tripled_fen(line: UsedThreshold) -> int:
    """Return three times the city's average wage; one typed for a calculation is tripled already."""
    return line.value_fen if line.own else line.value_fen * _TRIPLED


def _case_inputs(
    inputs: CalculationInputs,
    average: Figure | None,
    minimum: UsedThreshold | None,
    tripled: UsedThreshold | None,
    today: date,
) -> CaseInputs:
    return CaseInputs(
        entry=inputs.entry_on,
        claimed_on=inputs.claimed_on or today,
        average_fen=average.exact_fen if average is not None else None,
        ending=Ending(inputs.ending or Ending.NONE),
        last_day=inputs.last_on,
        last_month_fen=inputs.last_month_fen,
        notice_given=inputs.notice_given,
        paid_fen=inputs.paid_fen or 0,
        also=frozenset(inputs.also),
        tripled_city_average_fen=tripled_fen(tripled) if tripled is not None else None,
        minimum_wage_fen=minimum.value_fen if minimum is not None else None,
        unsigned=inputs.unsigned,
        signed_on=inputs.signed_on,
        double_barred=inputs.double_barred,
        monthly_fen=inputs.monthly_fen,
        overtime_base_fen=inputs.overtime_base_fen,
        overtime_claimed=OvertimeHours(
            _part(inputs.overtime_hundredths), _part(inputs.rest_hundredths), _part(inputs.holiday_hundredths)
        ),
        overtime_proved=OvertimeHours(
            _part(inputs.proved_overtime_hundredths),
            _part(inputs.proved_rest_hundredths),
            _part(inputs.proved_holiday_hundredths),
        ),
        overtime_from=inputs.overtime_from_on,
        overtime_to=inputs.overtime_to_on,
        hours_system=HoursSystem(inputs.hours_system or HoursSystem.STANDARD),
        total_years=Fraction(inputs.total_years) if inputs.total_years is not None else None,
        leave_year=inputs.leave_year,
        leave_taken=_part(inputs.leave_taken_hundredths),
        leave_barred=_LEAVE_BARRED.get(inputs.leave_barred, ""),
        average_without_overtime_fen=inputs.leave_average_fen,
        arrears=_arrears(inputs),
        non_compete_months=inputs.non_compete_months,
        probation=_probation(inputs),
        deducted=_deducted(inputs),
    )


def _part(hundredths: int | None) -> Fraction:
    return Fraction(hundredths or 0, _HUNDRED)


def _arrears(inputs: CalculationInputs) -> Arrears | None:
    if inputs.owed_fen is None:
        return None
    return Arrears(
        inputs.owed_fen,
        inputs.owed_proved_fen,
        inputs.owed_from_on,
        inputs.owed_to_on,
        inputs.late_percent,
        inputs.late_ordered,
    )


def _probation(inputs: CalculationInputs) -> Probation | None:
    if inputs.probation_hundredths is None:
        return None
    served = _part(inputs.probation_hundredths)
    return Probation(inputs.probation_contract_months, served, inputs.probation_wage_fen)


def _deducted(inputs: CalculationInputs) -> Deducted | None:
    if inputs.deducted_fen is None:
        return None
    return Deducted(inputs.deducted_fen, inputs.deduction_wage_fen, inputs.damage_fen)


def _item(estimate: Estimate) -> CalculationItem:
    laws = (*estimate.claimed.basis, *estimate.conservative.basis)
    return CalculationItem(
        kind=estimate.kind,
        title=estimate.title,
        claimed_fen=estimate.claimed.amount_fen,
        conservative_fen=estimate.conservative.amount_fen,
        claimed_steps=estimate.claimed.all_steps,
        conservative_steps=estimate.conservative.all_steps,
        basis=tuple(dict.fromkeys(laws)),
        from_on=estimate.from_on,
        to_on=estimate.to_on,
    )


def _warnings(found: SideBySide, tripled: UsedThreshold | None) -> tuple[str, ...]:
    kinds = {estimate.kind for estimate in found.estimates}
    uncapped = tripled is None and bool(kinds & {"severance", "unlawful_dismissal"})
    label = term_label("threshold", CITY_AVERAGE)
    more = (f"没有录入{label}，没有核对 3 倍封顶；请在“设置 → 标准”录入。",) if uncapped else ()
    return (*found.warnings, *more)


def _final(found: SideBySide, minimum: UsedThreshold | None) -> tuple[str, ...]:
    """Say whether an award on what is claimed would be final, item by item."""
    tested = [one for one in found.estimates if one.kind not in _NOT_TESTED and one.claimed.amount_fen]
    if minimum is None or minimum.value_fen <= 0 or not tested:
        return ()
    told = final_award(minimum.value_fen, [one.claimed.amount_fen for one in tested])
    named = [
        step.replace(f"第 {number} 项", f"{tested[number - 1].title}")
        for number, step in enumerate(told.steps[1 : len(tested) + 1], start=1)
    ]
    return (told.steps[0], *named, *told.steps[len(tested) + 1 :], f"依据：{'；'.join(told.basis)}。")
