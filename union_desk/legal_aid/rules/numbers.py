"""The numbers of a case of legal aid, 钱塘工援〔2026〕白杨第0003号, and of its papers."""

from __future__ import annotations

from typing import Final

from union_desk.core.case_numbers import CaseSeries

AID_SERIES: Final = CaseSeries(mark="-F", word="工援", noun="援助")
DECISION: Final = "决"
ASSIGNMENT: Final = "指"
LETTER: Final = "函"
TERMINATION: Final = "终"
_YEAR: Final = "〔"
_END: Final = "号"


def paper_number(shown: str, word: str, turn: int = 1) -> str:
    """Return the number of a paper of a case that has none of its own: 钱塘工援指字〔2026〕白杨第0003号.

    It is that of the case, so no two cases share one; a further paper of the kind (`turn`) ends in -2号. A
    case without an official number has none.
    """
    head, year, rest = shown.partition(_YEAR)
    if not year:
        return ""
    number = f"{head}{word}字{year}{rest}"
    return number if turn < 2 else f"{number.removesuffix(_END)}-{turn}{_END}"
