"""Requests about periods of the law: a declared deadline, and the limitation of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from union_desk.calc.asking import Answer, calculation
from union_desk.core.asked import Choice, Day, Flag, Many, Text, asked
from union_desk.core.calendar import shipped_calendar
from union_desk.core.clock_rules import CLOCKS_KIND, DEFAULT_PACK, clock_end, clock_rule
from union_desk.core.packs import load_pack, packs
from union_desk.dispute.rules import Claim, EventKind, LimitationEvent, limitation
from union_desk.dispute.rules.limitation import LAWS


@calculation("deadline")
@dataclass(frozen=True, slots=True)
class DeadlineRequest:
    rule: str = asked(Text(example="M06"))
    on: date = asked(Day())
    pack: str = asked(Choice(tuple(pack.name for pack in packs(CLOCKS_KIND))), default=DEFAULT_PACK)
    extended: bool = asked(Flag(), default=False)

    def answer(self) -> Answer:
        pack = load_pack(CLOCKS_KIND, self.pack)
        end = clock_end(clock_rule(pack, self.rule), self.on, shipped_calendar(), extended=self.extended)
        return {
            "due": end.due_on.isoformat(),
            "raw": end.raw_on.isoformat(),
            "rolled": end.rolled,
            "estimated": end.estimated,
            "steps": list(end.steps),
            "basis": f"{end.basis}；{pack.basis}",
        }


@dataclass(frozen=True, slots=True)
class EventItem:
    on: date = asked(Day())
    kind: str = asked(Choice(tuple(EventKind)))

    def fact(self) -> LimitationEvent:
        return LimitationEvent(self.on, EventKind(self.kind))


@calculation("limitation")
@dataclass(frozen=True, slots=True)
class LimitationRequest:
    known_on: date = asked(Day())
    today: date = asked(Day())
    claim: str = asked(Choice(tuple(Claim)), default=Claim.OTHER)
    employed_until: date | None = asked(Day(), default=None)
    events: tuple[EventItem, ...] = asked(Many(EventItem), default=())

    def answer(self) -> Answer:
        found = limitation(
            self.known_on,
            Claim(self.claim),
            self.today,
            shipped_calendar(),
            employed_until=self.employed_until,
            events=tuple(item.fact() for item in self.events),
        )
        return {
            "due": found.due_on.isoformat() if found.due_on else None,
            "safe_due": found.safe_due_on.isoformat() if found.safe_due_on else None,
            "light": found.light.value,
            "steps": list(found.steps),
            "basis": "；".join(LAWS),
        }
