"""How a name may be typed in pinyin: surnames read as surnames, and both readings where people read both."""

from __future__ import annotations

import os
from functools import cache
from itertools import islice, product
from typing import Final

# More readings of one name than this are not worth their keys.
_MOST_READINGS: Final = 4

# Surnames that a dictionary reads as the common word; where people differ, both readings.
_SURNAMES: Final = {
    "万俟": ("mo qi",), "尉迟": ("yu chi",), "令狐": ("ling hu",), "长孙": ("zhang sun",),
    "澹台": ("tan tai",), "鲜于": ("xian yu",), "单于": ("chan yu",), "宰父": ("zai fu",),
    "尉": ("wei", "yu"), "单": ("shan",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",),
    "翟": ("zhai", "di"), "区": ("ou",), "覃": ("qin", "tan"), "缪": ("miao",),
    "乐": ("yue", "le"), "曾": ("zeng",), "盖": ("ge", "gai"), "朴": ("piao", "pu"),
    "洗": ("xian",), "牟": ("mou", "mu"), "隗": ("wei", "kui"), "宓": ("mi", "fu"),
    "员": ("yun",), "种": ("chong",), "繁": ("po",), "黑": ("he", "hei"), "薄": ("bo",),
    "卜": ("bu",), "召": ("shao",), "谌": ("chen", "shen"), "郗": ("xi", "chi"),
    "郄": ("qie", "xi"), "祭": ("zhai",), "秘": ("bi", "mi"), "能": ("nai",), "句": ("gou",),
    "柏": ("bai", "bo"), "隽": ("juan", "jun"), "炅": ("gui",), "莘": ("shen", "xin"),
    "番": ("pan",), "圈": ("juan",), "折": ("she", "zhe"), "都": ("du",), "佴": ("nai",),
    "乜": ("nie",), "长": ("chang",), "阚": ("kan",),
}  # fmt: skip

# Characters of other names that people read in more than one way.
_READ_TWICE: Final = {
    "乐": ("le", "yue"), "行": ("xing", "hang"), "长": ("chang", "zhang"),
    "重": ("chong", "zhong"), "朝": ("chao", "zhao"), "茜": ("xi", "qian"),
    "晟": ("sheng", "cheng"), "盛": ("sheng", "cheng"), "娜": ("na", "nuo"),
    "曾": ("zeng", "ceng"), "单": ("dan", "shan"), "柏": ("bai", "bo"),
    "莘": ("xin", "shen"), "朴": ("pu", "piao"), "隽": ("jun", "juan"),
    "莎": ("sha", "suo"), "传": ("chuan", "zhuan"), "调": ("diao", "tiao"),
    "藏": ("zang", "cang"), "参": ("shen", "can"), "识": ("shi", "zhi"), "勒": ("le",),
    "炅": ("jiong", "gui"), "翟": ("zhai", "di"), "降": ("jiang", "xiang"),
    "蔓": ("man", "wan"), "颉": ("jie", "xie"), "琢": ("zhuo",), "省": ("sheng", "xing"),
    "禅": ("chan", "shan"), "解": ("jie", "xie"), "校": ("xiao", "jiao"),
    "佛": ("fo", "fu"), "缪": ("miao", "mou"), "尉": ("wei", "yu"), "卜": ("bu", "bo"),
    "都": ("du",), "扎": ("zha", "za"), "厦": ("xia", "sha"),
}  # fmt: skip

Reading = tuple[str, ...]


def person_readings(name: str) -> list[Reading]:
    """Return the ways to read a person's name, a syllable for each character; the most likely first."""
    surname = _surname(name)
    return _readings([*surname, *_choices(name[len(surname) :])])


def title_readings(title: str) -> list[Reading]:
    """Return the ways to read the name of an employer or a union."""
    return _readings(_choices(title))


def _readings(choices: list[Reading]) -> list[Reading]:
    found = list(islice(product(*choices), _MOST_READINGS))
    # ü is typed as v or as u.
    typed = [tuple(syllable.replace("v", "u") for syllable in reading) for reading in found]
    return list(dict.fromkeys([*found, *typed]))


def _surname(name: str) -> list[Reading]:
    for length in (2, 1):
        if (known := _SURNAMES.get(name[:length])) and len(name) > length:
            return [tuple(dict.fromkeys(ways)) for ways in zip(*map(str.split, known), strict=True)]
    return []


def _choices(text: str) -> list[Reading]:
    return [_READ_TWICE.get(char) or (_syllable(char),) for char in text]


@cache
def _syllable(char: str) -> str:
    # Without its phrases the dictionary takes 13 MB and 0.03 s instead of 58 MB and 0.25 s.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loaded when the first key is made

    syllables = lazy_pinyin(char)
    return str(syllables[0]).lower() if syllables else ""
