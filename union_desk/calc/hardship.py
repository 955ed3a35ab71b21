"""Requests about hardship files: the class of a household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from union_desk.calc.asking import Answer, calculation
from union_desk.core.asked import Amount, Choice, Code, Count, Day, Flag, Many, Ratio, asked
from union_desk.core.clock import local_day, system_clock
from union_desk.core.deadline import day_text
from union_desk.core.money import nearest_fen, plain
from union_desk.core.packs import packs
from union_desk.core.terms import find_term
from union_desk.hardship import rules


@dataclass(frozen=True, slots=True)
class IncomeItem:
    kind: tuple[str, str] = asked(Code(("income_kind", "income_detail")))
    yearly: int = asked(Amount())

    def fact(self) -> rules.Income:
        name, code = self.kind
        if name == "income_kind":
            return rules.Income(code, self.yearly)
        term = find_term(name, code)
        whole = term.note if term and find_term("income_kind", term.note) else "other"
        return rules.Income(whole, self.yearly, code)


@dataclass(frozen=True, slots=True)
class MemberItem:
    working_age: bool = asked(Flag())
    able: bool | None = asked(Flag(), default=None)
    employed: bool = asked(Flag(), default=False)
    in_school: bool = asked(Flag(), default=False)
    counted: bool = asked(Flag(), default=True)
    jobless_proved: bool = asked(Flag(), default=False)
    incomes: tuple[IncomeItem, ...] = asked(Many(IncomeItem), default=())

    def fact(self) -> rules.Member:
        return rules.Member(
            working_age=self.working_age,
            able=self.able,
            employed=self.employed,
            in_school=self.in_school,
            counted=self.counted,
            jobless_proved=self.jobless_proved,
            incomes=tuple(item.fact() for item in self.incomes),
        )


@dataclass(frozen=True, slots=True)
class OutlayItem:
    kind: tuple[str, str] = asked(Code(("outlay_kind",)))
    yearly: int = asked(Amount())
    compulsory_school: bool = asked(Flag(), default=False)

    def fact(self) -> rules.Outlay:
        return rules.Outlay(self.kind[1], self.yearly, self.compulsory_school)


@dataclass(frozen=True, slots=True)
class AssetItem:
    kind: tuple[str, str] = asked(Code(("asset_kind",)))
    value: int = asked(Amount(), default=0)
    count: int = asked(Count(), default=1)
    use: tuple[str, str] | None = asked(Code(("vehicle_use",)), default=None)

    def fact(self) -> rules.Asset:
        return rules.Asset(self.kind[1], self.value, self.count, use=self.use[1] if self.use else "")


@calculation("hardship_class")
@dataclass(frozen=True, slots=True)
class HardshipClassRequest:
    dibao: int = asked(Amount())
    members: tuple[MemberItem, ...] = asked(Many(MemberItem))
    pack: str | None = asked(Choice(tuple(pack.name for pack in packs(rules.PACK_KIND))), default=None)
    on: date | None = asked(Day(), default=None)
    minimum_wage: int | None = asked(Amount(), default=None)
    outlays: tuple[OutlayItem, ...] = asked(Many(OutlayItem), default=())
    savings: int = asked(Amount(), default=0)
    event: bool = asked(Flag(), default=False)
    yearly_loss: int = asked(Amount(), default=0)
    assets: tuple[AssetItem, ...] = asked(Many(AssetItem), default=())
    comparator: str | None = asked(Choice(("<", "<="), {"≤": "<=", "＜": "<"}), default=None)
    multiplier: Fraction | None = asked(Ratio(), default=None)

    def answer(self) -> Answer:
        on = self.on or local_day(system_clock())
        pack = rules.pack_for(self.pack, on)
        found = rules.assess(self._facts(on), pack, comparator=self.comparator, multiplier=self.multiplier)
        return {
            "income_per_head": plain(nearest_fen(found.income_per_head)),
            "net_per_head": plain(nearest_fen(found.net_per_head)),
            "classes": [
                {"code": kind.code, "name": kind.name, "level": kind.level} for kind in found.classes
            ],
            "excluded": [exclusion.text for exclusion in found.excluded],
            "flags": list(found.flags),
            "steps": [f"按 {day_text(on)}的标准测算：{pack.title}。", *found.steps],
            "basis": found.basis,
        }

    def _facts(self, on: date) -> rules.Facts:
        return rules.Facts(
            on=on,
            dibao_fen=self.dibao,
            members=tuple(item.fact() for item in self.members),
            outlays=tuple(item.fact() for item in self.outlays),
            assets=tuple(item.fact() for item in self.assets),
            savings_fen=self.savings,
            minimum_wage_fen=self.minimum_wage,
            event=self.event,
            yearly_loss_fen=self.yearly_loss,
        )
