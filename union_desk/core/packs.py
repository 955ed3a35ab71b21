"""Rule packs: what differs by place or year, as dated and versioned data in resources/rulepacks/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

from union_desk.core.deadline import Length
from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource
from union_desk.core.terms import find_term

_LARGEST_MULTIPLE: Final = 20
_OLDEST: Final = 100
_LARGEST_COUNT: Final = 100


@dataclass(frozen=True, slots=True)
class PackField:
    """A value of a pack that an office may set: what it is called, where it stands, and what it may be."""

    key: str  # the way to it in the data: multiplier, working_age.male_to, classes.0.cases.1.settled
    label: str
    kind: str  # comparator, multiple, ratio, age, count, length, flag, codes
    article: str = ""
    unit: str = ""
    terms: str = ""  # of codes: their list

    def checked(self, value: Any) -> Any:
        """Return the value as a pack holds it; RuleBroken names this field."""
        try:
            return _CHECKS[self.kind](self, value)
        except RuleBroken as broken:
            raise RuleBroken(f"{self.label}：{broken.message}", field=self.key) from broken


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of a set of rules; a decision keeps its name and version."""

    name: str
    kind: str
    version: str
    title: str
    valid_from: date
    valid_to: date | None
    issued_by: str
    doc_no: str
    data: Mapping[str, Any]
    fields: tuple[PackField, ...] = ()
    uid: str = ""  # of the office's own version; a shipped one has none

    @property
    def basis(self) -> str:
        """Name the pack the way steps and prints cite it."""
        source = f"，依据{self.issued_by}{self.doc_no}" if self.issued_by else ""
        return f"{self.title}（规则包 {self.name} 第 {self.version} 版{source}）"

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def value(self, key: str) -> Any:
        """Return a value by the way to it: `working_age.male_to`."""
        found: Any = self.data
        for part in key.split("."):
            found = found[int(part)] if part.isdigit() else found[part]
        return found

    def values(self) -> dict[str, Any]:
        """Return what an office may set, as it stands here."""
        return {field.key: self.value(field.key) for field in self.fields}

    def with_values(self, values: Mapping[str, Any]) -> Pack:
        """Copy the pack with other values; RuleBroken names the field that cannot be so."""
        data: dict[str, Any] = deepcopy(dict(self.data))
        for field in self.fields:
            if field.key not in values:
                continue
            *way, last = field.key.split(".")
            place: Any = data
            for part in way:
                place = place[int(part)] if part.isdigit() else place[part]
            place[int(last) if last.isdigit() else last] = field.checked(values[field.key])
        return replace(self, data=data)


@cache
def packs(kind: str) -> tuple[Pack, ...]:
    """Return all shipped packs of a kind, the oldest first; of those of one day the general one first."""
    found = [_read(path) for path in sorted(resource("rulepacks", kind).glob("*.toml"))]
    return tuple(sorted(found, key=lambda pack: pack.valid_from))


def load_pack(kind: str, name: str) -> Pack:
    """Return one shipped pack by its name."""
    return pack_named(packs(kind), name)


def pack_named(among: Sequence[Pack], name: str) -> Pack:
    for pack in among:
        if pack.name == name:
            return pack
    known = "、".join(pack.name for pack in among)
    raise RuleBroken(f"没有名为“{name}”的规则包，可用：{known}。", field="pack")


def pack_on(kind: str, on: date) -> Pack:
    """Return the shipped pack that applies on a day when no region chose another: the general one."""
    return general_on(packs(kind), on)


def general_on(among: Iterable[Pack], on: date) -> Pack:
    general = [pack for pack in among if pack.data.get("general", True)]
    return next((pack for pack in reversed(general) if pack.in_force(on)), general[0])


def pack_from(kind: str, raw: Mapping[str, Any]) -> Pack:
    """Make a pack of what its TOML says, or of what an office has stored; its settable values are checked."""
    data = dict(raw)
    pack = Pack(
        name=data.pop("name"),
        kind=kind,
        version=data.pop("version"),
        title=data.pop("title"),
        valid_from=data.pop("valid_from"),
        valid_to=data.pop("valid_to", None),
        issued_by=data.pop("issued_by", ""),
        doc_no=data.pop("doc_no", ""),
        fields=tuple(PackField(**field) for field in data.pop("fields", ())),
        data=data,
    )
    return pack.with_values(pack.values())


def _read(path: Path) -> Pack:
    with path.open("rb") as file:
        return pack_from(path.parent.name, tomllib.load(file))


def _comparator(_field: PackField, value: Any) -> str:
    plain = {"≤": "<=", "＜": "<", "<": "<", "<=": "<="}.get(str(value).strip())
    if plain is None:
        raise RuleBroken("只能选“低于”或“不超过”。")
    return plain


def _decimal(value: Any) -> Decimal:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise RuleBroken("请填写数字，例如 1.5。") from error
    if not number.is_finite() or len(number.as_tuple().digits) > 6:
        raise RuleBroken("请填写数字，例如 1.5。")
    return number


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _multiple(_field: PackField, value: Any) -> str:
    number = _decimal(value)
    if not 0 < number <= _LARGEST_MULTIPLE:
        raise RuleBroken(f"要大于 0，不超过 {_LARGEST_MULTIPLE} 倍。")
    return _plain(number)


def _ratio(_field: PackField, value: Any) -> str:
    number = _decimal(value)
    if not 0 < number <= 1:
        raise RuleBroken("要大于 0，不超过 1（例如 80% 写成 0.8）。")
    return _plain(number)


def _age(_field: PackField, value: Any) -> int:
    number = _decimal(value)
    if number != int(number) or not 0 <= number <= _OLDEST:
        raise RuleBroken("请填写周岁，0 至 100 的整数。")
    return int(number)


def _count(_field: PackField, value: Any) -> int:
    number = _decimal(value)
    if number != int(number) or not 1 <= number <= _LARGEST_COUNT:
        raise RuleBroken(f"请填写 1 至 {_LARGEST_COUNT} 的整数。")
    return int(number)


def _length(_field: PackField, value: Any) -> str:
    text = str(value).strip()
    if Length.parse(text).count < 0:
        raise RuleBroken("期间不能往前数。")
    return text


def _flag(_field: PackField, value: Any) -> bool:
    if not isinstance(value, bool):
        raise RuleBroken("请选择是或否。")
    return value


def _codes(field: PackField, value: Any) -> list[str]:
    codes = [str(code) for code in value]
    unknown = [code for code in codes if find_term(field.terms, code) is None]
    if unknown:
        raise RuleBroken(f"“{'、'.join(unknown)}”不在可选范围内。")
    return codes


_CHECKS: Final = {
    "comparator": _comparator,
    "multiple": _multiple,
    "ratio": _ratio,
    "age": _age,
    "count": _count,
    "length": _length,
    "flag": _flag,
    "codes": _codes,
}
