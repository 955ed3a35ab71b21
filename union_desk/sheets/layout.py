"""Finding the lists in a sheet: where the headings stand, which rows are persons, and which are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Final

from union_desk.core.text import half_width
from union_desk.sheets.grid import Merge, Sheet, Unread, Value, is_filled, shown

Known = Callable[[str], bool]
"""Tells whether a heading is one that the program knows."""

_SEARCHED: Final = 60
_MOST_HEADER_ROWS: Final = 4
_LONGEST_HEADING: Final = 24
_LONGEST_NOTE: Final = 12
_TOTAL: Final = re.compile(
    r"^[（(]?(本页|本表|本单位|全|累|分)?(合计|小计|总计|共计|累计|计)(人数|金额)?[)）:：]?$"
)
_NOTE: Final = re.compile(
    r"^(注|备注|说明|填表说明|填报说明|填表要求|制表人?|填表人?|填报人?|填报单位|填报日期|审核人?|复核人?|经办人?|负责人"
    r"|单位负责人|联系人|联系电话|单位[（(]?(盖章|公章)[)）]?|盖章|日期|打印日期|以下空白|第\s*\d+\s*页.*|共\s*\d+\s*页.*)"
    r"\s*([:：、.．\d（(].*)?$"
)
_SERIAL: Final = frozenset({"序号", "编号", "序", "号", "NO", "NO."})
_TITLE_SIGNS: Final = re.compile(r"[：:。]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no entry of the list, counted from 0, and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Area:
    """The columns of one list and its heading rows, both ends included, counted from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One entry: its row in the sheet, counted from 0, and its cells from the list's first column on."""

    row: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One list of a sheet, or several side by side with the same headings, read one after another."""

    sheet: str
    areas: tuple[Area, ...]
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    skipped: tuple[Skipped, ...]
    lefts: tuple[int, ...]
    """The first column of the list in which each row stands."""

    @property
    def header_rows(self) -> tuple[int, int]:
        return self.areas[0].top, self.areas[0].bottom


def nothing_known(_heading: str) -> bool:
    return False


def plain_heading(text: str) -> str:
    """Return a heading without blanks, line breaks, marks and what stands in brackets: `身份证号码`."""
    text = re.sub(r"\s+", "", half_width(text))
    text = re.sub(r"[（(【\[][^（()）】\]]*[)）】\]]", "", text)
    return text.strip("*:：★☆#.、").upper()


def find_table(sheet: Sheet, known: Known = nothing_known, header: int | None = None) -> Table | None:
    """Find the list of a sheet, None without one; `header` is a row (from 0) that a person pointed to."""
    if header is None:
        header = _header_row(sheet, known)
    if header is None or header >= len(sheet.rows):
        return None
    top, bottom = _header_rows(sheet, header, known)
    headings = _joined(sheet, top, bottom)
    used = [column for column, text in enumerate(headings) if text]
    if not used:
        return None
    areas = [Area(top, bottom, left, right) for left, right in _side_by_side(headings, used)]
    filled = _without_merges(sheet, bottom + 1)
    rows, skipped, lefts = [], [], []
    first = areas[0]
    for area in areas:
        for row, cells, why in _entries(sheet, filled, area, headings):
            if why:
                if area is first or why == "合计":
                    skipped.append(Skipped(row, why))
            else:
                rows.append(TableRow(row, cells))
                lefts.append(area.left)
    named = tuple(headings[first.left : first.right + 1])
    return Table(sheet.name, tuple(areas), named, tuple(rows), tuple(skipped), tuple(lefts))


# --- the heading row


def _header_row(sheet: Sheet, known: Known) -> int | None:
    best, most = None, 0.0
    wide = {merge.top for merge in sheet.merges if merge.is_wide and merge.left == 0}
    for row, cells in enumerate(sheet.rows[:_SEARCHED]):
        score = _heading_score(cells, known)
        if row in wide and sum(map(is_filled, cells)) == 1:
            continue
        if score > most and any(any(map(is_filled, below)) for below in sheet.rows[row + 1 : row + 4]):
            best, most = row, score
    return best


def _heading_score(cells: Sequence[Value], known: Known) -> float:
    """Weigh whether a row is one of headings: short distinct words, best those that are known."""
    texts = [cell for cell in cells if is_filled(cell)]
    if len(texts) < 2:
        return 0.0
    words = [plain_heading(text) for text in texts if isinstance(text, str)]
    if len(words) < len(texts) * 0.8:
        return 0.0
    good = [word for word in words if word and len(word) <= _LONGEST_HEADING and not _has_figures(word)]
    score = float(len(set(good))) - 2.0 * (len(texts) - len(good))
    return score + 4.0 * sum(map(known, good))


def _has_figures(word: str) -> bool:
    return sum(sign.isdigit() for sign in word) > max(2, len(word) // 3)


def _header_rows(sheet: Sheet, header: int, known: Known) -> tuple[int, int]:
    """Stretch a heading row over the rows that belong to it: groups above, parts below."""
    top = bottom = header
    while top > 0 and bottom - top < _MOST_HEADER_ROWS and _is_group_row(sheet, top - 1, top, known):
        top -= 1
    while bottom - top < _MOST_HEADER_ROWS and _is_part_row(sheet, bottom, bottom + 1, known):
        bottom += 1
    return top, bottom


def _is_group_row(sheet: Sheet, above: int, row: int, known: Known) -> bool:
    """Tell whether the row above names groups of columns: 家庭成员 over 姓名 and 关系."""
    cells = sheet.rows[above]
    filled = [column for column, cell in enumerate(cells) if is_filled(cell)]
    if any(merge.top <= above < merge.bottom and merge.bottom >= row for merge in sheet.merges):
        # 姓名 stands in two merged rows of which this is the lower one.
        return not _is_title(sheet, above, filled)
    if len(filled) < 2 or not _all_words(cells, filled):
        return False
    below = sheet.rows[row]
    blank_below = [column for column in filled if not is_filled(below[column])]
    if any(merge.top == above and merge.is_wide for merge in sheet.merges):
        return not any(_TITLE_SIGNS.search(shown(cells[column])) for column in filled)
    return bool(blank_below) and any(known(plain_heading(shown(cells[each]))) for each in blank_below)


def _is_title(sheet: Sheet, row: int, filled: Sequence[int]) -> bool:
    return len(filled) == 1 and any(
        merge.top == row and merge.left == 0 and merge.right >= len(sheet.rows[row]) // 2
        for merge in sheet.merges
    )


def _is_part_row(sheet: Sheet, row: int, below: int, known: Known) -> bool:
    """Tell whether the row below still belongs to the headings."""
    if below >= len(sheet.rows):
        return False
    if any(merge.top <= row and merge.bottom >= below and merge.is_tall for merge in sheet.merges):
        return True
    cells = sheet.rows[below]
    filled = [column for column, cell in enumerate(cells) if is_filled(cell)]
    if not filled or not _all_words(cells, filled):
        return False
    groups = [merge for merge in sheet.merges if merge.top <= row <= merge.bottom and merge.is_wide]
    under = {column for merge in groups for column in range(merge.left, merge.right + 1)}
    if groups and set(filled) <= under and len(groups) < len(filled):
        return True
    above = sheet.rows[row]
    open_above = [column for column in filled if not is_filled(above[column])]
    names = sum(known(plain_heading(shown(cells[column]))) for column in filled)
    return bool(open_above) and names * 2 >= len(filled) and names > 0


def _all_words(cells: Sequence[Value], filled: Iterable[int]) -> bool:
    for column in filled:
        cell = cells[column]
        if not isinstance(cell, str) or len(plain_heading(cell)) > _LONGEST_HEADING or _has_figures(cell):
            return False
    return True


def _joined(sheet: Sheet, top: int, bottom: int) -> list[str]:
    """Join what stands above each column, from top to bottom: `家庭成员 姓名`."""
    width = len(sheet.rows[top]) if sheet.rows else 0
    lines = [[_heading_text(cell) for cell in sheet.rows[row]] for row in range(top, bottom + 1)]
    spread: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        if top <= merge.top <= bottom:
            text = lines[merge.top - top][merge.left] if merge.left < width else ""
            for column in range(merge.left, min(merge.right, width - 1) + 1):
                lines[merge.top - top][column] = text
                spread.add((merge.top - top, column))
    if not sheet.merges:
        _spread_groups(lines)
    return [
        " ".join(dict.fromkeys(line[column] for line in lines if line[column])) for column in range(width)
    ]


def _spread_groups(lines: list[list[str]]) -> None:
    """Stretch group headings to the right in a file that keeps no merged cells."""
    for upper, lower in pairwise(lines):
        for column in range(1, len(upper)):
            parted = lower[column] and lower[column - 1]
            if not upper[column] and upper[column - 1] and parted:
                upper[column] = upper[column - 1]


def _heading_text(cell: Value) -> str:
    return re.sub(r"\s+", "", shown(cell)) if is_filled(cell) and not isinstance(cell, Unread) else ""


def _side_by_side(headings: Sequence[str], used: Sequence[int]) -> list[tuple[int, int]]:
    """Part lists that stand beside each other: their headings come again in the same order."""
    names = [plain_heading(headings[column]) for column in used]
    first = names[0]
    starts = [place for place, name in enumerate(names) if name == first]
    if len(starts) > 1:
        lengths = {after - before for before, after in zip(starts, [*starts[1:], len(names)], strict=True)}
        size = starts[1]
        whole = (
            size > 1
            and lengths == {size}
            and all(names[start : start + size] == names[:size] for start in starts)
        )
        if whole:
            return [(used[start], used[start + size - 1]) for start in starts]
    return [(used[0], used[-1])]


# --- the rows under it


def _without_merges(sheet: Sheet, start: int) -> dict[tuple[int, int], Value]:
    """Return what merged cells below the headings say for the rows that they cover."""
    spread: dict[tuple[int, int], Value] = {}
    for merge in sheet.merges:
        if merge.top < start or not merge.is_tall:
            continue
        value = sheet.rows[merge.top][merge.left] if merge.top < len(sheet.rows) else ""
        if not is_filled(value):
            continue
        for row in range(merge.top + 1, min(merge.bottom, len(sheet.rows) - 1) + 1):
            spread[row, merge.left] = value
    return spread


def _entries(
    sheet: Sheet, spread: dict[tuple[int, int], Value], area: Area, headings: Sequence[str]
) -> Iterable[tuple[int, tuple[Value, ...], str]]:
    """Yield each row below the headings: its cells, or why it is none."""
    columns = range(area.left, area.right + 1)
    names = [plain_heading(headings[column]) for column in columns]
    serial = {place for place, name in enumerate(names) if name in _SERIAL}
    wide = _wide_rows(sheet.merges, area)
    last = _last_filled(sheet, area)
    spread_rows = {row for row, _ in spread}
    for row in range(area.bottom + 1, last + 1):
        cells = tuple(sheet.rows[row][area.left : area.right + 1])
        if row in spread_rows:
            cells = tuple(
                spread.get((row, column), cell) for column, cell in zip(columns, cells, strict=True)
            )
        yield row, cells, _why_no_entry(cells, names, serial, wide=row in wide)


def _wide_rows(merges: Iterable[Merge], area: Area) -> set[int]:
    return {
        row
        for merge in merges
        if merge.is_wide and merge.left <= area.right and merge.right >= area.left
        for row in range(merge.top, merge.bottom + 1)
    }


def _last_filled(sheet: Sheet, area: Area) -> int:
    for row in range(len(sheet.rows) - 1, area.bottom, -1):
        if any(map(is_filled, sheet.rows[row][area.left : area.right + 1])):
            return row
    return area.bottom


def _why_no_entry(cells: Sequence[Value], names: Sequence[str], serial: set[int], *, wide: bool) -> str:
    filled = [place for place, cell in enumerate(cells) if is_filled(cell)]
    if not set(filled) - serial and all(shown(cells[place]).isdigit() for place in filled):
        # Numbers are often printed ahead for rows that nobody has filled.
        return "空行"
    texts = [re.sub(r"\s+", "", shown(cells[place])) for place in filled]
    if _TOTAL.match(texts[0]) or (len(texts) > 1 and _TOTAL.match(texts[1]) and filled[0] in serial):
        return "合计"
    if sum(plain_heading(text) == names[place] for place, text in zip(filled, texts, strict=True)) >= max(
        2, len(filled) * 0.6
    ):
        return "重复的表头"
    if _NOTE.match(texts[0]) and _is_foot(cells, filled):
        return "说明"
    if len(filled) == 1 and isinstance(cells[filled[0]], str) and (wide or len(texts[0]) > _LONGEST_NOTE):
        return "说明"
    return ""


def _is_foot(cells: Sequence[Value], filled: Sequence[int]) -> bool:
    """Tell a foot (制表人：张三　审核人：李四) from an entry that happens to begin with such a word."""
    if len(filled) == 1:
        return True
    if any(isinstance(cells[place], float | date | time | timedelta) for place in filled[1:]):
        return len(filled) <= 2
    texts = [shown(cells[place]) for place in filled]
    marked = sum("：" in text or ":" in text for text in texts)
    return len(filled) <= max(3, len(cells) // 2) or marked * 2 >= len(filled)


def skipped_words(skipped: Iterable[Skipped]) -> str:
    """说明 2 行、合计 1 行、空行 3 行: what was passed over."""
    counts = Counter(each.why for each in skipped)
    return "、".join(f"{why} {count} 行" for why, count in counts.items())
