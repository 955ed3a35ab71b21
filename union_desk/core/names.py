"""Names of people: one spelling of the middle dot, rare characters welcome, only nonsense refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from union_desk.core.text import half_width

DOT: Final = "·"
_DOTS: Final = "·・•‧∙⋅●｡。．･ㆍ᛫"
_ALLOWED_SIGNS: Final = frozenset("·〇 -'’.")
SHORTEST: Final = 2
LONGEST: Final = 30


def normalise_name(text: str) -> str:
    """Return a name with one kind of middle dot, no stray blanks and no invisible or full-width signs."""
    plain = "".join(DOT if sign in _DOTS else sign for sign in text)
    plain = "".join(sign for sign in half_width(plain) if unicodedata.category(sign) not in {"Cc", "Cf"})
    plain = re.sub(r"\s+", " ", plain).strip()
    # 艾力.吐尔逊 is typed with a full stop; J. Smith keeps his.
    plain = re.sub(r"(?<=[^\x00-\x7f])\s?\.\s?(?=[^\x00-\x7f])", DOT, plain)
    plain = re.sub(rf"\s*{DOT}+\s*", DOT, plain).strip(DOT)
    # 王　芳: names of two characters are set with a blank in lists.
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", plain)


def name_problem(text: str) -> str | None:
    """Return what is wrong with a name as a sentence, or None; it need not be 2–4 Han characters."""
    name = normalise_name(text)
    if not name:
        return "请填写姓名。"
    strange = next((sign for sign in name if not _may_stand_in_a_name(sign)), None)
    if strange is not None:
        return _strange(strange)
    if not SHORTEST <= len(name) <= LONGEST:
        return f"姓名应为 {SHORTEST} 至 {LONGEST} 个字，现在是 {len(name)} 个字。"
    return None


def _may_stand_in_a_name(sign: str) -> bool:
    # Extensions B to H and what is still to come; Python's tables lag behind Unicode's.
    if 0x20000 <= ord(sign) <= 0x3FFFD:
        return True
    return sign in _ALLOWED_SIGNS or unicodedata.category(sign)[0] in "LM"


def _strange(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Co":
        return "姓名里有自造字，换一台电脑就看不到，请改用标准字库里的字。"
    if category[0] == "N":
        return f"姓名里有数字“{sign}”，请对照证件。"
    if category in {"So", "Sk", "Cn", "Cs"}:
        return "姓名里有表情或图形符号，请删去。"
    return f"姓名里有“{sign}”，备注请写在别处，姓名对照证件填写。"
