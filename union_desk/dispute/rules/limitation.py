"""Until when arbitration can be asked for: a year that is interrupted, stands still, runs on (art 27)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Final

from union_desk.core.calendar import Calendar
from union_desk.core.deadline import corresponding_day, day_text
from union_desk.core.errors import RuleBroken

LAWS: Final = (
    "《劳动争议调解仲裁法》第二十七条",
    "《劳动人事争议仲裁办案规则》第二十七条",
    "《企业劳动争议协商调解规定》第三十一条",
    "《民法典》第二百零一条至第二百零三条",
)
YELLOW_DAYS: Final = 60
RED_DAYS: Final = 15
ADVICE: Final = (
    "时效已过仍可以申请仲裁：仲裁委不主动适用时效，对方在仲裁中没有提出的，诉讼中不能再提"
    "（解释（二）第二十条）。请告知风险，不拦阻。"
)


class Claim(StrEnum):
    """劳动报酬 has a rule of its own while the relation lasts (art 27 para 4); everything else has not."""

    PAY = "pay"
    OTHER = "other"


class EventKind(StrEnum):
    """What interrupts the year, or stops it and lets it run on."""

    CLAIMED = "claimed"
    RELIEF_SOUGHT = "relief_sought"
    PROMISED = "promised"
    NEGOTIATION_REFUSED = "negotiation_refused"
    MEDIATION_APPLIED = "mediation_applied"
    MEDIATION_FAILED = "mediation_failed"
    MEDIATION_REFUSED = "mediation_refused"
    MEDIATION_WITHDRAWN = "mediation_withdrawn"
    SETTLEMENT_UNPERFORMED = "settlement_unperformed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"


EVENT_WORDS: Final = {
    EventKind.CLAIMED: "向对方主张权利",
    EventKind.RELIEF_SOUGHT: "向有关部门请求权利救济",
    EventKind.PROMISED: "对方同意履行义务",
    EventKind.NEGOTIATION_REFUSED: "协商被拒绝或者五日内没有回应",
    EventKind.MEDIATION_APPLIED: "申请调解",
    EventKind.MEDIATION_FAILED: "调解不成",
    EventKind.MEDIATION_REFUSED: "对方不同意调解",
    EventKind.MEDIATION_WITHDRAWN: "撤回调解申请",
    EventKind.SETTLEMENT_UNPERFORMED: "和解或者调解协议没有履行",
    EventKind.SUSPENDED: "因不可抗力或者其他正当理由中止",
    EventKind.RESUMED: "中止的原因消除",
}
# Interruptions that the law itself names; the others rest on 企业劳动争议协商调解规定 art 31 only.
CERTAIN: Final = frozenset(
    {EventKind.CLAIMED, EventKind.RELIEF_SOUGHT, EventKind.PROMISED, EventKind.MEDIATION_APPLIED}
)
# Looked through for thousands of cases: members of a tuple are found by identity, without a hash.
_PAUSES: Final = (EventKind.SUSPENDED, EventKind.RESUMED)
_UNDISPUTED: Final = (*CERTAIN, *_PAUSES)


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLACK = "black"


LIGHT_WORDS: Final = {Light.GREEN: "绿", Light.YELLOW: "黄", Light.RED: "红", Light.BLACK: "黑"}


@dataclass(frozen=True, slots=True)
class LimitationEvent:
    on: date
    kind: EventKind
    evidence: str = ""


_day_of: Final = attrgetter("on")


@dataclass(frozen=True, slots=True)
class Limitation:
    """The latest last day, the one that no doubt can touch, and the light; None while no limit runs."""

    due_on: date | None
    safe_due_on: date | None
    light: Light
    expired: bool
    estimated: bool
    steps: tuple[str, ...]


def limitation(
    known_on: date,
    claim: Claim,
    today: date,
    calendar: Calendar,
    *,
    employed_until: date | None = None,
    events: Sequence[LimitationEvent] = (),
) -> Limitation:
    """Compute the limitation of one claim; RuleBroken names `events.N.kind` of a pause that cannot be.

    劳动报酬 during the relation has no limit, then one year from its end. An interruption starts the year
    anew, a suspension lets the rest run on. Events after the end change nothing.
    """
    order = in_order(events)
    if claim is Claim.PAY and employed_until is None:
        step = "劳动关系存续期间拖欠劳动报酬的，不受一年时效限制；离职之日起一年内提出。"
        return Limitation(None, None, Light.GREEN, expired=False, estimated=False, steps=(step,))
    base = employed_until if claim is Claim.PAY and employed_until is not None else known_on
    latest = _Count(base, today, calendar)
    latest.steps.append(_base_step(base, claim))
    latest.take(order)
    certain = [event for event in order if event.kind in _UNDISPUTED]
    safe = latest
    if len(certain) < len(order):
        safe = _Count(base, today, calendar)
        safe.take(certain)
    due = latest.end()
    safe_due = due if safe is latest else safe.end()
    light = light_of(due, today)
    steps = [*latest.steps, *_closing(due, safe_due, light, today)]
    if latest.estimated or safe.estimated:
        steps.append("末日所在年份的放假安排尚未收录，按周六、周日和法定节假日推算。")
    return Limitation(
        due,
        safe_due,
        light,
        expired=light is Light.BLACK,
        estimated=latest.estimated or safe.estimated,
        steps=tuple(steps),
    )


def light_of(due_on: date | None, today: date) -> Light:
    """Return the light: green over 60 days, yellow to 60, red to 15, black when it is over."""
    if due_on is None:
        return Light.GREEN
    left = (due_on - today).days
    if left < 0:
        return Light.BLACK
    return Light.RED if left <= RED_DAYS else Light.YELLOW if left <= YELLOW_DAYS else Light.GREEN


def in_order(events: Sequence[LimitationEvent]) -> list[LimitationEvent]:
    """Return the events by day; a pause must end before the next one begins."""
    if not any(event.kind in _PAUSES for event in events):
        return sorted(events, key=_day_of)
    numbered = sorted(enumerate(events), key=lambda pair: pair[1].on)
    paused = False
    for index, event in numbered:
        if event.kind is EventKind.SUSPENDED:
            if paused:
                raise RuleBroken("上一次中止还没有恢复，不能再中止。", field=f"events.{index}.kind")
            paused = True
        elif event.kind is EventKind.RESUMED:
            if not paused:
                raise RuleBroken("没有中止过，不能恢复。", field=f"events.{index}.kind")
            paused = False
    return [event for _, event in numbered]


@dataclass(slots=True)
class _Count:
    """The year on its way: running to `raw`, or standing still with days left."""

    base: date
    today: date
    calendar: Calendar
    raw: date = field(init=False)
    estimated: bool = False
    paused_on: date | None = None
    restarted: bool = False  # interrupted while it stood still: a whole year when it runs again
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.raw = self._year_from(self.base)

    def take(self, events: Iterable[LimitationEvent]) -> None:
        for event in events:
            self._take(event)

    def end(self) -> date:
        """Return the last day, rolled; while it stands still, as if it ran on from today."""
        if self.paused_on is not None:
            on = max(self.today, self.paused_on)
            self.raw = self._run_on(on)
            self.steps.append(f"仍在中止，暂按{day_text(on)}恢复计算，末日会随中止后移。")
        return self._rolled()

    def _take(self, event: LimitationEvent) -> None:
        words = f"{day_text(event.on)}{EVENT_WORDS[event.kind]}"
        if event.kind in _PAUSES:
            self._pause(event, words)
        elif event.on < self.base:
            self.steps.append(f"{words}：早于起算日，不影响。")
        elif self.paused_on is None and self._over(event.on):
            self.steps.append(f"{words}：时效已于{day_text(self._rolled())}届满，不再中断。")
            if event.kind is EventKind.PROMISED:
                self.steps.append("时效届满后同意履行的，不得再以时效抗辩（《民法典》第一百九十二条）。")
        else:
            self.raw = self._year_from(event.on)
            self.restarted = self.paused_on is not None
            doubt = "" if event.kind in CERTAIN else "（依据部门规章，稳妥起见另算一个日期）"
            self.steps.append(f"{words}：时效中断{doubt}，重新计算一年，到{day_text(self.raw)}。")

    def _pause(self, event: LimitationEvent, words: str) -> None:
        if event.kind is EventKind.SUSPENDED:
            if self._over(event.on):
                self.steps.append(f"{words}：时效已于{day_text(self._rolled())}届满，不再中止。")
                return
            self.paused_on = max(event.on, self.base)
            self.steps.append(f"{words}：从这天起停止计算，还剩 {(self.raw - self.paused_on).days} 天。")
        elif self.paused_on is not None:
            self.raw = self._run_on(max(event.on, self.paused_on))
            self.paused_on, self.restarted = None, False
            self.steps.append(f"{words}：继续计算，到{day_text(self.raw)}。")

    def _run_on(self, on: date) -> date:
        assert self.paused_on is not None  # noqa: S101 - only while it stands still
        if self.restarted or self.paused_on == self.base:
            return self._year_from(max(on, self.base))
        return _later(on, self.raw - self.paused_on)

    def _year_from(self, on: date) -> date:
        return _year_on(on)

    def _over(self, on: date) -> bool:
        """Tell whether the year has ended before a day; it never ends before its raw end."""
        return on > self.raw and on > self._rolled()

    def _rolled(self) -> date:
        day = self.calendar.next_working_day(self.raw)
        self.estimated = self.estimated or not self.calendar.covers(self.raw.year)
        return day


@lru_cache(maxsize=8192)
def _year_on(on: date) -> date:
    """Return the corresponding day of the next year (民法典 art 202)."""
    try:
        return corresponding_day(on, 12)
    except (OverflowError, ValueError):
        raise RuleBroken("期间超出了可以计算的年份。", field="length") from None


def _later(on: date, gap: timedelta) -> date:
    try:
        return on + gap
    except OverflowError:
        raise RuleBroken("期间超出了可以计算的年份。", field="events") from None


def _base_step(base: date, claim: Claim) -> str:
    if claim is Claim.PAY:
        return f"劳动报酬：劳动关系于{day_text(base)}终止，自终止之日起一年内提出。"
    return f"{day_text(base)}知道或者应当知道权利被侵害，时效一年，当天不计入。"


def _closing(due: date, safe: date, light: Light, today: date) -> list[str]:
    left = (due - today).days
    said = f"还有 {left} 天" if left >= 0 else f"已过 {-left} 天"
    steps = [f"最晚的末日是{day_text(due)}，{day_text(today)}{said}（{LIGHT_WORDS[light]}）。"]
    if safe != due:
        passed = "，已经过了" if safe < today else ""
        steps.append(f"有争议的中断都不算的，稳妥的末日是{day_text(safe)}{passed}。请在这天以前申请。")
    if light is Light.BLACK:
        steps.append(ADVICE)
    return steps
