"""The number of a stored dispute as its office writes it."""

from __future__ import annotations

from collections.abc import Mapping

from union_desk.casework.case_numbers import plain_in, shown_in, word_in
from union_desk.casework.offices import Office
from union_desk.dispute.rules.numbers import DISPUTE_SERIES


def shown_number(number: str | None, office: str | None, offices: Mapping[str, Office]) -> str:
    """Write a case's number with the 案号字 of its office: 杭经开工调〔2026〕白杨第0012号; "" for none."""
    return shown_in(DISPUTE_SERIES, number, office, offices)


def case_word(office: Office | None, offices: Mapping[str, Office]) -> str:
    """Return an office's 案号字; a street without one writes that of its district."""
    return word_in(DISPUTE_SERIES, office, offices)


def plain_number(text: str, offices: Mapping[str, Office]) -> str:
    """Return the number as it is stored of one that was typed as its papers write it; any other as it is."""
    return plain_in(DISPUTE_SERIES, text, offices)
