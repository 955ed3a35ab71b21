"""The roads after mediation: which paper makes what enforceable, and until when each can be taken (B6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.clock_rules import ClockRule, clock_end
from union_desk.core.deadline import Deadline, day_text
from union_desk.dispute.rules.states import BOUND, OWED, TURNED_AWAY, WITHOUT_AGREEMENT, State


@dataclass(frozen=True, slots=True)
class Road:
    """One way on: from which states it is open, by which clock, and what it leads to."""

    code: str
    title: str
    states: frozenset[State]
    law: str
    leads_to: str
    clock: str = ""  # the rule that closes it
    start: str = ""  # the fact from which that clock runs
    pay_only: bool = False
    overdue_only: bool = False


@dataclass(frozen=True, slots=True)
class RoadFacts:
    """The days and marks that open and close the roads."""

    agreed_on: date | None = None
    performance_on: date | None = None
    enforceable_until_on: date | None = None  # the last day of performance of an enforceable paper
    violation_ended_on: date | None = None
    pay_items: bool = False  # pay, injury medical cost, compensation or damages are owed
    enforceable: bool = False  # confirmed by the court, or replaced by an arbitration paper


@dataclass(frozen=True, slots=True)
class OpenRoad:
    """A road as it stands on a day: open until its end, or closed with the reason; late may be open still."""

    road: Road
    deadline: Deadline | None
    closed: str
    warning: str = ""

    @property
    def is_open(self) -> bool:
        return not self.closed


_NO_AGREEMENT: Final = WITHOUT_AGREEMENT | TURNED_AWAY | frozenset({State.CLOSED})
ROADS: Final = (
    Road(
        *("judicial_confirmation", "共同申请司法确认", BOUND, "《民事诉讼法》第二百零五条、第二百零六条"),
        "裁定有效后，一方不履行的可以直接申请强制执行。",
        *("M06", "agreed_on"),
    ),
    Road(
        *(
            "arbitration_review",
            "共同申请仲裁审查（置换调解书）",
            BOUND,
            "《劳动人事争议仲裁办案规则》第七十四条",
        ),
        "仲裁委出具调解书，双方签收后可以申请强制执行（《劳动争议调解仲裁法》第四十二条、第五十一条）。",
        *("M09", "agreed_on"),
    ),
    Road(
        *("payment_order", "申请支付令", OWED | {State.PERFORMING}, "《劳动争议调解仲裁法》第十六条"),
        "因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成的协议，到期不履行的可以申请支付令。",
        pay_only=True,
        overdue_only=True,
    ),
    Road(
        *(
            "arbitration",
            "申请仲裁",
            _NO_AGREEMENT | OWED,
            "《劳动争议调解仲裁法》第五条、第十四条、第十五条",
        ),
        "裁决书或者仲裁调解书生效后可以申请强制执行；最后一天看仲裁时效。",
    ),
    Road(
        *(
            "court",
            "直接向法院起诉",
            OWED,
            "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第五十一条",
        ),
        "只就给付劳动报酬达成的协议不履行的，可以作为普通民事案件起诉。",
        pay_only=True,
        overdue_only=True,
    ),
    Road(
        *(
            "enforcement",
            "申请强制执行",
            OWED | {State.PERFORMING, State.CLOSED},
            "《民事诉讼法》第二百五十条",
        ),
        "凭司法确认裁定、仲裁调解书、裁决书或者判决书向法院申请。",
        *("A17", "enforceable_until_on"),
    ),
    Road(
        *("inspection", "向劳动保障监察投诉", _NO_AGREEMENT | OWED, "《劳动保障监察条例》第二十条"),
        "责令支付后仍不支付的，可以要求加付百分之五十至百分之一百的赔偿金（《劳动合同法》第八十五条）。",
        *("E04", "violation_ended_on"),
    ),
    Road(
        *("supervision_letter", "工会劳动法律监督意见书", frozenset(State) - {State.ARCHIVED}),
        *("《浙江省工会劳动法律监督条例》第二十一条至第二十三条",),
        "用人单位应当在十五个工作日内答复；拒不改正的，向人力社保部门提出建议书。",
    ),
)


def roads_from(
    state: State, facts: RoadFacts, rules: Mapping[str, ClockRule], calendar: Calendar, today: date
) -> tuple[OpenRoad, ...]:
    """Return the roads of a state with their last days; a closed one says why, it is never hidden."""
    return tuple(_look(road, facts, rules, calendar, today) for road in ROADS if state in road.states)


def _look(
    road: Road, facts: RoadFacts, rules: Mapping[str, ClockRule], calendar: Calendar, today: date
) -> OpenRoad:
    start: date | None = getattr(facts, road.start) if road.start else None
    end = clock_end(rules[road.clock], start, calendar) if start is not None else None
    over = end is not None and today > end.due_on
    late = f"期限已于 {day_text(end.due_on)}届满。" if end is not None and over else ""
    closed = _closed(road, facts, today)
    if late and rules[road.clock].blocks:
        closed, late = closed or late, ""
    return OpenRoad(road, end, closed, late and f"{late}{rules[road.clock].effect}")


def _closed(road: Road, facts: RoadFacts, today: date) -> str:
    if road.code == "enforcement" and not facts.enforceable:
        return "还没有可以强制执行的文书。"
    if road.pay_only and not facts.pay_items:
        return "协议没有劳动报酬、工伤医疗费、经济补偿或者赔偿金的给付内容。"
    if road.overdue_only and (facts.performance_on is None or today <= facts.performance_on):
        until = f" {day_text(facts.performance_on)}" if facts.performance_on is not None else ""
        return f"履行期{until}还没有届满。"
    return ""
