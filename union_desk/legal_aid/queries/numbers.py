"""The number of a stored case of legal aid as its office writes it."""

from __future__ import annotations

from collections.abc import Mapping

from union_desk.casework.case_numbers import plain_in, shown_in
from union_desk.casework.offices import Office
from union_desk.legal_aid.rules.numbers import AID_SERIES


def shown_number(number: str | None, office: str | None, offices: Mapping[str, Office]) -> str:
    """Write a case's number with the 案号字 of its office: 钱塘工援〔2026〕白杨第0003号; "" for none."""
    return shown_in(AID_SERIES, number, office, offices)


def plain_number(text: str, offices: Mapping[str, Office]) -> str:
    """Return the number as it is stored of one that was typed as its papers write it; any other as it is."""
    return plain_in(AID_SERIES, text, offices)
