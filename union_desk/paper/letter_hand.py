"""The pages of a running document as they are filled in by hand: rooms of fixed size, lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from union_desk.paper.flow import room_of, set_flow
from union_desk.paper.letter import Letter, Running, RunningTable, TableRow
from union_desk.paper.letter_running import SHORT, numeral
from union_desk.paper.marks import MM
from union_desk.paper.sheet import (
    Block,
    Cell,
    Form,
    Gap,
    Grid,
    GridRule,
    Page,
    Paragraph,
    Piece,
    Place,
    Span,
    Style,
    Template,
    TextLine,
)
from union_desk.paper.slots import Faces
from union_desk.paper.zhtext import measure

_THIN: Final = 0.35
_LINE: Final = 8.5  # millimetres between the lines to write on
_AIR: Final = 0.4


@dataclass(frozen=True, slots=True)
class _Part:
    """A block with its height; `stick`: on one page with the next; `table`: rows of one make one grid."""

    block: Block
    stick: bool = False
    table: object = None
    new_page: bool = False


def by_hand(form: Form, letter: Letter, faces: Faces) -> Form:
    """Return the form with the pages that are printed blank, and filled where only the data are printed."""
    parts = _Rooms(form, faces).parts(letter)
    around = sum(line.height for line in (*letter.head, *letter.foot))
    room = form.size[1] - form.margin.top - form.margin.bottom - around
    pages: list[Page] = []
    for number, listed in enumerate(_paged(parts, room)):
        rest = room - sum(block.height for block in listed)
        blocks = (*letter.head, *listed, Gap(max(rest, 0.0)), *letter.foot)
        pages.append(Page(blocks, letter.code if number == 0 else None))
    return replace(form, pages=tuple(pages))


def _paged(parts: list[_Part], room: float) -> Iterator[list[Block]]:
    page: list[Block] = []
    used, start, last = 0.0, 0, None
    while start < len(parts):
        end = start + 1
        while end < len(parts) and parts[end - 1].stick:
            end += 1
        group = parts[start:end]
        height = sum(part.block.height for part in group)
        if page and (group[0].new_page or used + height > room + 0.01):
            yield page
            page, used, last = [], 0.0, None
        for part in group:
            if last is not None and part.table is last and isinstance(page[-1], Grid):
                page[-1] = _joined(page[-1], part.block)
            else:
                page.append(part.block)
            last = part.table
            used += part.block.height
        start = end
    if page:
        yield page


def _joined(above: Grid, below: Block) -> Grid:
    """Put the rows of one table below each other, so that it is ruled as one."""
    assert isinstance(below, Grid)  # noqa: S101 - rows of a table are grids
    cells = (replace(cell, y=cell.y + above.height) for cell in below.cells)
    return replace(above, height=above.height + below.height, cells=(*above.cells, *cells))


class _Rooms:
    """Gives each value a room of fixed size."""

    def __init__(self, form: Form, faces: Faces) -> None:
        self._form, self._faces = form, faces
        self._number = 0

    def parts(self, letter: Letter) -> list[_Part]:
        found: list[_Part] = []
        for block in letter.blocks:
            if isinstance(block, Gap | TextLine):
                found.append(_Part(block))
            elif isinstance(block, Running):
                if block.new_page or (block.each is not None and not block.room):
                    continue
                found += self._around(block.before, self._text(block), block.after)
                found[-1] = replace(found[-1], stick=block.heading)
            elif block.count:
                if block.whole and found:  # signatures are not alone on a page
                    found[-1] = replace(found[-1], stick=True)
                found += self._around(block.before, self._table(block), block.after)
        return found

    def _around(self, before: float, parts: Iterator[_Part], after: float) -> Iterator[_Part]:
        if before:
            yield _Part(Gap(before), stick=True)
        yield from parts
        if after:
            yield _Part(Gap(after))

    def _text(self, block: Running) -> Iterator[_Part]:
        block = replace(block, template=block.blank or block.template)
        alone = len(block.template) == 1 and block.template[0].place is not None
        if block.room and alone and block.each is None and not block.numbered:
            yield from self._lines(block)
            return
        for item in range(block.room if block.each is not None else 1):
            label = block.label
            if block.numbered:
                self._number += 1
                label = (Piece(f"（{numeral(self._number)}）"), *label)
            paragraph = self._paragraph(block, label, item)
            # Of rows each text has one room as wide as the page.
            yield _Part(self._cell(paragraph, block.style), stick=block.heading)

    def _paragraph(self, block: Running, label: Template, item: int) -> Paragraph:
        style = block.style
        spans: list[Span] = []
        for number, piece in enumerate((*label, *block.template)):
            if piece.place is None:
                font = "hei" if number < len(label) and not block.numbered else style.font
                spans.append(Span(font, style.size, piece.words))
                continue
            spot = replace(piece.place, item=item)
            width = piece.width or 0.0
            if (
                (block.template and piece is block.template[-1])
                and not width
                and (len(block.template) == 1 or block.each is not None)
            ):
                width = self._rest(spans, style)
            spans.append(Span(style.font, style.size, place=spot, width=width, underlined=True))
        indent, pitch = style.indent * style.size, style.size * style.lead
        # A line that ends early before a room is not spread.
        align = "left" if style.align == "justify" and any(span.place for span in spans) else style.align
        return Paragraph(tuple(spans), align, indent=indent, pitch=pitch)

    def _rest(self, spans: Sequence[Span], style: Style) -> float:
        """Return how many millimetres of the first line are left."""
        used = (style.indent + 0.5) * style.size
        for span in spans:
            if span.place is not None:
                used += room_of(span, self._faces)
            else:
                used += measure(span.words, self._faces(span.font)) * span.size
        return max(self._form.width - used / MM, 20.0)

    def _cell(self, paragraph: Paragraph, style: Style) -> Grid:
        width = self._form.width
        height = set_flow([paragraph], width * MM, self._faces).height / MM + _AIR
        cell = Cell(0.0, 0.0, width, height, style=style, paragraphs=(paragraph,))
        return Grid(height, (cell,), ruled=False)

    def _lines(self, block: Running) -> Iterator[_Part]:
        """Yield a label and below it lines to write on; printed data stand on the same lines."""
        spot = block.template[0].place
        assert spot is not None  # noqa: S101 - asked before
        if block.label:
            named = self._paragraph(replace(block, template=()), block.label, 0)
            yield _Part(self._cell(named, block.style), stick=True)
        width, height = self._form.width, block.room * _LINE
        yield _Part(
            Grid(
                height,
                (self._room(block.style, spot, width, height),),
                ruled=False,
                rules=_rules(width, block.room),
            )
        )

    def _room(self, style: Style, spot: Place, width: float, height: float) -> Cell:
        lead = _LINE * MM / style.size
        return Cell(0.0, 0.0, width, height, style=replace(style, lead=lead, valign="top"), place=spot)

    def _table(self, block: RunningTable) -> Iterator[_Part]:
        for copy in range(block.count):
            table = object()
            rows = list(self._rows(block, copy))
            whole = block.whole or sum(grid.height for grid in rows) < SHORT
            for number, grid in enumerate(rows):
                last = number + 1 == len(rows)
                begins = block.new_page and not (number or copy)
                ruled = replace(grid, ruled=block.ruled)
                yield _Part(ruled, stick=whole and not last, table=table, new_page=begins)

    def _rows(self, block: RunningTable, copy: int) -> Iterator[Grid]:
        for row in block.rows:
            for item in range(row.count if row.rows is not None else 1):
                yield _of_item(row, copy if block.each is not None else item)


def _of_item(row: TableRow, item: int) -> Grid:
    cells = tuple(
        cell if cell.place is None else replace(cell, place=replace(cell.place, item=item))
        for cell in row.grid.cells
    )
    if row.blank:
        said = zip(cells, row.blank, strict=True)
        cells = tuple(replace(cell, place=None, text=text) for cell, text in said)
    return replace(row.grid, cells=cells)


def _rules(width: float, count: int) -> tuple[GridRule, ...]:
    return tuple(GridRule(0.0, line * _LINE, width, line * _LINE, _THIN) for line in range(1, count + 1))
