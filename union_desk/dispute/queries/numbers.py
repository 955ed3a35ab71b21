"""The number of a stored case as its office writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from union_desk.casework.offices import Office
from union_desk.dispute.rules.numbers import case_number, case_number_read, case_number_shown

_WORD_ENDS: Final = "工调"


def shown_number(number: str | None, office: str | None, offices: Mapping[str, Office]) -> str:
    """Write a case's number with the 案号字 of its office: 杭经开工调〔2026〕白杨第0012号; "" for none."""
    held = offices.get(office or "")
    place = held.short_name if held else office or ""
    return case_number_shown(number, case_word(held, offices), place) if number else ""


def case_word(office: Office | None, offices: Mapping[str, Office]) -> str:
    """Return an office's 案号字; a street without one writes that of its district."""
    if office is None:
        return _WORD_ENDS
    above = offices.get(office.parent_code)
    if word := office.case_word or (above.case_word if above else ""):
        return word
    place = (above or office).short_name.removesuffix("区").removesuffix("县")
    return f"{place}{_WORD_ENDS}"


def plain_number(text: str, offices: Mapping[str, Office]) -> str:
    """Return the number as it is stored of one that was typed as its papers write it; any other as it is."""
    read = case_number_read(text)
    if read is None:
        return text
    for office in offices.values():
        if office.short_name and read.place.endswith(office.short_name):
            return case_number(office.prefix, read)
    return text if read.year is not None or read.place else case_number("", read)
