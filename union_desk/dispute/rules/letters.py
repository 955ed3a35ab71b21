"""Letters of the union's labour-law supervision, and the report of a major dispute (M25, M26)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken

OPINION: Final = "opinion"
SUGGESTION: Final = "suggestion"
# Within how many hours a major dispute is reported by phone and in writing: a custom, not the law.
PHONE_HOURS: Final = 2
WRITTEN_HOURS: Final = 24
_MOST_HOURS: Final = 24 * 7
_WORDS: Final = {OPINION: "监意", SUGGESTION: "监建"}
_NUMBER: Final = re.compile(r"〔(\d{4})〕.*?第(\d+)号")
_LEAST_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What has happened to a letter."""

    kind: str = OPINION
    issued_on: date | None = None
    received_on: date | None = None
    answered_on: date | None = None
    corrected: bool | None = None
    followed: bool = False  # a suggestion was made from it


def letter_state(facts: LetterFacts, due_on: date | None, today: date) -> str:
    """Return where a letter stands: a code of terms letter_state."""
    if facts.issued_on is None:
        return "draft"
    if facts.corrected:
        return "corrected"
    if facts.followed:
        return "suggested"
    if facts.answered_on is not None:
        return "uncorrected" if facts.corrected is False else "answered"
    if facts.received_on is None:
        return "issued"
    return "overdue" if due_on is not None and today > due_on else "waiting"


def check_followed(facts: LetterFacts, due_on: date | None, today: date) -> None:
    """Refuse a suggestion before the employer had its time to answer (浙江省监督条例 art 23)."""
    if facts.kind != OPINION:
        raise RuleBroken("建议书要从意见书提出，请选择一份意见书。")
    if facts.followed:
        raise RuleBroken("这份意见书已经提出建议书，请打开那一份。")
    if facts.issued_on is None or facts.received_on is None or due_on is None:
        raise RuleBroken("意见书还没有送达，单位没有收到就不能提建议书；请先登记收到日期。")
    if facts.corrected:
        raise RuleBroken("单位已经改正，不需要提建议书。")
    if facts.answered_on is not None and facts.corrected is None:
        raise RuleBroken("单位已经答复，请先登记是否改正。", field="corrected")
    if facts.answered_on is None and today <= due_on:
        raise RuleBroken(f"单位的答复期限到{day_text(due_on)}，期满没有答复再提建议书。")


def letter_number(kind: str, case_word: str, place: str, on: date, known: Iterable[str]) -> str:
    """Return the next number of an office's letters of a kind and year: 钱塘工监意〔2026〕白杨第0003号."""
    word = case_word.removesuffix("调") + _WORDS[kind]
    last = 0
    for number in known:
        match = _NUMBER.search(number)
        if match is not None and int(match[1]) == on.year:
            last = max(last, int(match[2]))
    return f"{word}〔{on.year}〕{place}第{last + 1:0{_LEAST_DIGITS}d}号"


@dataclass(frozen=True, slots=True)
class ReportHours:
    """Within how many hours of the event a major dispute is reported."""

    phone: int = PHONE_HOURS
    written: int = WRITTEN_HOURS

    def by_phone(self, happened_at: datetime) -> datetime:
        return happened_at + timedelta(hours=self.phone)

    def in_writing(self, happened_at: datetime) -> datetime:
        return happened_at + timedelta(hours=self.written)


def checked_hours(hours: ReportHours) -> ReportHours:
    """Refuse hours that cannot be meant."""
    for field, label in (("phone", "电话报告"), ("written", "书面报告")):
        if not 1 <= getattr(hours, field) <= _MOST_HOURS:
            raise RuleBroken(f"{label}的时限应在 1 至 {_MOST_HOURS} 小时之间。", field=field)
    if hours.written < hours.phone:
        raise RuleBroken("书面报告的时限不能短于电话报告。", field="written")
    return hours
