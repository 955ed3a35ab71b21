"""Causes of a dispute in two coded schemes: the courts' 案由 and that of labour statistics (B1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack, load_pack

CAUSES_KIND: Final = "dispute_causes"
COURT: Final = "court-2020"
STATISTICS: Final = "statistics"


@dataclass(frozen=True, slots=True)
class Cause:
    code: str
    name: str
    parent: str
    statistics: str  # the code of the other scheme that it mostly is; a person may choose another

    @property
    def is_heading(self) -> bool:
        return not self.parent and not self.statistics


def causes(pack: Pack) -> Mapping[str, Cause]:
    """Return the causes of a scheme by code, in its order."""
    return {
        said["code"]: Cause(said["code"], said["name"], said.get("parent", ""), said.get("same_as", ""))
        for said in pack.data["causes"]
    }


def checked_causes(court: str, statistics: str = "") -> tuple[str, str]:
    """Return a cause of each scheme; the second one follows from the first where it was left open."""
    of_court = causes(load_pack(CAUSES_KIND, COURT))
    of_statistics = causes(load_pack(CAUSES_KIND, STATISTICS))
    if court not in of_court:
        raise RuleBroken("请选择案由。", field="cause")
    if of_court[court].is_heading and any(cause.parent == court for cause in of_court.values()):
        raise RuleBroken(f"“{of_court[court].name}”是一级案由，请选到下一级。", field="cause")
    chosen = statistics or of_court[court].statistics
    if chosen not in of_statistics:
        raise RuleBroken("请选择统计口径的原因。", field="statistics_cause")
    return court, chosen


# 劳动报酬 in the sense of 调解仲裁法 art 27 para 4: no limit while employed. The extra half of double pay and
# leave not taken are disputed and are not counted among it.
_PAY: Final = frozenset({"wages", "wage_gap", "overtime_hours", "overtime_rest", "overtime_holiday"})


def is_pay(claim_item: str) -> bool:
    """Tell whether a claim item (terms claim_item) is 劳动报酬 for the limitation."""
    return claim_item in _PAY


@cache
def cause_name(code: str, scheme: str = COURT) -> str:
    """Return the name of a cause of a shipped scheme; the code itself where it is of none."""
    if not code:
        return ""
    found = causes(load_pack(CAUSES_KIND, scheme)).get(code)
    return found.name if found is not None else code


def every_cause() -> Iterator[Cause]:
    """Yield the causes of both shipped schemes; no two of them have the same code."""
    for scheme in (COURT, STATISTICS):
        yield from causes(load_pack(CAUSES_KIND, scheme)).values()


def cause_shown(code: str) -> str:
    """Return the name of a cause of whichever scheme has it."""
    return next((cause.name for cause in every_cause() if cause.code == code), code)
