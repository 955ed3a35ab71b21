"""The short word of an office, which stands before its numbers: 白杨 of 白杨街道总工会."""

from __future__ import annotations

from typing import Final

_ENDINGS: Final = ("总工会", "工会", "街道")


def office_word(name: str) -> str:
    """Return an office's name without what every office is called; all of it where nothing else is left."""
    word = name.strip()
    for ending in _ENDINGS:
        word = word.removesuffix(ending)
    return word or name.strip()
