"""What is due in all cases: the sections of the workbench by day, by case, and by who and which office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from union_desk.casework.process import DueLine
from union_desk.core.clock_rules import Group, group_of
from union_desk.desk.days import left_words
from union_desk.desk.navigation import WorkbenchRow, WorkbenchSection

GROUPS: Final = {
    Group.OVERDUE: "已超期",
    Group.TODAY: "今天到期",
    Group.WEEK: "7 天内",
    Group.MONTH: "8 至 30 天",
}
NOBODY: Final = "没有经办人"
BLACK: Final = "black"
_URGENT: Final = frozenset({Group.OVERDUE, Group.TODAY})
_MOST_LINES: Final = 6
_LONG_TITLE: Final = 16
_MOST_PERSONS: Final = 8
_SHORT: Final = {
    Group.OVERDUE: "超期",
    Group.TODAY: "今天",
    Group.WEEK: "7 天内",
    Group.MONTH: "30 天内",
}


@dataclass(frozen=True, slots=True)
class DueWanted:
    """What a list of clocks shows; empty means everything."""

    group: str = ""
    office: str = ""
    handler: str | None = None  # "" are the clocks of nobody
    entity: str = ""

    def fits(self, line: DueLine) -> bool:
        return (
            (not self.group or group_of(line.clock.days_left) == self.group)
            and (not self.entity or line.entity == self.entity)
            and (not self.office or line.office == self.office)
            and (self.handler is None or line.handler == self.handler)
        )


ShowList = Callable[[DueWanted], None]
OpenCase = Callable[[str, str], None]


def days_words(line: DueLine) -> str:
    """Say how many days are left; a limitation that is over is no duty that was missed."""
    if line.clock.light == BLACK:
        return f"时效已过 {-line.clock.days_left} 天"
    return left_words(line.clock.days_left)


def due_sections(
    lines: Sequence[DueLine], offices: Mapping[str, str], show: ShowList, open_case: OpenCase
) -> tuple[WorkbenchSection, ...]:
    """Count what is due by day; name the most urgent; count them by person. Every line opens its list."""
    return (_by_day(lines, show), _urgent(lines, show, open_case), _by_person(lines, offices, show))


def _by_day(lines: Sequence[DueLine], show: ShowList) -> WorkbenchSection:
    counts = Counter(group_of(line.clock.days_left) for line in lines)
    rows = tuple(
        WorkbenchRow(
            words, partial(show, DueWanted(group)), f"{counts[group]:,}", urgent=group is Group.OVERDUE
        )
        for group, words in GROUPS.items()
        if counts[group]
    )
    return WorkbenchSection("办案期限", rows, "没有超期的，三十天内也没有到期的。", early=True)


def _urgent(lines: Sequence[DueLine], show: ShowList, open_case: OpenCase) -> WorkbenchSection:
    """Name the cases with a clock that is over or ends today, each opens; hidden where there is none."""
    cases: dict[tuple[str, str], list[DueLine]] = {}
    # A limitation that is over is told after what can still be done.
    for line in sorted(lines, key=lambda line: line.clock.light == BLACK):
        if group_of(line.clock.days_left) in _URGENT:
            cases.setdefault((line.entity, line.case_uid), []).append(line)
    rows = [
        WorkbenchRow(
            f"{found[0].parties or found[0].number_shown}　{_titles(found)}",
            partial(open_case, *case),
            days_words(found[0]),
            urgent=found[0].clock.light != BLACK,
        )
        for case, found in list(cases.items())[:_MOST_LINES]
    ]
    if len(cases) > len(rows):
        rows.append(WorkbenchRow("其余的…", partial(show, DueWanted()), f"{len(cases) - len(rows):,} 件"))
    return WorkbenchSection("最急的案件", tuple(rows), early=True)


def _titles(found: Sequence[DueLine]) -> str:
    """Name the clock that is over longest, and how many there are: 结束调解 等 3 项."""
    first = found[0].clock.title
    short = first.partition("（")[0] if len(first) > _LONG_TITLE else first
    return f"{short} 等 {len(found)} 项" if len(found) > 1 else short


def _by_person(lines: Sequence[DueLine], offices: Mapping[str, str], show: ShowList) -> WorkbenchSection:
    """Count by who handles it and for which office, the most pressed first."""
    counts = counted(lines)
    pressed = sorted(counts, key=lambda whose: [-counts[whose][group] for group in GROUPS])
    rows = [
        WorkbenchRow(
            f"{offices.get(office, office)}　{handler or NOBODY}",
            partial(show, DueWanted(office=office, handler=handler)),
            " · ".join(
                f"{word} {counts[office, handler][group]:,}"
                for group, word in _SHORT.items()
                if counts[office, handler][group]
            ),
            urgent=bool(counts[office, handler][Group.OVERDUE]),
        )
        for office, handler in pressed[:_MOST_PERSONS]
    ]
    if len(pressed) > len(rows):
        rest = f"其余 {len(pressed) - len(rows)} 人…"
        rows.append(WorkbenchRow(rest, partial(show, DueWanted())))
    return WorkbenchSection("谁的期限、哪个单位", tuple(rows), early=True)


def counted(lines: Iterable[DueLine]) -> dict[tuple[str, str], Counter[Group]]:
    """Count the clocks of each office and handler by how soon they end."""
    counts: dict[tuple[str, str], Counter[Group]] = {}
    for line in lines:
        group = group_of(line.clock.days_left)
        if group in GROUPS:
            counts.setdefault((line.office, line.handler), Counter())[group] += 1
    return counts
