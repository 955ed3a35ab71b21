"""Conflicts of interest: who must not take a case, and who was met before on another side (回避)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from union_desk.core.deadline import day_text


class Side(StrEnum):
    """Where somebody stands in a case."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    THIRD_PARTY = "third_party"
    NEUTRAL = "neutral"  # mediators and those who keep the record


_SIDES: Final = {
    Side.APPLICANT: "申请人一方",
    Side.RESPONDENT: "被申请人一方",
    Side.THIRD_PARTY: "第三人一方",
    Side.NEUTRAL: "调解员",
}


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody (a person card or an employer, by key) on a side of a case; agents stand with their party.

    `for_worker` tells which of the two a side was: agents of an employer and of a worker are opposed even
    where both applied.
    """

    key: str
    name: str
    side: Side
    case_no: str = ""
    on: date | None = None
    for_worker: bool | None = None
    as_agent: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict; `blocks` where the law leaves no choice, else a person decides with a reason."""

    key: str
    sentence: str
    blocks: bool


def conflicts(present: Sequence[Appearance], earlier: Iterable[Appearance] = ()) -> tuple[Conflict, ...]:
    """List the conflicts within a case, which block, and those with earlier cases, which warn.

    By analogy with 劳动争议调解仲裁法 art 33; 杭州市法律援助条例 arts 32, 39: not both sides from one office.
    """
    return (*_within(present), *_before(present, earlier))


def related_conflict(name: str, relation: str) -> Conflict:
    """Return the conflict of a mediator who is near to a party or has an interest; it blocks."""
    return Conflict("", f"{name}与本案有关系（{relation}），应当回避，请另派调解员。", blocks=True)


def _within(present: Sequence[Appearance]) -> list[Conflict]:
    found: list[Conflict] = []
    first: dict[str, Appearance] = {}
    for each in present:
        other = first.setdefault(each.key, each)
        if other.side is each.side:
            continue
        if Side.NEUTRAL in (each.side, other.side):
            side = other.side if each.side is Side.NEUTRAL else each.side
            found.append(
                Conflict(each.key, f"{each.name}是{_SIDES[side]}，不能担任本案调解员。", blocks=True)
            )
        else:
            sides = f"{_SIDES[other.side]}和{_SIDES[each.side]}"
            found.append(Conflict(each.key, f"{each.name}同时在{sides}，不能代表双方。", blocks=True))
    return found


def _before(present: Sequence[Appearance], earlier: Iterable[Appearance]) -> list[Conflict]:
    now = {each.key: each for each in present}
    found: dict[tuple[str, str], Conflict] = {}
    for past in earlier:
        each = now.get(past.key)
        if each is None or (past.case_no == each.case_no and past.case_no) or not _opposed(each, past):
            continue
        when = f"{day_text(past.on)}" if past.on is not None else "以前"
        case = f"{past.case_no}案" if past.case_no else "另一案"
        sentence = f"{each.name}{when}在{case}中是{_role(past)}，本案是{_role(each)}，请核对是否需要回避。"
        found.setdefault((each.key, past.case_no), Conflict(each.key, sentence, blocks=False))
    return list(found.values())


def _opposed(now: Appearance, past: Appearance) -> bool:
    """Tell whether somebody stood elsewhere: as a mediator before, or for the other kind of party."""
    if (now.side is Side.NEUTRAL) != (past.side is Side.NEUTRAL):
        return True
    if now.side is Side.NEUTRAL:
        return False
    if now.for_worker is not None and past.for_worker is not None:
        return now.for_worker != past.for_worker
    return now.side is not past.side


def _role(each: Appearance) -> str:
    if each.side is Side.NEUTRAL or each.for_worker is None:
        return _SIDES[each.side] + ("的代理人" if each.as_agent else "")
    who = "劳动者" if each.for_worker else "用人单位"
    return f"{who}一方" + ("的代理人" if each.as_agent else "")
