"""The class of a needy household: income and rigid outlay against the 低保 standard, under a rule pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, nearest_fen
from union_desk.core.packs import Pack, load_pack, pack_on
from union_desk.core.terms import term_label
from union_desk.hardship.rules.facts import Asset, Facts, Income, Member

PACK_KIND: Final = "hardship_classes"

_COMPARATORS: Final = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
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


@dataclass(slots=True)
class _Working:
    """The figures on their way, with the steps and flags that they leave."""

    facts: Facts
    pack: Pack
    comparator: str
    multiplier: Fraction
    income_fen: int = 0
    outlay_fen: int = 0
    savings_fen: int = 0
    population: int = 0
    steps: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    def per_head(self, year_fen: int) -> Fraction:
        return Fraction(year_fen, 12 * self.population)

    def figure(self, name: str) -> Fraction:
        """Return one of the monthly figures per head that conditions compare."""
        net = self.income_fen - self.outlay_fen
        year = {"income": self.income_fen, "net": net, "net_with_savings": net + self.savings_fen}
        return self.per_head(year[name])


def pack_for(name: str | None, on: date) -> Pack:
    """Return the named hardship pack, or the general one in force on the day of application."""
    return load_pack(PACK_KIND, name) if name else pack_on(PACK_KIND, on)


def assess(
    facts: Facts, pack: Pack, *, comparator: str | None = None, multiplier: Fraction | None = None
) -> ClassAssessment:
    """Test a household against every class of a pack; an office may override comparator and multiplier.

    Rational arithmetic throughout: what is shown is rounded, what is compared is not.
    """
    working = _Working(
        facts=facts,
        pack=pack,
        comparator=_known_comparator(comparator or pack.data["comparator"]),
        multiplier=_positive(Fraction(pack.data["multiplier"]) if multiplier is None else multiplier),
    )
    if facts.dibao_fen <= 0:
        raise RuleBroken("请填写当地低保标准（每人每月），要大于 0。", field="dibao")
    _count_heads(working)
    _add_incomes(working)
    _add_outlays(working)
    _add_savings(working)
    _say_per_head(working)
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
            _conclusion(tests, excluded),
        ),
    )


def _known_comparator(comparator: str) -> str:
    plain = {"≤": "<=", "＜": "<", "<": "<", "<=": "<="}.get(comparator)
    if plain is None:
        raise RuleBroken("比较符只能是 < 或 <=。", field="comparator")
    return plain


def _positive(multiplier: Fraction) -> Fraction:
    if multiplier <= 0:
        raise RuleBroken("倍数要大于 0。", field="multiplier")
    return multiplier


def _called(number: int, member: Member) -> str:
    return f"第 {number} 位成员{member.name and f'（{member.name}）'}"


def _count_heads(working: _Working) -> None:
    members = working.facts.members
    working.population = sum(member.counted for member in members)
    if working.population < 1:
        raise RuleBroken("家庭人口至少 1 人，请填写家庭成员。", field="members")
    apart = len(members) - working.population
    working.steps.append(
        f"家庭人口 {working.population} 人" + (f"（另有 {apart} 人不计入）。" if apart else "。")
    )


def _add_incomes(working: _Working) -> None:
    """Sum the counted members' incomes of twelve months; what the pack does not count is named."""
    parts: list[str] = []
    total = 0
    for number, member in enumerate(working.facts.members, 1):
        if not member.counted:
            continue
        earned, labour = _own_incomes(working, number, member)
        imputed = _imputed(working, number, member, labour)
        if earned + imputed:
            parts.append(format_fen(earned + imputed))
        total += earned + imputed
    computed = " + ".join(parts) + " = " if len(parts) > 1 else ""
    working.steps.append(f"家庭年度总收入 = {computed}{format_fen(total)} 元。")
    override = working.facts.year_income_override_fen
    if override is None:
        working.income_fen = total
    else:
        working.income_fen = checked_override(override, working.facts.year_income_reason)
        working.steps.append(
            f"家庭年度总收入改按 {format_fen(override)} 元计算，理由：{working.facts.year_income_reason}"
        )
        working.flags.append("家庭年度总收入是改写的，请核对理由和凭证。")
    if not working.income_fen:
        working.flags.append("家庭没有任何收入，请核对收入是否漏填。")


def checked_override(fen: int, reason: str) -> int:
    """Return an overridden year income; it needs a reason, like every figure that departs from its items."""
    if not reason.strip():
        raise RuleBroken("改写家庭年度总收入要写明理由。", field="year_income_reason")
    if fen < 0:
        raise RuleBroken("金额不能是负数。", field="year_income_override_fen")
    return fen


def _own_incomes(working: _Working, number: int, member: Member) -> tuple[int, int]:
    """Return a member's counted income and the part of it that is earned by work."""
    total = labour = 0
    for index, income in enumerate(member.incomes):
        if income.yearly_fen < 0:
            raise RuleBroken("金额不能是负数。", field=f"members.{number - 1}.incomes.{index}.yearly")
        if is_counted(income, working.pack):
            total += income.yearly_fen
            labour += income.yearly_fen if income.kind in {"wage", "business"} else 0
        else:
            label = term_label("income_detail", income.detail or income.kind)
            amount = format_fen(income.yearly_fen)
            working.steps.append(f"{_called(number, member)}的{label} {amount} 元按规定不计入收入。")
    return total, labour


def is_counted(income: Income, pack: Pack) -> bool:
    """Tell whether an income counts under a pack: 慰问金, 高龄津贴 and the like do not."""
    uncounted = pack.data["income_not_counted"]
    return income.kind not in uncounted and income.detail not in uncounted


def _imputed(working: _Working, number: int, member: Member, labour: int) -> int:
    """Return what is imputed to an able, jobless adult: his work is taken to earn the minimum wage."""
    if not member.working_age or member.in_school or member.employed:
        return 0
    who = _called(number, member)
    if member.able is False:
        return 0
    if member.able is None or member.employed is None:
        asked = "有无劳动能力" if member.able is None else "是否在工作"
        working.flags.append(f"{who}没有填写{asked}，未推算收入。")
        return 0
    if not working.pack.data["impute_minimum_wage"]:
        working.flags.append(f"{who}有劳动能力而没有工作，请核对是否无正当理由拒绝就业。")
        return 0
    if member.jobless_proved:
        working.steps.append(f"{who}没有工作，已有证明，不按最低工资推算收入。")
        return 0
    wage = working.facts.minimum_wage_fen
    if wage is None or wage <= 0:
        raise RuleBroken(f"{who}有劳动能力而没有工作，请填写当地最低工资标准（每月）。", field="minimum_wage")
    added = max(12 * wage - labour, 0)
    known = f"，已有劳动收入 {format_fen(labour)} 元，补计差额 {format_fen(added)} 元" if labour else ""
    yearly = format_fen(12 * wage)
    working.steps.append(
        f"{who}在劳动年龄内、有劳动能力而没有工作，按最低工资 {format_fen(wage)} × 12 = {yearly} 元"
        f"计入收入{known}；有证明的可以不计。"
    )
    working.flags.append(f"{who}按最低工资推算了收入，请核对有无失业、患病等证明。")
    return added


def _add_outlays(working: _Working) -> None:
    """Sum the rigid outlays of twelve months."""
    total = 0
    parts: list[str] = []
    for index, outlay in enumerate(working.facts.outlays):
        if outlay.yearly_fen < 0:
            raise RuleBroken("金额不能是负数。", field=f"outlays.{index}.yearly")
        label = term_label("outlay_kind", outlay.kind)
        amount = format_fen(outlay.yearly_fen)
        if outlay.compulsory_school:
            working.steps.append(f"{label} {amount} 元属于义务教育阶段，不计入刚性支出。")
            continue
        total += outlay.yearly_fen
        parts.append(f"{label} {amount}")
    shown = " + ".join(parts) + " = " if len(parts) > 1 else "".join(parts) and f"{parts[0].split()[0]} "
    working.outlay_fen = total
    working.steps.append(f"全年刚性支出（自己负担的部分）= {shown}{format_fen(total)} 元。")


def _add_savings(working: _Working) -> None:
    """Add savings and the value of investments: they count where income is above three times the line."""
    if working.facts.savings_fen < 0:
        raise RuleBroken("金额不能是负数。", field="savings")
    held = [asset for asset in working.facts.assets if asset.kind in {"savings", "investment"}]
    working.savings_fen = working.facts.savings_fen + sum(asset.value_fen for asset in held)


def _say_per_head(working: _Working) -> None:
    income, outlay, heads = format_fen(working.income_fen), format_fen(working.outlay_fen), working.population
    working.steps.append(
        f"家庭月人均收入 = {income} ÷ 12 ÷ {heads} = {_shown(working.figure('income'))} 元。"
    )
    working.steps.append(
        f"人均纯收入 =（{income} − {outlay}）÷ 12 ÷ {heads} = {_shown(working.figure('net'))} 元。"
    )


def _shown(fen: Fraction) -> str:
    return format_fen(nearest_fen(fen))


def _test_class(working: _Working, declared: Mapping[str, Any]) -> ClassTest:
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


def _test_case(working: _Working, conditions: list[Mapping[str, str]]) -> tuple[bool, list[str], str]:
    """Return whether all conditions hold, a phrase for each one tried, and the phrase that decides."""
    reasons: list[str] = []
    for condition in conditions:
        met, reason = _test_condition(working, condition)
        reasons.append(reason)
        if not met:
            return False, reasons, reason
    return True, reasons, reasons[-1]


def _test_condition(working: _Working, condition: Mapping[str, str]) -> tuple[bool, str]:
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
    right = dibao if multiple == 1 else f"{dibao} × {_decimal(multiple)} = {_shown(line)}"
    return _compared(label[condition["figure"]], left, comparator, line, right)


def _test_loss(working: _Working, condition: Mapping[str, str]) -> tuple[bool, str]:
    """Compare the year's loss with the pack's part of the yearly income."""
    loss = working.facts.yearly_loss_fen
    if loss < 0:
        raise RuleBroken("金额不能是负数。", field="yearly_loss")
    if not loss:
        return False, "没有登记全年损失"
    ratio = Fraction(working.pack.data["loss_ratio"])
    line = working.income_fen * ratio
    right = f"年收入 {format_fen(working.income_fen)} × {_decimal(ratio * 100)}% = {_shown(line)}"
    return _compared("全年损失", Fraction(loss), condition["comparator"], line, right)


def _compared(label: str, left: Fraction, comparator: str, line: Fraction, right: str) -> tuple[bool, str]:
    met = _COMPARATORS[comparator](left, line)
    sign = _SIGNS[comparator] if met else _NOT[comparator]
    alike = left != line and _shown(left) == _shown(line)
    more = "（四舍五入前比较）" if alike else ""
    return met, f"{label} {_shown(left)} {sign} {right}{more}"


def _decimal(number: Fraction) -> str:
    return f"{float(number):g}"


def _exclusions(working: _Working) -> tuple[Exclusion, ...]:
    """List the ticked lines of the 负面清单 and those that the assets speak for."""
    codes = dict.fromkeys(working.facts.exclusions)
    for asset in working.facts.assets:
        codes.update(dict.fromkeys(_excluded_by(working, asset)))
    found = tuple(Exclusion(code, term_label("exclusion", code)) for code in codes)
    working.steps.extend(f"负面清单：{exclusion.text}。" for exclusion in found)
    return found


def _excluded_by(working: _Working, asset: Asset) -> tuple[str, ...]:
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
