"""The number of a dispute as its papers write it: 杭经开工调〔2026〕白杨第0012号."""

from __future__ import annotations

from typing import Final

from union_desk.core.case_numbers import CaseSeries, WrittenNumber, number_read

DISPUTE_SERIES: Final = CaseSeries(mark="-T", word="工调", noun="调解")

short_number = DISPUTE_SERIES.short


def case_number_read(text: str) -> WrittenNumber | None:
    """Read a number as it stands on a paper; None for any other text."""
    return number_read(text)
