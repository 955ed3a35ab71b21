"""Until when each claim of a case can be taken to arbitration, with what the case itself interrupts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from union_desk.casework.process import CaseClock
from union_desk.core.calendar import Calendar
from union_desk.core.clock_rules import ClockRule, clock_end
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.dispute.queries.clocks import CaseDays, ClaimDays
from union_desk.dispute.rules.limitation import (
    Claim,
    EventKind,
    Limitation,
    LimitationEvent,
    limitation,
)

LIMITATION: Final = "A01"
# 劳动报酬 in the sense of art 27 para 4; what is disputed (年休假, 高温津贴) is counted by the shorter rule.
PAY: Final = frozenset({"wages", "wage_gap", "overtime_hours", "overtime_rest", "overtime_holiday"})
# What the case's own events mean for the limitation of its claims (调解仲裁法 art 27, 规定 art 31).
INTERRUPTS: Final[Mapping[str, EventKind]] = {
    "applied": EventKind.MEDIATION_APPLIED,
    "failed": EventKind.MEDIATION_FAILED,
    "opponent_refused": EventKind.MEDIATION_REFUSED,
    "withdrawn": EventKind.MEDIATION_WITHDRAWN,
    "unperformed": EventKind.SETTLEMENT_UNPERFORMED,
    "agreed": EventKind.PROMISED,
    "partly_performed": EventKind.PROMISED,
    "paid": EventKind.PROMISED,
    "negotiation_asked": EventKind.CLAIMED,
    "inspection_complained": EventKind.RELIEF_SOUGHT,
    "arbitration_applied": EventKind.RELIEF_SOUGHT,
    "order_applied": EventKind.RELIEF_SOUGHT,
    "sued": EventKind.RELIEF_SOUGHT,
}
_ENDED: Final = "劳动关系终止"
_MEANS: Final = {event: kind.value for event, kind in INTERRUPTS.items()}
_KINDS: Final = frozenset(kind.value for kind in EventKind)
Mark = tuple[str, date, str]


@dataclass(slots=True)
class Limits:
    """Counts limitations as of a day; what was counted for one claim is kept for the next."""

    rules: Mapping[str, ClockRule]
    calendar: Calendar
    today: date
    _known: dict[object, Limitation] = field(default_factory=dict)

    def of(self, days: CaseDays, marks: Sequence[Mark], warnings: list[str]) -> Iterator[CaseClock]:
        """Return the limitation of the case's claims, one clock for those that end together."""
        applied = min((on for kind, on, _ in marks if kind == "arbitration_applied"), default=None)
        found: dict[tuple[date | None, date | None, tuple[str, ...]], list[ClaimDays]] = {}
        limits: dict[tuple[date | None, date | None, tuple[str, ...]], tuple[date, Limitation]] = {}
        unknown = False
        own = tuple(self._interruptions(marks))
        for claim in days.claims or [ClaimDays("", "", days.known_on, days.left_on)]:
            try:
                counted = self._limitation(claim, days, own)
            except RuleBroken as broken:
                warnings.append(f"仲裁时效：{broken.message}")
                continue
            if counted is None:
                unknown = True
                continue
            from_on, limit = counted
            key = limit.due_on, limit.safe_due_on, limit.steps
            limits[key] = from_on, limit
            found.setdefault(key, []).append(claim)
        if unknown:
            warnings.append("还没有填写知道权利被侵害之日，有的请求算不出仲裁时效。")
        for key, claims in found.items():
            from_on, limit = limits[key]
            if limit.due_on is None:
                warnings.append(f"{_claim_words(claims)}：{limit.steps[-1]}")
            else:
                yield self._limit_clock(limit, limit.due_on, from_on, claims, applied, more=len(found) > 1)

    def _limitation(
        self, claim: ClaimDays, days: CaseDays, own: tuple[tuple[str, date], ...]
    ) -> tuple[date, Limitation] | None:
        pay = claim.kind in PAY
        left_on = claim.left_on if pay else None
        base = left_on or claim.known_on
        if base is None:
            if not pay:
                return None
            base = self.today
        told = own
        if days.facts:
            told += tuple(
                (kind, on)
                for claim_uid, kind, on in days.facts
                if kind in _KINDS and claim_uid in ("", claim.uid)
            )
        key = pay, base, left_on, told
        limit = self._known.get(key)
        if limit is None:
            events = [_event(kind, on) for kind, on in told]
            sort = Claim.PAY if pay else Claim.OTHER
            limit = limitation(base, sort, self.today, self.calendar, employed_until=left_on, events=events)
            self._known[key] = limit
        return base, limit

    def _interruptions(self, marks: Sequence[Mark]) -> Iterator[tuple[str, date]]:
        """Yield what the case's own events mean for the limitation of its claims."""
        for kind, on, _text in marks:
            means = _MEANS.get(kind)
            if means is None or on > self.today:
                continue
            yield means, on
            if kind == "negotiation_asked":
                yield from self._silence(on, marks)

    def _silence(self, asked_on: date, marks: Sequence[Mark]) -> Iterator[tuple[str, date]]:
        """Yield that five days of silence are a refusal to negotiate (M01)."""
        end = clock_end(self.rules["M01"], asked_on, self.calendar).due_on
        answered = any(
            kind in ("negotiation_answered", "applied") and asked_on <= on <= end for kind, on, _ in marks
        )
        if end < self.today and not answered:
            yield EventKind.NEGOTIATION_REFUSED.value, end

    def _limit_clock(
        self,
        limit: Limitation,
        due_on: date,
        from_on: date,
        claims: Sequence[ClaimDays],
        answered_on: date | None,
        *,
        more: bool,
    ) -> CaseClock:
        rule = self.rules[LIMITATION]
        return CaseClock(
            code=rule.code,
            title=f"{rule.title}（{_claim_words(claims)}）" if more else rule.title,
            from_on=from_on,
            start=_ENDED if claims[0].kind in PAY else rule.start,
            due_on=due_on,
            raw_on=due_on,
            rolled=False,
            estimated=limit.estimated,
            law=rule.law,
            steps=limit.steps,
            days_left=(due_on - self.today).days,
            answered_on=answered_on,
            effect=rule.effect,
            light=limit.light.value,
            safe_on=limit.safe_due_on,
        )


@lru_cache(maxsize=4096)
def _event(kind: str, on: date) -> LimitationEvent:
    return LimitationEvent(on, EventKind(kind))


def _claim_words(claims: Iterable[ClaimDays]) -> str:
    return _kind_words(tuple(claim.kind for claim in claims))


@lru_cache(maxsize=1024)
def _kind_words(kinds: tuple[str, ...]) -> str:
    shown = list(dict.fromkeys(term_label("claim_item", kind) or "本案请求" for kind in kinds))
    return "、".join(shown[:3]) + (f"等 {len(shown)} 项" if len(shown) > 3 else "")
