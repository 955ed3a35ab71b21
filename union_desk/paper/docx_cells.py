"""Reads the cells of a table of a Word file, row by row, and gives the rows their heights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from union_desk.paper.docx_pages import TableOnPage, Unit
from union_desk.paper.docx_style import Styles, inside
from union_desk.paper.docx_table import RawCell, RawTable, read_table
from union_desk.paper.flow import set_flow
from union_desk.paper.fonts import face
from union_desk.paper.marks import MM
from union_desk.paper.own_table import OwnParagraph, paragraph_of

if TYPE_CHECKING:
    from union_desk.paper.docx_text import Found, TextReader
    from union_desk.paper.sheet import Form

_LEAST_ROW: Final = 4.0  # millimetres
_UPRIGHT: Final = 1.2  # em between the characters of a vertical label
Texts = tuple[OwnParagraph, ...]


class CellReader:
    """Reads the text of one cell."""

    def __init__(self, text: TextReader, form: Form, found: Found, table: str) -> None:
        self._text, self._form, self.found, self._table = text, form, found, table

    def where(self, cell: RawCell, place: int) -> str:
        return f"{self._table}第 {cell.row + 1} 行第 {place} 格"

    def read(self, cell: RawCell, where: str, style: str) -> Texts:
        element = cell.elements[0]
        if next(iter(inside(element, "tbl")), None) is not None:
            self.found.fault(where, "格子里又套了表格，请改用合并、拆分单元格。")
            return ()
        found = self._text.paragraphs(list(inside(element, "p")), where, style)
        paragraphs = [paragraph for paragraph, _new_page in found]
        if cell.vertical and any(span.field for one in paragraphs for span in one.spans):
            self.found.fault(where, "竖排的格子里不能放字段，请改成横排。")
        return _kept(paragraphs)

    def height(self, paragraphs: Texts, cell: RawCell, width: float, pad: float) -> float:
        """Return the height in millimetres that the text of a cell asks for."""
        if cell.vertical:
            words = "".join("".join(span.words.split()) for one in paragraphs for span in one.spans)
            size = max((span.size for one in paragraphs for span in one.spans), default=10.5)
            return len(words) * size * _UPRIGHT / MM
        drawn = [paragraph_of(one, self._form) for one in paragraphs]
        return set_flow(drawn, max(width - 2 * pad, 2.0) * MM, partial(face)).height / MM


class OwnTableRows:
    """One table: read first, then given out row by row."""

    def __init__(self, element: Any, styles: Styles, room: float, compatible: int) -> None:
        self.raw: RawTable = read_table(element, styles, room, compatible)
        self._texts: dict[int, Texts] = {}
        self._wheres: dict[int, str] = {}
        self._heights: list[float] = []
        self._breaks: set[int] = set()

    def read(self, reader: CellReader) -> None:
        """Read the text of all cells, and how high the rows must be."""
        pattern: list[int] = []
        for row in range(len(self.raw.rows)):
            numbers = [number for number, cell in enumerate(self.raw.cells) if cell.row == row]
            for place, number in enumerate(numbers, start=1):
                cell = self.raw.cells[number]
                self._wheres[number] = reader.where(cell, place)
                self._texts[number] = reader.read(cell, self._wheres[number], self.raw.style)
            if self._goes_on(pattern, numbers):
                self._carry_on(pattern, numbers, reader.found)
            pattern = numbers if self._has_rows(numbers) else []
        self._heights = list(self._row_heights(reader))

    def units(self) -> Iterator[Unit]:
        table = TableOnPage(self.raw, self._texts, self._wheres)
        heads = next((row for row, each in enumerate(self.raw.rows) if not each.repeats), 0)
        for row, height in enumerate(self._heights):
            where = next((self._wheres[n] for n, cell in enumerate(self.raw.cells) if cell.row == row), "")
            yield Unit(height, table=table, row=row, where=where, heads=heads)

    def _has_rows(self, numbers: Sequence[int]) -> bool:
        return any(
            "." in span.field for number in numbers for one in self._texts[number] for span in one.spans
        )

    def _goes_on(self, pattern: Sequence[int], numbers: Sequence[int]) -> bool:
        """Tell whether a row is an empty one below a row of items, with the same cells."""
        above, here = self._single(pattern), self._single(numbers)
        if not above or len(above) != len(here):
            return False
        cells = self.raw.cells
        same = all(
            (cells[a].column, cells[a].across) == (cells[b].column, cells[b].across)
            for a, b in zip(above, here, strict=True)
        )
        return same and not any(
            span.words.strip() or span.field for n in here for one in self._texts[n] for span in one.spans
        )

    def _single(self, numbers: Sequence[int]) -> list[int]:
        return [number for number in numbers if self.raw.cells[number].down == 1]

    def _carry_on(self, pattern: Sequence[int], numbers: Sequence[int], found: Found) -> None:
        """Let an empty row take the items that follow those of the row above."""
        above = self._single(pattern)
        each = Counter(
            span.field for n in above for one in self._texts[n] for span in one.spans if "." in span.field
        )
        for a, b in zip(above, self._single(numbers), strict=True):
            if any("." in span.field for one in self._texts[a] for span in one.spans):
                self._texts[b] = tuple(_next_item(one, each) for one in self._texts[a])
        for name, count in each.items():
            found.counted[name] = found.counted.get(name, 0) + count

    def _row_heights(self, reader: CellReader) -> Iterator[float]:
        raw = self.raw
        heights = [row.height / MM if row.exact else max(row.height / MM, _LEAST_ROW) for row in raw.rows]
        needs = {
            number: reader.height(
                self._texts[number],
                cell,
                raw.edges[cell.column + cell.across] - raw.edges[cell.column],
                raw.pad,
            )
            for number, cell in enumerate(raw.cells)
        }
        for number, cell in sorted(enumerate(raw.cells), key=lambda each: each[1].down):
            last = cell.row + cell.down - 1
            missing = needs[number] - sum(heights[cell.row : last + 1])
            if missing > 0 and not raw.rows[last].exact:
                heights[last] += missing
        yield from heights


def _next_item(paragraph: OwnParagraph, each: Counter[str]) -> OwnParagraph:
    spans = tuple(
        replace(span, item=span.item + each[span.field]) if "." in span.field else span
        for span in paragraph.spans
    )
    return replace(paragraph, spans=spans)


def _kept(paragraphs: Sequence[OwnParagraph]) -> Texts:
    """Leave out empty lines: all of an empty cell, and those that a filling field takes for itself."""
    if not any(_said(one) for one in paragraphs):
        return ()
    kept: list[OwnParagraph] = []
    for one in paragraphs:
        if not _said(one) and kept and kept[-1].filling:
            continue
        kept.append(one)
    while kept and not _said(kept[-1]):
        kept.pop()
    return tuple(kept)


def _said(paragraph: OwnParagraph) -> bool:
    return any(span.words.strip() or span.field for span in paragraph.spans)
