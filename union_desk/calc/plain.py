"""Requests about numbers, names, amounts and periods: nothing of one area's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from union_desk.calc.asking import Answer, calculation
from union_desk.core.asked import Amount, Choice, Day, Flag, Text, asked
from union_desk.core.calendar import shipped_calendar
from union_desk.core.clock import local_day, system_clock
from union_desk.core.deadline import Length, period_end
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import CODE_BASIS, IDENTITY_BASIS, check_credit_code, check_identity, workings
from union_desk.core.money import format_fen, in_capitals
from union_desk.core.names import name_problem, normalise_name
from union_desk.core.privacy import mask_card, mask_id, mask_name, mask_pack, mask_phone
from union_desk.core.terms import term_label


@calculation("identity")
@dataclass(frozen=True, slots=True)
class IdentityRequest:
    value: str = asked(Text(example="11010519491231002X"))
    on: date | None = asked(Day(), default=None)

    def answer(self) -> Answer:
        on = self.on or local_day(system_clock())
        found = check_identity(self.value, on)
        return {
            "valid": found.valid,
            "normalised": found.normalised,
            "kind": found.kind,
            "birth": found.birth.isoformat() if found.birth else None,
            "sex": term_label("sex", found.sex),
            "under_14": found.under_14,
            "warnings": list(found.warnings),
            "reason": found.reason,
            "steps": workings(found, on),
            "basis": IDENTITY_BASIS,
        }


@calculation("credit_code")
@dataclass(frozen=True, slots=True)
class CreditCodeRequest:
    value: str = asked(Text(example="91350100M000100Y43"))

    def answer(self) -> Answer:
        found = check_credit_code(self.value)
        outcome = "校验位相符。" if found.valid else found.reason
        return {
            "valid": found.valid,
            "normalised": found.normalised,
            "reason": found.reason,
            "steps": [f"去掉空格、全角改半角、小写改大写：{found.normalised}。", outcome],
            "basis": CODE_BASIS,
        }


@calculation("name")
@dataclass(frozen=True, slots=True)
class NameRequest:
    value: str = asked(Text(example="艾力•吐尔逊"))

    def answer(self) -> Answer:
        problem = name_problem(self.value)
        if problem:
            raise RuleBroken(problem, field="value")
        name = normalise_name(self.value)
        return {
            "normalised": name,
            "steps": [f"统一间隔号为“·”，去掉多余空格和全角形式：{name}（{len(name)} 个字）。"],
            "basis": "姓名录入规则：2 至 30 个字，间隔号用 U+00B7，生僻字照录",
        }


@calculation("capitals")
@dataclass(frozen=True, slots=True)
class CapitalsRequest:
    amount: int = asked(Amount())

    def answer(self) -> Answer:
        text = in_capitals(self.amount)
        return {
            "text": text,
            "steps": [f"￥{format_fen(self.amount)} 大写为 {text}。"],
            "basis": "《支付结算办法》附一《正确填写票据和结算凭证的基本规定》",
        }


_MASKS: Final[Mapping[str, Callable[[str, Any], str]]] = {
    "name": mask_name,
    "id": mask_id,
    "phone": mask_phone,
    "card": mask_card,
}
_MASKED: Final = {"name": "姓名", "id": "证件号码", "phone": "电话", "card": "银行卡号"}


@calculation("mask")
@dataclass(frozen=True, slots=True)
class MaskRequest:
    kind: str = asked(Choice(tuple(_MASKS)))
    value: str = asked(Text())
    use: str = asked(Choice(("screen", "publicity")), default="screen")

    def answer(self) -> Answer:
        text = _MASKS[self.kind](self.value, self.use)
        where = "屏幕上" if self.use == "screen" else "公示中"
        return {
            "text": text,
            "steps": [f"{_MASKED[self.kind]}在{where}{f'显示为 {text}' if text else '不显示'}。"],
            "basis": mask_pack().basis,
        }


@calculation("period")
@dataclass(frozen=True, slots=True)
class PeriodRequest:
    on: date = asked(Day())
    length: Length = asked(Text(into=Length.parse, example="10d"))
    roll: bool = asked(Flag(), default=True)

    def answer(self) -> Answer:
        end = period_end(self.on, self.length, shipped_calendar(), roll=self.roll)
        return {
            "due": end.due_on.isoformat(),
            "raw": end.raw_on.isoformat(),
            "rolled": end.rolled,
            "estimated": end.estimated,
            "steps": list(end.steps),
            "basis": end.basis,
        }
