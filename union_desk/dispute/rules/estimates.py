"""The whole compensation of one worker from inputs given once: each item as claimed and as safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.deadline import corresponding_day
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.annual_leave import annual_leave
from union_desk.dispute.rules.claims import (
    DAMAGES,
    DOUBLE_PAY,
    NOTICE_PAY,
    REINSTATEMENT,
    SEVERANCE,
    Estimate,
    SideBySide,
    side_by_side,
)
from union_desk.dispute.rules.double_pay import Method, double_pay
from union_desk.dispute.rules.figure import Figure, yuan
from union_desk.dispute.rules.other_pay import deduction, late_pay_damages, non_compete, unlawful_probation
from union_desk.dispute.rules.overtime import HoursSystem, overtime
from union_desk.dispute.rules.severance import (
    NEW_LAW_ON,
    Kind,
    SeveranceFacts,
    notice_pay,
    severance,
)

Fen = Fraction | int


class Ending(StrEnum):
    """How the relation ended, as far as it decides what is owed."""

    NONE = "none"  # still employed
    UNLAWFUL = "unlawful"
    NO_FAULT = "no_fault"  # art 40
    AGREED = "agreed"  # art 36, the employer asked
    FORCED = "forced"  # art 38, the worker left for the employer's fault
    LAYOFF = "layoff"  # art 41
    EXPIRY = "expiry"  # art 44 (1), 46 (5)
    RESIGNED = "resigned"
    FAULT = "fault"  # art 39


_WITH_SEVERANCE: Final = frozenset(
    {Ending.NO_FAULT, Ending.AGREED, Ending.FORCED, Ending.LAYOFF, Ending.EXPIRY}
)


@dataclass(frozen=True, slots=True)
class OvertimeHours:
    hours: Fraction = Fraction(0)
    rest_days: Fraction = Fraction(0)
    statutory_days: Fraction = Fraction(0)

    @property
    def any(self) -> bool:
        return bool(self.hours or self.rest_days or self.statutory_days)


@dataclass(frozen=True, slots=True)
class Arrears:
    """Pay that was not paid, what of it is proved, and what an inspection order adds to it."""

    owed_fen: int
    proved_fen: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    percent: int | None = None
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Probation:
    contract_months: int | None  # None is open-ended
    served_months: Fraction
    full_wage_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Deducted:
    """What was taken from a month's wage for a damage."""

    taken_fen: int
    wage_fen: int | None = None
    damage_fen: int | None = None


@dataclass(frozen=True, slots=True)
class CaseInputs:
    """What is asked once for a case; what is None is not claimed."""

    entry: date | None
    claimed_on: date
    average_fen: Fen | None
    ending: Ending = Ending.NONE
    last_day: date | None = None
    last_month_fen: int | None = None
    notice_given: bool = False
    paid_fen: int = 0
    also: frozenset[str] = frozenset()  # claim items that are asked for whatever the ending says
    tripled_city_average_fen: int | None = None
    minimum_wage_fen: int | None = None
    unsigned: bool = False
    signed_on: date | None = None
    double_barred: str = ""
    monthly_fen: int | None = None
    overtime_base_fen: int | None = None
    overtime_claimed: OvertimeHours = OvertimeHours()
    overtime_proved: OvertimeHours = OvertimeHours()
    overtime_from: date | None = None
    overtime_to: date | None = None
    hours_system: HoursSystem = HoursSystem.STANDARD
    total_years: Fraction | None = None
    leave_year: int | None = None
    leave_taken: Fraction = Fraction(0)
    leave_barred: str = ""
    average_without_overtime_fen: int | None = None
    arrears: Arrears | None = None
    non_compete_months: int | None = None
    probation: Probation | None = None
    deducted: Deducted | None = None


@dataclass(frozen=True, slots=True)
class InputLack:
    """What an item still needs; `field` is one of CaseInputs."""

    sentence: str
    field: str


def estimate(inputs: CaseInputs, calendar: Calendar) -> SideBySide:
    """Compute every item that the inputs speak of; RuleBroken for the first that cannot be computed.

    Claimed is what may be asked for. Safe is: severance where unlawfulness is still to be proved, double pay
    only for the year before the claim, overtime and arrears as far as they are proved.
    """
    return side_by_side([item for part in _PARTS for item in part.of(inputs, calendar)])


def estimate_what_can_be(inputs: CaseInputs, calendar: Calendar) -> tuple[SideBySide, tuple[InputLack, ...]]:
    """Compute the items for which enough is known, and say what the others lack."""
    found: list[Estimate] = []
    lacks: list[InputLack] = []
    for part in _PARTS:
        try:
            found += part.of(inputs, calendar)
        except RuleBroken as broken:
            lacks.append(InputLack(broken.message, part.fields.get(broken.field or "", broken.field or "")))
    return side_by_side(found), tuple(dict.fromkeys(lacks))


def _entry(inputs: CaseInputs) -> date:
    if inputs.entry is None:
        raise RuleBroken("请填写入职日。", field="entry")
    return inputs.entry


def _average(inputs: CaseInputs) -> Fen:
    if inputs.average_fen is None:
        raise RuleBroken("请填写十二个月的工资记录，或者平均工资。", field="average_fen")
    return inputs.average_fen


def _minimum(inputs: CaseInputs) -> int:
    if inputs.minimum_wage_fen is None:
        raise RuleBroken(
            "没有当天的最低工资标准，请在“设置 → 标准”录入，或者在这里填写。", field="minimum_wage_fen"
        )
    return inputs.minimum_wage_fen


def _ended(inputs: CaseInputs, _calendar: Calendar) -> list[Estimate]:
    kinds = set(inputs.also)
    if inputs.ending is Ending.UNLAWFUL and REINSTATEMENT not in kinds:
        kinds.add(DAMAGES)
    if inputs.ending in _WITH_SEVERANCE:
        kinds.add(SEVERANCE)
    if inputs.ending is Ending.NO_FAULT and not inputs.notice_given:
        kinds.add(NOTICE_PAY)
    if kinds - {REINSTATEMENT} and inputs.last_day is None:
        raise RuleBroken("请填写最后工作日。", field="last_day")
    span = (inputs.entry, inputs.last_day)
    found = []
    if DAMAGES in kinds:
        damages, safe = _severance(inputs, Kind.DOUBLE), _severance(inputs, Kind.N)
        warned = safe.warned("违法解除没有证据的，可能只支持经济补偿。")
        found.append(Estimate(DAMAGES, "赔偿金", damages, warned, *span))
    if SEVERANCE in kinds:
        due = _severance(inputs, Kind.N)
        found.append(Estimate(SEVERANCE, "经济补偿", due, due, *span))
    if NOTICE_PAY in kinds:
        found.append(_notice(inputs))
    if REINSTATEMENT in kinds:
        step = "要求继续履行劳动合同，不计算金额（《劳动合同法》第四十八条）。"
        nothing = Figure("恢复劳动关系", Fraction(0), (step,), ("《劳动合同法》第四十八条",))
        found.append(Estimate(REINSTATEMENT, "恢复劳动关系", nothing, nothing))
    return found


def _notice(inputs: CaseInputs) -> Estimate:
    if inputs.last_month_fen is not None:
        month = notice_pay(inputs.last_month_fen)
    else:
        month = notice_pay(_average(inputs)).warned("没有填写解除前一个月的工资，按平均工资计。")
    if inputs.ending is not Ending.NO_FAULT:
        month = month.warned("代通知金只用于《劳动合同法》第四十条的解除。")
    elif inputs.notice_given:
        month = month.warned("已提前三十日书面通知的，不支付代通知金。")
    return Estimate(NOTICE_PAY, "代通知金", month, month)


def _severance(inputs: CaseInputs, kind: Kind) -> Figure:
    facts = SeveranceFacts(
        kind=kind,
        average_fen=_average(inputs),
        first=_entry(inputs),
        last=inputs.last_day,
        tripled_city_average_fen=inputs.tripled_city_average_fen,
        minimum_wage_fen=inputs.minimum_wage_fen,
        paid_fen=inputs.paid_fen,
        count_from=NEW_LAW_ON if inputs.ending is Ending.EXPIRY else None,
    )
    found = severance(facts)
    if not inputs.paid_fen:
        return found.gross
    # The steps of the gross sum say its warnings; they are said once.
    steps = tuple(step for step in found.steps if not step.startswith("注意："))
    return replace(found.gross, exact_fen=Fraction(found.due_fen), steps=steps)


def _double(inputs: CaseInputs, calendar: Calendar) -> list[Estimate]:
    if not inputs.unsigned and inputs.signed_on is None:
        return []
    entry = _entry(inputs)
    monthly = inputs.monthly_fen if inputs.monthly_fen is not None else _average(inputs)
    year_back = corresponding_day(inputs.claimed_on, -12)
    barred = inputs.double_barred
    asked = partial(
        double_pay, entry, inputs.signed_on, monthly, calendar, barred=barred, left_on=inputs.last_day
    )
    claimed = asked(method=Method.CALENDAR)
    safe = asked(method=Method.EMPLOYMENT, not_before=year_back).figure
    if safe.exact_fen > claimed.figure.exact_fen:
        safe = claimed.figure
    return [Estimate(DOUBLE_PAY, "二倍工资差额", claimed.figure, safe, claimed.first, claimed.last)]


_OVERTIME: Final = (
    ("overtime_hours", "延时加班费", "hours"),
    ("overtime_rest", "休息日加班费", "rest_days"),
    ("overtime_holiday", "法定休假日加班费", "statutory_days"),
)


def _overtime(inputs: CaseInputs, _calendar: Calendar) -> list[Estimate]:
    if not inputs.overtime_claimed.any:
        return []
    base = inputs.overtime_base_fen if inputs.overtime_base_fen is not None else _average(inputs)
    found = []
    for kind, title, name in _OVERTIME:
        asked, proved = getattr(inputs.overtime_claimed, name), getattr(inputs.overtime_proved, name)
        if not asked:
            if proved:
                raise RuleBroken(f"{title}：有证据的不能多于主张的。", field=f"proved_{name}")
            continue
        if proved > asked:
            raise RuleBroken(f"{title}：有证据的不能多于主张的。", field=f"proved_{name}")
        claimed = _hours(base, name, asked, inputs.hours_system)
        nothing = Figure(claimed.title, Fraction(0), ("没有证据支持的加班费按 0 元估计。",), claimed.basis)
        safe = _hours(base, name, proved, inputs.hours_system) if proved else nothing
        found.append(Estimate(kind, title, claimed, safe, inputs.overtime_from, inputs.overtime_to))
    return found


def _hours(base_fen: Fen, name: str, count: Fraction, system: HoursSystem) -> Figure:
    if name == "hours":
        return overtime(base_fen, hours=count, system=system)
    if name == "rest_days":
        return overtime(base_fen, rest_days=count, system=system)
    return overtime(base_fen, statutory=count, system=system)


def _leave(inputs: CaseInputs, _calendar: Calendar) -> list[Estimate]:
    if inputs.total_years is None:
        return []
    average = inputs.average_without_overtime_fen
    base = average if average is not None else _average(inputs)
    entry, last = inputs.entry, inputs.last_day
    year = inputs.leave_year or (last.year if last is not None else inputs.claimed_on.year)
    joined = entry if entry is not None and entry.year == year else None
    left = last if last is not None and last.year == year else None
    found = annual_leave(
        inputs.total_years,
        base,
        joined_on=joined,
        left_on=left,
        taken=inputs.leave_taken,
        barred=inputs.leave_barred,
    )
    figure = found.figure
    if average is None and figure.amount_fen:
        figure = figure.warned("日工资应当剔除加班费，没有另填的按平均工资计。")
    span = (joined or date(year, 1, 1), left or date(year, 12, 31))
    return [Estimate("annual_leave", "未休年休假工资", figure, figure, *span)]


def _arrears(inputs: CaseInputs, _calendar: Calendar) -> list[Estimate]:
    told = inputs.arrears
    if told is None:
        return []
    proved_fen = told.owed_fen if told.proved_fen is None else told.proved_fen
    if proved_fen > told.owed_fen:
        raise RuleBroken("有证据的拖欠金额不能多于主张的。", field="arrears.proved_fen")
    claimed, safe = _owed(told.owed_fen, "主张"), _owed(proved_fen, "有证据证明")
    found = [Estimate("wages", "拖欠工资", claimed, safe, told.from_on, told.to_on)]
    if told.percent is not None:
        more = late_pay_damages(told.owed_fen, told.percent, ordered=told.ordered)
        least = late_pay_damages(proved_fen, 50, ordered=told.ordered)
        found.append(Estimate("late_pay", "加付赔偿金", more, least))
    return found


def _owed(fen: int, how: str) -> Figure:
    laws = ("《劳动法》第五十条", "《劳动合同法》第三十条")
    return Figure("拖欠工资", Fraction(fen), (f"拖欠工资：{how}的未付工资 {yuan(fen)} 元。",), laws)


def _other(inputs: CaseInputs, _calendar: Calendar) -> list[Estimate]:
    """Compute what is asked for with a single number: non-compete pay and deductions."""
    found = []
    if inputs.non_compete_months:
        monthly = non_compete(_average(inputs), _minimum(inputs))
        months = inputs.non_compete_months
        exact = monthly.exact_fen * months
        step = f"竞业限制补偿：{yuan(monthly.exact_fen)} × {months} 个月 = {yuan(exact)} 元。"
        figure = Figure("竞业限制补偿", exact, (*monthly.steps, step), monthly.basis)
        found.append(Estimate("non_compete", "竞业限制补偿", figure, figure))
    taken = inputs.deducted
    if taken is not None:
        wage = taken.wage_fen if taken.wage_fen is not None else _average(inputs)
        allowed = deduction(round(wage), taken.damage_fen or 0, _minimum(inputs))
        over = max(taken.taken_fen - allowed.amount_fen, 0)
        less = f"已扣 {yuan(taken.taken_fen)} - {yuan(allowed.amount_fen)}，多扣 {yuan(over)} 元，应当返还。"
        figure = Figure("返还多扣的工资", Fraction(over), (*allowed.steps, less), allowed.basis)
        found.append(Estimate("wage_gap", "返还多扣的工资", figure, figure))
    return found


def _trial(inputs: CaseInputs, _calendar: Calendar) -> list[Estimate]:
    told = inputs.probation
    if told is None:
        return []
    wage = told.full_wage_fen if told.full_wage_fen is not None else _average(inputs)
    figure = unlawful_probation(told.contract_months, told.served_months, wage)
    return [Estimate("probation", "违法约定试用期赔偿金", figure, figure)]


@dataclass(frozen=True, slots=True)
class _Part:
    """Items that are computed together; `fields`: by which input the rules' own field names are meant."""

    of: Callable[[CaseInputs, Calendar], Iterable[Estimate]]
    fields: Mapping[str, str]


_PARTS: Final = (
    _Part(_ended, {"from": "entry", "to": "last_day", "tripled_city_average": "tripled_city_average_fen"}),
    _Part(_double, {"from": "entry"}),
    _Part(_arrears, {"percent": "arrears.percent"}),
    _Part(_overtime, {}),
    _Part(_leave, {"left_on": "last_day"}),
    _Part(_trial, {}),
    _Part(_other, {}),
)
