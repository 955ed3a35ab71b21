"""Text as it may be stored: what a broken paste brings along is left out."""

from __future__ import annotations

import unicodedata
from typing import Final

_KEPT_CONTROLS: Final = "\n\t"
_PLANE: Final = 0x10000
_LAST_TWO: Final = 0xFFFE


def storable(text: str) -> str:
    """Return the text without control characters, halves of characters and code points that are none.

    Line breaks and tabs stay. What is left out has no shape on screen or paper, and half a character (a lone
    surrogate) could not even be written to the store.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if _has_shape(sign))


def _has_shape(sign: str) -> bool:
    if sign in _KEPT_CONTROLS:
        return True
    return unicodedata.category(sign) not in {"Cc", "Cs"} and ord(sign) % _PLANE < _LAST_TWO
