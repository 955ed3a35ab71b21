"""Other persons of a case as 甲, 乙, 丙 for a copy that leaves the office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from union_desk.core.terms import terms

# What a form has in the place of a name, and names nobody.
_WORDS: Final = frozenset({"本人", "家属", "亲属", "邻居", "同事", "双方", "当事人", "委托代理人", "代理人"})
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_LISTS: Final = ("relation", "dispute_side", "dispute_party")
_ID: Final = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])", re.ASCII)
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)", re.ASCII)
_CARD: Final = re.compile(r"(?<!\d)\d{16,19}(?!\d)", re.ASCII)


def pseudonyms(names: Sequence[str], *, keep: Sequence[str] = ()) -> Mapping[str, str]:
    """Give each name a stem in the order of the case, the eleventh 甲2; those in `keep` stay as they are.

    So do 本人, 丈夫, 申请人 and the like, which stand where a form asks for a name.
    """
    nobody = {*keep, *_WORDS, *(each.label for name in _LISTS for each in terms(name))}
    given: dict[str, str] = {}
    for name in names:
        if name and name not in nobody and name not in given:
            turn, place = divmod(len(given), len(_STEMS))
            given[name] = _STEMS[place] + (str(turn + 1) if turn else "")
    return given


def without_others(text: str, given: Mapping[str, str]) -> str:
    """Write a text with the pseudonyms, and without identity, phone and card numbers.

    Longer names first: who is called 王芳 must not take the head of 王芳芳.
    """
    if given:
        found = "|".join(re.escape(name) for name in sorted(given, key=len, reverse=True))
        text = re.sub(found, lambda match: given[match[0]], text)
    for pattern in (_ID, _MOBILE, _CARD):
        text = pattern.sub("****", text)
    return text
