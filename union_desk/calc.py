"""The rules without a window: JSON requests in, JSON answers with their steps and their basis out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from io import TextIOWrapper
from typing import Any, Final, Protocol, TextIO, TypeVar

from union_desk.core.asked import (
    Amount,
    Choice,
    Code,
    Count,
    Day,
    Flag,
    Many,
    Ratio,
    Text,
    asked,
    object_schema,
    read_object,
)
from union_desk.core.calendar import shipped_calendar
from union_desk.core.clock import local_day, system_clock
from union_desk.core.deadline import Length, day_text, period_end
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import CODE_BASIS, IDENTITY_BASIS, check_credit_code, check_identity, workings
from union_desk.core.money import format_fen, in_capitals, nearest_fen, plain
from union_desk.core.names import name_problem, normalise_name
from union_desk.core.packs import packs
from union_desk.core.privacy import mask_card, mask_id, mask_name, mask_pack, mask_phone
from union_desk.core.terms import find_term, term_label
from union_desk.hardship import rules

Answer = dict[str, Any]


class Request(Protocol):
    """One kind of calculation: a dataclass of `asked` fields that can answer itself."""

    def answer(self) -> Answer: ...


R = TypeVar("R", bound=Request)
_ECHO: Final = 40  # letters of what somebody typed that an answer repeats
_KINDS: dict[str, type[Any]] = {}


def calculation(name: str) -> Callable[[type[R]], type[R]]:
    """Offer a request dataclass under its `calc` name: all that a new kind needs."""

    def offered(kind: type[R]) -> type[R]:
        _KINDS[name] = kind
        return kind

    return offered


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


def answer(request: object) -> Answer | list[Answer]:
    """Answer one request, or a list of them element by element with the errors in their places."""
    if isinstance(request, list):
        return [_answer_one(item) for item in request]
    return _answer_one(request)


def schema() -> dict[str, Any]:
    """Return the JSON schema of every request."""
    requests = {name: object_schema(kind, calc=name) for name, kind in _KINDS.items()}
    one = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in requests]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "union-desk calc",
        "anyOf": [one, {"type": "array", "items": one}],
        "$defs": requests,
    }


def main(stdin: TextIO | None, stdout: TextIO, argv: list[str]) -> int:
    """Read a request from stdin and write its answer to stdout; 1 if any failed, 2 for a wrong call."""
    try:
        return _answered(stdin, stdout, argv)
    except OSError:
        # A full disk behind `>`, or a reader that has gone away.
        sys.stderr.write("结果写不出去，请检查磁盘空间。\n")
        return 1


def _answered(stdin: TextIO | None, stdout: TextIO, argv: list[str]) -> int:
    if isinstance(stdout, TextIOWrapper):
        # A lone surrogate in a name becomes \udxxx, which is how JSON writes it.
        stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if argv == ["--schema"]:
        _write(stdout, schema())
        return 0
    if argv:
        sys.stderr.write("用法：calc 从标准输入读 JSON；calc --schema 打印格式说明。\n")
        return 0 if argv in (["-h"], ["--help"]) else 2
    try:
        request = _parsed(stdin)
    except RuleBroken as broken:
        _write(stdout, _refusal(broken))
        return 1
    answered = answer(request)
    _write(stdout, answered)
    ones = answered if isinstance(answered, list) else [answered]
    return int(any("error" in one for one in ones))


def _answer_one(request: object) -> Answer:
    try:
        return _read_request(request).answer()
    except RuleBroken as broken:
        return _refusal(broken)


def _read_request(request: object) -> Request:
    if not isinstance(request, dict):
        raise RuleBroken("请求应为 JSON 对象。")
    name = request.get("calc")
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        wrong = f"没有“{str(name)[:_ECHO]}”这种计算" if "calc" in request else "请写明要算什么"
        raise RuleBroken(f"{wrong}，可用：{'、'.join(_KINDS)}。", field="calc")
    fields = {key: value for key, value in request.items() if key != "calc"}
    read: Request = read_object(kind, fields)
    return read


def _refusal(broken: RuleBroken) -> Answer:
    return {"error": broken.message, "field": broken.field or ""}


def _parsed(stdin: TextIO | None) -> object:
    if stdin is None:
        raise RuleBroken("标准输入没有打开，请从标准输入给出 JSON。")
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(encoding="utf-8-sig", errors="strict")
    try:
        return json.loads(stdin.read(), parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise RuleBroken("标准输入不是正确的 JSON，请检查引号、逗号和编码（UTF-8）。") from None


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = next(name for index, (name, _) in enumerate(pairs) if name in dict(pairs[:index]))
        raise RuleBroken(f"“{twice}”写了两次，请只留一个。", field=twice)
    return read


def _write(stdout: TextIO, value: object) -> None:
    stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    stdout.flush()
