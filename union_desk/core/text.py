"""Typed text made plain: full-width signs, blanks and invisible characters."""

from __future__ import annotations

import unicodedata


def half_width(text: str) -> str:
    """Return the text with full-width Latin letters, digits and signs made half-width; Han stays as it is."""
    return "".join(
        chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else " " if sign == "\u3000" else sign
        for sign in text
    )


def compact(text: str) -> str:
    """Return a number as typed or pasted without blanks, invisible characters and full-width forms."""
    return "".join(sign for sign in half_width(text) if unicodedata.category(sign)[0] not in "ZC")
