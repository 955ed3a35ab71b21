"""Serving papers: the day on which a paper counts as served, by its method (民事诉讼法 arts 87-95)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.clock_rules import ClockRule, clock_end
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken

LAW: Final = "《民事诉讼法》第八十七条至第九十五条"
_SIGNED: Final = frozenset({"direct", "mail", "entrusted"})


@dataclass(frozen=True, slots=True)
class Serving:
    """One served paper: how, when it went out, and what came back."""

    method: str  # terms service_method
    sent_on: date
    received_on: date | None = None  # on the receipt: what the addressee wrote counts
    reached_on: date | None = None  # electronic: when it reached the addressee's system
    witnesses: int = 0
    refused: bool = False
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """The day of service, or None while the paper is still out, with why."""

    on: date | None
    steps: tuple[str, ...]


def served(serving: Serving, notice_rule: ClockRule, calendar: Calendar) -> Served:
    """Return the day on which a paper counts as served; RuleBroken names the field that cannot be.

    `notice_rule` is A11: 30 days after a public notice, 10 in a collective case.
    """
    for day, field in ((serving.received_on, "received_on"), (serving.reached_on, "reached_on")):
        if day is not None and day < serving.sent_on:
            raise RuleBroken(f"收到日期不能早于发出日期 {day_text(serving.sent_on)}。", field=field)
    if serving.method in _SIGNED:
        return _signed(serving)
    if serving.method == "electronic":
        return _electronic(serving)
    if serving.method == "left":
        return _left(serving)
    if serving.method == "notice":
        other = "collective" if serving.collective else ""
        end = clock_end(notice_rule, serving.sent_on, calendar, other=other)
        return Served(end.raw_on, (*end.steps, f"公告期满，视为{day_text(end.raw_on)}送达。"))
    raise RuleBroken("请选择送达方式。", field="method")


def _signed(serving: Serving) -> Served:
    if serving.refused:
        raise RuleBroken("拒收的请改为留置送达，并写明拒收事由和见证人。", field="method")
    if serving.received_on is None:
        return Served(None, ("送达回证还没有退回，收到日期未知。",))
    day = day_text(serving.received_on)
    return Served(serving.received_on, (f"送达回证上注明的收到日期 {day}为送达日期。",))


def _electronic(serving: Serving) -> Served:
    if serving.reached_on is None:
        return Served(None, ("还没有记下到达对方系统的日期。",))
    day = day_text(serving.reached_on)
    return Served(serving.reached_on, (f"电子送达，{day}到达受送达人特定系统，为送达日期。",))


def _left(serving: Serving) -> Served:
    if not serving.witnesses:
        raise RuleBroken("留置送达要有见证人，或者拍照、录像记录送达过程。", field="witnesses")
    return Served(serving.sent_on, (f"拒绝签收，有见证人，{day_text(serving.sent_on)}留置即为送达。",))
