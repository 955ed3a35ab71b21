"""Puts the lines and rows of a running document on pages, with what stands on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from union_desk.paper.layout import PageLayout
from union_desk.paper.letter import Letter
from union_desk.paper.marks import MIDDLE, MM, Area, Box, Mark, Qr, Remarks, Ring
from union_desk.paper.marks import text_marks as marks_of
from union_desk.paper.sheet import Form, TextLine
from union_desk.paper.slots import Faces, Record
from union_desk.paper.zhtext import line_of, place

_FRAME: Final = 1.2
_SEAM: Final = 16.0  # millimetres, the radius of the seal's place across the edges
_SEAM_WORDS: Final = "骑缝章"


@dataclass(slots=True)
class Chunk:
    """What is never broken between two pages: a line of text or a row; `stick`: nor from what follows."""

    height: float
    draw: Callable[[float], list[Mark]]
    gap: float = 0.0
    stick: bool = False
    table: PagedTable | None = None
    item: int = -1
    new_page: bool = False


@dataclass(slots=True, eq=False)
class PagedTable:
    """A table on its way over the pages."""

    ruled: bool
    head: list[Chunk] = field(default_factory=list)
    subtotal: Callable[[Sequence[int]], Chunk] | None = None
    subtotal_height: float = 0.0


class Paginator:
    """Puts lines and rows on pages."""

    def __init__(self, form: Form, letter: Letter, faces: Faces, record: Record, remarks: Remarks) -> None:
        self._form, self._letter, self._faces = form, letter, faces
        self._record, self._remarks = record, remarks
        self._foot = sum(line.height for line in letter.foot) * MM
        self._edge = (form.size[1] - form.margin.top) * MM
        self._top = self._edge - sum(line.height for line in letter.head) * MM
        self._bottom = form.margin.bottom * MM + self._foot
        self._pages: list[list[Mark]] = []
        self._y = 0.0
        self._table: PagedTable | None = None
        self._begun = 0.0  # where the table began on this page
        self._items: list[int] = []
        self._new_page()

    def pages(self, chunks: Sequence[Chunk]) -> list[list[Mark]]:
        start = 0
        while start < len(chunks):
            end = start + 1
            while end < len(chunks) and chunks[end - 1].stick and not chunks[end].new_page:
                end += 1
            self._put(chunks[start:end])
            start = end
        self._end_table()
        return [[*page, *self._around(first=number == 0)] for number, page in enumerate(self._pages)]

    @property
    def left(self) -> float:
        """Tell how much of the page that is being set is free."""
        return (self._y - self._bottom) / (self._top - self._bottom)

    def _put(self, group: Sequence[Chunk]) -> None:
        """Set what belongs together on this page, or on the next; what no page holds begins here."""
        needed = sum(chunk.height + chunk.gap for chunk in group)
        table = group[-1].table
        needed += table.subtotal_height if table is not None else 0.0
        fresh = self._y >= self._top - 0.01
        whole = needed <= self._top - self._bottom
        full = whole and needed > self._y - self._bottom + 0.01
        if not fresh and (full or group[0].new_page):
            self._turn(group[0])
        for chunk in group:
            beyond = chunk.height > self._y - self._bottom + 0.01
            if not whole and beyond and self._y < self._top - 0.01:
                self._turn(chunk)
            self._set(chunk)

    def _turn(self, chunk: Chunk) -> None:
        """Begin a page; a table that goes on repeats its head."""
        goes_on = chunk.table is not None and chunk.table is self._table
        self._end_table()
        self._new_page()
        if goes_on and chunk.table is not None and chunk not in chunk.table.head:
            for head in chunk.table.head:
                self._set(replace(head, gap=0.0))

    def _set(self, chunk: Chunk) -> None:
        if chunk.table is not self._table or (chunk.item < 0 and self._items):
            self._end_table(going_on=chunk.table is self._table)
        at_top = self._y >= self._top - 0.01
        if not at_top:
            self._y -= chunk.gap
        if chunk.table is not None and self._table is None:
            self._table, self._begun = chunk.table, self._y
        self._pages[-1] += chunk.draw(self._y)
        if not (at_top and chunk.table is None and not self._pages[-1]):
            self._y -= chunk.height
        if chunk.item >= 0:
            self._items.append(chunk.item)

    def _end_table(self, *, going_on: bool = False) -> None:
        """Close the table on this page: its subtotal, then its frame; or only the rows before a total."""
        table = self._table
        if table is None:
            return
        if table.subtotal is not None and self._items:
            chunk = table.subtotal(self._items)
            self._pages[-1] += chunk.draw(self._y)
            self._y -= chunk.height
        self._items = []
        if going_on:
            return
        if table.ruled:
            left, width = self._form.margin.left * MM, self._form.width * MM
            self._pages[-1].append(Box(left, self._y, width, self._begun - self._y, _FRAME))
        self._table = None

    def _new_page(self) -> None:
        self._pages.append([])
        self._y = self._top

    def _around(self, *, first: bool) -> Iterator[Mark]:
        """Yield what every page has: its foot, the code, the seal's place across the edges."""
        yield from self._lines(self._letter.head, self._edge)
        yield from self._lines(self._letter.foot, self._bottom)
        code = self._letter.code
        if first and code is not None and (text := code.text(self._record)):
            side = code.size * MM
            right = (self._form.size[0] - code.right) * MM
            yield Qr(text, right - side, (self._form.size[1] - code.top) * MM - side, side)
        if self._letter.seam and len(self._pages) > 1:
            yield from self._seam()

    def _lines(self, lines: Sequence[TextLine], top: float) -> Iterator[Mark]:
        for line in lines:
            area = Area(self._form.margin.left * MM, top, self._form.width * MM, line.height * MM)
            plan = PageLayout(self._form, self._faces).line(line, area)
            yield from plan.marks
            for slot in plan.slots:
                yield from slot.marks(self._record, self._remarks)
            top = area.bottom

    def _seam(self) -> Iterator[Mark]:
        edge, middle = self._form.size[0] * MM, self._form.size[1] * MM / 2
        yield Ring(edge, middle, _SEAM * MM)
        face, size = self._faces("song"), 8.0
        for index, character in enumerate(_SEAM_WORDS):
            y = middle + (1 - index) * size * 1.5 - MIDDLE * size
            runs = place(line_of(character, face, size), face, size, size)
            yield from marks_of(runs, edge - 11 * MM, y, size, self._remarks)
