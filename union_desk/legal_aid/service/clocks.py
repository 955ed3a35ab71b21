"""All clocks of a case of legal aid from its days, by the pack of its place: computed, never stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.packs import packs_on
from union_desk.casework.process import CaseClock, clock_ending
from union_desk.core.clock_rules import (
    CLOCKS_KIND,
    ClockRule,
    ClockTable,
    Pause,
    RunningClock,
    clock_end,
    clock_end_with_pauses,
)
from union_desk.core.deadline import Deadline, Length, Unit, day_text
from union_desk.core.packs import Pack, general_on
from union_desk.dispute.queries.clocks import CaseDays, ClaimDays
from union_desk.dispute.service.clocks import CaseClocks, Reckoned
from union_desk.dispute.service.limits import Limits, Mark
from union_desk.dispute.service.rulebook import case_clocks
from union_desk.legal_aid.queries.clocks import AidDays
from union_desk.legal_aid.rules.clocks import aid_rules
from union_desk.legal_aid.rules.process import late_words

DECIDE: Final = "L01"
APPOINT: Final = "L02"
MEND: Final = "L03"
# Their days are told by the case itself: a step may be registered later than it happened.
_TOLD: Final = frozenset({"aid_applied", "aid_contract_signed"})
_ENDS: Final = frozenset({"aid_refused", "aid_withdrawn"})
# Once a court has it the year of arbitration asks for nothing.
_BEFORE: Final = frozenset({"", "before", "mediation", "other"})


@dataclass(slots=True)
class AidClocks:
    """The rules in force on a day, of each place; what was counted of a place is kept for the next case."""

    packs: Mapping[str, Pack]
    usual: str
    disputes: CaseClocks
    _rules: dict[str, Mapping[str, ClockRule]] = field(default_factory=dict)
    _tables: dict[str, ClockTable] = field(default_factory=dict)
    _limits: Limits = field(init=False)

    def __post_init__(self) -> None:
        self._limits = Limits(self.disputes.rules, self.disputes.calendar, self.today)

    @property
    def today(self) -> date:
        return self.disputes.today

    def pack_of(self, name: str) -> str:
        """Return the name of the pack that a case is counted by."""
        return name if name in self.packs else self.usual

    def rules(self, name: str) -> Mapping[str, ClockRule]:
        name = self.pack_of(name)
        if name not in self._rules:
            self._rules[name] = aid_rules(self.packs[name])
        return self._rules[name]

    def of(self, days: AidDays) -> Reckoned:
        """Return all clocks of a case; what cannot be counted is told and hides no other clock."""
        warnings: list[str] = []
        marks = self.marks(days)
        found = [*self._by_rule(days, marks)]
        found += self._mending(days)
        if days.stage in _BEFORE:
            found += self._limitation(days, warnings)
        for clock in found:
            if clock.answered_on is not None and clock.code in (DECIDE, APPOINT, "L07"):
                warnings += [
                    words for words in (late_words(clock.title, clock.due_on, clock.answered_on),) if words
                ]
        found.sort(key=lambda clock: (clock.due_on, clock.code))
        return Reckoned(tuple(found), tuple(dict.fromkeys(warnings)))

    def marks(self, days: AidDays) -> list[Mark]:
        """Return every dated event of a case: written ones, and those that its rows imply."""
        found = [mark for mark in days.events if mark[0] not in _TOLD]
        if days.applied_on is not None:
            found.append(("aid_applied", days.applied_on, "收到法律援助申请"))
        for contract_on, asked_on in days.assignments:
            if contract_on is not None:
                found.append(("aid_contract_signed", contract_on, "签订委托协议"))
            if asked_on is not None:
                found.append(("aid_change_asked", asked_on, "要求更换承办人"))
        begun = [("aid_contract_signed", on, text) for kind, on, text in days.events if kind == "aid_begun"]
        return [*found, *begun]

    # --- inside

    def _by_rule(self, days: AidDays, marks: Sequence[Mark]) -> Iterator[CaseClock]:
        again = max((on for kind, on, _ in marks if kind == "reopened"), default=None)
        events = [(kind, on) for kind, on, _ in marks if again is None or on > again or kind not in _ENDS]
        if again is not None:  # what is taken up again is decided anew
            events += [("aid_applied", again), ("aid_accepted", again)]
        name = self.pack_of(days.pack)
        if name not in self._tables:
            self._tables[name] = ClockTable(self.rules(name).values(), self.disputes.calendar)
        assigned = sorted(on for kind, on in events if kind == "aid_assigned")
        for latest in self._tables[name].running(events, self.today):
            running, code = latest, latest.rule.code
            if code == APPOINT and assigned:
                if latest.answered_on is None:
                    continue  # somebody had the case before it was decided
                # Another counsel later on does not make the first one late.
                first = next(on for on in assigned if on >= latest.from_on)
                running = replace(latest, answered_on=first)
            end, pause = running.deadline, self._pause(days) if code == DECIDE else None
            if pause is not None and pause.from_on > running.from_on:
                end = self._put_off(running, pause)
            yield clock_ending(running, end, self.today, extended=end is not running.deadline)

    def _pause(self, days: AidDays) -> Pause | None:
        """Return the days in which papers were mended; while they are out the time stands still."""
        asked_on = days.papers_asked_on
        if asked_on is None:
            return None
        until = days.papers_came_on or max(asked_on, self.today)
        return Pause(asked_on, until, "等待补正")

    def _put_off(self, running: RunningClock, pause: Pause) -> Deadline:
        rule, calendar = running.rule, self.disputes.calendar
        length = rule.length
        if pause.from_on > running.deadline.raw_on or length is None:
            return running.deadline
        if length.unit is Unit.DAYS:
            return clock_end_with_pauses(rule, running.from_on, [pause], calendar)
        used = sum(
            calendar.is_working_day(date.fromordinal(day))
            for day in range(running.from_on.toordinal() + 1, pause.from_on.toordinal() + 1)
        )
        left = replace(rule, length=Length(max(length.count - used, 1), length.unit), start="补正完成")
        end = clock_end(left, pause.to_on, calendar)
        days = f"{day_text(pause.from_on)}至{day_text(pause.to_on)}"
        stands = f"{days}{pause.why}，不计入；此前已用 {used} 个工作日。"
        return replace(end, steps=(*running.deadline.steps[:1], stands, *end.steps[1:]))

    def _mending(self, days: AidDays) -> Iterator[CaseClock]:
        """Return by when papers are mended: the notice itself says it (L03)."""
        if days.papers_asked_on is None or days.papers_due_on is None:
            return
        rule = self.rules(days.pack)[MEND]
        step = f"补正告知书写明的期限到 {day_text(days.papers_due_on)}为止。"
        yield CaseClock(
            code=rule.code,
            title=rule.title,
            from_on=days.papers_asked_on,
            start=rule.start,
            due_on=days.papers_due_on,
            raw_on=days.papers_due_on,
            rolled=False,
            estimated=False,
            law=rule.law,
            steps=tuple(text for text in (step, rule.effect, rule.note) if text),
            days_left=(days.papers_due_on - self.today).days,
            answered_on=days.papers_came_on,
            effect=rule.effect,
        )

    def _limitation(self, days: AidDays, warnings: list[str]) -> Iterator[CaseClock]:
        """Return the limitation of the claims: of the dispute where there is one, else of the case itself."""
        marks = list(days.events)
        if days.dispute is not None:
            known = days.dispute
            marks += self.disputes.marks(known, [])
        else:
            left_on = max((on for kind, on, _ in marks if kind == "contract_ended"), default=None)
            claims = [ClaimDays(uid, kind, days.known_on, left_on) for uid, kind in days.claims]
            known = CaseDays(days.uid, known_on=days.known_on, left_on=left_on, claims=claims)
        yield from self._limits.of(known, marks, warnings)


def aid_clocks(session: Session, today: date) -> AidClocks:
    """Return what counts the clocks of this store's cases of legal aid as of a day."""
    packs = packs_on(session, CLOCKS_KIND, today)
    return AidClocks(
        {pack.name: pack for pack in packs}, general_on(packs, today).name, case_clocks(session, today)
    )
