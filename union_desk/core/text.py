"""Typed text made plain: full-width signs, blanks, and what a broken paste brings along."""

from __future__ import annotations

import unicodedata
from typing import Final

_KEPT_CONTROLS: Final = "\n\t"
_PLANE: Final = 0x10000
_LAST_TWO: Final = 0xFFFE


def half_width(text: str) -> str:
    """Return the text with full-width Latin letters, digits and signs made half-width; Han stays as it is."""
    if text.isascii():
        return text
    return "".join(
        chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else " " if sign == "\u3000" else sign
        for sign in text
    )


def compact(text: str) -> str:
    """Return a number as typed or pasted without blanks, invisible characters and full-width forms."""
    return "".join(sign for sign in half_width(text) if unicodedata.category(sign)[0] not in "ZC")


def storable(text: str) -> str:
    """Return the text without control characters, halves of characters and code points that are none.

    Line breaks and tabs stay. What is left out has no shape on screen or paper, and half a character (a lone
    surrogate) could not even be written to the store.
    """
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if _has_shape(sign))


def _has_shape(sign: str) -> bool:
    if sign in _KEPT_CONTROLS:
        return True
    return unicodedata.category(sign) not in {"Cc", "Cs"} and ord(sign) % _PLANE < _LAST_TWO
