"""The short word of an office, which stands before its numbers: 白杨 of 白杨街道总工会."""

from __future__ import annotations

import re
from typing import Final

# 杭州市钱塘区 of 杭州市钱塘区白杨街道: kept where the place's own name would not be left behind it.
_HIGHER_PLACES: Final = re.compile(
    r"^(?:[^省市区县]{2,}(?:自治区|[省市区县]))+(?=[^省市区县]{2,}(?:街道|[镇乡市区县])$)"
)


def office_word(name: str) -> str:
    """Return an office's name without what every office is called; all of it where nothing else is left."""
    word = name.strip().removesuffix("总工会").removesuffix("工会")
    word = _HIGHER_PLACES.sub("", word).removesuffix("街道")
    return word or name.strip()
