"""The extra half of 二倍工资 for work without a written contract (劳动合同法 art 82)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.deadline import corresponding_day, day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.rules.figure import PAID_DAYS, PAID_DAYS_LAW, Figure, plain_number, yuan
from union_desk.dispute.rules.service_length import anniversary, whole_months

TITLE: Final = "二倍工资差额"
LAWS: Final = (
    "《劳动合同法》第八十二条第一款",
    "《劳动合同法实施条例》第六条、第七条",
    "《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》第六条至第九条",
    PAID_DAYS_LAW,
)
_DAY: Final = timedelta(days=1)
_LIMITATION: Final = "差额部分不是劳动报酬，适用一年时效；各地起算的办法不同，请对照当地口径。"
_BARRED: Final = {
    "force_majeure": "因不可抗力未订立书面劳动合同（解释（二）第七条）",
    "worker": "因劳动者本人故意或者重大过失未订立书面劳动合同（解释（二）第七条）",
    "extended": "劳动合同期满依法自动续延（解释（二）第八条）",
}


class Method(StrEnum):
    """How the months are cut: by the calendar, or from the day of entry."""

    CALENDAR = "calendar"
    EMPLOYMENT = "employment"


@dataclass(frozen=True, slots=True)
class DoublePay:
    """The sum with its first and last day; none where nothing is owed."""

    figure: Figure
    first: date | None
    last: date | None


def double_pay(  # noqa: PLR0913  each is a fact of its own
    entry: date,
    signed_on: date | None,
    monthly_fen: Fraction | int,
    calendar: Calendar,
    *,
    method: Method = Method.CALENDAR,
    barred: str = "",
    not_before: date | None = None,
    left_on: date | None = None,
) -> DoublePay:
    """Compute the extra half, from the day after one full month to the day before signing or one full year.

    Who left is owed nothing after `left_on`, his last day.
    `not_before` cuts off what is older than the limitation, where that is counted back day by day. A month
    that is not whole counts by its working days over 21.75 (解释（二） art 6 names no divisor).
    """
    if signed_on is not None and signed_on < entry:
        raise RuleBroken(f"签订日期不能早于用工之日 {day_text(entry)}。", field="signed_on")
    try:
        first, year_end = anniversary(entry, 1), anniversary(entry, 12) - _DAY
    except (OverflowError, ValueError):
        raise RuleBroken("日期超出了可以计算的年份。", field="from") from None
    if barred.strip():
        return _nothing(f"不支付二倍工资：{_BARRED.get(barred, barred)}。")
    last = year_end if signed_on is None else min(year_end, signed_on - _DAY)
    left = left_on is not None and left_on < last
    if left_on is not None and left:
        last = left_on
    if last < first:
        why = "已经离职" if left else "已经签订"
        return _nothing(f"{day_text(entry)}用工，满一个月以前{why}，不支付二倍工资。")
    span = _span_steps(entry, signed_on, first, last, year_end)
    if left:
        span = (span[0], f"{day_text(last)}离职，算到这天。")
    if not_before is not None and not_before > first:
        first = not_before
        span = (*span, f"从主张之日往回一年，只算{day_text(first)}以后的部分。")
        if last < first:
            return _nothing(*span, "全部超过一年时效。")
    parts = (
        _calendar_parts(first, last) if method is Method.CALENDAR else _employment_parts(entry, first, last)
    )
    months, rest, part_steps = _added(parts, monthly_fen, calendar)
    exact = monthly_fen * (months + rest)
    sums = [f"{yuan(monthly_fen)} × {plain_number(months)}"] if months else []
    if rest:
        sums.append(f"{yuan(monthly_fen)} × {plain_number(rest * PAID_DAYS)} ÷ 21.75")
    asked = f"{TITLE}（只算应加付的一倍）：{' + '.join(sums) or '0'} = {yuan(exact)} 元。"
    steps = (*span, *part_steps, asked)
    figure = Figure(TITLE, exact, steps, LAWS, _warnings(exact, monthly_fen))
    return DoublePay(figure, first, last)


def _warnings(exact: Fraction, monthly_fen: Fraction | int) -> tuple[str, ...]:
    if exact <= 11 * monthly_fen:
        return (_LIMITATION,)
    over = "不满一个月的部分按 21.75 天折算后超过 11 个月工资，主张时一般不超过 11 个月。"
    return (over, _LIMITATION)


def _nothing(*steps: str) -> DoublePay:
    return DoublePay(Figure(TITLE, Fraction(0), steps, LAWS), None, None)


def _span_steps(
    entry: date, signed_on: date | None, first: date, last: date, year_end: date
) -> tuple[str, ...]:
    began = f"{day_text(entry)}用工，满一个月的次日是{day_text(first)}，从这天起算。"
    if signed_on is not None and signed_on - _DAY <= year_end:
        return (began, f"{day_text(signed_on)}签订书面劳动合同，算到前一日{day_text(last)}。")
    why = "一直没有签订" if signed_on is None else f"{day_text(signed_on)}才签订"
    over = "满一年后视为已订立无固定期限劳动合同，不再支付二倍工资。"
    return (began, f"{why}，最多算到满一年的前一日{day_text(last)}；{over}")


def _calendar_parts(first: date, last: date) -> list[tuple[date, date, bool]]:
    """Cut a span at the ends of calendar months: first day, last day, whether the month is whole."""
    parts = []
    start = first
    while start <= last:
        month_end = corresponding_day(start.replace(day=1), 1) - _DAY
        end = min(month_end, last)
        parts.append((start, end, start.day == 1 and end == month_end))
        start = end + _DAY
    return parts


def _employment_parts(entry: date, first: date, last: date) -> list[tuple[date, date, bool]]:
    """Cut a span into months from the day of entry; a month that it does not fill is a part."""
    parts = []
    for n in range(1, whole_months(entry, last) + 1):
        start, end = anniversary(entry, n), anniversary(entry, n + 1) - _DAY
        held = (max(start, first), min(end, last))
        if held[0] <= held[1]:
            parts.append((*held, held == (start, end)))
    return parts


def _added(
    parts: list[tuple[date, date, bool]], monthly_fen: Fraction | int, calendar: Calendar
) -> tuple[Fraction, Fraction, list[str]]:
    """Return the whole months, the rest as a part of a month, and a step for each."""
    whole = [(start, end) for start, end, complete in parts if complete]
    steps = [f"{day_text(whole[0][0])}至{day_text(whole[-1][1])}，整月 {len(whole)} 个。"] if whole else []
    days = 0
    for start, end, complete in parts:
        if complete:
            continue
        worked = _working_days(start, end, calendar)
        days += worked
        steps.append(
            f"{day_text(start)}至{day_text(end)}不满一个月，有 {worked} 个工作日："
            f"{yuan(monthly_fen)} ÷ 21.75 × {worked} = {yuan(monthly_fen * worked / PAID_DAYS)} 元。"
        )
        if unknown := {day.year for day in (start, end) if not calendar.covers(day.year)}:
            steps.append(f"{'、'.join(map(str, sorted(unknown)))}年的放假安排尚未收录，工作日按推算。")
    return Fraction(len(whole)), days / PAID_DAYS, steps


def _working_days(first: date, last: date, calendar: Calendar) -> int:
    span = (last - first).days + 1
    return sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(span))
