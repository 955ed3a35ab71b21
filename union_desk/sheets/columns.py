"""Which column of a list holds which of our fields: by its heading, by what stands in it, and by memory."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from union_desk.core.text import compact
from union_desk.sheets.grid import Value, is_filled, shown
from union_desk.sheets.layout import Table, plain_heading

_LOOKED_AT: Final = 60
_SURE: Final = 100.0
_CUTOFF: Final = 72.0
_LEAST: Final = 60.0
_SHARE: Final = 0.6
_WRONG: Final = 60.0

_IDENTITY: Final = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}|[0-9](\.[0-9]+)?E\+?1[4-8]")
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{7,8}")
_DAY: Final = re.compile(
    r"[0-9]{4}[-./年][0-9]{1,2}([-./月][0-9]{0,2}[日号]?)?|(19|20)[0-9]{6}|(19|20)[0-9]{4}"
)
_AMOUNT: Final = re.compile(r"[¥￥]?[0-9][0-9,]*(\.[0-9]+)?[万千]?元?")
_CREDIT: Final = re.compile(r"[0-9A-Z]{18}")
_PERSON: Final = re.compile(r"[\u3400-\u9fff·]{2,5}")
_FAMILY: Final = re.compile("家庭|家属|成员|配偶|子女|父母|亲属")
# What the cells of a column of such a kind look like.
_LOOKS: Final[Mapping[str, re.Pattern[str]]] = {
    "identity": _IDENTITY,
    "phone": _PHONE,
    "day": _DAY,
    "money": _AMOUNT,
    "credit_code": _CREDIT,
    "name": _PERSON,
}
# These are recognised by their content alone, under whatever heading.
_TELLING: Final = frozenset({"identity"})


@dataclass(frozen=True, slots=True)
class Field:
    """One of our fields, as a column may hold it."""

    name: str
    label: str
    kind: str = "text"  # text name identity phone card credit_code day money count yes_no code
    synonyms: tuple[str, ...] = ()
    lists: str = ""  # the terms list of a code
    required: bool = False
    group: str = ""
    """Words of the group heading above it, such as 家庭成员; a field of no group is not meant under them."""


def fingerprint(headings: Sequence[str]) -> str:
    """Return what tells the headings of a list again, whatever blanks and marks stand in them."""
    return hashlib.sha256("\n".join(map(plain_heading, headings)).encode()).hexdigest()[:16]


def knows_headings(fields: Sequence[Field]) -> Callable[[str], bool]:
    """Return a function that tells whether a plain heading is the name of one of these fields."""
    names = {plain_heading(word) for field in fields for word in (field.label, *field.synonyms)}
    names |= {"序号", "备注"}
    return names.__contains__


def suggest(
    table: Table, fields: Sequence[Field], remembered: Mapping[str, str] | None = None
) -> dict[int, str]:
    """Return the field of each column, counted from the list's first one; a column without one is left out.

    `remembered`: fields by plain heading, "" for a column that is not taken; it goes before every guess.
    """
    remembered = remembered or {}
    names = {field.name for field in fields}
    found: dict[int, str] = {}
    decided = set()
    for column, heading in enumerate(table.headings):
        kept = remembered.get(plain_heading(heading))
        if kept is not None and (not kept or kept in names):
            decided.add(column)
            if kept and kept not in found.values():
                found[column] = kept
    scores = [
        (score, column, field)
        for column, heading in enumerate(table.headings)
        if column not in decided
        for field in fields
        if (score := _score(heading, _looks(table, column), field)) >= _LEAST
    ]
    for _, column, field in sorted(scores, key=lambda each: (-each[0], each[1])):
        if column not in found and field.name not in found.values():
            found[column] = field.name
    return found


def _score(heading: str, looks: Mapping[str, float], field: Field) -> float:
    name = _name_score(heading, field)
    if field.kind in _TELLING and looks.get(field.kind, 0) >= _SHARE:
        name = max(name, _LEAST)
    if not name:
        return 0
    pattern = field.kind if field.kind in _LOOKS else ""
    if pattern and looks:
        share = looks.get(pattern, 0.0)
        if share >= _SHARE:
            name += 20 * share
        elif share < 1 - _SHARE and looks.get("filled", 0) >= 3 and field.kind != "name":
            name -= _WRONG if looks.get("identity", 0) >= _SHARE and field.kind != "identity" else 15
    return name


def _name_score(heading: str, field: Field) -> float:
    whole = plain_heading(heading.replace(" ", ""))
    last = plain_heading(heading.rpartition(" ")[2])
    group = plain_heading(heading.rpartition(" ")[0])
    words = [plain_heading(word) for word in (field.label, *field.synonyms)]
    if not whole:
        return 0
    if whole in words:
        return _SURE
    in_group = bool(group) and bool(field.group) and any(word in group for word in field.group.split())
    if group and not in_group and (field.group or _FAMILY.search(group)):
        # 姓名 under 家庭成员 is not the worker's own.
        return 0
    if last in words:
        if group:
            return _SURE - 2
        return _SURE
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded when a file is read

    near = process.extractOne(last, words, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
    if near:
        return float(near[1]) * 0.9
    if any(last.endswith(word) for word in words):
        return 68.0
    inside = [word for word in words if len(word) > 2 and (word in whole or (len(last) > 2 and last in word))]
    return 66.0 if inside else 0


def _looks(table: Table, column: int) -> dict[str, float]:
    """Return the share of a column's cells that look like each kind."""
    cells: list[Value] = [row.cells[column] for row in table.rows[:_LOOKED_AT]]
    texts = [compact(shown(cell)).upper().lstrip("'") for cell in cells if is_filled(cell)]
    if not texts:
        return {}
    shares = {
        kind: sum(1 for each in texts if pattern.fullmatch(each)) / len(texts)
        for kind, pattern in _LOOKS.items()
    }
    return {**shares, "filled": float(len(texts))}
