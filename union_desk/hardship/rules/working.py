"""The figures that a class test compares: heads, income, outlay and savings of twelve months, with steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen, nearest_fen
from union_desk.core.packs import Pack
from union_desk.core.terms import term_label
from union_desk.hardship.rules.facts import Facts, Income, Member


@dataclass(slots=True)
class Working:
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

    def measure(self) -> None:
        """Compute all figures, in the order in which their steps are told."""
        _count_heads(self)
        _add_incomes(self)
        _add_outlays(self)
        _add_savings(self)
        _say_per_head(self)


def _called(number: int, member: Member) -> str:
    return f"第 {number} 位成员{member.name and f'（{member.name}）'}"


def _count_heads(working: Working) -> None:
    members = working.facts.members
    working.population = sum(member.counted for member in members)
    if working.population < 1:
        raise RuleBroken("家庭人口至少 1 人，请填写家庭成员。", field="members")
    apart = len(members) - working.population
    working.steps.append(
        f"家庭人口 {working.population} 人" + (f"（另有 {apart} 人不计入）。" if apart else "。")
    )


def _add_incomes(working: Working) -> None:
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


def _own_incomes(working: Working, number: int, member: Member) -> tuple[int, int]:
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


def _imputed(working: Working, number: int, member: Member, labour: int) -> int:
    """Return what is imputed to an able, jobless adult: his work is taken to earn the minimum wage."""
    if not member.working_age or member.in_school or member.employed:
        return 0
    who = _called(number, member)
    retired = any(income.detail == "pension" for income in member.incomes)
    if member.able is False or retired:
        return 0
    if not working.pack.data["impute_minimum_wage"]:
        if member.able and member.employed is False:
            working.flags.append(f"{who}有劳动能力而没有工作，请核对是否无正当理由拒绝就业。")
        return 0
    if member.able is None or member.employed is None:
        asked = "有无劳动能力" if member.able is None else "是否在工作"
        working.flags.append(f"{who}没有填写{asked}，未推算收入。")
        return 0
    if member.jobless_proved:
        working.steps.append(f"{who}没有工作，已有证明，不按最低工资推算收入。")
        return 0
    wage = working.facts.minimum_wage_fen
    if wage is None or wage <= 0:
        raise RuleBroken(f"{who}有劳动能力而没有工作，请填写当地最低工资标准（每月）。", field="minimum_wage")
    added = max(12 * wage - labour, 0)
    if not added:
        return 0
    known = f"，已有劳动收入 {format_fen(labour)} 元，补计差额 {format_fen(added)} 元" if labour else ""
    yearly = format_fen(12 * wage)
    working.steps.append(
        f"{who}在劳动年龄内、有劳动能力而没有工作，按最低工资 {format_fen(wage)} × 12 = {yearly} 元"
        f"计入收入{known}；有证明的可以不计。"
    )
    working.flags.append(f"{who}按最低工资推算了收入，请核对有无失业、患病等证明。")
    return added


def _add_outlays(working: Working) -> None:
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


def _add_savings(working: Working) -> None:
    """Add savings and the value of investments: they count where income is above three times the line."""
    if working.facts.savings_fen < 0:
        raise RuleBroken("金额不能是负数。", field="savings")
    held = [asset for asset in working.facts.assets if asset.kind in {"savings", "investment"}]
    working.savings_fen = working.facts.savings_fen + sum(asset.value_fen for asset in held)


def _say_per_head(working: Working) -> None:
    income, outlay, heads = format_fen(working.income_fen), format_fen(working.outlay_fen), working.population
    working.steps.append(f"家庭月人均收入 = {income} ÷ 12 ÷ {heads} = {shown(working.figure('income'))} 元。")
    working.steps.append(
        f"人均纯收入 =（{income} − {outlay}）÷ 12 ÷ {heads} = {shown(working.figure('net'))} 元。"
    )


def shown(fen: Fraction) -> str:
    return format_fen(nearest_fen(fen))
