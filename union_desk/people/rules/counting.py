"""Which of the sums that one person's records show are counted, so that each is counted once (C5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from union_desk.core.money import format_fen
from union_desk.people.stories import Chapter, Counting, Sum, Total, Way

WAY_WORDS: Final[Mapping[Way, str]] = {Way.GIVEN: "帮扶给付", Way.RECOVERED: "挽回款项"}
_COUNTS: Final[Mapping[Way, str]] = {Way.GIVEN: "计入帮扶", Way.RECOVERED: "计入挽回"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sum of a record with how it counts, and why in words."""

    sum: Sum
    counting: Counting
    why: str


def judged(chapters: Sequence[Chapter]) -> dict[str, tuple[Judged, ...]]:
    """Say of every sum of each record whether it counts.

    A sum that another record counts is 并计 only where that record is one of the same person's: else nobody
    would count it. A sum that two records show is the first one's.
    """
    titles = {chapter.dealing.uid: chapter.dealing.title for chapter in chapters}
    seen: set[str] = set()
    found: dict[str, tuple[Judged, ...]] = {}
    for chapter in chapters:
        told = []
        for each in chapter.sums:
            told.append(_judged(each, titles, is_new=each.uid not in seen))
            seen.add(each.uid)
        found[chapter.dealing.uid] = (*found.get(chapter.dealing.uid, ()), *told)
    return found


def total(sums: Sequence[Judged], counting: Counting, way: Way | None = None) -> Total:
    """Add up the sums that count so; goods and services add a line and no money."""
    held = [one.sum for one in sums if one.counting is counting and way in (None, one.sum.way)]
    return Total(sum(one.fen or 0 for one in held), len(held))


def doubts(chapters: Sequence[Chapter], sums: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    """Say where money may be counted twice, or is counted nowhere yet; a person puts it right."""
    by_uid = {chapter.dealing.uid: chapter.dealing for chapter in chapters}
    for chapter in chapters:
        here, own = chapter.dealing, sums.get(chapter.dealing.uid, ())
        other = by_uid.get(chapter.same_matter)
        if other is None:
            continue
        there = total(sums.get(other.uid, ()), Counting.COUNTED, Way.RECOVERED)
        if total(own, Counting.COUNTED, Way.RECOVERED).fen and there.fen:
            yield (
                f"{here.kind_title} {here.title} 和{other.kind_title} {other.title} 都有到账金额："
                "是同一笔的，请在援助案件勾选“金额并计入调解案件”，这里只算一次。"
            )
        elif (left := total(own, Counting.ELSEWHERE).fen - there.fen) > 0:
            yield (
                f"{here.kind_title} {here.title} 的到账金额并计入{other.kind_title} {other.title}，"
                f"那里还少登记 {format_fen(left)} 元，请到那里登记付款。"
            )


def _judged(each: Sum, titles: Mapping[str, str], *, is_new: bool) -> Judged:
    if not is_new:
        return Judged(each, Counting.NOT, "上面已经列出，不重复计算")
    if each.why_not:
        return Judged(each, Counting.NOT, each.why_not)
    if each.counted_in in titles:
        return Judged(each, Counting.ELSEWHERE, f"并计入 {titles[each.counted_in]}，不重复计算")
    if each.counted_in:
        return Judged(each, Counting.COUNTED, f"{_COUNTS[each.way]}（并计的案件不在这个人名下）")
    return Judged(each, Counting.COUNTED, _COUNTS[each.way])
