"""Collective cases: ten or more with a common claim, their representatives, and each one's consent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_identity
from union_desk.core.names import name_problem

LEAST: Final = 10
FEWEST_REPRESENTATIVES: Final = 3
MOST_REPRESENTATIVES: Final = 5


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One worker of a collective case, as the roster has it."""

    key: str
    name: str
    id_no: str = ""
    claim_fen: int | None = None
    consented: bool | None = None  # to the settlement; None has not been asked


@dataclass(frozen=True, slots=True)
class RosterFault:
    """One faulty row by its place in the roster (from 1), with what is wrong."""

    row: int
    field: str
    sentence: str


def is_collective(headcount: int, *, common_claim: bool) -> bool:
    """Tell whether a case is collective: at least ten workers and a common claim."""
    return headcount >= LEAST and common_claim


def check_representatives(
    roster: Sequence[RosterRow], representatives: Collection[str], *, common_claim: bool
) -> None:
    """Refuse representatives of a case that is none, too few or many, or from outside the roster.

    劳动争议调解仲裁法 art 7: ten or more with a common claim may choose them; 办案规则: three to five.
    """
    if not is_collective(len(roster), common_claim=common_claim):
        raise RuleBroken(
            f"{LEAST} 人以上并有共同请求的，才能推举代表（《劳动争议调解仲裁法》第七条）。",
            field="representatives",
        )
    count = len(set(representatives))
    if not FEWEST_REPRESENTATIVES <= count <= MOST_REPRESENTATIVES:
        limits = f"{FEWEST_REPRESENTATIVES} 至 {MOST_REPRESENTATIVES} 人"
        raise RuleBroken(f"代表应为 {limits}，现在是 {count} 人。", field="representatives")
    there = {row.key for row in roster}
    if outside := [key for key in representatives if key not in there]:
        raise RuleBroken(f"有 {len(outside)} 名代表不在名册里，请先把他们加进名册。", field="representatives")


def unconsented(roster: Sequence[RosterRow]) -> tuple[str, ...]:
    """Name those whom a settlement does not bind: who refused, and who was not asked."""
    return tuple(row.name for row in roster if not row.consented)


def bound_fen(roster: Sequence[RosterRow]) -> int:
    """Return the claims of those who have consented; a sum for all would be a sum for some."""
    return sum(row.claim_fen or 0 for row in roster if row.consented)


def roster_faults(
    roster: Sequence[RosterRow], on: date, known: Mapping[str, str] | None = None
) -> tuple[RosterFault, ...]:
    """List the faulty rows: no name, a number that cannot be, somebody twice, no or negative claim.

    `known` has identity numbers of workers already in the case, with their names.
    """
    faults: list[RosterFault] = []
    seen: dict[str, int] = {}
    for place, row in enumerate(roster, 1):
        problem = name_problem(row.name)
        if problem:
            faults.append(RosterFault(place, "name", problem))
        faults += _number_faults(place, row, seen, known or {}, on)
        if row.claim_fen is not None and row.claim_fen < 0:
            faults.append(RosterFault(place, "claim", "金额不能是负数。"))
    return tuple(faults)


def _number_faults(
    place: int, row: RosterRow, seen: dict[str, int], known: Mapping[str, str], on: date
) -> list[RosterFault]:
    if not row.id_no.strip():
        return []
    checked = check_identity(row.id_no, on)
    if not checked.valid:
        return [RosterFault(place, "id_no", checked.reason)]
    number = checked.normalised
    if number in seen:
        return [RosterFault(place, "id_no", f"和第 {seen[number]} 行是同一个证件号码。")]
    seen[number] = place
    if number in known and known[number] != row.name:
        return [RosterFault(place, "id_no", f"这个证件号码在本案里是{known[number]}。")]
    return []
