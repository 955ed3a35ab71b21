"""Made-up cases as stories: an ordinary one, one of ten years, one with sixty events on a day."""

from __future__ import annotations

from datetime import date, timedelta

from union_desk.core.calendar import shipped_calendar
from union_desk.paper.clocks.axis import Type
from union_desk.paper.clocks.story import Happened, Period, Story

TODAY = date(2026, 11, 23)
# Type in which a Han character is as wide as a line is high, and everything else half as wide.
TYPE = Type(
    16.0, lambda text, bold: sum(16.0 if ord(each) > 0x2E80 else 8.0 for each in text) * (1.05 if bold else 1)
)


def happened(*days: tuple[date, str]) -> tuple[Happened, ...]:
    return tuple(Happened(f"e{number}", on, title) for number, (on, title) in enumerate(days))


def story(events=(), periods=(), today: date = TODAY) -> Story:
    return Story(tuple(events), tuple(periods), today, shipped_calendar())


def usual() -> Story:
    """A case that is agreed on, with periods of every standing but one."""
    events = happened(
        (date(2026, 10, 12), "来访登记"),
        (date(2026, 10, 14), "收到调解申请"),
        (date(2026, 10, 15), "受理"),
        (date(2026, 10, 15), "送达受理通知书"),
        (date(2026, 10, 27), "第 1 次调解会"),
        (date(2026, 11, 16), "协议生效"),
        (date(2026, 12, 1), "约定的履行日期"),
    )
    periods = (
        Period("M03", "结束调解", date(2026, 10, 14), date(2026, 10, 29), answered_on=date(2026, 11, 16)),
        Period(
            "M06",
            "共同申请司法确认",
            date(2026, 11, 16),
            date(2026, 12, 16),
            law="《民事诉讼法》第二百零五条",
            steps=("当天不计入，从次日2026年11月17日起算。", "30日，到2026年12月16日（星期三）。"),
        ),
        Period("E02", "办理离职手续", date(2026, 11, 5), date(2026, 11, 20)),
        Period("U01", "答复意见书", date(2026, 11, 2), date(2026, 11, 23)),
        Period("A07", "通知开庭", date(2026, 12, 10), date(2026, 12, 4)),
        Period(
            "A01", "申请仲裁", date(2026, 3, 31), date(2027, 10, 14), safe_on=date(2027, 3, 31), light="green"
        ),
    )
    return story(events, periods)


def long() -> Story:
    """Ten years with an event every month or so."""
    first = date(2016, 11, 23)
    days = [
        (first + timedelta(days=number * 36), ["送达", "调解会", "到账"][number % 3]) for number in range(100)
    ]
    periods = [
        Period(
            f"P{year}",
            "作出裁决",
            date(year, 1, 5),
            date(year, 2, 19),
            answered_on=date(year, 3, 1 + year % 5),
        )
        for year in range(2017, 2026)
    ]
    periods.append(Period("A17", "申请执行", date(2026, 2, 1), date(2028, 2, 1), estimated=True))
    lapsed = Period("A01", "申请仲裁", date(2024, 3, 31), date(2025, 3, 31), light="black")
    return story(happened(*days), (*periods, lapsed))


def crowd() -> Story:
    """Sixty events on one day, and some on the days beside it."""
    many = [(date(2026, 11, 10), f"送达 {number}") for number in range(60)]
    others = [(date(2026, 11, day), "调解会") for day in (2, 3, 4, 11, 12, 13)]
    return story(
        happened(*many, *others), (Period("M03", "结束调解", date(2026, 11, 2), date(2026, 11, 17)),)
    )
