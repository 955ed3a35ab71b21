"""The code that an office begins with when nobody has given it one."""

from __future__ import annotations

import secrets
from typing import Final

from union_desk.store.pinyin import title_readings

_PROVISIONAL: Final = "L"
_INITIALS: Final = 3
_LENGTH: Final = 6
_LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ"


def first_code(office_word: str) -> str:
    """Make a provisional code of six letters: L (临), pinyin initials, and letters by chance.

    It also names the audience of the office's rows, and two offices of the same initials may meet one day.
    """
    readings = title_readings(office_word)
    syllables = readings[0] if readings else ()
    initials = "".join(syllable[:1] for syllable in syllables if syllable[:1].isalpha())
    letters = "".join(letter for letter in initials.upper() if letter.isascii())[:_INITIALS]
    begun = _PROVISIONAL + letters
    return begun + "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH - len(begun)))
