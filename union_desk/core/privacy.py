"""Masks: what of a name, number or address may be seen on the screen and in a public notice."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from union_desk.core.names import DOT, normalise_name
from union_desk.core.packs import Pack, load_pack
from union_desk.core.text import compact

Use = Literal["screen", "publicity"]

_STAR: Final = "*"


def mask_pack() -> Pack:
    """Return the rule pack of the masks."""
    return load_pack("privacy_masks", "standard")


def mask_name(name: str, use: Use = "screen", *, minor: bool = False) -> str:
    """Show a name in full on the screen, as 张*, 张*明 or 艾力·*** in a notice; a minor's never in full."""
    plain = normalise_name(name)
    if _rule(use, "name") == "full" and not minor:
        return plain
    if DOT in plain:
        first, rest = plain.split(DOT, 1)
        return first + DOT + re.sub(rf"[^{DOT}]", _STAR, rest)
    if len(plain) <= 2:
        return plain[:1] * (len(plain) - 1) + _STAR * bool(plain)
    return plain[0] + _STAR * (len(plain) - 2) + plain[-1]


def mask_id(number: str, use: Use = "screen") -> str:
    """Show the first six and last four of an identity number, less of a short one; nothing in a notice."""
    shown = _rule(use, "id")
    if not shown:
        return ""
    plain = compact(number).upper()
    if len(plain) < 7:
        return _hidden(plain)
    return _ends(plain, *shown) if len(plain) >= 15 else _ends(plain, 1, 2)


def mask_phone(number: str, use: Use = "screen") -> str:
    """Show 138****5678 or 0571-****5678, nothing in a notice."""
    shown = _rule(use, "phone")
    if not shown:
        return ""
    plain = compact(number)
    if mobile := re.fullmatch(r"(?:\+86|0086|86)?-?(1\d{2})-?(\d{4})-?(\d{4})", plain, re.ASCII):
        return _ends("".join(mobile.groups()), *shown)
    area = re.match(r"0\d{2,3}-(?=\d{7})", plain, re.ASCII)
    if area:
        return area[0] + _ends(plain[area.end() :], 0, shown[1])
    if len(plain) < 7:
        return _hidden(plain)
    return _ends(plain, *shown) if len(plain) >= 11 else _ends(plain, 0, shown[1])


def mask_card(number: str, use: Use = "screen") -> str:
    """Show `**** 4521`, nothing in a notice."""
    shown = _rule(use, "card")
    if not shown:
        return ""
    plain = compact(number).replace("-", "")
    return f"**** {plain[-shown[1] :]}" if len(plain) >= 8 else _hidden(plain)


def mask_address(address: str, use: Use = "screen") -> str:
    """Show an address down to its street or community, nothing in a notice."""
    if not _rule(use, "address"):
        return ""
    plain = address.strip()
    for word in ("社区", "村", "街道", "镇", "乡", "路"):
        cut = plain.rfind(word)
        if cut > 0:
            return plain[: cut + len(word)] + (_STAR * 3 if plain[cut + len(word) :] else "")
    return plain[: min(6, len(plain) // 3)] + _STAR * 3 if plain else ""


def _rule(use: Use, item: str) -> Any:
    return mask_pack().data[use][item]


def _ends(plain: str, first: int, last: int) -> str:
    return plain[:first] + _STAR * (len(plain) - first - last) + plain[len(plain) - last :]


def _hidden(plain: str) -> str:
    return _STAR * len(plain)
