"""Puts the paragraphs and the rows of tables of a Word file on pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from union_desk.paper.docx_table import RawCell, RawRow, RawTable, rules_of
from union_desk.paper.own_table import OwnBlock, OwnCell, OwnParagraph, OwnRule

if TYPE_CHECKING:
    from union_desk.paper.docx_text import Found

_MOST_SQUEEZED: Final = 0.12  # what runs over by less is squeezed onto its page
_SLACK: Final = 0.05


@dataclass(frozen=True, slots=True)
class TableOnPage:
    """A table with the text of its cells, by the number of each cell."""

    raw: RawTable
    texts: dict[int, tuple[OwnParagraph, ...]]
    wheres: dict[int, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands on a page or on the next one, but never on both: a paragraph, or a row of a table."""

    height: float
    paragraph: OwnParagraph | None = None
    width: float = 0.0
    where: str = ""
    new_page: bool = False
    empty: bool = False
    table: TableOnPage | None = None
    row: int = 0
    heads: int = 0  # so many rows are set again above this one where it begins a page

    @property
    def cells(self) -> bool:
        return self.table is not None


def pages_of(
    units: Sequence[Unit], room: float, found: Found
) -> tuple[tuple[tuple[OwnBlock, ...], ...], float]:
    """Return the pages, and by how much the heights were squeezed."""
    for unit in units:
        if unit.height > room:
            found.fault(unit.where, f"这一行高 {unit.height:.0f} 毫米，一页只有 {room:.0f} 毫米，请改矮。")
    squeezed = 1.0
    pages: list[tuple[OwnBlock, ...]] = []
    for part in _parts(units):
        kept = _trimmed(part)
        rows = _broken(kept, room)
        total = sum(unit.height for unit in kept)
        fewer = max(len(rows) - 1, 1)
        over = total / (fewer * room)
        if len(rows) > 1 and 1 < over <= 1 + _MOST_SQUEEZED:
            factor = _factor(kept, room, fewer, 1 / over)
            if factor:
                squeezed = min(squeezed, factor)
                rows = _broken([replace(unit, height=unit.height * factor) for unit in kept], room)
        pages += [tuple(_blocks(page)) for page in rows]
    return tuple(pages), squeezed


def _factor(units: Sequence[Unit], room: float, pages: int, factor: float) -> float:
    """Return the factor by which all come onto so many pages; 0 where none is near."""
    while factor > 1 - 1.5 * _MOST_SQUEEZED:
        if len(_broken([replace(unit, height=unit.height * factor) for unit in units], room)) <= pages:
            return factor
        factor -= 0.01
    return 0.0


def _parts(units: Sequence[Unit]) -> list[list[Unit]]:
    parts: list[list[Unit]] = [[]]
    for unit in units:
        if unit.new_page and any(not each.empty for each in parts[-1]):
            parts.append([])
        elif unit.new_page:
            parts[-1] = []
        parts[-1].append(unit)
    return [part for part in parts if any(not unit.empty for unit in part)]


def _trimmed(units: Sequence[Unit]) -> list[Unit]:
    """Leave out the empty paragraphs at the end: Word asks for one behind each table."""
    kept = list(units)
    while kept and kept[-1].empty:
        kept.pop()
    return kept


def _broken(units: Sequence[Unit], room: float) -> list[list[Unit]]:
    pages: list[list[Unit]] = [[]]
    used = 0.0
    for unit in units:
        if pages[-1] and used + unit.height > room + _SLACK:
            pages.append(_heads(units, unit))
            used = sum(each.height for each in pages[-1])
        if unit.empty and not pages[-1] and len(pages) > 1:
            continue
        pages[-1].append(unit)
        used += unit.height
    return [page for page in pages if page]


def _heads(units: Sequence[Unit], unit: Unit) -> list[Unit]:
    """Return the rows at the top of a table that stand above each of its pages."""
    if unit.row < unit.heads:
        return []
    return [each for each in units if each.table is unit.table and each.row < unit.heads]


def _blocks(page: Sequence[Unit]) -> list[OwnBlock]:
    blocks: list[OwnBlock] = []
    rows: list[Unit] = []
    for unit in page:
        if rows and (unit.table is not rows[0].table or unit.row != rows[-1].row + 1):
            blocks.append(_table_block(rows))
            rows = []
        if unit.table is not None:
            rows.append(unit)
        elif unit.empty:
            blocks.append(OwnBlock(unit.height))
        elif unit.paragraph is not None:
            cell = OwnCell(0.0, 0.0, unit.width, unit.height, (unit.paragraph,), pad=0.0, where=unit.where)
            blocks.append(OwnBlock(unit.height, (cell,)))
    if rows:
        blocks.append(_table_block(rows))
    return blocks


def _table_block(rows: Sequence[Unit]) -> OwnBlock:
    """Draw some rows of a table; a cell that goes on across the page has its text on the first one."""
    table = rows[0].table
    assert table is not None  # noqa: S101 - a row has a table
    raw, first, last = table.raw, rows[0].row, rows[-1].row + 1
    tops = [0.0]
    for unit in rows:
        tops.append(tops[-1] + unit.height)
    part = RawTable(raw.edges, [RawRow()] * (last - first), [], raw.style, raw.pad, raw.borders)
    cells: list[OwnCell] = []
    for number, cell in enumerate(raw.cells):
        start, end = max(cell.row, first), min(cell.row + cell.down, last)
        if start >= end:
            continue
        clipped = RawCell(start - first, cell.column, cell.across, cell.elements, end - start)
        part.cells.append(clipped)
        x, right = raw.edges[cell.column], raw.edges[cell.column + cell.across]
        y, bottom = tops[start - first], tops[end - first]
        texts = table.texts.get(number, ()) if start == cell.row else ()
        cells.append(
            OwnCell(
                round(x, 3),
                round(y, 3),
                round(right - x, 3),
                round(bottom - y, 3),
                texts,
                cell.valign,
                cell.vertical,
                round(raw.pad, 3),
                table.wheres.get(number, ""),
            )
        )
    rules = tuple(
        OwnRule(round(x1, 3), round(y1, 3), round(x2, 3), round(y2, 3), weight)
        for (x1, y1, x2, y2), weight in rules_of(part, raw.edges, tops)
    )
    return OwnBlock(round(tops[-1], 3), tuple(cells), rules)
