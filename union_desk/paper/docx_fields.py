"""The names of fields as an office writes them into its table: {{姓名}}, {{家庭成员.姓名}}, {{姓名|30}}."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.paper.sheet import Field, Form, Kind
from union_desk.paper.slots import words

FIELD: Final = re.compile(r"[{｛]{2}([^{}｛｝]*)[}｝]{2}")
BRACE: Final = re.compile(r"[{｛]{2}|[}｝]{2}")
_ROW: Final = re.compile(r"^(.+?)(\d{0,2})[.．。·](.+)$")
_BOXES: Final = re.compile(r"^(\d{1,2})格$")
_WIDTH: Final = re.compile(r"^(\d{1,3}(?:\.\d+)?)(mm|毫米)?$")
_ALIKE: Final = 0.5


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field as an office can write it, with what it means."""

    name: str  # name, or rows.column
    shown: str  # 姓名, or 家庭成员.姓名
    kind: Kind
    example: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What one {{…}} asks for; `item` 0 is counted on by who reads the table."""

    name: str
    item: int | None = None
    width: float = 0.0
    boxes: int = 0
    option: str = ""
    rest: str = ""


def names_of(form: Form) -> tuple[FieldName, ...]:
    """Return the fields that a table in the place of this form may have, in the order of the form."""
    return tuple(_names(form))


def _names(form: Form) -> Iterator[FieldName]:
    for name, declared in form.fields.items():
        if name in _coded(form):
            continue
        if not declared.columns:
            yield _name(name, declared.label, declared, declared.sample)
            continue
        sample = declared.sample
        first = sample[0] if isinstance(sample, list) and sample else {}
        for key, column in declared.columns.items():
            shown = f"{declared.label}.{column.label}"
            yield _name(f"{name}.{key}", shown, column, first.get(key))


def _name(name: str, shown: str, declared: Field, sample: object) -> FieldName:
    options = tuple(option.label for option in declared.options)
    return FieldName(name, shown, declared.kind, _example(declared, sample), options)


def _example(declared: Field, sample: object) -> str:
    if declared.kind.ticked:
        return " ".join(f"□{option.label}" for option in declared.options)
    if declared.kind is Kind.LONGDAY and sample is None:
        sample = date(2018, 5, 8)
    return words(declared.kind, sample)


def _coded(form: Form) -> frozenset[str]:
    """Return the fields of the QR code, which the program prints by itself."""
    codes = [page.code for page in form.pages if page.code is not None]
    return frozenset(name for code in codes for name in code.names() if name == "code")


def asked(text: str, form: Form) -> Asked:
    """Read what stands between the braces; RuleBroken names what is not known, and what may be meant."""
    name, _bar, how = text.partition("|") if "|" in text else text.partition("｜")
    plain = _plain(name)
    if not plain:
        raise RuleBroken("花括号里没有字段名，例如应写 {{姓名}}。")
    known = {_plain(each.shown): each for each in names_of(form)}
    item: int | None = None
    row = _ROW.match(plain)
    found = known.get(plain)
    if found is None and row is not None:
        found = known.get(f"{row[1]}.{row[3]}")
        item = int(row[2]) - 1 if row[2] and int(row[2]) else None
    if found is None:
        raise RuleBroken(_unknown(name.strip(), plain, known))
    return _how(found, item, how.strip())


def _how(found: FieldName, item: int | None, how: str) -> Asked:
    plain = _plain(how)
    if not plain:
        return Asked(found.name, item)
    if found.options:
        if plain not in map(_plain, found.options):
            raise RuleBroken(f"“{found.shown}”没有“{how}”这一项，可用：{'、'.join(found.options)}。")
        return Asked(found.name, item, option=how)
    boxes, width = _BOXES.match(plain), _WIDTH.match(plain)
    if boxes is not None:
        return Asked(found.name, item, boxes=max(2, int(boxes[1])))
    if width is not None:
        return Asked(found.name, item, width=max(3.0, float(width[1])))
    if "." in found.name and len(how) <= 10:
        return Asked(found.name, item, rest=how)
    raise RuleBroken(f"“{how}”看不懂：竖线后面可以写宽度（毫米），例如 {{{{{found.shown}|30}}}}。")


def _unknown(name: str, plain: str, known: dict[str, FieldName]) -> str:
    near = difflib.get_close_matches(plain, known, n=2, cutoff=_ALIKE)
    near += [each for each in known if each not in near and (plain in each or each in plain)]
    hint = f"，是不是{'、'.join(f'“{known[each].shown}”' for each in near[:3])}" if near else ""
    return f"没有名为“{name}”的字段{hint}？" if near else f"没有名为“{name}”的字段，请对照字段表改正。"


def _plain(text: str) -> str:
    """Spaces and the width of brackets do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("。", ".").replace("·", ".")
