"""The number of a case of legal aid as its papers write it: 钱塘工援〔2026〕白杨第0003号."""

from __future__ import annotations

from typing import Final

from union_desk.core.case_numbers import CaseSeries

AID_SERIES: Final = CaseSeries(mark="-F", word="工援", noun="援助")
