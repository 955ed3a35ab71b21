"""All clocks of a case from its days: computed at every look, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Final

from union_desk.casework.process import CaseClock, clock_ending
from union_desk.core.calendar import Calendar
from union_desk.core.clock_rules import (
    ClockRule,
    ClockTable,
    Pause,
    RunningClock,
    clock_end,
    clock_end_with_pauses,
    put_off,
)
from union_desk.core.deadline import Deadline, day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.queries.clocks import CaseDays, DueSum, ServingDays
from union_desk.dispute.rules.figure import yuan
from union_desk.dispute.rules.serving import served
from union_desk.dispute.service.limits import LIMITATION, Limits, Mark

END_OF_MEDIATION: Final = "M03"
PERFORMANCE: Final = "M15"
NOTICE_OF_MEETING: Final = "M17"
PUBLIC_NOTICE: Final = "A11"
# The event that says that an authority has put the end of its own period off.
_EXTENDED_BY: Final = {
    "A09": "award_extended",
    "M08": "confirmation_extended",
    "M10": "review_extended",
}
_PAUSED: Final = "A09"
_TERM_ENDED: Final = "performance_term_ended"
_ENFORCEABLE: Final = frozenset({"confirmed", "replaced"})
_ENDS: Final = frozenset({"failed", "refused", "transferred", "opponent_refused", "withdrawn", "closed"})
_COUNTED_HERE: Final = frozenset({LIMITATION, NOTICE_OF_MEETING, PUBLIC_NOTICE})


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The clocks of a case, the earliest end first, and what is odd about its days."""

    clocks: tuple[CaseClock, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class CaseClocks:
    """The rules in force on a day; ends that were counted for one case are kept for the next."""

    rules: Mapping[str, ClockRule]
    calendar: Calendar
    today: date
    _table: ClockTable = field(init=False)
    _limits: Limits = field(init=False)
    _known: dict[tuple[str, date, date, date | None], CaseClock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = (rule for code, rule in self.rules.items() if code not in _COUNTED_HERE)
        self._table = ClockTable(kept, self.calendar)
        self._limits = Limits(self.rules, self.calendar, self.today)

    def of(self, days: CaseDays) -> Reckoned:
        """Return all clocks of a case; what cannot be counted is told and hides no other clock."""
        warnings: list[str] = []
        marks = self.marks(days, warnings)
        found = [*self._by_rule(days, marks, warnings)]
        found += self._notices(days)
        found += self._public_notices(days)
        found += self._performance(days, marks, warnings)
        found += self._limits.of(days, marks, warnings)
        warnings += _late_meetings(days, found)
        found.sort(key=lambda clock: (clock.due_on, clock.code))
        return Reckoned(tuple(found), tuple(dict.fromkeys(warnings)))

    def mediation_end(self, days: CaseDays) -> date | None:
        """Return the last day of mediation, put off where both parties agreed on it."""
        if days.received_on is None:
            return None
        usual = clock_end(self.rules[END_OF_MEDIATION], days.received_on, self.calendar)
        return self._end_of_mediation(days, days.received_on, usual, [])[0].due_on

    # --- what happened

    def marks(self, days: CaseDays, warnings: list[str]) -> list[Mark]:
        """Return every dated event of a case: written ones, and those that its rows imply."""
        found = [mark for mark in days.events if not _replaced(mark, days)]
        if days.received_on is not None:
            found.append(("applied", days.received_on, "收到调解申请"))
        if days.agreed_on is not None:
            found.append(("agreed", days.agreed_on, "调解协议生效"))
        for planned_on, held_on in days.planned:
            if held_on is not None:
                found.append(("hearing", held_on, "调解会"))
            else:
                found.append(("hearing_planned", planned_on, "约定调解会"))
        if days.agreed_on is not None:
            found += [("performance_due", due.on, _due_words(due)) for due in days.dues]
            found += self._term_ended(days, found)
        found += [("paid", on, f"收到 {yuan(fen)} 元") for _, on, fen in days.payments if fen > 0]
        found += [("followed_up", on, "回访") for on in days.follow_ups]
        for received_on, answered_on in days.letters:
            found.append(("opinion_letter_received", received_on, "单位收到监督意见书"))
            if answered_on is not None:
                found.append(("opinion_letter_answered", answered_on, "单位答复监督意见书"))
        for each in days.servings:
            served_on = self.served_on(each, warnings)
            if served_on is not None and each.starts:
                found.append((each.starts, served_on, f"{'、'.join(each.titles)}送达"))
        return found

    def _term_ended(self, days: CaseDays, marks: Sequence[Mark]) -> Iterator[Mark]:
        """Yield that the term of an enforceable agreement is over: from then on enforcement can be asked."""
        kinds = {kind for kind, _, _ in marks}
        last = max((due.on for due in days.dues), default=None)
        if last is not None and last < self.today and kinds & _ENFORCEABLE and _TERM_ENDED not in kinds:
            yield _TERM_ENDED, last, "协议约定的履行期届满"

    def served_on(self, each: ServingDays, warnings: list[str]) -> date | None:
        """Return the day on which a paper counts as served, presumed days included."""
        try:
            return served(each.serving, self.rules[PUBLIC_NOTICE], self.calendar).on
        except RuleBroken as broken:
            warnings.append(f"{'、'.join(each.titles) or '文书'}的送达：{broken.message}")
            return None

    # --- rules that an event starts

    def _by_rule(self, days: CaseDays, marks: Sequence[Mark], warnings: list[str]) -> Iterator[CaseClock]:
        again = max((on for kind, on, _ in marks if kind == "reopened"), default=date.min)
        # An end that was taken back by taking the case up again answers nothing.
        events = [(kind, on) for kind, on, _ in marks if on > again or kind not in _ENDS]
        try:
            running = self._table.running(events, self.today)
        except RuleBroken as broken:
            warnings.append(broken.message)
            return
        for clock in running:
            code = clock.rule.code
            if code == END_OF_MEDIATION:
                end, extended = self._end_of_mediation(days, clock.from_on, clock.deadline, warnings)
                yield self._clock(clock, end, extended=extended)
            elif code in _EXTENDED_BY:
                yield self._of_authority(clock, marks, warnings)
            else:
                yield self._clock(clock, clock.deadline)

    def _end_of_mediation(
        self, days: CaseDays, on: date, usual: Deadline, warnings: list[str]
    ) -> tuple[Deadline, bool]:
        if days.extended_to_on is None:
            return usual, False
        if not days.both_agree:
            warnings.append("延期没有双方的同意和签字日期，调解期限仍按十五日计算。")
            return usual, False
        try:
            rule = self.rules[END_OF_MEDIATION]
            return put_off(rule, on, days.extended_to_on, self.calendar), True
        except RuleBroken as broken:
            warnings.append(f"调解延期：{broken.message}")
            return usual, False

    def _of_authority(self, clock: RunningClock, marks: Sequence[Mark], warnings: list[str]) -> CaseClock:
        """Return the clock of a body that may put its end off, and (A16) does not count every day."""
        code, on = clock.rule.code, clock.from_on
        extended = any(kind == _EXTENDED_BY[code] and day >= on for kind, day, _ in marks)
        pauses = self._pauses(on, marks) if code == _PAUSED else []
        if not extended and not pauses:
            return self._clock(clock, clock.deadline)
        try:
            if pauses:
                end = clock_end_with_pauses(clock.rule, on, pauses, self.calendar, extended=extended)
            else:
                end = clock_end(clock.rule, on, self.calendar, extended=extended)
        except RuleBroken as broken:
            warnings.append(f"{clock.rule.title}：{broken.message}")
            end = clock.deadline
        return self._clock(clock, end, extended=extended)

    def _pauses(self, since: date, marks: Sequence[Mark]) -> list[Pause]:
        """Return the pauses of an arbitration; one that has not ended stands still until today."""
        found: list[Pause] = []
        opened: tuple[date, str] | None = None
        dated = sorted(
            (on, kind != "pause_ended", text) for kind, on, text in marks if kind in ("pause", "pause_ended")
        )
        for on, begins, text in dated:
            if begins:
                opened = opened or (max(on, since), text)
            elif opened is not None and on >= opened[0]:
                found.append(Pause(opened[0], on, opened[1] or "不计入审限"))
                opened = None
        if opened is not None and self.today > opened[0]:
            found.append(Pause(opened[0], self.today, opened[1] or "不计入审限"))
        return found

    # --- what is counted in another way

    def _notices(self, days: CaseDays) -> Iterator[CaseClock]:
        """Return by when the notice of the next meeting has to be served."""
        rule = self.rules.get(NOTICE_OF_MEETING)
        waiting = [on for on, held_on in days.planned if held_on is None]
        if rule is None or not waiting:
            return
        on = max(waiting)
        end = clock_end(rule, on, self.calendar)
        running = RunningClock(rule, on, end, _notified_on(days, on), end.days_left(self.today))
        yield self._clock(running, end)

    def _public_notices(self, days: CaseDays) -> Iterator[CaseClock]:
        rule = self.rules[PUBLIC_NOTICE]
        for each in days.servings:
            if each.serving.method == "notice":
                other = "collective" if each.serving.collective else ""
                end = clock_end(rule, each.serving.sent_on, self.calendar, other=other)
                left = end.days_left(self.today)
                over = end.due_on if left < 0 else None
                yield self._clock(RunningClock(rule, each.serving.sent_on, end, over, left), end)

    def _performance(self, days: CaseDays, marks: Sequence[Mark], warnings: list[str]) -> Iterator[CaseClock]:
        """Return each day on which something of the agreement is due, answered by what was paid."""
        if days.agreed_on is None:
            return
        rule = self.rules[PERFORMANCE]
        done = max((on for kind, on, _ in marks if kind in ("performed", "papers_handed_over")), default=None)
        answered = paid_days(days)
        missed = False
        for due in sorted(days.dues, key=lambda due: (due.on, due.title)):
            on = answered.get((due.item_uid, due.on)) if due.fen is not None else done
            missed = missed or (on is None and due.fen is not None and due.on < self.today)
            step = f"协议约定 {day_text(due.on)}{_due_words(due)}。"
            yield CaseClock(
                code=rule.code,
                title=f"{rule.title}（{due.title}）" if due.title else rule.title,
                from_on=min(days.agreed_on, due.on),
                start=rule.start,
                due_on=due.on,
                raw_on=due.on,
                rolled=False,
                estimated=False,
                law=rule.law,
                steps=(step, rule.effect, rule.note),
                days_left=(due.on - self.today).days,
                answered_on=on,
                effect=rule.effect,
                practice=rule.practice,
            )
        if missed and days.accelerated and sum(due.fen is not None for due in days.dues) > 1:
            warnings.append("有一期逾期没有付，按协议约定，其余款项一并到期。")

    def _clock(self, running: RunningClock, end: Deadline, *, extended: bool = False) -> CaseClock:
        key = running.rule.code, running.from_on, end.due_on, running.answered_on
        usual = end is running.deadline
        known = self._known.get(key) if usual else None
        if known is not None:
            return known
        clock = clock_ending(running, end, self.today, extended=extended)
        if usual:
            self._known[key] = clock
        return clock


def paid_days(days: CaseDays) -> dict[tuple[str, date], date]:
    """Return on which day each sum due was paid in full; sums of one item are paid in their order."""
    together = any(not item for item, _, _ in days.payments)
    found: dict[tuple[str, date], date] = {}
    sums = [due for due in days.dues if due.fen is not None]
    for item in dict.fromkeys("" if together else due.item_uid for due in sums):
        dues = sorted((due for due in sums if together or due.item_uid == item), key=lambda due: due.on)
        paid = sorted((on, fen) for whose, on, fen in days.payments if together or whose == item)
        running = list(zip((on for on, _ in paid), accumulate(fen for _, fen in paid), strict=True))
        left = running[-1][1] if running else 0
        owed = 0
        for due in dues:
            owed += due.fen or 0
            if left >= owed:  # a reversed payment pays nothing, whenever it came
                found[due.item_uid, due.on] = next(on for on, total in running if total >= owed)
    return found


def _notified_on(days: CaseDays, meeting_on: date) -> date | None:
    """Return when the notice of the next meeting had gone out to both sides; each meeting has its own."""
    since = max((held for _, held in days.planned if held is not None), default=date.min)
    sent = [
        (each.side, each.serving.sent_on)
        for each in days.servings
        if each.starts == "hearing_notified" and since <= each.serving.sent_on <= meeting_on
    ]
    first = [
        min((on for side, on in sent if side in ("", wanted)), default=None)
        for wanted in ("applicant", "respondent")
    ]
    known = [on for on in first if on is not None]
    return max(known) if len(known) == len(first) else None


def _late_meetings(days: CaseDays, clocks: Iterable[CaseClock]) -> Iterator[str]:
    """Warn of a meeting that was set for a day after the end of the mediation."""
    waiting = max((on for on, held_on in days.planned if held_on is None), default=None)
    for clock in clocks:
        late = waiting is not None and clock.code == END_OF_MEDIATION and waiting > clock.due_on
        if late and clock.answered_on is None:
            end = day_text(clock.due_on)
            yield f"约定的调解会在调解期限届满（{end}）以后，请改期，或者请双方同意延期。"


def _replaced(mark: Mark, days: CaseDays) -> bool:
    """Tell whether a step's event is told better by the case itself: its receipt, its agreement."""
    kind, on, _ = mark
    if kind == "applied":
        return days.received_on is not None and on >= days.received_on
    return kind == "agreed" and days.agreed_on is not None


def _due_words(due: DueSum) -> str:
    if due.fen is None:
        return f"办结{due.title}" if due.title else "办结其他事项"
    return f"支付{due.title} {yuan(due.fen)} 元"
