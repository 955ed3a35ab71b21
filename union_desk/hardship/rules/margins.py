"""How far a household is from a class, in money: for the answer 为什么不能办."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from union_desk.core.packs import Pack
from union_desk.hardship.rules.facts import Facts
from union_desk.hardship.rules.working import Working, shown

_LABELS: Final = {"income": "家庭月人均收入", "net": "扣除刚性支出后的月人均"}


@dataclass(frozen=True, slots=True)
class Margin:
    """A figure per head that lies above the line of a class, and what a year's difference comes to."""

    figure: str
    per_head: Fraction
    line: Fraction
    year: Fraction

    @property
    def words(self) -> str:
        """扣除刚性支出后的月人均 1,266.67 元，比这一类的线 1,000.00 元高 266.67 元。"""
        above = self.per_head - self.line
        if not above:
            return f"{_LABELS[self.figure]}正好是 {shown(self.line)} 元，要低于这条线才符合。"
        return (
            f"{_LABELS[self.figure]} {shown(self.per_head)} 元，"
            f"比这一类的线 {shown(self.line)} 元高 {shown(above)} 元。"
        )

    @property
    def remedy(self) -> str:
        """Say what would bring the household to the line."""
        if self.figure != "net" or not self.year:
            return ""
        return (
            f"全年收入减少，或自付的医疗、就学等刚性支出增加，两项合计约 {shown(self.year)} 元以上"
            "（都要有凭证），才会落到这条线以内。"
        )


def margin_of(facts: Facts, pack: Pack, code: str) -> Margin | None:
    """Return the smallest distance to a class that only a figure per head keeps a household out of."""
    declared = next((each for each in pack.data["classes"] if each["code"] == code), None)
    if declared is None or facts.dibao_fen <= 0:
        return None
    multiplier = Fraction(pack.data["multiplier"])
    working = Working(facts, pack, pack.data["comparator"], multiplier)
    working.measure()
    found = [margin for case in declared["cases"] for margin in _margins(working, case["all"])]
    return min(found, key=lambda margin: margin.year, default=None)


def _margins(working: Working, conditions: list[Mapping[str, Any]]) -> Iterator[Margin]:
    """Yield the distance of a case that asks only for figures below lines, all but one of them met."""
    if any(each.get("figure") not in _LABELS or each["comparator"] in {">", ">="} for each in conditions):
        return
    missed = []
    for each in conditions:
        multiple = working.multiplier if each["multiple"] == "pack" else Fraction(each["multiple"])
        line = working.facts.dibao_fen * multiple
        per_head = working.figure(each["figure"])
        strict = (working.comparator if each["comparator"] == "pack" else each["comparator"]) == "<"
        if per_head > line or (strict and per_head == line):
            missed.append(Margin(each["figure"], per_head, line, (per_head - line) * 12 * working.population))
    if len(missed) == 1:
        yield missed[0]
