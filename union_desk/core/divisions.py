"""Names of the administrative divisions of GB/T 2260; abolished codes stay known."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from stdnum import numdb

from union_desk.core.resources import resource
from union_desk.core.text import compact

# Made since the table of python-stdnum was drawn up.
SINCE: Final[Mapping[str, str]] = {
    "330113": "临平区",
    "330114": "钱塘区",
    "350404": "三元区",
    "350405": "沙县区",
    "410307": "偃师区",
    "410308": "孟津区",
}
# Never given to a division: the persons of the demo and of the samples bear it, and it says what they are.
_SAMPLE: Final[Mapping[str, str]] = {"330199": "示例区"}
# First digits of residence permits (国务院令第682号 and GB 11643), which stand where a province would.
_REGIONS: Final[Mapping[str, str]] = {"71": "台湾省", "81": "香港", "82": "澳门", "83": "台湾"}
_NO_NAMES: Final = re.compile(r"市辖区|县|.*直辖县级行政(区划|单位)")


@cache
def division_name(code: str) -> str | None:
    """Return the full name of a code, such as 浙江省杭州市江干区, or None when it was never given."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return None
    if code.startswith(("81", "82", "83")):
        return _REGIONS[code[:2]] if code.endswith("0000") else None
    if code[:2] == "71":
        return _REGIONS["71"]
    names: list[str] = []
    for part in (code[:2] + "0000", code[:4] + "00", code):
        name = _own_name(part)
        if name is None and part == code:
            return None
        if name and name not in names and not _NO_NAMES.fullmatch(name):
            names.append(name)
    return "".join(names)


def _own_name(code: str) -> str | None:
    """Return the latest name that a code bore: `[1983-1984]镇明区,[1985-]…` lists them by years."""
    if own := SINCE.get(code) or _SAMPLE.get(code):
        return own
    found: dict[str, str] = {}
    for _, properties in numdb.get("cn/loc").info(code):
        found |= properties
    if code.endswith("0000"):
        return found.get("province")
    return found["county"].split(",")[-1].split("]")[-1] if "county" in found else None


@dataclass(frozen=True, slots=True)
class Division:
    """A division that exists today: 330114 浙江省杭州市钱塘区, its own part 钱塘区, initials of both."""

    code: str
    name: str
    own: str
    initials: str
    own_initials: str


@cache
def divisions() -> tuple[Division, ...]:
    """Return the divisions that exist today, by code."""
    with resource("divisions", "divisions.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["code"], row["name"], row["initials"]) for row in csv.DictReader(file)]
    names = {code: name for code, name, _initials in rows}
    found = []
    for code, name, initials in rows:
        above = names.get(f"{code[:2]}0000" if code.endswith("00") else f"{code[:4]}00", "")
        own = name.removeprefix(above) or name
        found.append(Division(code, name, own, initials, initials[-len(own) :]))
    return tuple(found)


def find_divisions(text: str, most: int, *, near: str = "") -> Sequence[Division]:
    """Find by code, characters or pinyin initials; a division's own name counts before those above it.

    `near` is the beginning of the codes that come first, such as 33 where one is in 浙江.
    """
    wanted = compact(text).lower()
    if not wanted:
        return ()
    ranked = [(_rank(each, wanted), not each.code.startswith(near), each.code, each) for each in divisions()]
    return [each for rank, _far, _code, each in sorted(ranked, key=lambda one: one[:3]) if rank < 5][:most]


def _rank(division: Division, wanted: str) -> int:
    if wanted.isdigit():
        return 0 if division.code.startswith(wanted) else 5
    if wanted in (division.own, division.own_initials):
        return 0
    if division.own.startswith(wanted) or division.own_initials.startswith(wanted):
        return 1
    if wanted in division.own:
        return 2
    if wanted in division.name:
        return 3
    return 4 if wanted in division.initials else 5
