"""Sets one record as a running document: paragraphs, growing tables, signatures that are never alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from union_desk.paper.layout import LINE_PITCH, PageLayout, above_text
from union_desk.paper.letter import BLANK, BLANK_DAY, Letter, Running, RunningTable, TableRow
from union_desk.paper.letter_pages import Chunk, PagedTable, Paginator
from union_desk.paper.marks import HEADROOM, MIDDLE, MM, PAD, Area, Mark, Remarks, Rule
from union_desk.paper.marks import text_marks as marks_of
from union_desk.paper.sheet import Cell, Field, Form, Gap, Kind, Style, Template, TextLine
from union_desk.paper.slots import Faces, Record, words
from union_desk.paper.zhtext import Line, break_lines, line_of, place

_CHINESE: Final = "〇一二三四五六七八九"
SHORT: Final = 75.0  # millimetres; a table no taller is not broken
_SQUEEZES: Final = (0.95, 0.9, 0.85, 0.8)
_CLOSEST: Final = 1.4  # em between lines
_SQUEEZED_PAGES: Final = 6
_NEARLY_EMPTY: Final = 0.55  # of a page
_WITH_SIGNATURES: Final = 2  # lines of text that go to the next page with them


def numeral(number: int) -> str:
    """Return 一, 十二, 二十 …"""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
    return head + (_CHINESE[ones] if ones or not tens else "")


def running_pages(
    form: Form, letter: Letter, faces: Faces, record: Record, remarks: Remarks
) -> list[list[Mark]]:
    """Return the marks of each page; closer lines where they spare a page that would be nearly empty."""
    chosen, noted = _set(form, letter, faces, record, 1.0)
    if 1 < len(chosen.pages) <= _SQUEEZED_PAGES and chosen.left > _NEARLY_EMPTY:
        for squeeze in _SQUEEZES:
            tried, also = _set(form, letter, faces, record, squeeze)
            if len(tried.pages) < len(chosen.pages):
                chosen, noted = tried, also
                break
    remarks.missing.update(noted.missing)
    remarks.shrunk.update(noted.shrunk)
    remarks.left_over.update(noted.left_over)
    return chosen.pages


@dataclass(frozen=True, slots=True)
class _Set:
    """Pages, and how much of the last one is left, from 0 to 1."""

    pages: list[list[Mark]]
    left: float


def _set(form: Form, letter: Letter, faces: Faces, record: Record, squeeze: float) -> tuple[_Set, Remarks]:
    remarks = Remarks()
    chunks = _Setter(form, faces, record, remarks, squeeze).chunks(letter)
    paginator = Paginator(form, letter, faces, record, remarks)
    return _Set(paginator.pages(chunks), paginator.left), remarks


class _Setter:
    """Turns the blocks into lines and rows."""

    def __init__(
        self, form: Form, faces: Faces, record: Record, remarks: Remarks, squeeze: float = 1.0
    ) -> None:
        self._form, self._faces, self._record, self._remarks = form, faces, record, remarks
        self._squeeze = squeeze
        self._left, self._width = form.margin.left * MM, form.width * MM
        self._number = 0

    def chunks(self, letter: Letter) -> list[Chunk]:
        found: list[Chunk] = []
        for block in letter.blocks:
            if isinstance(block, Gap):
                found.append(Chunk(block.height * MM, lambda _top: []))
            elif isinstance(block, TextLine):
                found.append(self._line(block))
            elif block.when and not said(self._record.get(block.when)):
                continue
            elif isinstance(block, Running):
                found += self._text(block)
            else:
                rows = self._table(block)
                if block.whole:
                    for chunk in found[-_WITH_SIGNATURES:]:
                        chunk.stick = True
                    for chunk in rows[:-1]:
                        chunk.stick = True
                found += rows
        return found

    def _line(self, line: TextLine) -> Chunk:
        def draw(top: float) -> list[Mark]:
            area = Area(self._left, top, self._width, line.height * MM)
            plan = PageLayout(self._form, self._faces).line(line, area)
            filled = [mark for slot in plan.slots for mark in slot.marks(self._record, self._remarks)]
            return [*plan.marks, *filled]

        return Chunk(line.height * MM, draw)

    def _text(self, block: Running) -> list[Chunk]:
        found: list[Chunk] = []
        for item in range(count_of(self._record, block.each) if block.each is not None else 1):
            label, text = self._said(block.label, item), self._said(block.template, item)
            if block.numbered:
                self._number += 1
                text = f"（{numeral(self._number)}）{label}{text}"
            chunks = self._paragraphs(block, "" if block.numbered else label, text)
            if chunks:
                chunks[0].gap = block.before * MM
                chunks[0].new_page = block.new_page and not item
            found += chunks
        if found and block.after:
            found.append(Chunk(block.after * MM, lambda _top: [], stick=block.heading))
        return found

    def _said(self, template: Template, item: int) -> str:
        parts: list[str] = []
        for piece in template:
            if piece.place is None:
                parts.append(piece.words)
                continue
            kind = piece.place.field.kind
            value = replace(piece.place, item=item).value(self._record)
            blank = BLANK_DAY if kind in {Kind.LONGDAY, Kind.DAY} else BLANK
            parts.append(words(kind, value) or blank)
        return "".join(parts)

    def _paragraphs(self, block: Running, label: str, text: str) -> list[Chunk]:
        style = block.style
        size, pitch = style.size, self._pitch(style)
        face, bold = self._faces(style.font), self._faces("hei")
        chunks: list[Chunk] = []
        heading = line_of(label, bold, size) if label else None
        if heading is not None and heading.width > self._width / 2:
            heading, text = None, label + text
        for number, paragraph in enumerate(text.split("\n")):
            named = heading if not number else None
            indent = style.indent * size + (named.width if named is not None else 0.0)
            lines = break_lines(paragraph, face, size, self._width, indent)
            for index, line in enumerate(lines):
                first = index == 0
                draw = self._liner(block, line, indent if first else 0.0, named if first else None)
                near = len(lines) > 1 and index in {0, len(lines) - 2}  # no line alone on a page
                chunks.append(Chunk(pitch, draw, stick=near or block.heading))
        return chunks

    def _pitch(self, style: Style) -> float:
        return style.size * max(style.lead * self._squeeze, min(style.lead, _CLOSEST))

    def _liner(
        self, block: Running, line: Line, indent: float, named: Line | None
    ) -> Callable[[float], list[Mark]]:
        style, size = block.style, block.style.size

        def draw(top: float) -> list[Mark]:
            y = top - self._pitch(style) / 2 - MIDDLE * size
            marks: list[Mark] = []
            if named is not None:
                bold = self._faces("hei")
                runs = place(named, bold, named.width, size)
                marks += marks_of(runs, self._left + style.indent * size, y, size, self._remarks)
            face = self._faces(style.font)
            runs = place(line, face, self._width - indent, size, style.align)
            return marks + marks_of(runs, self._left + indent, y, size, self._remarks)

        return draw

    def _table(self, block: RunningTable) -> list[Chunk]:
        found: list[Chunk] = []
        for copy in range(count_of(self._record, block.each) if block.each is not None else 1):
            rows = self._rows(block, copy)
            if sum(row.height for row in rows) < SHORT * MM:
                for chunk in rows[:-1]:
                    chunk.stick = True
            if rows:
                rows[0].gap, rows[0].new_page = block.before * MM, block.new_page
            found += rows
        if found and block.after:
            found.append(Chunk(block.after * MM, lambda _top: []))
        return found

    def _rows(self, block: RunningTable, copy: int) -> list[Chunk]:
        table = PagedTable(block.ruled)
        if block.subtotal is not None:
            self._with_subtotal(table, block.subtotal)
        rows: list[Chunk] = []
        for row in block.rows:
            for item in range(count_of(self._record, row.rows) if row.rows is not None else 1):
                chunk = self._row(row, copy if block.each is not None else item, table)
                chunk.item = item if row.rows is not None else -1
                if row.head:
                    chunk.stick = True
                    table.head.append(chunk)
                rows.append(chunk)
        return rows

    def _with_subtotal(self, table: PagedTable, row: TableRow) -> None:
        rows = row.rows
        if rows is None:
            return

        def made(items: Sequence[int]) -> Chunk:
            listed = self._record.get(rows.name)
            values = listed if isinstance(listed, (list, tuple)) else ()
            sums = {
                name: sum(amount for item in items if isinstance(amount := values[item].get(name), int))
                for name, declared in rows.columns.items()
                if declared.kind is Kind.MONEY
            }
            return self._row(row, 0, table, {rows.name: [sums]})

        table.subtotal = made
        table.subtotal_height = row.grid.height * MM

    def _row(self, row: TableRow, item: int, table: PagedTable, record: Record | None = None) -> Chunk:
        told = self._record if record is None else record
        cells = [_told(cell, item, told) for cell in row.grid.cells]
        height = max(row.grid.height * MM, *(self._needed(cell, told) for cell in cells))
        room = (self._form.size[1] - self._form.margin.top - self._form.margin.bottom) * MM
        height = min(height, room * 0.8)

        def draw(top: float) -> list[Mark]:
            marks: list[Mark] = []
            right = self._left + self._width
            for cell in cells:
                area = Area(self._left + cell.x * MM, top, cell.width * MM, height)
                plan = PageLayout(self._form, self._faces).cell(cell, area)
                marks += plan.marks
                for slot in plan.slots:
                    marks += slot.marks(told, self._remarks)
                if table.ruled and area.x + area.width < right - 1:
                    edge = area.x + area.width
                    marks.append(Rule(edge, top, edge, top - height))
            if table.ruled:
                marks.append(Rule(self._left, top - height, right, top - height))
            return marks

        return Chunk(height, draw, table=table)

    def _needed(self, cell: Cell, record: Record) -> float:
        """Return the height that a cell's text asks for in its own size."""
        text = cell.text
        if cell.place is not None and not cell.place.field.kind.ticked:
            text = words(cell.place.field.kind, cell.place.value(record))
        if not text:
            return 0.0
        style, face = cell.style, self._faces(cell.style.font)
        lines = break_lines(text, face, style.size, cell.width * MM - 2 * PAD, style.indent * style.size)
        around = (len(cell.top) + len(cell.foot)) * LINE_PITCH * style.size
        tall = (len(lines) - 1) * style.size * style.lead + style.size
        return tall + around + above_text(cell) + HEADROOM + 1.0


def _told(cell: Cell, item: int, record: Record) -> Cell:
    """Return a cell of an item; a known day runs together, an unknown one has its rooms."""
    if cell.place is None:
        return cell
    spot = replace(cell.place, item=item)
    value = spot.value(record)
    if spot.field.kind is Kind.LONGDAY and value is not None:
        style = replace(cell.style, align="center")
        return replace(cell, place=None, text=words(Kind.LONGDAY, value), style=style)
    return replace(cell, place=spot)


def said(value: object) -> bool:
    """Tell whether a field says anything; 0 is an amount."""
    return value is not None and value is not False and value not in ("", (), [])


def count_of(record: Mapping[str, object], rows: Field) -> int:
    items = record.get(rows.name)
    return len(items) if isinstance(items, (list, tuple)) else 0
