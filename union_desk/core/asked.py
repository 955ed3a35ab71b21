"""Requests in JSON: what each field may hold, read with a Chinese sentence for whatever does not fit."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, Protocol, TypeVar

from union_desk.core.dates import parse_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import LARGEST_FEN
from union_desk.core.terms import find_code, terms

JsonSchema = dict[str, Any]
_META: Final = "form"
_KEY: Final = "key"
_AMOUNT: Final = r"-?[0-9]{1,17}(\.[0-9]{1,2})?"

T = TypeVar("T")


class Form(Protocol):
    """What a field may hold: reads a JSON value or refuses it at its path, and describes itself."""

    def read(self, value: object, path: str) -> Any: ...

    def schema(self) -> JsonSchema: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text, perhaps made into something by `into`, which may refuse it."""

    into: Callable[[str], Any] = str
    example: str = ""

    def read(self, value: object, path: str) -> Any:
        if not isinstance(value, str):
            raise RuleBroken(f"“{path}”应为文字{_example(self.example)}。", field=path)
        try:
            return self.into(value)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, field=path) from None

    def schema(self) -> JsonSchema:
        return {"type": "string"} | ({"examples": [self.example]} if self.example else {})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; `spellings` maps what else is understood to them."""

    words: tuple[str, ...]
    spellings: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def read(self, value: object, path: str) -> str:
        if isinstance(value, str):
            word = self.spellings.get(value, value)
            if word in self.words:
                return word
        raise RuleBroken(f"“{path}”只能是 {'、'.join(self.words)} 之一。", field=path)

    def schema(self) -> JsonSchema:
        return {"enum": [*self.words, *self.spellings]}


@dataclass(frozen=True, slots=True)
class Code:
    """A code of one of some lists of terms, or its Chinese label; read as (list, code)."""

    lists: tuple[str, ...]

    def read(self, value: object, path: str) -> tuple[str, str]:
        if isinstance(value, str):
            for name in self.lists:
                code = find_code(name, value)
                if code:
                    return name, code
        known = {term.code: term.label for name in reversed(self.lists) for term in terms(name)}
        listed = "、".join(f"{code}（{label}）" for code, label in known.items())
        raise RuleBroken(f"“{path}”只能是 {listed} 之一。", field=path)

    def schema(self) -> JsonSchema:
        known = [term for name in self.lists for term in terms(name, hidden=True)]
        words = dict.fromkeys([*(term.code for term in known), *(term.label for term in known)])
        return {"enum": list(words)}


@dataclass(frozen=True, slots=True)
class Amount:
    """Yuan as a string of at most two decimals; read as fen."""

    negative: bool = False

    def read(self, value: object, path: str) -> int:
        if not isinstance(value, str) or re.fullmatch(_AMOUNT, value, re.ASCII) is None:
            raise RuleBroken(f'“{path}”应为以元为单位、最多两位小数的字符串，例如 "1409.50"。', field=path)
        fen = Fraction(value) * 100
        if abs(fen) > LARGEST_FEN:
            raise RuleBroken("金额太大，请核对有没有多写几位。", field=path)
        if fen < 0 and not self.negative:
            raise RuleBroken("金额不能是负数。", field=path)
        return int(fen)

    def schema(self) -> JsonSchema:
        pattern = _AMOUNT if self.negative else _AMOUNT.removeprefix("-?")
        return {"type": "string", "pattern": f"^{pattern}$", "examples": ["1409.50"]}


@dataclass(frozen=True, slots=True)
class Ratio:
    """A positive decimal number, as a string or a JSON number; read exactly."""

    def read(self, value: object, path: str) -> Fraction:
        text = value if isinstance(value, str) else str(value)
        plain = not isinstance(value, bool) and re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text, re.ASCII)
        if not plain or not Fraction(text):
            raise RuleBroken(f'“{path}”应为大于 0 的数，例如 "1.5"。', field=path)
        return Fraction(text)

    def schema(self) -> JsonSchema:
        decimal = {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,9})?$", "examples": ["1.5"]}
        return {"anyOf": [decimal, {"type": "number", "exclusiveMinimum": 0}]}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number from 0."""

    def read(self, value: object, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**9:
            raise RuleBroken(f"“{path}”应为不小于 0 的整数。", field=path)
        return value

    def schema(self) -> JsonSchema:
        return {"type": "integer", "minimum": 0, "maximum": 10**9}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A decimal number from 0 of at most two decimals (hours, days, months); read exactly."""

    most: int = 10**6
    whole: bool = False

    def read(self, value: object, path: str) -> Fraction:
        text = value if isinstance(value, str) else str(value)
        plain = not isinstance(value, bool) and re.fullmatch(self._pattern, text, re.ASCII)
        if not plain or Fraction(text) > self.most:
            of = "整数" if self.whole else "数，最多两位小数"
            raise RuleBroken(f"“{path}”应为 0 到 {self.most} 的{of}。", field=path)
        return Fraction(text)

    def schema(self) -> JsonSchema:
        decimal = {"type": "string", "pattern": f"^{self._pattern}$", "examples": ["2"]}
        number = {"type": "integer" if self.whole else "number", "minimum": 0, "maximum": self.most}
        return {"anyOf": [decimal, number]}

    @property
    def _pattern(self) -> str:
        return r"[0-9]{1,7}" if self.whole else r"[0-9]{1,7}(\.[0-9]{1,2})?"


@dataclass(frozen=True, slots=True)
class Each:
    """A list of values of one form."""

    of: Form
    most: int = 1000

    def read(self, value: object, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise RuleBroken(f"“{path}”应为列表。", field=path)
        if len(value) > self.most:
            raise RuleBroken(f"“{path}”最多 {self.most} 项。", field=path)
        return tuple(self.of.read(item, f"{path}.{index}") for index, item in enumerate(value))

    def schema(self) -> JsonSchema:
        return {"type": "array", "items": self.of.schema(), "maxItems": self.most}


@dataclass(frozen=True, slots=True)
class OrNull:
    """A value that must be given, and may be null: null says something of its own."""

    of: Form

    def read(self, value: object, path: str) -> Any:
        return None if value is None else self.of.read(value, path)

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.of.schema(), {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Day:
    """An ISO date."""

    def read(self, value: object, path: str) -> date:
        if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) is None:
            raise RuleBroken(f'“{path}”应为日期，例如 "2026-11-23"。', field=path)
        return parse_day(value, date.min, field=path)

    def schema(self) -> JsonSchema:
        return {"type": "string", "format": "date", "examples": ["2026-11-23"]}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def read(self, value: object, path: str) -> bool:
        if not isinstance(value, bool):
            raise RuleBroken(f"“{path}”应为 true 或 false。", field=path)
        return value

    def schema(self) -> JsonSchema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Many:
    """A list of objects, each read as one dataclass."""

    of: type[Any]

    def read(self, value: object, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise RuleBroken(f"“{path}”应为列表。", field=path)
        return tuple(read_object(self.of, item, f"{path}.{index}") for index, item in enumerate(value))

    def schema(self) -> JsonSchema:
        return {"type": "array", "items": object_schema(self.of)}


def asked(form: Form, *, key: str = "", **default: Any) -> Any:
    """Return a dataclass field that a request asks for; a default makes it optional.

    `key` is its name in JSON where that is no name in Python: `from`.
    """
    return dataclasses.field(metadata={_META: form, _KEY: key}, **default)


def read_object(of: type[T], value: object, path: str = "") -> T:
    """Read a JSON object as a dataclass whose fields were declared with `asked`; unknown keys are refused."""
    if not isinstance(value, dict):
        raise RuleBroken(f"“{path}”应为对象。" if path else "请求应为 JSON 对象。", field=path)
    forms = {_key_of(field): field for field in dataclasses.fields(of)}  # type: ignore[arg-type]
    prefix = f"{path}." if path else ""
    unknown = next((key for key in value if key not in forms), None)
    if unknown is not None:
        raise RuleBroken(f"没有“{unknown}”这一项，可用：{'、'.join(forms)}。", field=prefix + unknown)
    read: dict[str, Any] = {}
    for name, field in forms.items():
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if name in value and not (optional and value[name] is None):
            read[field.name] = field.metadata[_META].read(value[name], prefix + name)
        elif not optional:
            raise RuleBroken(f"请填写“{prefix}{name}”。", field=prefix + name)
    return of(**read)


def object_schema(of: type[Any], **constants: str) -> JsonSchema:
    """Describe a dataclass of `asked` fields as a JSON schema; constants are keys with one value."""
    properties: JsonSchema = {name: {"const": value} for name, value in constants.items()}
    required = list(constants)
    for field in dataclasses.fields(of):
        described = field.metadata[_META].schema()
        if field.default is MISSING and field.default_factory is MISSING:
            required.append(_key_of(field))
        else:
            described = {"anyOf": [described, {"type": "null"}]}
        properties[_key_of(field)] = described
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _key_of(field: dataclasses.Field[Any]) -> str:
    return field.metadata[_KEY] or field.name


def _example(example: str) -> str:
    return f"，例如 {example}" if example else ""
