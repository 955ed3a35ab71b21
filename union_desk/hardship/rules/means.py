"""The class of a needy household: income and rigid outlay against the 低保 standard, under a rule pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.packs import Pack, load_pack, pack_on
from union_desk.core.terms import term_label
from union_desk.hardship.rules.facts import Asset, Facts
from union_desk.hardship.rules.working import Working, shown

PACK_KIND: Final = "hardship_classes"

_COMPARATORS: Final = {"<": lt, "<=": le, ">": gt, ">=": ge}
_SIGNS: Final = {"<": "＜", "<=": "≤", ">": "＞", ">=": "≥"}
_NOT: Final = {"<": "≥", "<=": "＞", ">": "≤", ">=": "＜"}


@dataclass(frozen=True, slots=True)
class ClassFound:
    """A class that holds; `level` is None where the standard knows no levels."""

    code: str
    name: str
    level: str | None


@dataclass(frozen=True, slots=True)
class ClassTest:
    """One class of the pack with its outcome: `holds`, or only `doubtful` where the pack is not settled."""

    code: str
    name: str
    level: str | None
    holds: bool
    doubtful: bool
    deciding: str  # the one step that decides
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A line of the 负面清单 that applies."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ClassAssessment:
    """What a pack says about a household. A person decides (PIPL art 24)."""

    pack: str
    version: str
    basis: str
    population: int
    year_income_fen: int
    year_outlay_fen: int
    savings_fen: int
    income_per_head: Fraction  # fen a month, exact
    net_per_head: Fraction  # fen a month, exact
    tests: tuple[ClassTest, ...]
    excluded: tuple[Exclusion, ...]
    flags: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def classes(self) -> tuple[ClassFound, ...]:
        return tuple(ClassFound(test.code, test.name, test.level) for test in self.tests if test.holds)


def pack_for(name: str | None, on: date) -> Pack:
    """Return the named hardship pack, or the general one in force on the day of application."""
    return load_pack(PACK_KIND, name) if name else pack_on(PACK_KIND, on)


def assess(
    facts: Facts, pack: Pack, *, comparator: str | None = None, multiplier: Fraction | None = None
) -> ClassAssessment:
    """Test a household against every class of a pack; an office may override comparator and multiplier.

    Rational arithmetic throughout: what is shown is rounded, what is compared is not.
    """
    working = Working(
        facts=facts,
        pack=pack,
        comparator=_known_comparator(comparator or pack.data["comparator"]),
        multiplier=_positive(Fraction(pack.data["multiplier"]) if multiplier is None else multiplier),
    )
    if facts.dibao_fen <= 0:
        raise RuleBroken("请填写当地低保标准（每人每月），要大于 0。", field="dibao")
    working.measure()
    tests = tuple(_test_class(working, declared) for declared in pack.data["classes"])
    excluded = _exclusions(working)
    return ClassAssessment(
        pack=pack.name,
        version=pack.version,
        basis=pack.basis,
        population=working.population,
        year_income_fen=working.income_fen,
        year_outlay_fen=working.outlay_fen,
        savings_fen=working.savings_fen,
        income_per_head=working.figure("income"),
        net_per_head=working.figure("net"),
        tests=tests,
        excluded=excluded,
        flags=tuple(working.flags),
        steps=(
            *working.steps,
            *(step for test in tests for step in test.steps),
            _conclusion(tests, excluded) + _note(working),
        ),
    )


def decisive(assessed: ClassAssessment) -> ClassTest:
    """Return the first class that holds, else the last one tried: its step decides."""
    return next((test for test in assessed.tests if test.holds), assessed.tests[-1])


def _known_comparator(comparator: str) -> str:
    plain = {"≤": "<=", "＜": "<", "<": "<", "<=": "<="}.get(comparator)
    if plain is None:
        raise RuleBroken("比较符只能是 < 或 <=。", field="comparator")
    return plain


def _positive(multiplier: Fraction) -> Fraction:
    if multiplier <= 0:
        raise RuleBroken("倍数要大于 0。", field="multiplier")
    return multiplier


def _test_class(working: Working, declared: Mapping[str, Any]) -> ClassTest:
    """Try the cases of one class; the first that holds decides, else the last one tried."""
    name = declared["name"]
    steps: list[str] = []
    deciding = ""
    doubtful = False
    for case in declared["cases"]:
        met, reasons, last = _test_case(working, case["all"])
        settled = case.get("settled", True)
        outcome = "成立" if met and settled else "可能成立" if met else "不成立"
        steps.append(f"{name}（{case['title']}）：{'；'.join(reasons)}，{outcome}。")
        deciding = deciding if deciding and not met else last
        if met and settled:
            steps += [case["check"]] if "check" in case else []
            return _tested(declared, steps, last, holds=True)
        if met:
            doubtful = True
            working.flags.append(f"可能符合{name}：标准原文这一句没有读全，请对照文件人工认定。")
    return _tested(declared, steps, deciding, holds=False, doubtful=doubtful)


def _tested(
    declared: Mapping[str, Any], steps: list[str], deciding: str, *, holds: bool, doubtful: bool = False
) -> ClassTest:
    return ClassTest(
        code=declared["code"],
        name=declared["name"],
        level=declared["level"] or None,
        holds=holds,
        doubtful=doubtful,
        deciding=deciding,
        steps=tuple(steps),
    )


def _test_case(working: Working, conditions: list[Mapping[str, str]]) -> tuple[bool, list[str], str]:
    """Return whether all conditions hold, a phrase for each one tried, and the phrase that decides."""
    reasons: list[str] = []
    for condition in conditions:
        met, reason = _test_condition(working, condition)
        reasons.append(reason)
        if not met:
            return False, reasons, reason
    return True, reasons, reasons[-1]


def _test_condition(working: Working, condition: Mapping[str, str]) -> tuple[bool, str]:
    if "fact" in condition:
        happened = working.facts.event
        return (
            happened,
            "有突发事件、意外伤害或重大疾病" if happened else "没有登记突发事件、意外伤害或重大疾病",
        )
    if condition["figure"] == "loss":
        return _test_loss(working, condition)
    comparator = working.comparator if condition["comparator"] == "pack" else condition["comparator"]
    multiple = working.multiplier if condition["multiple"] == "pack" else Fraction(condition["multiple"])
    left = working.figure(condition["figure"])
    line = working.facts.dibao_fen * multiple
    label = {"income": "月人均收入", "net": "人均纯收入", "net_with_savings": "加存款和投资的人均纯收入"}
    dibao = f"低保 {format_fen(working.facts.dibao_fen)}"
    right = dibao if multiple == 1 else f"{dibao} × {_decimal(multiple)} = {shown(line)}"
    return _compared(label[condition["figure"]], left, comparator, line, right)


def _test_loss(working: Working, condition: Mapping[str, str]) -> tuple[bool, str]:
    """Compare the year's loss with the pack's part of the yearly income."""
    loss = working.facts.yearly_loss_fen
    if loss < 0:
        raise RuleBroken("金额不能是负数。", field="yearly_loss")
    if not loss:
        return False, "没有登记全年损失"
    ratio = Fraction(working.pack.data["loss_ratio"])
    line = working.income_fen * ratio
    right = f"年收入 {format_fen(working.income_fen)} × {_decimal(ratio * 100)}% = {shown(line)}"
    return _compared("全年损失", Fraction(loss), condition["comparator"], line, right)


def _compared(label: str, left: Fraction, comparator: str, line: Fraction, right: str) -> tuple[bool, str]:
    met = _COMPARATORS[comparator](left, line)
    sign = _SIGNS[comparator] if met else _NOT[comparator]
    alike = left != line and shown(left) == shown(line)
    more = "（四舍五入前比较）" if alike else ""
    return met, f"{label} {shown(left)} {sign} {right}{more}"


def _decimal(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / number.denominator:f}"


def _exclusions(working: Working) -> tuple[Exclusion, ...]:
    """List the ticked lines of the 负面清单 and those that the assets speak for."""
    codes = dict.fromkeys(working.facts.exclusions)
    for asset in working.facts.assets:
        codes.update(dict.fromkeys(_excluded_by(working, asset)))
    found = tuple(Exclusion(code, term_label("exclusion", code)) for code in codes)
    working.steps.extend(f"负面清单：{exclusion.text}。" for exclusion in found)
    return found


def _excluded_by(working: Working, asset: Asset) -> tuple[str, ...]:
    if asset.value_fen < 0:
        raise RuleBroken("金额不能是负数。", field="assets")
    if asset.kind == "vehicle" and asset.count and asset.use != "mobility":
        return ("vehicle",)
    if asset.kind == "shop" and asset.count:
        return ("shop",)
    if asset.kind == "home" and asset.count > 1:
        working.flags.append(f"有 {asset.count} 套住房，请核对是否超过当地人均住房面积（负面清单）。")
    return ()


def _conclusion(tests: tuple[ClassTest, ...], excluded: tuple[Exclusion, ...]) -> str:
    names = "、".join(test.name for test in tests if test.holds)
    if excluded and names:
        return f"收支符合{names}，但有负面清单所列情形，请人工核定。"
    return f"符合：{names}。由经办人核定。" if names else "按本标准不符合任何一类。"


def _note(working: Working) -> str:
    """Say which of the values were taken that differ from place to place, where the pack asks for it."""
    note: str = working.pack.data.get("note", "")
    return note.format(
        comparator=_SIGNS[working.comparator],
        multiplier=_decimal(working.multiplier),
        loss_percent=_decimal(Fraction(working.pack.data.get("loss_ratio", "0")) * 100),
    )
