"""Whether somebody gets legal aid by his means: the line of the place, or why it need not be met (C1).

results = means_of(facts, packs)        # the packs side by side, each with its steps; a person decides
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, nearest_fen
from union_desk.core.packs import Pack
from union_desk.core.terms import term_label

MEANS_KIND: Final = "aid_means"
# Whoever claims these as a migrant worker is not asked for his means (法律援助法 art 42(3)).
_PAY: Final = frozenset(
    {"wages", "wage_gap", "overtime_hours", "overtime_rest", "overtime_holiday", "double_pay", "annual_leave"}
)
_INJURY: Final = "work_injury"
_OWN: Final = "own"
# What is claimed follows from the 案由 too: a call says "wages" long before its items are counted.
_BY_CAUSE: Final = {"186.5": "wages", "187.2": _INJURY}
_LINES: Final = {"minwage_month": "最低工资", "dibao_urban": "低保标准"}


@dataclass(frozen=True, slots=True)
class MeansFacts:
    """What the means are judged by; sums in fen a month, thresholds of the day by their kind."""

    categories: frozenset[str] = frozenset()
    exemption: str = ""
    basis: str = ""
    claims: frozenset[str] = frozenset()
    month_income_fen: int | None = None
    population: int | None = None
    line_fen: int | None = None
    thresholds: Mapping[str, int] = field(default_factory=dict)
    serious: bool = False
    open_file: str = ""  # 在档的困难职工档案：its number, which proves the means


@dataclass(frozen=True, slots=True)
class Means:
    """Whether the means allow aid under one pack: None where a figure is still missing."""

    pack: str
    title: str
    meets: bool | None
    basis: str
    steps: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def claimed(items: Iterable[str], cause: str) -> frozenset[str]:
    """Return what is claimed, by the items of the claim and by the cause (scheme of the courts)."""
    return frozenset((*items, *((_BY_CAUSE[cause],) if cause in _BY_CAUSE else ())))


def suggested_exemption(categories: Iterable[str], claims: Iterable[str]) -> str:
    """Return the exemption that follows from who asks and what he claims; a person may choose another."""
    wanted = set(claims)
    if "migrant" in set(categories):
        if _INJURY in wanted:
            return "migrant_injury"
        if wanted & _PAY:
            return "migrant_pay"
    return "officer" if "officer" in set(categories) else ""


def check_exemption(exemption: str, categories: Iterable[str], claims: Iterable[str]) -> None:
    """Refuse an exemption that the facts speak against: RuleBroken names the field `exemption`."""
    known, wanted = set(categories), set(claims)
    if exemption.startswith("migrant") and "migrant" not in known:
        raise RuleBroken(
            "不是农民工的，不能按农民工免予核查；请先在人群类别里选“农民工”。", field="exemption"
        )
    if exemption == "migrant_injury" and _INJURY not in wanted:
        raise RuleBroken("请求里没有工伤待遇，不能按工伤赔偿免予核查；请先写请求项目。", field="exemption")
    if exemption == "migrant_pay" and not wanted & _PAY:
        raise RuleBroken("请求里没有劳动报酬，不能按劳动报酬免予核查；请先写请求项目。", field="exemption")
    if exemption == "officer" and "officer" not in known:
        raise RuleBroken("不是工会干部的，不能按工会干部免予核查。", field="exemption")


def means_of(facts: MeansFacts, packs: Iterable[Pack]) -> tuple[Means, ...]:
    """Judge the means under each pack."""
    return tuple(_judged(facts, pack) for pack in packs)


def _judged(facts: MeansFacts, pack: Pack) -> Means:
    data = pack.data
    law = data["exemptions"].get(facts.exemption, "")
    if facts.exemption and law:
        label = term_label("means_exemption", facts.exemption)
        return _made(pack, True, law, (f"{label}，免予核查经济困难状况（{law}）。",))
    steps = []
    if facts.exemption:
        label = term_label("means_exemption", facts.exemption)
        steps.append(f"“{label}”不在这一规定的免予核查情形里，按经济状况审查。")
    if facts.open_file:
        steps.append(f"有在档的困难职工档案 {facts.open_file}，以档案证明经济困难，并附档案表。")
        return _made(pack, True, data["line_law"], tuple(steps))
    return _by_line(facts, pack, steps)


def _by_line(facts: MeansFacts, pack: Pack, steps: list[str]) -> Means:
    data: Mapping[str, Any] = pack.data
    line = _line(facts, data, steps)
    if facts.basis == "pledge":
        law = data["pledge_law"]
        steps.append(f"由申请人作出个人诚信承诺（{law}）。" if law else "这一规定没有写明可以用诚信承诺。")
    if line is None or facts.month_income_fen is None or not facts.population:
        lacks = [
            words
            for missing, words in (
                (facts.month_income_fen is None, "家庭月收入"),
                (not facts.population, "家庭人口"),
                (line is None, "当地的经济困难标准"),
            )
            if missing
        ]
        steps.append(f"还缺{'、'.join(lacks)}，不能比较。")
        return _made(pack, None, data["line_law"], tuple(steps))
    head = Fraction(facts.month_income_fen, facts.population)
    meets = head < line or (data["comparator"] == "<=" and head == line)
    sign = "≤" if meets and data["comparator"] == "<=" else "＜" if meets else "＞" if head > line else "＝"
    steps.append(
        f"家庭月收入 {format_fen(facts.month_income_fen)} 元 ÷ {facts.population} 人"
        f" ＝ {_yuan(head)} 元 {sign} 标准 {_yuan(line)} 元，{'符合' if meets else '不符合'}经济困难条件。"
    )
    if not meets and data["serious_law"] and facts.serious:
        steps.append(f"高于标准，但有证据证明合法权益受到严重侵害，可以援助（{data['serious_law']}）。")
        return _made(pack, True, data["serious_law"], tuple(steps))
    return _made(pack, meets, data["line_law"], tuple(steps))


def _line(facts: MeansFacts, data: Mapping[str, Any], steps: list[str]) -> Fraction | None:
    if facts.line_fen is not None:
        steps.append(f"本地经济困难标准：每人每月 {format_fen(facts.line_fen)} 元（经办人填写）。")
        return Fraction(facts.line_fen)
    source, times = data["line"]["from"], Fraction(data["line"]["times"])
    amount = facts.thresholds.get(source)
    if source == _OWN or amount is None:
        return None
    words = _LINES.get(source, source)
    line = amount * times
    steps.append(
        f"标准：{words} {format_fen(amount)} 元"
        + (f" × {times} ＝ {_yuan(line)} 元。" if times != 1 else "。")
    )
    return line


def _made(pack: Pack, meets: bool | None, law: str, steps: tuple[str, ...]) -> Means:
    return Means(pack.name, pack.title, meets, law, steps)


def _yuan(fen: Fraction) -> str:
    return format_fen(nearest_fen(fen))
