"""A recovery key that can be printed, read aloud and typed again, with a check character in each group."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from union_desk.core.errors import RuleBroken

# Without I, L, O and U: nothing in it can be taken for something else.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("ILO", "110")
_GROUPS: Final = 8
_DATA: Final = 4


def new_key() -> str:
    """Make a key of 160 random bits: eight groups of four letters and a check character."""
    letters = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _DATA)]
    groups = ("".join(letters[start : start + _DATA]) for start in range(0, len(letters), _DATA))
    return "-".join(group + _check(group, place) for place, group in enumerate(groups))


def read_key(typed: str) -> bytes:
    """Return the letters of a typed key as bytes, or say which group is wrong."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    letters = "".join(char for char in text if char in _LETTERS)
    size = _DATA + 1
    if len(letters) != _GROUPS * size:
        raise RuleBroken(
            f"恢复密钥共 {_GROUPS} 组、每组 {size} 个字符，现在是 {len(letters)} 个字符。", field="key"
        )
    groups = [letters[start : start + size] for start in range(0, len(letters), size)]
    for place, group in enumerate(groups):
        if _check(group[:_DATA], place) != group[_DATA]:
            raise RuleBroken(f"恢复密钥第 {place + 1} 组“{group}”有错，请核对。", field="key")
    return "".join(group[:_DATA] for group in groups).encode()


def _check(group: str, place: int) -> str:
    """Return the check character: a polynomial over GF(32) misses no wrong letter and no exchange."""
    total = place + 1
    for letter in group:
        total = _doubled(total) ^ _LETTERS.index(letter)
    return _LETTERS[_doubled(total)]


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
