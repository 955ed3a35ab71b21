"""Requests of the compensation desk: length of service, and every sum of a labour dispute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from union_desk.calc.asking import Answer, calculation
from union_desk.core.asked import Amount, Choice, Count, Day, Each, Many, OrNull, Quantity, Text, asked
from union_desk.core.calendar import shipped_calendar
from union_desk.core.errors import RuleBroken
from union_desk.core.money import plain
from union_desk.dispute import rules
from union_desk.dispute.rules.service_length import LAW as SERVICE_LAW

_ZERO = Fraction(0)


def _summed(figure: rules.Figure, **more: object) -> Answer:
    return {
        "amount": plain(figure.amount_fen),
        **more,
        "steps": list(figure.all_steps),
        "basis": figure.basis_text,
    }


@calculation("service")
@dataclass(frozen=True, slots=True)
class ServiceRequest:
    first: date = asked(Day(), key="from")
    last: date = asked(Day(), key="to")

    def answer(self) -> Answer:
        found = rules.service_length(self.first, self.last)
        return {
            "years": found.years,
            "months": found.months,
            "days": found.days,
            "counted_months": rules.plain_number(found.counted_months),
            "steps": list(found.steps),
            "basis": SERVICE_LAW,
        }


@calculation("severance")
@dataclass(frozen=True, slots=True)
class SeveranceRequest:
    kind: str = asked(Choice(tuple(rules.Kind)))
    average: int = asked(Amount())
    first: date | None = asked(Day(), key="from", default=None)
    last: date | None = asked(Day(), key="to", default=None)
    counted_months: Fraction | None = asked(Quantity(), default=None)
    last_month: int | None = asked(Amount(), default=None)
    tripled_city_average: int | None = asked(Amount(), default=None)
    minimum_wage: int | None = asked(Amount(), default=None)
    paid: int = asked(Amount(), default=0)
    count_from: date | None = asked(Day(), default=None)

    def answer(self) -> Answer:
        found = rules.severance(
            rules.SeveranceFacts(
                kind=rules.Kind(self.kind),
                average_fen=self.average,
                first=self.first,
                last=self.last,
                counted_months=self.counted_months,
                last_month_fen=self.last_month,
                tripled_city_average_fen=self.tripled_city_average,
                minimum_wage_fen=self.minimum_wage,
                paid_fen=self.paid,
                count_from=self.count_from,
            )
        )
        return {
            "gross": plain(found.gross.amount_fen),
            "due": plain(found.due_fen),
            "base": plain(found.base_fen),
            "counted_months": rules.plain_number(found.counted_months),
            "capped": found.capped,
            "steps": list(found.steps),
            "basis": found.gross.basis_text,
        }


@calculation("double_pay")
@dataclass(frozen=True, slots=True)
class DoublePayRequest:
    entry: date = asked(Day(), key="from")
    monthly: int = asked(Amount())
    signed_on: date | None = asked(Day(), default=None)
    method: str = asked(Choice(tuple(rules.Method)), default=rules.Method.CALENDAR)
    barred: str = asked(Text(example="worker"), default="")

    def answer(self) -> Answer:
        found = rules.double_pay(
            self.entry,
            self.signed_on,
            self.monthly,
            shipped_calendar(),
            method=rules.Method(self.method),
            barred=self.barred,
        )
        return _summed(
            found.figure,
            first_day=found.first.isoformat() if found.first else None,
            last_day=found.last.isoformat() if found.last else None,
        )


@dataclass(frozen=True, slots=True)
class WorkedItem:
    on: date = asked(Day())
    hours: Fraction = asked(Quantity(24))

    def fact(self) -> rules.Worked:
        return rules.Worked(self.on, self.hours)


@calculation("overtime")
@dataclass(frozen=True, slots=True)
class OvertimeRequest:
    base: int = asked(Amount())
    hours: Fraction = asked(Quantity(), default=_ZERO)
    rest_days: Fraction = asked(Quantity(), default=_ZERO)
    statutory_days: Fraction = asked(Quantity(), default=_ZERO)
    worked: tuple[WorkedItem, ...] | None = asked(Many(WorkedItem), default=None)

    def answer(self) -> Answer:
        if self.worked is None:
            return _summed(
                rules.overtime(
                    self.base, hours=self.hours, rest_days=self.rest_days, statutory=self.statutory_days
                )
            )
        if self.hours or self.rest_days or self.statutory_days:
            raise RuleBroken("逐日的加班和合计的小时、天数只填一种。", field="worked")
        worked = tuple(item.fact() for item in self.worked)
        return _summed(rules.overtime_of_days(self.base, worked, shipped_calendar()))


@calculation("annual_leave")
@dataclass(frozen=True, slots=True)
class AnnualLeaveRequest:
    total_years: Fraction = asked(Quantity(100))
    average_without_overtime: int = asked(Amount())
    joined_on: date | None = asked(Day(), default=None)
    left_on: date | None = asked(Day(), default=None)
    taken: Fraction = asked(Quantity(366), default=_ZERO)

    def answer(self) -> Answer:
        found = rules.annual_leave(
            self.total_years,
            self.average_without_overtime,
            joined_on=self.joined_on,
            left_on=self.left_on,
            taken=self.taken,
        )
        days: int | float = found.days.numerator if found.days.denominator == 1 else float(found.days)
        return _summed(found.figure, entitlement=found.entitlement, days=days)


@calculation("final_award")
@dataclass(frozen=True, slots=True)
class FinalAwardRequest:
    minimum_wage: int = asked(Amount())
    items: tuple[int, ...] = asked(Each(Amount()))

    def answer(self) -> Answer:
        found = rules.final_award(self.minimum_wage, self.items)
        return {"final": found.final, "steps": list(found.steps), "basis": "；".join(found.basis)}


@calculation("deduction")
@dataclass(frozen=True, slots=True)
class DeductionRequest:
    wage: int = asked(Amount())
    damage: int = asked(Amount())
    minimum_wage: int = asked(Amount())

    def answer(self) -> Answer:
        return _summed(rules.deduction(self.wage, self.damage, self.minimum_wage))


@calculation("probation")
@dataclass(frozen=True, slots=True)
class ProbationRequest:
    contract_months: int | None = asked(OrNull(Count()))
    served_months: Fraction = asked(Quantity(1200))
    full_wage: int = asked(Amount())

    def answer(self) -> Answer:
        return _summed(rules.unlawful_probation(self.contract_months, self.served_months, self.full_wage))


@calculation("non_compete")
@dataclass(frozen=True, slots=True)
class NonCompeteRequest:
    average: int = asked(Amount())
    minimum_wage: int = asked(Amount())

    def answer(self) -> Answer:
        return _summed(rules.non_compete(self.average, self.minimum_wage))
