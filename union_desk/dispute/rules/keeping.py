"""How long the volume of a dispute is kept: longer than the model of arbitration files asks (E5)."""

from __future__ import annotations

from typing import Final

YEARS: Final = 10
YEARS_COLLECTIVE: Final = 30
WHY_KEPT: Final = "结案之日起保管，一般案件 10 年，集体争议 30 年"


def kept_years(*, collective: bool) -> int:
    return YEARS_COLLECTIVE if collective else YEARS
