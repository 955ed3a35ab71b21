"""The number of a case as its papers write it: 杭经开工调〔2026〕白杨第0012号."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SHOWN: Final = re.compile(r"[〔\[(](\d{4})[〕\])](.*?)第?0*(\d+)号?")
# As a list shows it: 白杨-2026-0012. A hardship file has five digits there.
_LISTED: Final = re.compile(r"([^\x00-\x7f]+)-(\d{4})-(\d{4})")
_ORDER: Final = re.compile(r"(\D*)第0*(\d+)号?")
# What stands before the year on a paper of a case: 钱塘工援决字〔2026〕白杨第0003号.
_PAPER: Final = re.compile(r"[决指函终]字$")
_LEAST_DIGITS: Final = 4
# How the 案号字 of each kind of case ends, that of disputes first: 调解, 援助.
_ENDS: Final = "调援"


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it stands on a paper, in its parts."""

    year: int | None  # None where only the end of it was typed: 白杨第0012号
    place: str
    order: int
    word: str = ""  # 钱塘工援, where it was typed


@dataclass(frozen=True, slots=True)
class CaseSeries:
    """A kind of case with numbers of its own.

    The mark stands between the office's code and the year, so that no case has the number of a file or of
    another kind: BY-T-2026-00012 is a dispute, BY-F-2026-00003 one of legal aid.
    """

    mark: str  # -T
    word: str  # 工调: the end of the 案号字
    noun: str  # 调解: what a temporary number says

    def shown(self, number: str, case_word: str, place: str) -> str:
        """Write a number with the office's 案号字 and its own word; a temporary one says so."""
        match = self._official(number)
        if match is not None:
            return f"{case_word}〔{match[1]}〕{place}第{int(match[2]):0{_LEAST_DIGITS}d}号"
        _, _, rest = number.partition(f"{self.mark}-")
        return f"临时 {place}{self.noun}-{rest}" if rest else number

    def short(self, number: str) -> str:
        """Return a number with the digits that its papers have: BY-T-2026-0012; "" for a temporary one."""
        match = self._official(number)
        if match is None:
            return ""
        return f"{number[: match.start(2)]}{int(match[2]):0{_LEAST_DIGITS}d}"

    def listed(self, shown: str) -> str:
        """Shorten a number for a list: 下沙-2026-0012, 临 白杨-1123-007."""
        written = number_read(shown)
        if written is not None:
            return f"{written.place}-{written.year}-{written.order:04d}"
        place, day, order = shown.removeprefix("临时 ").rsplit("-", 2)
        return f"临 {place.removesuffix(self.noun)}-{day[4:]}-{order}"

    def stored(self, prefix: str, written: WrittenNumber) -> str:
        """Return the number as it is stored, as far as it is known: BY-T-2026-00012."""
        order = f"{written.order:05d}"
        return order if written.year is None else f"{prefix}{self.mark}-{written.year}-{order}"

    def may_be(self, written: WrittenNumber) -> bool:
        """Tell whether a number that was read may be one of this kind, by the end of its 案号字."""
        others = {each for each in _ENDS if each != self.word[-1]}
        return written.word[-1:] not in others

    def word_after(self, case_word: str) -> str:
        """Return the 案号字 of this kind of case for an office whose disputes have `case_word`."""
        disputes, own = _ENDS[0], self.word[-1]
        if own == disputes:
            return case_word
        return f"{case_word.removesuffix(disputes).removesuffix(own)}{own}"

    def _official(self, number: str) -> re.Match[str] | None:
        return re.fullmatch(rf"[A-Z]{{2,6}}{self.mark}-(\d{{4}})-(\d{{5,}})", number)


def number_read(text: str) -> WrittenNumber | None:
    """Read a number as it stands on a paper, its own number too; None for any other text."""
    plain = "".join(text.split())
    if match := _SHOWN.search(plain):
        word = _PAPER.sub("", plain[: match.start()])
        return WrittenNumber(int(match[1]), match[2], int(match[3]), word)
    if match := _LISTED.fullmatch(plain):
        return WrittenNumber(int(match[2]), match[1], int(match[3]))
    if match := _ORDER.fullmatch(plain):
        return WrittenNumber(None, match[1], int(match[2]))
    return None
