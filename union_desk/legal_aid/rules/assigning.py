"""To whom a case of legal aid may be given: licence, term, load, speciality, never both sides (C2)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken

# Who practises law needs a licence number; the union's own people and volunteers do not.
_LICENSED: Final = frozenset({"lawyer", "legal_worker", "union_lawyer"})
# 民事诉讼法 art 61: lawyers and basic legal-service workers; others only on a recommendation of their own.
_IN_COURT: Final = frozenset({"lawyer", "legal_worker", "union_lawyer"})
_COURT_SERVICES: Final = frozenset({"court"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider as the choice sees him; `opposing`: cases in which he or his firm serves the other side."""

    uid: str
    name: str
    kind: str
    firm: str = ""
    licence_no: str = ""
    speciality: str = ""
    from_on: date | None = None
    to_on: date | None = None
    suspended: bool = False
    open_cases: int = 0
    most_open: int | None = None
    opposing: tuple[str, ...] = ()
    related: str = ""  # how he is related to a party
    elsewhere: tuple[str, ...] = ()  # other matters in which he or his firm serves the other side


@dataclass(frozen=True, slots=True)
class Fitness:
    """What speaks against a provider: what bars him, and what is only worth a look."""

    bars: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def may(self) -> bool:
        return not self.bars


def fitness(candidate: Candidate, services: Collection[str], matter: str, on: date) -> Fitness:
    """Judge a provider for the services of a case on a day."""
    bars = list(_bars(candidate, services, on))
    doubts = []
    if candidate.most_open is not None and candidate.open_cases >= candidate.most_open:
        doubts.append(f"在办 {candidate.open_cases} 件，已到上限 {candidate.most_open} 件。")
    if candidate.speciality and matter and not _knows(candidate.speciality, matter):
        doubts.append(f"专长是“{candidate.speciality}”，不含“{matter}”。")
    doubts += [
        f"{candidate.firm or candidate.name}在 {case} 中代理同一单位，请核对是否有利害冲突。"
        for case in candidate.elsewhere
    ]
    return Fitness(tuple(bars), tuple(doubts))


def _knows(speciality: str, matter: str) -> bool:
    """Tell whether one of the fields that somebody names is that of the matter, or the other way round."""
    fields = [part for part in re.split(r"[、，,；;/\s]+", speciality) if part]
    return any(part in matter or matter in part for part in fields)


def _bars(candidate: Candidate, services: Collection[str], on: date) -> Iterable[str]:
    if candidate.suspended:
        yield f"{candidate.name}已暂停指派。"
    if candidate.kind in _LICENSED and not candidate.licence_no:
        yield f"{candidate.name}没有登记执业证号。"
    if candidate.from_on is not None and on < candidate.from_on:
        yield f"{candidate.name}从 {day_text(candidate.from_on)}才入库。"
    if candidate.to_on is not None and on > candidate.to_on:
        yield f"{candidate.name}的入库期限已于 {day_text(candidate.to_on)}届满。"
    if _COURT_SERVICES & set(services) and candidate.kind not in _IN_COURT:
        yield f"{term_words(candidate.kind)}不能作诉讼代理人，请指派律师或者基层法律服务工作者。"
    for case in candidate.opposing:
        # 杭州市法律援助条例 art 32: one office never serves both sides.
        who = f"{candidate.firm}（{candidate.name}）" if candidate.firm else candidate.name
        yield f"{who}在 {case} 中代理对方当事人，不能同时代理双方。"
    if candidate.related:
        yield f"{candidate.name}与当事人有利害关系（{candidate.related}），应当回避。"


def term_words(kind: str) -> str:
    return {"staff": "工会法律工作者", "volunteer": "志愿者"}.get(kind, "他")


def check_assignment(
    candidate: Candidate, services: Collection[str], on: date, decided_on: date | None
) -> None:
    """Refuse an assignment that is barred, or before the decision: RuleBroken names its field."""
    if decided_on is None:
        raise RuleBroken("还没有决定给予援助，不能指派承办人。", field="assigned_on")
    if on < decided_on:
        raise RuleBroken(f"指派日期不能早于决定日期 {day_text(decided_on)}。", field="assigned_on")
    if bars := fitness(candidate, services, "", on).bars:
        way_out = "" if "请" in bars[0] else "请另选一位承办人。"
        raise RuleBroken(f"{bars[0]}{way_out}", field="provider")


def in_order(
    candidates: Iterable[Candidate], services: Collection[str], matter: str, on: date
) -> list[Candidate]:
    """Return who may be chosen first, those with the least at hand and the right speciality before others."""

    def rank(candidate: Candidate) -> tuple[bool, int, int, str]:
        found = fitness(candidate, services, matter, on)
        return bool(found.bars), len(found.doubts), candidate.open_cases, candidate.name

    return sorted(candidates, key=rank)
